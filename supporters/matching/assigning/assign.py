"""Many cases at once: the best plan, the proof that it is, and why each remaining case got nobody."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from supporters.matching.assigning.answers import Answer, Proof, Unplaced
from supporters.matching.assigning.bound import upper_bound
from supporters.matching.assigning.codes import UnplacedCode
from supporters.matching.assigning.effect import evaluate, refuse_unknown
from supporters.matching.assigning.explaining import Kept, explain
from supporters.matching.assigning.objective import Model
from supporters.matching.assigning.relaxation import solve
from supporters.matching.assigning.ties import settled
from supporters.matching.assigning.values import Problem


def assign(problem: Problem) -> Answer:
    """As many cases as possible get a lead; among such plans points less load price are greatest.

    Hard rules, each supporter's room and the floor are kept. The order of cases and supporters makes no difference, and
    of several best plans always the same one comes out (`ties`). Raises NotSolved, of `mediso.common.highs`, when the
    solver gives no answer.
    """
    return with_fixed(problem, {})


def with_fixed(problem: Problem, choices: Mapping[int, int | None]) -> Answer:
    """The best plan that keeps these choices: case id → supporter id, or None for a case that is to wait.

    What is kept uses up room, and is kept even where it breaks a rule: `effect.broken` says so. The proof is about the
    other cases. Raises ValueError for an unknown case or supporter, NotSolved as `assign`.
    """
    refuse_unknown(problem, choices)
    rest = _without(problem, choices)
    model = Model.of(rest)
    chosen, proof = _best(model)
    unplaced = [*explain(rest, model, chosen, _held(choices)), *_left_out(choices)]
    placed = {case_id: one for case_id, one in ({**choices, **chosen}).items() if one is not None}
    effect = evaluate(problem, {case.case_id: placed.get(case.case_id) for case in problem.cases})
    return Answer(effect, tuple(sorted(unplaced, key=lambda one: one.case_id)), proof)


def _best(model: Model) -> tuple[Mapping[int, int], Proof]:
    corner = solve(model)
    proof = Proof(model.objective(corner.chosen), upper_bound(model, corner.prices), model.bonus)
    # Without proof there is no way from one best plan to another; the plan still keeps every rule.
    chosen = corner.chosen if proof.gap else settled(model, corner.chosen, corner.prices)
    return chosen, proof


def _without(problem: Problem, choices: Mapping[int, int | None]) -> Problem:
    """The cases nothing is chosen for, with the room that the choices leave."""
    given = Counter(one for one in choices.values() if one is not None)
    return replace(
        problem,
        cases=tuple(case for case in problem.cases if case.case_id not in choices),
        rooms=tuple(
            replace(
                room,
                open_cases=room.open_cases + given[room.supporter_id],
                room=max(room.room - given[room.supporter_id], 0),
            )
            for room in problem.rooms
        ),
    )


def _held(choices: Mapping[int, int | None]) -> Kept:
    held: defaultdict[int, list[int]] = defaultdict(list)
    for case_id, supporter_id in choices.items():
        if supporter_id is not None:
            held[supporter_id].append(case_id)
    return held


def _left_out(choices: Mapping[int, int | None]) -> list[Unplaced]:
    return [Unplaced(case_id, UnplacedCode.LEFT_OUT, {}) for case_id, one in choices.items() if one is None]
