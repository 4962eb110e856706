"""A choice by hand: what it comes to, what it breaks, and the best plan around it. Worked out on paper."""

from collections.abc import Callable

import pytest

from supporters.matching.assigning import (
    Broken,
    BrokenCode,
    Load,
    Pair,
    Problem,
    Room,
    Unplaced,
    UnplacedCode,
    WaitingCase,
    evaluate,
)
from supporters.matching.assigning.assign import assign, with_fixed

SATO, ITO, MORI = 1, 2, 3
A, B, C = 101, 102, 103

# A could go to Sato or Ito, B to Sato alone; C is below the floor with everybody.
PROBLEM = Problem(
    cases=(
        WaitingCase(A, {SATO: 90_000, ITO: 40_000}),
        WaitingCase(B, {SATO: 30_000}),
        WaitingCase(C, {SATO: 10_000, MORI: 19_999}),
    ),
    rooms=(Room(SATO, open_cases=1, cap=2, room=1), Room(ITO, 0, 4, 2), Room(MORI, 3, 3, 0)),
    floor=20_000,
    fairness=10_000,
)


def test_one_more_case_placed_is_worth_more_than_any_points() -> None:
    answer = assign(PROBLEM)
    assert answer.effect.pairs == (Pair(A, ITO, 40_000), Pair(B, SATO, 30_000))
    assert answer.effect.loads == (
        Load(SATO, 1, 1, 2, 1, 10_000),
        Load(ITO, 0, 1, 4, 2, 2_500),
        Load(MORI, 3, 0, 3, 0, 0),
    )
    assert (answer.effect.points, answer.effect.price, answer.effect.value) == (70_000, 12_500, 57_500)
    assert answer.effect.worst == Pair(B, SATO, 30_000)
    # Loads of 1, ¼ and 1: (−2·¼ + 0·1 + 2·1) ÷ (3 · 2¼).
    assert answer.effect.gini == 222
    values = {"supporter": MORI, "points": 19_999, "floor": 20_000}
    assert answer.unplaced == (Unplaced(C, UnplacedCode.BELOW_FLOOR, values),)


def test_the_best_plan_around_a_choice_says_what_the_choice_cost() -> None:
    answer = with_fixed(PROBLEM, {A: SATO})
    assert answer.choices == {A: SATO, B: None, C: None}
    assert answer.effect.broken == ()
    taken = {"supporters": [SATO], "cases": [], "kept": [A]}
    assert answer.unplaced[0] == Unplaced(B, UnplacedCode.ALL_TAKEN, taken)
    assert answer.proof.gap == 0


def test_a_choice_that_breaks_rules_is_kept_and_every_rule_is_told() -> None:
    answer = with_fixed(PROBLEM, {A: MORI, C: SATO, B: SATO})
    assert answer.choices == {A: MORI, B: SATO, C: SATO}
    assert answer.effect.broken == (
        Broken(BrokenCode.EXCLUDED, A, MORI, {"supporter": MORI}),
        Broken(BrokenCode.BELOW_FLOOR, C, SATO, {"supporter": SATO, "points": 10_000, "floor": 20_000}),
        Broken(BrokenCode.OPEN_CASE_CAP, None, SATO, {"supporter": SATO, "given": 2, "open": 3, "cap": 2}),
        Broken(BrokenCode.OPEN_CASE_CAP, None, MORI, {"supporter": MORI, "given": 1, "open": 4, "cap": 3}),
    )
    assert answer.effect.pairs[0] == Pair(A, MORI, 0)


def test_more_than_there_is_room_for_is_told_even_below_the_cap() -> None:
    problem = Problem((WaitingCase(A, {ITO: 50_000}),), (Room(ITO, open_cases=0, cap=4, room=0),))
    assert assign(problem).unplaced == (
        Unplaced(A, UnplacedCode.NO_ROOM, {"supporters": [ITO], "cases": [], "kept": []}),
    )
    assert evaluate(problem, {A: ITO}).broken == (
        Broken(BrokenCode.NO_ROOM, None, ITO, {"supporter": ITO, "given": 1, "room": 0}),
    )


def test_a_case_left_out_by_hand_stays_out() -> None:
    answer = with_fixed(PROBLEM, {B: None})
    assert answer.choices == {A: SATO, B: None, C: None}
    assert answer.unplaced[0] == Unplaced(B, UnplacedCode.LEFT_OUT, {})


def test_a_dearer_place_sends_the_case_to_whoever_has_less() -> None:
    """At equal points the price decides: 3 of 4 for Sato, 1 of 4 for Ito."""
    rooms = (Room(SATO, 2, 4, 2), Room(ITO, 0, 4, 4))
    case = WaitingCase(A, {SATO: 50_000, ITO: 46_000})
    assert assign(Problem((case,), rooms, fairness=10_000)).choices == {A: ITO}
    assert assign(Problem((case,), rooms, fairness=7_000)).choices == {A: SATO}


def test_nobody_and_nothing_is_an_answer_too() -> None:
    answer = assign(Problem((), ()))
    assert (answer.effect.pairs, answer.unplaced, answer.effect.worst, answer.effect.gini) == ((), (), None, 0)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({A: SATO}, "Nothing is chosen for case 102: name a supporter or None."),
        ({A: None, B: None, C: None, 104: SATO}, "Case 104 is not among the cases that wait."),
        ({A: None, B: 9, C: None}, "Supporter 9 is not among those with room."),
    ],
)
def test_a_choice_that_is_none_is_refused(choices: dict[int, int | None], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        evaluate(PROBLEM, choices)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Problem((WaitingCase(A, {}), WaitingCase(A, {})), ()), "Case 101 is given twice."),
        (lambda: Problem((), (Room(ITO, 0, 1, 1), Room(ITO, 0, 2, 1))), "Supporter 2 is given twice."),
        (lambda: Problem((WaitingCase(A, {ITO: 1}),), ()), "Case 101: supporter 2 is not among those with room."),
        (lambda: Problem((), (), floor=-1), "Floor and fairness are 0 or more: -1, 10000."),
        (lambda: WaitingCase(A, {ITO: -1}), "Case 101: points are 0 or more."),
        (lambda: Room(ITO, 2, 3, 2), "Supporter 2: room for 2 is beyond the cap."),
        (lambda: Room(ITO, -1, 3, 2), "Supporter 2: open cases, cap and room are 0 or more."),
    ],
    ids=range(7),
)
def test_a_problem_that_is_none_is_refused(make: Callable[[], object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        make()
