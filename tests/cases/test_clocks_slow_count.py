"""The clocks against a count that goes through the days one by one, over 2018-2030.

The count is `tests/support/slow_clocks.py`.
"""

import datetime as dt
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.clocks import CLOCKS, ClockState, Moment, clock_states, kept, next_due
from cases.enums import Clock, ClockRun
from mediso.common.business_days import BusinessCalendar, Span
from tests.support.business_days import ONE_DAY, closures_near, days
from tests.support.slow_clocks import DONE, ENDED, STARTED, UNDONE, History, slow

KINDS = sorted({kind for kinds in (*STARTED.values(), *DONE.values()) for kind in kinds} | UNDONE["proposal"])
OFTEN = ["founder_asked", "founder_answered", "proposed", "turned_down", "lapsed", "matching_started", "viewed"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[History, tuple[Span, ...], dt.date]:
    """What happened, likely or not, the closures near it, and a day not before the last of it."""
    day = first = draw(days)
    kinds = [draw(st.sampled_from(["submitted", "submitted", "taken_in", "imported"]))]
    kinds += draw(st.lists(st.sampled_from(OFTEN) | st.sampled_from([*KINDS, "withdrawn", "reopened"]), max_size=12))
    history = []
    for kind in kinds:
        history.append(Moment(kind, day))
        day += draw(st.integers(0, 3) | st.integers(0, 20)) * ONE_DAY
    return history, draw(closures_near(first)), day


targets = st.fixed_dictionaries({clock: st.integers(1, 15) for clock in Clock})


def read(history: History, aims: dict[Clock, int], closed: tuple[Span, ...], today: dt.date) -> dict[Clock, ClockState]:
    states = clock_states(history, targets=aims, calendar=BusinessCalendar(closures=closed), today=today)
    return {one.clock: one for one in states}


def due(state: ClockState) -> dt.date:
    """A clock that is due on no day is due after all days."""
    return state.due_on or dt.date.max


@settings(max_examples=300)
@given(histories(), targets)
def test_every_clock_equals_the_slow_count(
    drawn: tuple[History, tuple[Span, ...], dt.date], aims: dict[Clock, int]
) -> None:
    history, closed, today = drawn
    states = read(history, aims, closed, today)
    for clock in Clock:
        one = states.get(clock)
        quick = one and (one.state.value, one.started_on, one.met_on, one.due_on, one.used, one.tone.value)
        assert quick == slow(clock.value, history, aims[clock], closed, today)
        if one:
            assert kept(one) == (one.met_on <= one.due_on if one.met_on and one.due_on else None)
    assert list(states) == [clock for clock in CLOCKS if clock in states]


@given(histories(), targets)
def test_the_next_due_is_the_first_of_all(
    drawn: tuple[History, tuple[Span, ...], dt.date], aims: dict[Clock, int]
) -> None:
    history, closed, today = drawn
    states = read(history, aims, closed, today)
    running = sorted((one.due_on, list(Clock).index(one.clock)) for one in states.values() if one.tone.value != "gray")
    expected = (list(Clock)[running[0][1]], running[0][0]) if running else None
    assert next_due(states.values()) == expected


@given(histories(), targets, st.data())
def test_a_closure_never_makes_a_clock_due_earlier(
    drawn: tuple[History, tuple[Span, ...], dt.date], aims: dict[Clock, int], data: st.DataObject
) -> None:
    history, closed, today = drawn
    more = data.draw(closures_near(history[0].day))
    before, after = read(history, aims, closed, today), read(history, aims, closed + more, today)
    for clock, one in before.items():
        assert due(after[clock]) >= due(one)
        assert (after[clock].state, after[clock].met_on) == (one.state, one.met_on)
        assert after[clock].used <= one.used


@given(histories(), targets, st.data())
def test_a_question_never_makes_a_clock_due_earlier(
    drawn: tuple[History, tuple[Span, ...], dt.date], aims: dict[Clock, int], data: st.DataObject
) -> None:
    """Asked and answered while nobody owed an answer. It may itself be the first contact: that clock is left aside."""
    history, closed, today = drawn
    place = data.draw(st.integers(1, len(history)))
    next_day = history[place].day if place < len(history) else today
    asked, answered = sorted(data.draw(st.tuples(*[st.dates(history[place - 1].day, next_day)] * 2)))
    kinds = [moment.kind for moment in history[:place]]
    owing = [kind for kind in kinds if kind in ENDED | {"founder_asked", "founder_answered"}]
    assume(owing[-1:] != ["founder_asked"])
    stop = [Moment("founder_asked", asked), Moment("founder_answered", answered)]
    before = read(history, aims, closed, today)
    after = read([*history[:place], *stop, *history[place:]], aims, closed, today)
    for clock, one in before.items():
        if clock is not Clock.FIRST_CONTACT:
            assert due(after[clock]) >= due(one)


@given(histories(), targets, st.integers(0, 30))
def test_a_day_that_passes_moves_no_due_date(
    drawn: tuple[History, tuple[Span, ...], dt.date], aims: dict[Clock, int], later: int
) -> None:
    history, closed, today = drawn
    before, after = read(history, aims, closed, today), read(history, aims, closed, today + later * ONE_DAY)
    for clock, one in before.items():
        aged = after[clock]
        assert replace(aged, used=one.used, tone=one.tone) == one
        assert aged.used >= one.used if one.state is ClockRun.RUNNING else aged.used == one.used
