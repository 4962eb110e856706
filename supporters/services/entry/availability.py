"""When a supporter can be asked: days of leave and pauses, and the possible hours of the week."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from supporters.enums import RosterPart
from supporters.models import Leave, PossibleHours, SupporterChange
from supporters.services.entry.changing import changing

Kept = SupporterChange | None
Stretch = tuple[int, dt.time, dt.time]
"""Weekday (0 is Monday), begin and end, in Japan time."""


class LeaveDays(TypedDict):
    """Both days are included; without a last day it is until further notice."""

    kind: str
    first_day: dt.date
    last_day: dt.date | None
    note: str


def save_leave(*, supporter_id: int, actor: User, seen: int, leaves: Sequence[LeaveDays]) -> Kept:
    """What is not over yet becomes `leaves`; what is over stays."""
    with changing(supporter_id=supporter_id, part=RosterPart.LEAVE, actor=actor, seen=seen) as entry:
        not_over = Q(last_day=None) | Q(last_day__gte=timezone.localdate())
        Leave.objects.filter(not_over, supporter=supporter_id).delete()
        Leave.objects.bulk_create(Leave(supporter=entry.supporter, **one) for one in leaves)
    return entry.change


def save_hours(*, supporter_id: int, actor: User, seen: int, stretches: Iterable[Stretch]) -> Kept:
    """The usual week; stretches of a day that overlap or touch become one."""
    with changing(supporter_id=supporter_id, part=RosterPart.HOURS, actor=actor, seen=seen) as entry:
        PossibleHours.objects.filter(supporter=supporter_id).delete()
        PossibleHours.objects.bulk_create(
            PossibleHours(supporter=entry.supporter, weekday=weekday, begins=begins, ends=ends)
            for weekday, begins, ends in united(stretches)
        )
    return entry.change


def united(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time with as few stretches as can be, by weekday and begin."""
    by_day: dict[int, list[tuple[dt.time, dt.time]]] = defaultdict(list)
    for weekday, begins, ends in sorted(stretches):
        day = by_day[weekday]
        if day and begins <= day[-1][1]:
            day[-1] = (day[-1][0], max(day[-1][1], ends))
        else:
            day.append((begins, ends))
    return [(weekday, *stretch) for weekday, day in sorted(by_day.items()) for stretch in day]
