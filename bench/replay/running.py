"""One case of the replay on its way, and whom each way of proposing asks next."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.replay.desk import Desk
from bench.replay.world import Asked
from supporters.matching import Candidate, CaseNeed, Horizon, Ranking, completion, rank, team

WANTED_LEVEL, MOST = 3, 3
"""A desk's defaults (`Desk.wanted_level`, `Desk.team_most`)."""
ANSWER_DAYS = 10
"""Business days from receipt to the target date (`Desk.answer_days`)."""


@dataclass(slots=True)
class Running:
    """`members` have accepted, the first of them as lead; `asked` owe an answer; `lapsed` owed one for too long."""

    case: Asked
    members: list[int] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    declined: set[int] = field(default_factory=set)
    lapsed: set[int] = field(default_factory=set)
    attempts: Counter[int] = field(default_factory=Counter)
    placed_on: dt.date | None = None

    def need(self, desk: Desk, day: dt.date) -> CaseNeed:
        case = self.case
        return CaseNeed(
            case_id=case.case_id,
            product_type_id=case.product_type_id,
            topic_ids=case.topic_ids,
            organisation_id=desk.organisation_id(case.organisation),
            organisation_names=frozenset({case.organisation}),
            on=day,
            involved_ids=frozenset(self.members) | self.asked,
            declined_ids=frozenset(self.declined),
            due_on=max(desk.after(case.received_on, ANSWER_DAYS), desk.after(day, 1)),
        )


def horizon_of(need: CaseNeed, desk: Desk) -> Horizon:
    assert need.due_on is not None  # noqa: S101 - `Running.need` gives one
    return Horizon(need.on, desk.business_days(need.on, need.due_on), need.due_on)


def ranking_of(running: Running, desk: Desk, day: dt.date) -> tuple[Ranking, dict[int, Candidate]]:
    """Whoever let this very case lapse stands in the ranking only where nobody else does."""
    need = running.need(desk, day)
    candidates = {one.supporter_id: one for one in desk.candidates(day, horizon_of(need, desk))}
    ranking = rank(need, candidates.values())
    others = tuple(one for one in ranking.ranked if one.supporter_id not in running.lapsed)
    return replace(ranking, ranked=others or ranking.ranked), candidates


Way = Callable[[Running, Desk, dt.date], Sequence[int]]
"""Whom to ask now, all at once; nobody where it has to wait, or is done."""


def as_a_team(running: Running, desk: Desk, day: dt.date) -> Sequence[int]:
    """The lead of the best team, and once there is one, whoever covers what is still uncovered."""
    if running.members:
        return _advisers(running, desk, day)
    ranking, _candidates = ranking_of(running, desk, day)
    lead = team(ranking, wanted_level=WANTED_LEVEL, most=MOST).lead
    return [lead.supporter_id] if lead else []


def _advisers(running: Running, desk: Desk, day: dt.date) -> Sequence[int]:
    ranking, candidates = ranking_of(running, desk, day)
    present = [candidates[one] for one in (*running.members, *running.asked)]
    found = completion(ranking, present, wanted_level=WANTED_LEVEL, most=MOST)
    return [one.supporter_id for one in found.next.members]


def first_of_the_ranking(running: Running, desk: Desk, day: dt.date) -> Sequence[int]:
    """A lead alone, the best placed."""
    if running.members:
        return []
    ranking, _candidates = ranking_of(running, desk, day)
    return [one.supporter_id for one in ranking.ranked[:1]]


@dataclass(slots=True)
class InTurn:
    """A lead alone: the next of the roster, in turn, whom no hard rule keeps off."""

    last: int = 0

    def __call__(self, running: Running, desk: Desk, day: dt.date) -> Sequence[int]:
        if running.members:
            return []
        ranking, candidates = ranking_of(running, desk, day)
        able = [one.supporter_id for one in ranking.ranked]
        if not able:
            return []
        self.last = min(able, key=lambda one: (one - self.last - 1) % (max(candidates) + 1))
        return [self.last]
