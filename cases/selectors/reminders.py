"""What there is to tell today about due dates and unanswered questions, and to whom, whether it was told before or not.

Each read takes the same number of queries however many cases there are. A person is named only where the page behind
the link is theirs to see.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import Max, Q

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.selectors.staff import staff_of
from cases.enums import AssignmentRole, AssignmentState, Awaits, Clock, EventKind
from cases.models import Assignment, Case
from cases.reminding import LATE, Hears, heard_by, level_of, silence_level
from cases.selectors.clocks import targets_of
from mediso.common.business_days import BusinessCalendar
from mediso.desks.models import Desk


@dataclass(frozen=True, slots=True)
class Reader:
    """Of a notice; `user` is the key of the account, where the address is somebody's."""

    to: str
    language: str = "ja"
    name: str = ""
    user: int | None = None


def reader_of(user: User) -> Reader:
    return Reader(user.email, user.language, user.name, user.pk)


def in_charge_of(case: Case) -> list[Reader]:
    """The staff member in charge, or else the desk: its address for notices, or all of its staff."""
    responsible, desk = case.responsible, case.desk
    if responsible is not None and responsible.is_active and responsible.has_role(Role.STAFF, desk.pk):
        return [reader_of(responsible)]
    return [Reader(desk.notice_email)] if desk.notice_email else [reader_of(user) for user in staff_of(desk)]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One case for one reader. `proposal` is the reader's own open one, while the case itself is not theirs to open.

    The other fields are those of `ClockReminder`.
    """

    reader: Reader
    case: Case
    level: int
    counted_from: dt.date
    clock: str = ""
    proposal: int | None = None

    @property
    def is_late(self) -> bool:
        return self.level >= LATE


@dataclass(frozen=True, slots=True)
class _People:
    """Whom the desk can write to. `holders` are the supporters whose move it is, by case."""

    staff: Mapping[int, Reader]
    desk: tuple[Reader, ...]
    holders: Mapping[int, Sequence[tuple[Reader, int | None]]]


def due_reminders(desk: Desk, calendar: BusinessCalendar, today: dt.date) -> list[Reminder]:
    """Every case that is due by the next business day, the most pressing first; `today` is a business day."""
    cases = list(
        Case.objects.filter(desk=desk, due_on__lte=calendar.add(today, 1)).order_by("due_on", "received_on", "number")
    )
    people, targets = _people(desk, cases), targets_of(desk)

    @cache  # counting business days is the dear part, and many cases are due on one day
    def level(due_on: dt.date, clock: str) -> int:
        return level_of(due_on, target=targets[Clock(clock)], calendar=calendar, today=today)

    return [
        Reminder(reader, case, level(case.due_on, case.due_clock), case.due_on, case.due_clock, proposal)
        for case in cases
        if case.due_on
        for reader, proposal in _readers(case, level(case.due_on, case.due_clock), people)
    ]


def silence_reminders(desk: Desk, calendar: BusinessCalendar, today: dt.date) -> list[Reminder]:
    """Every case whose founder has been silent for so many business days, the longest silence first."""
    cases = (
        Case.objects.filter(desk=desk, awaits=Awaits.FOUNDER, consultation__asked_by__is_active=True)
        .select_related("consultation__asked_by")
        .annotate(asked_on=Max("events__occurred_on", filter=Q(events__kind=EventKind.FOUNDER_ASKED)))
        .exclude(asked_on=None)
        .order_by("asked_on", "number")
    )
    found = []
    for case in cases:
        founder, level = case.consultation.asked_by, silence_level(case.asked_on, calendar=calendar, today=today)
        if founder is not None and level:
            found.append(Reminder(reader_of(founder), case, level, case.asked_on))
    return found


def _readers(case: Case, level: int, people: _People) -> list[tuple[Reader, int | None]]:
    """Each address once, in the order in which the table names them."""
    found: dict[str, tuple[Reader, int | None]] = {}
    for hears in heard_by(level):
        for reader, proposal in _who(hears, case, people):
            found.setdefault(reader.to, (reader, proposal))
    return list(found.values())


def _who(hears: Hears, case: Case, people: _People) -> Iterator[tuple[Reader, int | None]]:
    responsible = people.staff.get(case.responsible_id or 0)
    if hears is Hears.HOLDER and case.awaits == Awaits.SUPPORTER and case.pk in people.holders:
        yield from people.holders[case.pk]
    elif hears is not Hears.DESK and responsible:
        yield responsible, None
    elif hears is not Hears.RESPONSIBLE:
        yield from ((reader, None) for reader in people.desk)


def _people(desk: Desk, cases: Sequence[Case]) -> _People:
    grants = RoleGrant.objects.filter(desk=desk, role__in=(Role.STAFF, Role.SUPPORTER), user__is_active=True)
    users: dict[str, dict[int, Reader]] = {Role.STAFF: {}, Role.SUPPORTER: {}}
    for grant in grants.select_related("user").order_by("user"):
        users[grant.role][grant.user_id] = reader_of(grant.user)
    staff = users[Role.STAFF]
    return _People(
        staff=staff,
        # A desk without an address for notices is its people.
        desk=(Reader(desk.notice_email.lower()),) if desk.notice_email else tuple(staff.values()),
        holders=_holders(cases, users[Role.SUPPORTER]),
    )


def _holders(cases: Sequence[Case], supporters: Mapping[int, Reader]) -> dict[int, list[tuple[Reader, int | None]]]:
    """Whoever has an open proposal, else the lead; a case of which nobody of them can sign in is left out."""
    holding = Assignment.objects.filter(
        Q(state=AssignmentState.PROPOSED) | Q(role=AssignmentRole.LEAD, state=AssignmentState.ACCEPTED),
        case__in=[case.pk for case in cases if case.awaits == Awaits.SUPPORTER],
    ).select_related("supporter")
    open_to = {one.pk: one.case_id for one in holding if one.state == AssignmentState.PROPOSED}
    asking = set(open_to.values())
    found: dict[int, list[tuple[Reader, int | None]]] = defaultdict(list)
    for one in holding:
        reader = supporters.get(one.supporter.user_id or 0)
        if reader and (one.pk in open_to or one.case_id not in asking):
            found[one.case_id].append((reader, one.pk if one.pk in open_to else None))
    return found
