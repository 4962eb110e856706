"""One incoming mail as its page shows it: what came, why it waits, where it may belong, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from cases.enums import State
from cases.models import Case, Message
from cases.selectors.incoming import cases_of_sender, charts_of_staff, writer_of
from mediso.mailbox.enums import OPEN, IncomingNote
from mediso.mailbox.models import IncomingMail
from mediso.mailbox.selectors import is_kept, letter_of

SHOWN_PARTS = 50
"""So many files are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """`size` is in bytes, as the file will be when it is kept."""

    name: str
    size: int
    inline: bool


@dataclass(frozen=True)
class OpenedMail:
    """For somebody who may read the mail."""

    mail: IncomingMail
    user: User

    @property
    def is_open(self) -> bool:
        """Nobody has sorted it yet."""
        return self.mail.state in OPEN

    @cached_property
    def message(self) -> Message | None:
        """What it became, where it was filed."""
        return Message.objects.filter(incoming=self.mail).select_related("case__consultation").first()

    @cached_property
    def named(self) -> Case | None:
        """The case whose reply address it came to."""
        if not self.mail.case_number:
            return None
        found = charts_of_staff(self.user).filter(number=self.mail.case_number)
        return found.select_related("consultation__asked_by", "contact", "organisation").first()

    @property
    def case(self) -> Case | None:
        """The one that it tells of, for the note that somebody read it."""
        return self.message.case if self.message else self.named

    @cached_property
    def suggestions(self) -> Sequence[Case]:
        """Where it may belong: the case named, then those of its sender; none of them withdrawn."""
        found = [*([self.named] if self.named else []), *cases_of_sender(self.user, self.mail)]
        return [case for case in dict.fromkeys(found) if case.state != State.WITHDRAWN]

    @cached_property
    def is_kept(self) -> bool:
        return is_kept(self.mail)

    @cached_property
    def parts(self) -> Sequence[PartShown]:
        """The files that came along, read from the mail: one at a time is in memory."""
        if not self.is_kept or not self.mail.attachment_count:
            return []
        found = letter_of(self.mail).parts[:SHOWN_PARTS]
        return [PartShown(part.name, len(part.content), part.inline) for part in found]

    @property
    def more_parts(self) -> int:
        return self.mail.attachment_count - len(self.parts) if self.is_kept else 0

    @property
    def why_it_waits(self) -> str:
        mail, case = self.mail, self.named
        if mail.note:
            return str(IncomingNote(mail.note).label)
        if case is None:
            return _("It did not come to the address of a case.")
        if case.state == State.WITHDRAWN:
            return _("It answers to %(number)s, which was withdrawn.") % {"number": case.number}
        if writer_of(mail, case) is None:
            return _("It came to the address of %(number)s, but not from whoever asked.") % {"number": case.number}
        return _("It could not be filed by itself.")
