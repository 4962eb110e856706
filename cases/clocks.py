"""The four clocks of a case: which run, how much of each is used, and by when the desk has to be done.

Pure arithmetic on plain values: whoever asks brings what happened, the desk's targets and its calendar. Days are days
in Japan. docs/clocks.md tells the same with examples.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.enums import Clock, ClockRun, EventKind, Tone
from mediso.common.business_days import BusinessCalendar, Span

E = EventKind
Kinds = frozenset[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to the case: the kind of its event, and the day it counts for."""

    kind: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Rule:
    """Which kinds of event move a clock.

    The first of `starts` starts it, each of `anew` starts it afresh. It is met while there were more of `meets` than of
    `unmeets`; when they are equal again it runs as if it had never been met. The end of the case leaves it as it is.
    """

    starts: Kinds
    meets: Kinds
    unmeets: Kinds = frozenset()
    anew: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class ClockState:
    """How one clock stands on the day asked.

    `used` and `target` are business days: `used` up to that day, or up to the day on which the clock was met or ended.
    `due_on` is None while the founder owes an answer, and once the clock ended without being met.
    """

    clock: Clock
    state: ClockRun
    started_on: dt.date
    met_on: dt.date | None
    due_on: dt.date | None
    used: int
    target: int
    tone: Tone


@dataclass(slots=True)
class _Reading:
    started_on: dt.date
    met_on: dt.date | None = None
    ended_on: dt.date | None = None
    balance: int = 0


RECEIPT: Kinds = frozenset({E.SUBMITTED, E.TAKEN_IN})
# The desk's own ends tell the founder what came of it; a withdrawal tells nothing.
CONCLUDED: Kinds = frozenset({E.CLOSED, E.REFERRED, E.DECLINED})
ENDS: Kinds = CONCLUDED | {E.WITHDRAWN}

# In the order in which they are shown, and in which the first of two due on one day is named.
CLOCKS: Mapping[Clock, Rule] = {
    Clock.FIRST_CONTACT: Rule(
        starts=RECEIPT,
        # Who takes a case in on the founder's behalf is speaking with the founder.
        meets=CONCLUDED
        | {
            E.TAKEN_IN,
            E.FOUNDER_ASKED,
            E.PRELIMINARY_INTERVIEW,
            E.SUPPORTER_INTERVIEW,
            E.CONTACT_RECORDED,
            E.PLAN_DELIVERED,
            E.MESSAGE_SENT,
        },
    ),
    Clock.TRIAGE: Rule(starts=RECEIPT, meets=CONCLUDED | {E.MATCHING_STARTED, E.TAKEN}),
    Clock.PROPOSAL: Rule(
        starts=frozenset({E.MATCHING_STARTED}),
        meets=frozenset({E.PROPOSED, E.TAKEN}),
        unmeets=frozenset({E.TURNED_DOWN, E.PROPOSAL_WITHDRAWN, E.LAPSED}),
    ),
    Clock.ANSWER: Rule(starts=RECEIPT, meets=CONCLUDED | {E.PLAN_DELIVERED}, anew=frozenset({E.REOPENED})),
}

# Between these the founder owes an answer, and every clock stands.
STOPS: Kinds = frozenset({E.FOUNDER_ASKED})
RESUMES: Kinds = ENDS | {E.FOUNDER_ANSWERED}

_STILL_OWED = dt.date.max


def clock_states(
    moments: Sequence[Moment], *, targets: Mapping[Clock, int], calendar: BusinessCalendar, today: dt.date
) -> tuple[ClockState, ...]:
    """How each clock that was ever started stands on `today`, in the order of `CLOCKS`.

    `moments` are what happened, in that order and none after `today`; kinds that move no clock do no harm. `targets`
    are business days. Raises `YearNotCovered`, and KeyError for a clock without a target.
    """
    states = (clock_state(clock, moments, target=targets[clock], calendar=calendar, today=today) for clock in CLOCKS)
    return tuple(state for state in states if state)


def clock_state(
    clock: Clock, moments: Sequence[Moment], *, target: int, calendar: BusinessCalendar, today: dt.date
) -> ClockState | None:
    """One clock of `clock_states`; None if nothing started it."""
    reading = _read(CLOCKS[clock], moments)
    return _state(clock, reading, target, tuple(_owed(moments)), calendar, today) if reading else None


def next_due(states: Iterable[ClockState]) -> tuple[Clock, dt.date] | None:
    """The running clock that is due first, and its day; of two due on one day the first given. None if none runs."""
    running = [(one.due_on, one.clock) for one in states if one.state is ClockRun.RUNNING and one.due_on]
    if not running:
        return None
    due_on, clock = min(running, key=lambda one: one[0])
    return clock, due_on


def tone_of(due_on: dt.date, *, calendar: BusinessCalendar, today: dt.date) -> Tone:
    """Red after the day it is due, amber on it and from the business day before it on, else green."""
    if today > due_on:
        return Tone.RED
    return Tone.AMBER if due_on <= calendar.add(today, 1) else Tone.GREEN


def kept(state: ClockState) -> bool | None:
    """Whether the clock was met by the day it was due; None for a clock that is not met, or not yet."""
    if state.met_on is None or state.due_on is None:
        return None
    return state.met_on <= state.due_on


def met_on(clock: Clock, moments: Iterable[Moment]) -> dt.date | None:
    """The day on which the clock was met, as it stands after `moments`; None if it is not."""
    reading = _read(CLOCKS[clock], moments)
    return reading.met_on if reading else None


def judged(state: ClockState | None, *, standing: bool | None, met_before: dt.date | None) -> bool | None:
    """`kept`, judged once: what was found when the clock was met on that day stands, whatever targets are by now.

    `standing` is what was found, `met_before` the day it was found for. Another day, as of a contact that was recorded
    late, is judged anew.
    """
    if state is None or state.met_on is None:
        return None
    return standing if standing is not None and state.met_on == met_before else kept(state)


def _read(rule: Rule, moments: Iterable[Moment]) -> _Reading | None:
    """What happened to the clock; None if nothing started it."""
    reading: _Reading | None = None
    for moment in moments:
        if moment.kind in rule.anew or (reading is None and moment.kind in rule.starts):
            reading = _Reading(moment.day)
        if reading is not None and reading.ended_on is None:
            _apply(rule, reading, moment)
    return reading


def _apply(rule: Rule, reading: _Reading, moment: Moment) -> None:
    if moment.kind in rule.meets:
        reading.balance += 1
        if reading.balance == 1:
            reading.met_on = moment.day
    elif moment.kind in rule.unmeets:
        reading.balance -= 1
        if reading.balance == 0:
            reading.met_on = None
    if moment.kind in ENDS:
        reading.ended_on = moment.day


def _owed(moments: Iterable[Moment]) -> Iterator[Span]:
    """The stretches in which the founder owed an answer: the day asked and the day answered belong to them."""
    asked_on: dt.date | None = None
    for moment in moments:
        if moment.kind in STOPS:
            asked_on = asked_on or moment.day
        elif moment.kind in RESUMES and asked_on:
            yield asked_on, moment.day
            asked_on = None
    if asked_on:
        yield asked_on, _STILL_OWED


def _state(
    clock: Clock, reading: _Reading, target: int, away: Sequence[Span], calendar: BusinessCalendar, today: dt.date
) -> ClockState:
    until = reading.met_on or reading.ended_on or today
    # What the founder came to owe after the clock was met makes no promise longer.
    desk_days = calendar.without((first, min(last, until)) for first, last in away)
    due_on = desk_days.add(reading.started_on, target)
    run = _run(reading, away)
    return ClockState(
        clock=clock,
        state=run,
        started_on=reading.started_on,
        met_on=reading.met_on,
        due_on=due_on if run in {ClockRun.RUNNING, ClockRun.MET} else None,
        used=desk_days.between(reading.started_on, until),
        target=target,
        tone=tone_of(due_on, calendar=calendar, today=today) if run is ClockRun.RUNNING else Tone.GRAY,
    )


def _run(reading: _Reading, away: Sequence[Span]) -> ClockRun:
    if reading.met_on:
        return ClockRun.MET
    if reading.ended_on:
        return ClockRun.ENDED
    return ClockRun.STOPPED if away and away[-1][1] == _STILL_OWED else ClockRun.RUNNING
