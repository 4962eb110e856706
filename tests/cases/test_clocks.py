"""The examples of docs/clocks.md, and what they leave open, with every day worked out by hand."""

import datetime as dt

import pytest

from cases.clocks import ClockState, Moment, clock_states, kept, next_due, tone_of
from cases.enums import Clock, ClockRun, Tone
from mediso.common.business_days import BusinessCalendar

TARGETS = {Clock.FIRST_CONTACT: 2, Clock.TRIAGE: 3, Clock.PROPOSAL: 5, Clock.ANSWER: 10}
OPEN = BusinessCalendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def clocks(today: str, *moments: tuple[str, str], calendar: BusinessCalendar = OPEN) -> dict[Clock, ClockState]:
    happened = [Moment(kind, day(on)) for on, kind in moments]
    states = clock_states(happened, targets=TARGETS, calendar=calendar, today=day(today))
    return {one.clock: one for one in states}


def due(states: dict[Clock, ClockState]) -> dict[str, str]:
    return {clock.value: str(one.due_on) for clock, one in states.items() if one.state is ClockRun.RUNNING}


def test_an_ordinary_week() -> None:
    """Received on Monday 1 June 2026."""
    states = clocks("2026-06-02", ("2026-06-01", "submitted"))
    assert due(states) == {"first_contact": "2026-06-03", "triage": "2026-06-04", "answer": "2026-06-15"}
    assert states[Clock.TRIAGE] == ClockState(
        clock=Clock.TRIAGE,
        state=ClockRun.RUNNING,
        started_on=day("2026-06-01"),
        met_on=None,
        due_on=day("2026-06-04"),
        used=1,
        target=3,
        tone=Tone.GREEN,
    )


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # 26 December, then 5 January; 12 January is Coming of Age Day.
        ("2025-12-25", {"first_contact": "2026-01-05", "triage": "2026-01-06", "answer": "2026-01-16"}),
        # 30 April, 1 May, then 7 May: Wednesday 6 May makes up for Sunday 3 May.
        ("2026-04-28", {"first_contact": "2026-05-01", "triage": "2026-05-07", "answer": "2026-05-18"}),
        # Nobody works on the day of receipt, a Saturday: it counts no less for that.
        ("2026-06-06", {"first_contact": "2026-06-09", "triage": "2026-06-10", "answer": "2026-06-19"}),
    ],
    ids=["turn of the year", "Golden Week", "Saturday"],
)
def test_holidays_and_weekends_are_stepped_over(received: str, expected: dict[str, str]) -> None:
    assert due(clocks(received, (received, "submitted"))) == expected


def test_a_closure_of_the_desk_is_stepped_over() -> None:
    """Received on Friday 7 August 2026; Tuesday 11 is a holiday, and the desk is closed from Wednesday to Friday."""
    summer = BusinessCalendar(closures=((day("2026-08-12"), day("2026-08-14")),))
    states = clocks("2026-08-07", ("2026-08-07", "submitted"), calendar=summer)
    assert due(states) == {"first_contact": "2026-08-17", "triage": "2026-08-18", "answer": "2026-08-27"}


def test_the_clocks_stand_while_the_founder_owes_an_answer() -> None:
    """Asked on Thursday 17 September 2026, answered a week later; Monday to Wednesday between are holidays."""
    asked = (("2026-09-07", "submitted"), ("2026-09-08", "triage_started"), ("2026-09-17", "founder_asked"))
    before = clocks("2026-09-16", *asked[:2])[Clock.ANSWER]
    waiting = clocks("2026-09-23", *asked)[Clock.ANSWER]
    after = clocks("2026-09-25", *asked, ("2026-09-24", "founder_answered"))[Clock.ANSWER]
    assert [one.state for one in (before, waiting, after)] == [ClockRun.RUNNING, ClockRun.STOPPED, ClockRun.RUNNING]
    assert [one.used for one in (before, waiting, after)] == [7, 7, 8]
    # The 17th and the 24th were partly the founder's and the 18th wholly: three business days later than before.
    assert [str(one.due_on) for one in (before, waiting, after)] == ["2026-09-24", "None", "2026-09-29"]
    assert [one.tone for one in (before, waiting, after)] == [Tone.GREEN, Tone.GRAY, Tone.GREEN]


def test_a_question_answered_the_same_day_costs_the_founder_that_day_only() -> None:
    moments = (("2026-06-01", "submitted"), ("2026-06-02", "founder_asked"), ("2026-06-02", "founder_answered"))
    states = clocks("2026-06-02", *moments)
    assert due(states) == {"triage": "2026-06-05", "answer": "2026-06-16"}


def test_a_clock_that_was_late_before_the_question_is_late_again_after_it() -> None:
    asked = (("2026-06-01", "submitted"), ("2026-06-08", "founder_asked"))
    assert clocks("2026-06-10", *asked)[Clock.TRIAGE].tone == Tone.GRAY
    after = clocks("2026-06-10", *asked, ("2026-06-10", "founder_answered"))[Clock.TRIAGE]
    assert (after.due_on, after.tone) == (day("2026-06-04"), Tone.RED)


REACHES = "founder_asked preliminary_interview supporter_interview contact_recorded plan_delivered"


@pytest.mark.parametrize("kind", [*REACHES.split(), "closed", "referred", "declined"])
def test_the_first_contact_is_whatever_reaches_the_founder_first(kind: str) -> None:
    moments = (("2026-06-01", "submitted"), ("2026-06-01", "triage_started"), ("2026-06-04", kind))
    state = clocks("2026-06-10", *moments, ("2026-06-09", "contact_recorded"))[Clock.FIRST_CONTACT]
    assert (state.state, state.met_on, state.due_on) == (ClockRun.MET, day("2026-06-04"), day("2026-06-03"))
    assert (state.tone, kept(state)) == (Tone.GRAY, False)


def test_who_takes_a_case_in_has_had_the_first_contact() -> None:
    states = clocks("2026-06-02", ("2026-06-01", "taken_in"))
    state = states[Clock.FIRST_CONTACT]
    assert (state.state, state.met_on, state.used, kept(state)) == (ClockRun.MET, day("2026-06-01"), 0, True)
    assert due(states) == {"triage": "2026-06-04", "answer": "2026-06-15"}


@pytest.mark.parametrize("kind", ["matching_started", "taken", "closed", "referred", "declined"])
def test_triage_is_done_when_it_is_known_how_the_case_goes_on(kind: str) -> None:
    state = clocks("2026-06-05", ("2026-06-01", "submitted"), ("2026-06-04", kind))[Clock.TRIAGE]
    assert (state.state, state.met_on, state.used, kept(state)) == (ClockRun.MET, day("2026-06-04"), 3, True)


SEARCH = (("2026-06-01", "submitted"), ("2026-06-01", "matching_started"), ("2026-06-03", "proposed"))


@pytest.mark.parametrize("kind", ["turned_down", "proposal_withdrawn", "lapsed"])
def test_the_search_that_goes_on_is_as_old_as_it_is(kind: str) -> None:
    proposed = clocks("2026-06-08", *SEARCH)[Clock.PROPOSAL]
    assert (proposed.state, proposed.met_on, proposed.used) == (ClockRun.MET, day("2026-06-03"), 2)
    again = clocks("2026-06-09", *SEARCH, ("2026-06-08", kind))[Clock.PROPOSAL]
    assert (again.state, again.due_on, again.used) == (ClockRun.RUNNING, day("2026-06-08"), 6)
    assert (again.met_on, again.tone, kept(again)) == (None, Tone.RED, None)
    late = clocks("2026-06-11", *SEARCH, ("2026-06-08", kind), ("2026-06-10", "proposed"))[Clock.PROPOSAL]
    assert (late.state, late.met_on, kept(late)) == (ClockRun.MET, day("2026-06-10"), False)


def test_an_adviser_who_turns_down_leaves_the_lead() -> None:
    moments = (*SEARCH, ("2026-06-04", "accepted"), ("2026-06-05", "proposed"), ("2026-06-08", "turned_down"))
    state = clocks("2026-06-09", *moments)[Clock.PROPOSAL]
    assert (state.state, state.met_on) == (ClockRun.MET, day("2026-06-03"))


def test_a_full_time_supporter_who_takes_the_case_ends_the_search() -> None:
    state = clocks("2026-06-09", *SEARCH[:2], ("2026-06-04", "taken"))[Clock.PROPOSAL]
    assert (state.state, state.met_on, kept(state)) == (ClockRun.MET, day("2026-06-04"), True)


def test_a_case_taken_straight_from_triage_had_no_search() -> None:
    moments = (("2026-06-01", "submitted"), ("2026-06-02", "taken"), ("2026-06-03", "proposed"))
    assert set(clocks("2026-06-09", *moments)) == {Clock.FIRST_CONTACT, Clock.TRIAGE, Clock.ANSWER}


def test_reopening_starts_the_answer_anew_and_nothing_else() -> None:
    """Closed on Friday 12 June 2026 and reopened on Wednesday 15 July; Monday 20 July is Marine Day."""
    ended = (*SEARCH, ("2026-06-04", "accepted"), ("2026-06-10", "plan_delivered"), ("2026-06-12", "closed"))
    before = clocks("2026-07-14", *ended)
    after = clocks("2026-07-15", *ended, ("2026-07-15", "reopened"))
    assert (before[Clock.ANSWER].state, before[Clock.ANSWER].met_on) == (ClockRun.MET, day("2026-06-10"))
    assert due(after) == {"answer": "2026-07-30"}
    assert (after[Clock.ANSWER].started_on, after[Clock.ANSWER].used) == (day("2026-07-15"), 0)
    others = (Clock.FIRST_CONTACT, Clock.TRIAGE, Clock.PROPOSAL)
    assert [after[clock] for clock in others] == [before[clock] for clock in others]
    # A new search after that is no new clock.
    searched = clocks("2026-07-20", *ended, ("2026-07-15", "reopened"), ("2026-07-16", "turned_down"))
    assert searched[Clock.PROPOSAL] == before[Clock.PROPOSAL]


@pytest.mark.parametrize(
    ("kind", "runs"),
    [
        ("closed", ["met", "met", "ended", "met"]),
        ("referred", ["met", "met", "ended", "met"]),
        ("declined", ["met", "met", "ended", "met"]),
        ("withdrawn", ["ended", "met", "ended", "ended"]),
    ],
)
def test_the_end_of_a_case_ends_every_clock(kind: str, runs: list[str]) -> None:
    states = clocks("2026-06-30", ("2026-06-01", "submitted"), ("2026-06-02", "matching_started"), ("2026-06-04", kind))
    assert [one.state.value for one in states.values()] == runs
    ended = [one for one in states.values() if one.state is ClockRun.ENDED]
    assert {(one.due_on, one.met_on, one.tone, kept(one)) for one in ended} == {(None, None, Tone.GRAY, None)}
    assert next_due(states.values()) is None
    assert states[Clock.PROPOSAL].used == 2


def test_a_withdrawn_case_owes_nothing_although_its_founder_did() -> None:
    moments = (("2026-06-01", "submitted"), ("2026-06-03", "founder_asked"), ("2026-06-05", "withdrawn"))
    states = clocks("2026-06-30", *moments)
    assert {clock.value: one.state.value for clock, one in states.items()} == {
        "first_contact": "met",
        "triage": "ended",
        "answer": "ended",
    }
    assert states[Clock.ANSWER].used == 1


def test_an_imported_case_has_no_clock_until_it_is_reopened() -> None:
    old = (("2020-06-01", "imported"), ("2020-06-08", "closed"))
    assert clocks("2026-06-01", *old) == {}
    assert due(clocks("2026-06-01", *old, ("2026-06-01", "reopened"))) == {"answer": "2026-06-15"}


@pytest.mark.parametrize(
    ("today", "tone"),
    [
        ("2026-06-04", Tone.GREEN),  # Thursday
        ("2026-06-05", Tone.AMBER),  # Friday, the business day before
        ("2026-06-06", Tone.AMBER),
        ("2026-06-08", Tone.AMBER),  # Monday, due
        ("2026-06-09", Tone.RED),
    ],
)
def test_amber_from_the_business_day_before(today: str, tone: Tone) -> None:
    assert tone_of(day("2026-06-08"), calendar=OPEN, today=day(today)) == tone


def test_the_next_due_is_the_earliest_of_those_that_run() -> None:
    received = ("2026-06-01", "submitted")
    assert next_due(clocks("2026-06-01", received).values()) == (Clock.FIRST_CONTACT, day("2026-06-03"))
    contacted = clocks("2026-06-02", received, ("2026-06-02", "contact_recorded"))
    assert next_due(contacted.values()) == (Clock.TRIAGE, day("2026-06-04"))
    waiting = clocks("2026-06-02", received, ("2026-06-02", "founder_asked"))
    assert next_due(waiting.values()) is None
    same_day = clock_states(
        [Moment("submitted", day("2026-06-01"))],
        targets=dict.fromkeys(Clock, 3),
        calendar=OPEN,
        today=day("2026-06-01"),
    )
    assert next_due(same_day) == (Clock.FIRST_CONTACT, day("2026-06-04"))
