"""Mails as staff list them: what needs a person first, then what waits, then what is over."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from mediso.outbox.models import NEED_A_PERSON, MailRemedy, MailState, OutboxMail

WAITING = (MailState.PENDING, MailState.SENDING, MailState.HELD)
RECENT = dt.timedelta(days=30)

_RANK = Case(
    When(state__in=NEED_A_PERSON, then=Value(0)),
    When(state__in=WAITING, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def mails_of(desk_ids: Iterable[int]) -> QuerySet[OutboxMail]:
    """Of these desks, with everything a list shows but never a body."""
    pressed = MailRemedy.objects.select_related("actor")
    return (
        OutboxMail.objects.filter(desk__in=list(desk_ids))
        .select_related("desk", "recipient", "digest")
        .prefetch_related(Prefetch("remedies", pressed))
        .defer("body", "digest__body")
        .order_by(_RANK, "-written_at", "-pk")
    )


def open_or_recent() -> Q:
    """What somebody must look at or waits, however old, and what was over in the last days."""
    return Q(state__in=[*NEED_A_PERSON, *WAITING]) | Q(written_at__gte=timezone.now() - RECENT)
