"""The inbox: in which queues a case stands for its reader, and how many stand in each."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import User
from cases.enums import Awaits
from cases.models import Case

Condition = Callable[[User, dt.date], Q]


@dataclass(frozen=True, slots=True)
class Queue:
    """Some of the open cases. `holds` says which, for a reader and today; `code` stands in addresses."""

    code: str
    label: str | Promise
    holds: Condition


def _awaiting(awaits: Awaits) -> Condition:
    return lambda _reader, _today: Q(awaits=awaits)


MINE = Queue(
    "mine",
    _("My move"),
    lambda reader, _today: Q(awaits=Awaits.STAFF, responsible=reader),
)
UNCLAIMED = Queue("unclaimed", _("Nobody in charge"), lambda _reader, _today: Q(responsible=None))
OTHERS = Queue(
    "desk",
    _("A colleague's move"),
    lambda reader, _today: Q(awaits=Awaits.STAFF, responsible__isnull=False) & ~Q(responsible=reader),
)
DESK = Queue("desk", _("The desk's move"), _awaiting(Awaits.STAFF))
SUPPORTER = Queue("supporter", _("The supporter's move"), _awaiting(Awaits.SUPPORTER))
FOUNDER = Queue("founder", _("The founder's move"), _awaiting(Awaits.FOUNDER))
LATE = Queue("late", pgettext_lazy("queue", "Late"), lambda _reader, today: Q(due_on__lt=today))
OPEN = Queue("open", _("All open cases"), lambda _reader, _today: Q())

STAFF_QUEUES = (MINE, UNCLAIMED, OTHERS, SUPPORTER, FOUNDER, LATE, OPEN)
SUPPORTER_QUEUES = (DESK, SUPPORTER, FOUNDER, OPEN)


def queues_for(reader: User) -> Sequence[Queue]:
    return STAFF_QUEUES if reader.has_role(Role.STAFF) else SUPPORTER_QUEUES


def open_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Written as a list of values, which an index finds; “not nobody” would read every case there ever was."""
    return cases.filter(awaits__in=[Awaits.STAFF, Awaits.SUPPORTER, Awaits.FOUNDER])


def in_queue(cases: QuerySet[Case], queue: Queue, reader: User, today: dt.date) -> QuerySet[Case]:
    return open_cases(cases).filter(queue.holds(reader, today))


def counts_of(cases: QuerySet[Case], reader: User, today: dt.date) -> dict[str, int]:
    """How many of `cases` stand in each queue of the reader, by code; in one query."""
    queues = queues_for(reader)
    counted = {queue.code: Count("pk", filter=queue.holds(reader, today) or None) for queue in queues}
    counts: dict[str, int] = open_cases(cases).order_by().aggregate(**counted)
    return counts
