"""The mails of a person's desks, and the case each is about where they may see it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from cases.selectors.visibility import visible_cases
from mediso.notices.table import NOTICES
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.selectors import mails_of

NUMBER = re.compile(r"(?:/cases/|:)([A-Za-z0-9]*\d{4}-\d{4,})(?=[/:]|$)")

EXPLAINED: Mapping[str, str | Promise] = {
    MailState.DEAD: _("The mail server did not take it."),
    MailState.UNSURE: _(
        "It was given to the mail server, whose answer never came. Ask the reader before you send it again."
    ),
    MailState.BOUNCED: _("The reader's mail server sent it back."),
    MailState.HELD: _("It goes out with the next daily digest."),
}
"""In words, what the state means for whoever must do something."""


@dataclass(frozen=True, slots=True)
class ListedMail:
    """`number` is that of the case, empty where there is none or it is not the person's to see."""

    mail: OutboxMail
    label: str | Promise
    number: str
    explanation: str | Promise


def visible_mails(user: User) -> QuerySet[OutboxMail]:
    """Those of the desks whose staff the person is."""
    return mails_of(user.desk_ids(Role.STAFF)) if user.is_active else OutboxMail.objects.none()


def listed_mails(user: User, mails: Iterable[OutboxMail]) -> list[ListedMail]:
    """In the order given; one query for the cases of all."""
    rows = list(mails)
    numbers = {mail.pk: found[1] for mail in rows if (found := NUMBER.search(f"{mail.link} {mail.key}"))}
    seen = set(visible_cases(user).filter(number__in=set(numbers.values())).values_list("number", flat=True))
    return [
        ListedMail(
            mail,
            NOTICES[mail.kind].label if mail.kind in NOTICES else mail.kind,
            numbers.get(mail.pk, "") if numbers.get(mail.pk) in seen else "",
            EXPLAINED.get(mail.state, ""),
        )
        for mail in rows
    ]
