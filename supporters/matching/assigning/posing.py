"""From the engine's values to a problem: who may have which case for how many points, and who has how much room."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from supporters.matching.answers import Exclusion
from supporters.matching.assigning.values import FAIRNESS, Problem, Room, WaitingCase
from supporters.matching.codes import RuleCode
from supporters.matching.pairs import pair_points
from supporters.matching.rules import check
from supporters.matching.values import Candidate, CaseNeed
from supporters.matching.weights import DEFAULT_WEIGHTS, Weights

ONE_DAY = timedelta(days=1)
DAYS_A_WEEK = 7


def pose(
    needs: Sequence[CaseNeed],
    candidates: Sequence[Candidate],
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    floor: int = 0,
    fairness: int = FAIRNESS,
) -> Problem:
    """`floor` and `fairness` in thousandths of a point. Raises ValueError for a case or a supporter given twice."""
    table = pair_points(needs, candidates, weights)
    return Problem(
        cases=tuple(_waiting(need, table.points[need.case_id], candidates) for need in needs),
        rooms=tuple(map(room_of, candidates)),
        floor=floor,
        fairness=fairness,
    )


def room_of(candidate: Candidate) -> Room:
    """Open proposals take a place as open cases do, as in the rule on the cap."""
    taken = candidate.open_cases + len(candidate.open_proposals)
    left = [candidate.max_open_cases - taken]
    if candidate.proposals_per_week is not None:
        left.append(candidate.proposals_per_week - candidate.proposals_this_week)
    return Room(candidate.supporter_id, taken, candidate.max_open_cases, max(min(left), 0))


def _waiting(need: CaseNeed, points: Mapping[int, int], candidates: Iterable[Candidate]) -> WaitingCase:
    """The rules are counted only where it will be asked: for a case that nobody may have."""
    found = [] if points else [(one, check(need, one)) for one in candidates]
    days = (free_on(need.on, one, exclusions) for one, exclusions in found)
    return WaitingCase(
        case_id=need.case_id,
        points=points,
        excluded=Counter(code for _, exclusions in found for code in {str(one.code) for one in exclusions}),
        topic_ids=need.topic_ids,
        product_type_id=need.product_type_id,
        free_on=min((day for day in days if day), default=None),
    )


def free_on(today: date, candidate: Candidate, exclusions: Iterable[Exclusion]) -> date | None:
    """The first day on which none of these rules keeps the supporter off; None if one does not end by itself."""
    ends = [OVER[one.code](today, one) if one.code in OVER else None for one in exclusions]
    known = [day for day in ends if day]
    if not known or len(known) < len(ends):
        return None
    first = max(known)
    return None if candidate.term_end and candidate.term_end < first else first


def _after_leave(_today: date, leave: Exclusion) -> date | None:
    last = leave.values["last_day"]
    return date.fromisoformat(last) + ONE_DAY if last else None


def _next_month(today: date, _exclusion: Exclusion) -> date:
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


OVER: Mapping[RuleCode, Callable[[date, Exclusion], date | None]] = {
    RuleCode.TERM_NOT_BEGUN: lambda _today, one: date.fromisoformat(one.values["term_start"]),
    RuleCode.ON_LEAVE: _after_leave,
    RuleCode.MONTHLY_HOURS: _next_month,
    RuleCode.WEEKLY_PROPOSALS: lambda today, _one: today + timedelta(days=DAYS_A_WEEK - today.weekday()),
}
"""The rules that end by themselves, with the first day without them; None is not foreseen."""
