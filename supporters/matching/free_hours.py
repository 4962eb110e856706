"""空き時間: how many hours a supporter can give to a case before its target date.

Counted are the desk's business days after the day asked on, up to and including the target date. On each of them the
supporter is free for the hours of the usual week, overlapping stretches counted once, and not at all during a leave or
pause. No calendar month gives more than what is left of the hours offered for it: in the month of the day asked on,
less the hours used in it; in every later month, all of them.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

MINUTES_AN_HOUR = 60
DAYS_A_WEEK = 7

Stretch = tuple[int, time, time]
"""Weekday as in `date.weekday()`, begin and end."""

USUAL_WEEK: Sequence[Stretch] = tuple((weekday, time(9), time(17)) for weekday in range(5))
"""The week of a supporter who gave none."""


@dataclass(frozen=True, slots=True)
class FreeHours:
    """Free minutes, cumulated: `minutes[n]` are those of the business days up to and including `days[n]`.

    The table reaches up to `last`. `assumed` when the supporter gave no weekly hours and `USUAL_WEEK` was taken. The
    default is a supporter without a free minute.
    """

    days: Sequence[date] = ()
    minutes: Sequence[int] = ()
    last: date = date.max
    assumed: bool = False

    def until(self, day: date) -> int:
        """Minutes free up to and including that day. Raises ValueError for a day which the table does not reach."""
        if day > self.last:
            raise ValueError(f"Free hours are known up to {self.last}, not {day}.")
        place = bisect_right(self.days, day)
        return self.minutes[place - 1] if place else 0


NO_FREE_HOURS = FreeHours()


@dataclass(frozen=True, slots=True)
class Away:
    """A leave or pause: both days belong to it; no last day is until further notice."""

    kind: str
    first_day: date
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Horizon:
    """What is the same for all supporters of a desk: its business days after `on`, up to and including `last`."""

    on: date
    days: tuple[date, ...]
    last: date


def free_hours(
    horizon: Horizon,
    week: Collection[Stretch],
    *,
    leaves: Sequence[Away] = (),
    minutes_left: int,
    minutes_a_month: int,
) -> FreeHours:
    """`minutes_left` is what is left of the month of `horizon.on`, 0 if below. An empty `week` was not given."""
    a_day = minutes_by_weekday(week or USUAL_WEEK)
    this_month = (horizon.on.year, horizon.on.month)
    month, before, within, most = this_month, 0, 0, max(minutes_left, 0)
    cumulated = []
    for day in horizon.days:
        if (day.year, day.month) != month:
            month, before, within, most = (day.year, day.month), before + min(within, most), 0, minutes_a_month
        if not leaves or not any(away.covers(day) for away in leaves):
            within += a_day[day.weekday()]
        cumulated.append(before + min(within, most))
    return FreeHours(horizon.days, tuple(cumulated), horizon.last, assumed=not week)


def minutes_by_weekday(week: Iterable[Stretch]) -> tuple[int, ...]:
    """Monday first; where stretches of a day overlap, the time counts once."""
    minutes = [0] * DAYS_A_WEEK
    reached = [0] * DAYS_A_WEEK
    for weekday, begins, ends in sorted(week):
        begin, end = max(_minute(begins), reached[weekday]), _minute(ends)
        if end > begin:
            minutes[weekday] += end - begin
            reached[weekday] = end
    return tuple(minutes)


def _minute(at: time) -> int:
    return at.hour * MINUTES_AN_HOUR + at.minute
