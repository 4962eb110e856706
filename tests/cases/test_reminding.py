"""When a due date is told and to whom; the mails themselves: tests/cases/services/test_reminders.py."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.clocks import tone_of
from cases.enums import Tone
from cases.reminding import HEARD_BY, LATE, NOTHING, SILENT_DAYS, SOON, STILL_LATE, Hears, heard_by, level_of
from cases.reminding import silence_level as level_of_silence
from mediso.common.business_days import BusinessCalendar
from tests.support.business_days import ONE_DAY, closures_near, days, slow_is_business_day

CALENDAR = BusinessCalendar()

# Monday, 23 November 2026 is a holiday.
DUE_ON = dt.date(2026, 11, 20)
LEVELS = {
    "2026-11-17": (NOTHING, NOTHING, NOTHING),
    "2026-11-18": (NOTHING, NOTHING, NOTHING),
    "2026-11-19": (SOON, SOON, SOON),
    "2026-11-20": (SOON, SOON, SOON),
    "2026-11-24": (LATE, LATE, LATE),
    "2026-11-25": (STILL_LATE, LATE, LATE),
    "2026-11-26": (STILL_LATE + 1, STILL_LATE, LATE),
    "2026-11-27": (STILL_LATE + 2, STILL_LATE, STILL_LATE),
    "2026-11-30": (STILL_LATE + 3, STILL_LATE + 1, STILL_LATE),
}


@pytest.mark.parametrize(("day", "levels"), LEVELS.items(), ids=LEVELS)
def test_levels_of_targets_of_one_two_and_three_business_days(day: str, levels: tuple[int, ...]) -> None:
    today = dt.date.fromisoformat(day)
    assert tuple(level_of(DUE_ON, target=n, calendar=CALENDAR, today=today) for n in (1, 2, 3)) == levels


def test_who_hears_of_it() -> None:
    assert HEARD_BY == {
        NOTHING: (),
        SOON: (Hears.HOLDER,),
        LATE: (Hears.HOLDER, Hears.RESPONSIBLE, Hears.DESK),
        STILL_LATE: (Hears.RESPONSIBLE, Hears.DESK),
    }
    assert heard_by(STILL_LATE + 7) == heard_by(STILL_LATE)


def test_a_founder_s_silence_is_told_after_five_and_ten_business_days() -> None:
    """Asked on Monday the 9th: the 16th is the fifth business day after it, the 24th the tenth."""
    asked_on = dt.date(2026, 11, 9)
    told = {
        day: level_of_silence(asked_on, calendar=CALENDAR, today=dt.date.fromisoformat(day))
        for day in ("2026-11-09", "2026-11-13", "2026-11-16", "2026-11-20", "2026-11-24", "2027-11-24")
    }
    assert SILENT_DAYS == (5, 10)
    assert list(told.values()) == [0, 0, 1, 1, 2, 2]


@given(days, st.integers(1, 12), st.data())
def test_from_the_amber_day_on_every_business_day_has_its_level(
    due_on: dt.date, target: int, data: st.DataObject
) -> None:
    """Amber days first, then red ones: one level after the other, each as many business days as the target."""
    closures = data.draw(closures_near(due_on))
    calendar = BusinessCalendar(closures)
    day, seen = due_on - 40 * ONE_DAY, []
    while day < due_on + 60 * ONE_DAY:
        if slow_is_business_day(day, closures):
            level = level_of(due_on, target=target, calendar=calendar, today=day)
            tone = tone_of(due_on, calendar=calendar, today=day)
            assert {NOTHING: Tone.GREEN, SOON: Tone.AMBER}.get(level, Tone.RED) == tone
            seen.append(level)
        day += ONE_DAY
    late = [level for level in seen if level >= LATE]
    assert late == [LATE + n // target for n in range(len(late))]
    assert seen == sorted(seen)
    assert SOON in seen
