"""What if: the ranking of a case under other assumptions, beside that of today. Nothing is stored."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from cases.models import Case
from cases.selectors.candidates import Matter, matter_of
from cases.selectors.ranking import ShownExcluded, ShownRanked, ShownRanking, drawn
from cases.selectors.team import ShownTeam, shown_team
from supporters.matching import Ranking, RuleCode, Weights, rank


@dataclass(frozen=True, slots=True)
class Assumptions:
    """`without` is the id of a supporter who is left out; the rules of `ignoring` are asked of nobody."""

    on: datetime.date
    weights: Weights
    without: int | None
    ignoring: frozenset[RuleCode]
    wanted_level: int
    team_most: int


@dataclass(frozen=True, slots=True)
class Move:
    """One place under the assumptions, and today's. `today` is None for who is not ranked today."""

    one: ShownRanked
    today: ShownRanked | None

    @property
    def up(self) -> int:
        """By how many places better than today."""
        return max(self.today.place - self.one.place, 0) if self.today else 0

    @property
    def down(self) -> int:
        return max(self.one.place - self.today.place, 0) if self.today else 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """Ranked today, and not under the assumptions: for these reasons, or because left out."""

    today: ShownRanked
    excluded: ShownExcluded | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    today: ShownRanking
    then: ShownRanking
    moves: list[Move]
    dropped: list[Dropped]
    team_today: ShownTeam | None
    team_then: ShownTeam | None


def what_if(case: Case, assumed: Assumptions) -> WhatIf:
    """Raises ValueError for a case that is not classified yet."""
    today, desk = timezone.localdate(), case.desk
    now = matter_of([case], desk, today)
    then = now if assumed.on == today else matter_of([case], desk, assumed.on)
    ranking, other = _ranking(now), _assumed(then, assumed)
    shown, changed = drawn(ranking, case), drawn(other, case)
    return WhatIf(
        today=shown,
        then=changed,
        moves=_moves(shown, changed),
        dropped=_dropped(shown, changed),
        team_today=shown_team(case, now, ranking, shown, wanted_level=desk.wanted_level, most=desk.team_most),
        team_then=shown_team(case, then, other, changed, wanted_level=assumed.wanted_level, most=assumed.team_most),
    )


def _ranking(matter: Matter) -> Ranking:
    return rank(matter.needs[0], matter.candidates, matter.weights)


def _assumed(matter: Matter, assumed: Assumptions) -> Ranking:
    candidates = [one for one in matter.candidates if one.supporter_id != assumed.without]
    return rank(matter.needs[0], candidates, assumed.weights, assumed.ignoring)


def _moves(today: ShownRanking, then: ShownRanking) -> list[Move]:
    before = {one.supporter.pk: one for one in today.ranked}
    return [Move(one, before.get(one.supporter.pk)) for one in then.ranked]


def _dropped(today: ShownRanking, then: ShownRanking) -> list[Dropped]:
    after = {one.supporter.pk for one in then.ranked}
    excluded = {one.supporter.pk: one for one in then.excluded}
    return [Dropped(one, excluded.get(one.supporter.pk)) for one in today.ranked if one.supporter.pk not in after]
