"""People and their invitations: what is in their tables, what was mailed, and the link in a mail."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.db.models import Model

from accounts.models import Invitation, Membership, Organisation, RoleGrant, User
from mediso.outbox.models import MailState, OutboxMail
from mediso.outbox.services import deliver
from supporters.models import Supporter
from tests.support.rows import rows_of

TABLES: tuple[type[Model], ...] = (
    User,
    RoleGrant,
    Invitation,
    EmailAddress,
    Organisation,
    Membership,
    Supporter,
    OutboxMail,
)
LINK = re.compile(r"https?://\S+")


def people_world() -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables, so that a test can say that nothing happened."""
    return rows_of(TABLES)


def delivered() -> list[EmailMessage]:
    """Deliver every mail that waits, as the task does, and answer all that were sent so far."""
    for pk in OutboxMail.objects.filter(state=MailState.PENDING).order_by("pk").values_list("pk", flat=True):
        deliver(pk)
    return list(mail.outbox)


def path_in(message: EmailMessage) -> str:
    """The path of the first address in the mail."""
    found = LINK.search(str(message.body))
    assert found, message.body
    return "/" + found.group().split("/", 3)[3]
