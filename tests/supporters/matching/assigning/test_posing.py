"""A problem made of what the engine knows: its points and rules, room, and from when somebody is free."""

from datetime import date

import pytest

from supporters.matching import rank
from supporters.matching.assigning import Room, WaitingCase
from supporters.matching.assigning.posing import pose, room_of
from supporters.matching.free_hours import Away
from supporters.matching.values import Candidate
from tests.supporters.matching.builders import DEVICE, FUNDING, INSURANCE, REGULATION, a_candidate, a_need

NEED = a_need()  # Monday, 2 December 2024


def test_the_points_are_those_of_the_ranking_and_the_room_what_is_left() -> None:
    candidates = [a_candidate(1, open_proposals=frozenset({7})), a_candidate(2, expertise={FUNDING: 5})]
    problem = pose([NEED], candidates, floor=20_000, fairness=5_000)
    (best,) = rank(NEED, candidates).ranked
    assert problem.cases == (
        WaitingCase(NEED.case_id, {1: best.points}, {}, frozenset({REGULATION, INSURANCE}), DEVICE, None),
    )
    assert problem.rooms == (Room(1, open_cases=3, cap=6, room=3), Room(2, 2, 6, 4))
    assert (problem.floor, problem.fairness) == (20_000, 5_000)


@pytest.mark.parametrize(
    ("candidate", "room"),
    [
        (a_candidate(proposals_per_week=2, proposals_this_week=1), Room(1, 2, 6, 1)),
        (a_candidate(proposals_per_week=1, proposals_this_week=2), Room(1, 2, 6, 0)),
        (a_candidate(open_cases=7), Room(1, 7, 6, 0)),
    ],
    ids=["the week's cap is the nearer", "the week's cap is passed", "the cap is passed"],
)
def test_room_is_the_least_of_what_the_caps_leave(candidate: Candidate, room: Room) -> None:
    assert room_of(candidate) == room


AWAY = Away("leave", date(2024, 11, 1), date(2024, 12, 10))
BOTH = {"on_leave": 1, "weekly_proposals": 1}


@pytest.mark.parametrize(
    ("candidates", "rules", "free_on"),
    [
        ([a_candidate(leaves=(AWAY,))], {"on_leave": 1}, date(2024, 12, 11)),
        ([a_candidate(leaves=(Away("pause", date(2024, 11, 1)),))], {"on_leave": 1}, None),
        ([a_candidate(leaves=(AWAY,), term_end=date(2024, 12, 10))], {"on_leave": 1}, None),
        ([a_candidate(term_start=date(2025, 1, 6))], {"term_not_begun": 1}, date(2025, 1, 6)),
        ([a_candidate(hours_used_this_month=8)], {"monthly_hours": 1}, date(2025, 1, 1)),
        ([a_candidate(proposals_per_week=0)], {"weekly_proposals": 1}, date(2024, 12, 9)),
        ([a_candidate(leaves=(AWAY,), proposals_per_week=0)], BOTH, date(2024, 12, 11)),
        ([a_candidate(leaves=(AWAY,), languages=frozenset({"en"}))], {"on_leave": 1, "language": 1}, None),
        ([a_candidate(1, leaves=(AWAY,)), a_candidate(2, proposals_per_week=0), a_candidate(3, open_cases=6)],
         {**BOTH, "open_case_cap": 1}, date(2024, 12, 9)),
    ],
    ids=[
        *("leave", "no end", "term ends first", "term", "month", "week"),
        *("the later of two", "a rule that stays", "the first of several"),
    ],
)  # fmt: skip
def test_a_case_nobody_may_have_counts_the_rules_and_says_from_when_somebody_is_free(
    candidates: list[Candidate], rules: dict[str, int], free_on: date | None
) -> None:
    (case,) = pose([NEED], candidates).cases
    assert (case.points, case.excluded, case.free_on) == ({}, rules, free_on)
