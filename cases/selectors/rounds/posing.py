"""From a desk's waiting cases to a problem, and from the rows of a round to the same problem again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.models import AssignmentRound, Case, RoundRow
from cases.selectors.candidates import Matter, matter_of
from mediso.desks.models import Desk
from supporters.matching.assigning import Problem, Room, WaitingCase
from supporters.matching.assigning.posing import pose
from supporters.models import Supporter

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class Posed:
    """`without_sign_in` is how many of the roster were left out because they could not answer."""

    problem: Problem
    matter: Matter
    on: dt.date
    without_sign_in: int


def posed(cases: Sequence[Case], desk: Desk, on: dt.date) -> Posed:
    """Only who can sign in to answer is asked."""
    matter = matter_of(cases, desk, on)
    able = set(Supporter.objects.filter(desk=desk, user__is_active=True).values_list("pk", flat=True))
    candidates = [one for one in matter.candidates if one.supporter_id in able]
    problem = pose(matter.needs, candidates, weights=matter.weights, floor=desk.floor_points * THOUSANDTHS)
    able_alone = Matter(matter.needs, candidates, matter.weights)
    return Posed(problem, able_alone, on, len(matter.candidates) - len(candidates))


def problem_of(found: AssignmentRound, rows: Iterable[RoundRow], *, chosen_alone: bool = False) -> Problem:
    """As it was when the round was worked out. The rows are all of the round's.

    With `chosen_alone` each case has the points of its choice and no others: enough to evaluate the choices, and a
    page of a thousand cases is there sooner.
    """
    return Problem(
        cases=tuple(WaitingCase(row.case_id, _points_chosen(row)) if chosen_alone else _waiting(row) for row in rows),
        rooms=tuple(Room(*room) for room in found.rooms),
        floor=found.floor,
        fairness=found.fairness,
    )


def choices_of(rows: Iterable[RoundRow]) -> dict[int, int | None]:
    """Case id → whom it is to be proposed to now."""
    return {row.case_id: row.chosen_id for row in rows}


def points_of(row: RoundRow) -> dict[int, int]:
    """Supporter id → thousandths of a point, of everybody who may have the case."""
    return {int(supporter_id): points for supporter_id, points in row.points.items()}


def _points_chosen(row: RoundRow) -> dict[int, int]:
    chosen = str(row.chosen_id)
    return {row.chosen_id: row.points[chosen]} if row.chosen_id is not None and chosen in row.points else {}


def kept_of(case: WaitingCase) -> dict[str, object]:
    """What a row keeps beside the points, JSON-ready: what the reason needs if nobody may have the case."""
    return {
        "excluded": {str(code): count for code, count in case.excluded.items()},
        "topics": sorted(case.topic_ids),
        "product_type": case.product_type_id,
        "free_on": case.free_on.isoformat() if case.free_on else None,
    }


def _waiting(row: RoundRow) -> WaitingCase:
    free_on = row.asked["free_on"]
    return WaitingCase(
        case_id=row.case_id,
        points=points_of(row),
        excluded=row.asked["excluded"],
        topic_ids=frozenset(row.asked["topics"]),
        product_type_id=row.asked["product_type"],
        free_on=dt.date.fromisoformat(free_on) if free_on else None,
    )
