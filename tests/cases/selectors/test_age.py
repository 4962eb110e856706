import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cases.enums import State
from cases.models import CaseEvent
from cases.selectors.age import age_of
from cases.transitions import OPEN

FIRST = dt.date(2026, 4, 1)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def moved(*turns: tuple[int, str]) -> list[CaseEvent]:
    """Events that moved the case on these days to these states."""
    before = ["", *(state for _number, state in turns)]
    return [
        CaseEvent(from_state=came, to_state=state, occurred_on=day(number))
        for came, (number, state) in zip(before, turns, strict=False)
    ]


def told(turns: list[CaseEvent], today: int) -> list[tuple[str, int, int]]:
    return [(one.state.value, one.start, one.days) for one in age_of(turns, day(today)).stretches]


def test_an_open_case_ages_until_today() -> None:
    turns = moved((0, "submitted"), (2, "triaging"), (2, "matching"), (9, "supporting"))
    assert told(turns, 20) == [("submitted", 0, 2), ("triaging", 2, 0), ("matching", 2, 7), ("supporting", 9, 11)]
    assert age_of(turns, day(20)).days == 20


def test_what_stays_is_no_turn() -> None:
    stays = CaseEvent(from_state="triaging", to_state="triaging", occurred_on=day(4))
    assert told([*moved((0, "submitted"), (2, "triaging")), stays], 5) == [("submitted", 0, 2), ("triaging", 2, 3)]


def test_time_after_an_end_is_left_out_and_a_reopened_case_goes_on() -> None:
    turns = moved((0, "submitted"), (3, "supporting"), (10, "closed"), (40, "supporting"))
    assert told(turns[:3], 400) == [("submitted", 0, 3), ("supporting", 3, 7)]
    assert told(turns, 45) == [("submitted", 0, 3), ("supporting", 3, 7), ("supporting", 10, 5)]


def test_the_old_register_tells_of_no_moves() -> None:
    assert told([], 5) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(State)), min_size=1, max_size=8), st.integers(0, 40))
def test_stretches_follow_each_other_and_add_up(turns: list[tuple[int, State]], today: int) -> None:
    turns.sort(key=lambda one: one[0])
    age = age_of(moved(*((number, state.value) for number, state in turns)), day(max(today, turns[-1][0])))
    assert [one.start for one in age.stretches] == [
        sum(before.days for before in age.stretches[:place]) for place in range(len(age.stretches))
    ]
    assert all(one.days >= 0 and one.state in OPEN for one in age.stretches)
