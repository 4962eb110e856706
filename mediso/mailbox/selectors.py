from django.core.files.storage import storages
from django.db.models import QuerySet

from mediso.mailbox.addresses import own_addresses
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.letters import Letter, parse
from mediso.mailbox.models import IncomingMail


def mails_to_file() -> QuerySet[IncomingMail]:
    """Mails that wait for their case, in the order in which they came."""
    return IncomingMail.objects.filter(state=IncomingState.NEW).order_by("received_at", "pk")


def letter_of(mail: IncomingMail) -> Letter:
    """The mail read again from what is kept, for its parts: one part at a time is decoded in memory."""
    with storages["attachments"].open(mail.stored_as) as file:
        return parse(file.read(), own_addresses())


def is_kept(mail: IncomingMail) -> bool:
    """Whether the mail itself is where it was put; a backup may have been restored without it."""
    return storages["attachments"].exists(mail.stored_as)
