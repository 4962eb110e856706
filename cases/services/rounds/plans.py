"""A round's rows and figures, from what the solver answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cases.models import AssignmentRound, Case, RoundRow
from cases.selectors.rounds.posing import Posed, kept_of
from cases.selectors.rounds.totals import Totals
from supporters.matching import RULE_VERSION
from supporters.matching.assigning import Answer, evaluate


def rows_of(
    found: AssignmentRound, cases: Sequence[Case], asked: Posed, answer: Answer, turns: Mapping[int, int | None]
) -> list[RoundRow]:
    """Unsaved, in the order of the cases: oldest first."""
    waiting = {one.case_id: one for one in asked.problem.cases}
    reasons = {one.case_id: one for one in answer.unplaced}
    return [
        RoundRow(
            round=found,
            case=case,
            position=position,
            seen=case.version,
            points={str(one): points for one, points in waiting[case.pk].points.items()},
            asked=kept_of(waiting[case.pk]),
            in_turn_id=turns[case.pk],
            together_id=answer.choices[case.pk],
            chosen_id=answer.choices[case.pk],
            reason=reasons[case.pk].code if case.pk in reasons else "",
            reason_values=dict(reasons[case.pk].values) if case.pk in reasons else {},
        )
        for position, case in enumerate(cases, 1)
    ]


def figures_of(asked: Posed, answer: Answer, turns: Mapping[int, int | None]) -> dict[str, Any]:
    """The columns of the round that say by what it went and what it came to."""
    problem = asked.problem
    return {
        "on": asked.on,
        "weights": asdict(asked.matter.weights),
        "floor": problem.floor,
        "fairness": problem.fairness,
        "rule_version": RULE_VERSION,
        "rooms": [[room.supporter_id, room.open_cases, room.cap, room.room] for room in problem.rooms],
        "totals": {
            "together": Totals.of(answer.effect).to_keep(),
            "in_turn": Totals.of(evaluate(problem, turns)).to_keep(),
            "without_sign_in": asked.without_sign_in,
        },
        "proof": asdict(answer.proof),
    }
