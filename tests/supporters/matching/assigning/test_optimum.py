"""The best plan is best: compared with every plan there is, on 1,000 small problems, and held to its properties."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supporters.matching.assigning import Problem, UnplacedCode, evaluate
from supporters.matching.assigning.assign import assign, with_fixed
from tests.supporters.matching.assigning.instances import a_problem, best_by_trying, most_placed

problems = st.randoms(use_true_random=False).map(a_problem)


@pytest.mark.parametrize("hundred", range(10))
def test_no_plan_places_more_or_is_worth_more(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        problem = a_problem(random.Random(seed))
        best = best_by_trying(problem)
        answer = assign(problem)
        assert (answer.effect.placed, answer.effect.value, answer.proof.gap) == (best.placed, best.value, 0)
        assert answer.choices == first_of(problem, best.plans)


def first_of(problem: Problem, plans: list[dict[int, int | None]]) -> dict[int, int | None]:
    """Case by case: placed before unplaced, then more points, then the lower supporter id."""

    def order(plan: dict[int, int | None]) -> list[tuple[int, int]]:
        chosen = [(case, plan[case.case_id]) for case in problem.cases]
        return [(1, 0) if one is None else (-case.points[one], one) for case, one in chosen]

    return min(plans, key=order)


@settings(max_examples=200, deadline=None)
@given(problems)
def test_nothing_is_broken_and_every_other_case_has_one_true_reason(problem: Problem) -> None:
    answer = assign(problem)
    assert answer.effect.broken == ()
    assert answer.proof.gap == 0
    told = Counter([*(pair.case_id for pair in answer.effect.pairs), *(one.case_id for one in answer.unplaced)])
    assert told == Counter(case.case_id for case in problem.cases)
    places = {room.supporter_id: room.room for room in problem.rooms}
    for one in answer.unplaced:
        case = next(case for case in problem.cases if case.case_id == one.case_id)
        able = {supporter for supporter, points in case.points.items() if points >= problem.floor}
        match one.code:
            case UnplacedCode.NOBODY_ALLOWED:
                assert case.points == {}
                assert one.values["rules"] == [["language", 1]]
            case UnplacedCode.BELOW_FLOOR:
                assert one.values["points"] == max(case.points.values()) < problem.floor
                assert case.points[one.values["supporter"]] == one.values["points"]
            case UnplacedCode.NO_ROOM:
                assert set(one.values["supporters"]) == able
                assert [places[supporter] for supporter in able] == [0] * len(able)
            case UnplacedCode.ALL_TAKEN:
                assert able <= set(one.values["supporters"])
                assert sum(places[supporter] for supporter in one.values["supporters"]) == len(one.values["cases"])
                competing = {*one.values["cases"], one.case_id}
                assert most_placed(problem, competing) == len(competing) - 1
            case _:
                pytest.fail(f"{one.code} is for choices by hand.")


@settings(max_examples=100, deadline=None)
@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_cases_and_supporters_makes_no_difference(problem: Problem, chance: random.Random) -> None:
    turned = replace(
        problem,
        cases=tuple(
            replace(case, points=dict(shuffled(list(case.points.items()), chance)))
            for case in shuffled(list(problem.cases), chance)
        ),
        rooms=tuple(shuffled(list(problem.rooms), chance)),
    )
    assert assign(turned) == assign(problem)


def shuffled(items: list, chance: random.Random) -> list:
    return chance.sample(items, len(items))


@settings(max_examples=100, deadline=None)
@given(problems, st.randoms(use_true_random=False))
def test_what_is_chosen_by_hand_is_kept_and_the_rest_is_best(problem: Problem, chance: random.Random) -> None:
    supporters = [None, *(room.supporter_id for room in problem.rooms)]
    chosen = chance.sample(problem.cases, chance.randint(0, len(problem.cases)))
    kept = {case.case_id: chance.choice(supporters) for case in chosen}
    answer = with_fixed(problem, kept)
    assert kept.items() <= answer.choices.items()
    assert answer.effect == evaluate(problem, answer.choices)
    assert answer.proof.gap == 0
    waiting = {one.case_id for one in answer.unplaced if one.code == UnplacedCode.LEFT_OUT}
    assert waiting == {case_id for case_id, one in kept.items() if one is None}


def test_keeping_the_whole_plan_changes_nothing() -> None:
    for seed in range(50):
        problem = a_problem(random.Random(seed))
        answer = assign(problem)
        pairs = {case_id: one for case_id, one in answer.choices.items() if one is not None}
        again = with_fixed(problem, pairs)
        assert again.effect == answer.effect
        assert [one.case_id for one in again.unplaced] == [one.case_id for one in answer.unplaced]
