"""稼働と謝金: the statements of supporters, from the recorded interviews at which they were present."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Min, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from cases.documents.honorarium import Line, MonthOfWork, Statement
from cases.enums import InterviewKind
from cases.models import Interview
from mediso.common.months import Month
from mediso.desks.models import Desk
from supporters.enums import Employment
from supporters.models import Supporter

Worked = dict[Month, list[Line]]


def paid_supporters(user: User) -> QuerySet[Supporter]:
    """The one door to statements: staff read those of their desks, supporters their own, nobody else any."""
    if not user.is_active:
        return Supporter.objects.none()
    own = Q(user=user, desk__in=user.desk_ids(Role.SUPPORTER))
    return Supporter.objects.filter(Q(desk__in=user.desk_ids(Role.STAFF)) | own).select_related("desk")


def own_entries(user: User) -> QuerySet[Supporter]:
    """Of `paid_supporters`, those who are the person, at each desk."""
    return paid_supporters(user).filter(user=user, desk__in=user.desk_ids(Role.SUPPORTER)).order_by("desk", "pk")


def statement_of(supporter: Supporter, month: Month, today: dt.date) -> Statement:
    """Also of a month without any interview. One query for a supporter from `paid_supporters`."""
    return _statement(supporter, month, _worked([supporter], month).get(supporter.pk, {}).get(month, []), today)


def month_of_work(desk: Desk, supporters: QuerySet[Supporter], month: Month, today: dt.date) -> MonthOfWork:
    """Everybody of these at the desk who was present at an interview of the month, by name. Two queries."""
    rows = list(supporters.filter(desk=desk).order_by("name", "pk"))
    worked = _worked(rows, month)
    there = (_statement(row, month, worked[row.pk][month], today) for row in rows if row.pk in worked)
    return MonthOfWork(str(desk), month, tuple(there))


def statements_of(supporters: Iterable[Supporter], today: dt.date) -> list[Statement]:
    """Every month in which each was present at an interview, the newest first. One query."""
    people = list(supporters)
    worked = _worked(people)
    found = [_statement(one, month, lines, today) for one in people for month, lines in worked.get(one.pk, {}).items()]
    return sorted(found, key=lambda one: one.month, reverse=True)


def months_with_work(supporters: QuerySet[Supporter], today: dt.date) -> list[Month]:
    """From the month of the first recorded interview to this one, or to that of the last; the newest first."""
    held = Interview.objects.filter(supporters__in=supporters.order_by().values("pk"))
    ends = held.aggregate(first=Min("held_on"), last=Max("held_on"))
    first, last = (Month.of(ends[end] or today) for end in ("first", "last"))
    this = Month.of(today)
    return [*Month.between(min(first, this), max(last, this))][::-1]


def _worked(supporters: Iterable[Supporter], month: Month | None = None) -> dict[int, Worked]:
    """Per supporter and month, in the order in which the interviews were held."""
    present = Interview.supporters.through.objects.filter(supporter__in=[one.pk for one in supporters])
    if month is not None:
        present = present.filter(interview__held_on__range=(month.first, month.last))
    rows = present.order_by("interview__held_on", "interview").values_list(
        "supporter", "interview__held_on", "interview__case__number", "interview__kind", "interview__minutes"
    )
    found: dict[int, Worked] = {}
    for supporter_id, held_on, number, kind, minutes in rows:
        line = Line(held_on, number, InterviewKind(kind), minutes)
        found.setdefault(supporter_id, {}).setdefault(Month.of(held_on), []).append(line)
    return found


def _statement(supporter: Supporter, month: Month, lines: list[Line], today: dt.date) -> Statement:
    own = supporter.honorarium_per_hour
    return Statement(
        desk=str(supporter.desk),
        supporter_id=supporter.pk,
        supporter=supporter.name,
        full_time=supporter.employment == Employment.FULL_TIME,
        month=month,
        as_of=today,
        rate=supporter.desk.honorarium_per_hour if own is None else own,
        own_rate=own is not None,
        lines=tuple(line for line in lines if line.minutes is not None),
        uncounted=tuple(line for line in lines if line.minutes is None),
    )
