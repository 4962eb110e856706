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
    """Some of the open cases, or `of_all`. `holds` says which, for a reader and today; `code` stands in addresses."""

    code: str
    label: str | Promise
    holds: Condition
    of_all: bool = False


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
# Founders write on closed cases too.
UNANSWERED = Queue(
    "messages",
    pgettext_lazy("queue", "New messages"),
    lambda _reader, _today: Q(unanswered_since__isnull=False),
    of_all=True,
)
LATE = Queue("late", pgettext_lazy("queue", "Late"), lambda _reader, today: Q(due_on__lt=today))
OPEN = Queue("open", _("All open cases"), lambda _reader, _today: Q())

STAFF_QUEUES = (MINE, UNANSWERED, UNCLAIMED, OTHERS, SUPPORTER, FOUNDER, LATE, OPEN)
SUPPORTER_QUEUES = (DESK, UNANSWERED, SUPPORTER, FOUNDER, OPEN)


def queues_for(reader: User) -> Sequence[Queue]:
    return STAFF_QUEUES if reader.has_role(Role.STAFF) else SUPPORTER_QUEUES


def open_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Written as a list of values, which an index finds; “not nobody” would read every case there ever was."""
    return cases.filter(awaits__in=[Awaits.STAFF, Awaits.SUPPORTER, Awaits.FOUNDER])


def in_queue(cases: QuerySet[Case], queue: Queue, reader: User, today: dt.date) -> QuerySet[Case]:
    return _cases_of(cases, queue).filter(queue.holds(reader, today))


def counts_of(cases: QuerySet[Case], reader: User, today: dt.date) -> dict[str, int]:
    """How many of `cases` stand in each queue of the reader, by code; one query for the open, one for the rest."""
    queues = queues_for(reader)
    counted = {one.code: Count("pk", filter=one.holds(reader, today) or None) for one in queues if not one.of_all}
    counts: dict[str, int] = open_cases(cases).order_by().aggregate(**counted)
    others = {one.code: in_queue(cases, one, reader, today).count() for one in queues if one.of_all}
    return counts | others


def _cases_of(cases: QuerySet[Case], queue: Queue) -> QuerySet[Case]:
    return cases if queue.of_all else open_cases(cases)
