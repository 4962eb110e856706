"""Incoming mails as the staff list them: those that wait first, then the newest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import User
from cases.models import Message
from cases.selectors.incoming import visible_incoming
from mediso.mailbox.enums import IncomingState
from mediso.mailbox.models import IncomingMail

_RANK = Case(When(state=IncomingState.WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class ListedIncoming:
    """`number` is that of the case it is in, else of the one whose address it came to; "" for none."""

    mail: IncomingMail
    number: str


def incoming_of(user: User) -> QuerySet[IncomingMail]:
    """Everything a list shows, but never what was written."""
    rows = visible_incoming(user).select_related("dismissed_by").defer("text", "folded", "references", "recipients")
    return rows.order_by(_RANK, "-received_at", "-pk")


def listed_incoming(mails: Iterable[IncomingMail]) -> list[ListedIncoming]:
    """In the order given; one query for the cases of all. Whoever reads the mail reads the case it is in."""
    rows = list(mails)
    filed = dict(Message.objects.filter(incoming__in=rows).values_list("incoming", "case__number"))
    return [ListedIncoming(mail, filed.get(mail.pk, mail.case_number)) for mail in rows]
