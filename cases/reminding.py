"""When a case is told to somebody because a day comes near or has passed, and to whom: plain values, no database.

docs/clocks.md tells the same under "Reminders".
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum, auto

from mediso.common.business_days import BusinessCalendar


class Hears(Enum):
    """`HOLDER` is whoever's move it is, `RESPONSIBLE` the staff member in charge, `DESK` its address for notices."""

    HOLDER = auto()
    RESPONSIBLE = auto()
    DESK = auto()


NOTHING, SOON, LATE, STILL_LATE = range(4)

# Each further target that passes is a level of its own: STILL_LATE, STILL_LATE + 1, …
HEARD_BY: Mapping[int, tuple[Hears, ...]] = {
    NOTHING: (),
    SOON: (Hears.HOLDER,),
    LATE: (Hears.HOLDER, Hears.RESPONSIBLE, Hears.DESK),
    STILL_LATE: (Hears.RESPONSIBLE, Hears.DESK),
}

# After so many business days of silence a founder who owes an answer is reminded; the desk is not.
SILENT_DAYS = (5, 10)


def level_of(due_on: dt.date, *, target: int, calendar: BusinessCalendar, today: dt.date) -> int:
    """How pressing a due date is on `today`, a business day; `target` is the clock's, in business days."""
    if today <= due_on:
        return SOON if due_on <= calendar.add(today, 1) else NOTHING
    days_late = max(calendar.between(due_on, today), 1)
    return LATE + (days_late - 1) // target


def heard_by(level: int) -> tuple[Hears, ...]:
    return HEARD_BY[min(level, STILL_LATE)]


def silence_level(asked_on: dt.date, *, calendar: BusinessCalendar, today: dt.date) -> int:
    """How many of `SILENT_DAYS` have passed since the founder was asked."""
    silent = calendar.between(asked_on, today)
    return sum(silent >= days for days in SILENT_DAYS)
