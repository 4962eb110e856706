"""The benchmark's scene is the same each time, and docs/routing.md tells what comes of it."""

import pytest
from django.conf import settings

from bench.matching.figures import FLOOR, measure, table
from bench.matching.generated import scene
from bench.matching.simple_ways import greedy, round_robin
from supporters.matching.assigning import Problem, Room, WaitingCase, evaluate
from supporters.matching.assigning.assign import assign
from supporters.matching.assigning.posing import pose

ROUTING = settings.BASE_DIR / "docs" / "routing.md"


def test_the_simple_ways_take_case_after_case() -> None:
    """Two could have the first case; the second is the better one's alone, and there is one place each."""
    problem = Problem(
        (WaitingCase(1, {7: 60_000, 8: 40_000, 9: 10}), WaitingCase(2, {7: 50_000}), WaitingCase(3, {8: 30_000})),
        (Room(7, 0, 1, 1), Room(8, 0, 2, 2), Room(9, 0, 1, 1)),
        floor=20_000,
    )
    assert greedy(problem) == {1: 7, 2: None, 3: 8}
    assert round_robin(problem) == {1: 7, 2: None, 3: 8}
    assert assign(problem).choices == {1: 8, 2: 7, 3: 8}


def test_in_turn_nobody_is_asked_twice_before_the_others() -> None:
    cases = tuple(WaitingCase(number, {7: 60_000, 8: 40_000}) for number in (1, 2, 3))
    problem = Problem(cases, (Room(7, 0, 9, 9), Room(8, 0, 9, 9)))
    assert round_robin(problem) == {1: 7, 2: 8, 3: 7}


def test_no_way_breaks_a_rule_and_none_beats_the_optimum() -> None:
    found = scene(60, 40)
    assert scene(60, 40) == found
    problem = pose(found.needs, found.candidates, floor=FLOOR)
    best = assign(problem).effect
    for choices in (greedy(problem), round_robin(problem)):
        effect = evaluate(problem, choices)
        assert effect.broken == ()
        assert (effect.placed, effect.value) < (best.placed, best.value)


@pytest.mark.soak
def test_the_table_of_a_thousand_cases_is_what_comes_out() -> None:
    found = measure()
    assert "\n".join(["", *table(found.ways), ""]) in ROUTING.read_text(encoding="utf-8")
    assert found.proof.gap == 0
