"""Who is on a case, which of its topics they cover at the desk's wanted level, and who would cover more."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.enums import LIVE_ASSIGNMENTS
from cases.models import Assignment, Case
from cases.selectors.ranking import ShownRanked, ShownRanking
from mediso.desks.models import Topic


@dataclass(frozen=True, slots=True)
class Knows:
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class TeamTopic:
    """`by` are those on the case who know the topic at all, the best first."""

    pk: int
    name: str
    by: list[Knows]
    covered: bool


@dataclass(frozen=True, slots=True)
class Next:
    """Somebody who could be asked, with the uncovered topics that they know at the wanted level."""

    one: ShownRanked
    topics: list[str]


@dataclass(frozen=True, slots=True)
class ShownTeam:
    wanted_level: int
    most: int
    members: list[Assignment]
    topics: list[TeamTopic]
    next: Next | None

    @property
    def uncovered(self) -> list[str]:
        return [topic.name for topic in self.topics if not topic.covered]

    @property
    def is_full(self) -> bool:
        return len(self.members) >= self.most


def shown_team(case: Case, ranking: ShownRanking) -> ShownTeam | None:
    """None where one supporter is all that is looked for: nobody is on the case, and it has one topic or none.

    Proposed counts as on the case: a second one would be asked for the same. Three queries.
    """
    topics = list(case.topic_set.topics.all()) if case.topic_set else []
    on_case = case.assignments.filter(state__in=LIVE_ASSIGNMENTS).select_related("supporter")
    members = list(on_case.prefetch_related("supporter__expertise").order_by("-role", "proposed_at", "pk"))
    if not topics or (len(topics) == 1 and not members):
        return None
    wanted = case.desk.wanted_level
    shown = [_topic(topic, members, wanted) for topic in topics]
    uncovered = {topic.pk for topic in shown if not topic.covered}
    return ShownTeam(wanted, case.desk.team_most, members, shown, _next(ranking, uncovered, wanted))


def _topic(topic: Topic, members: Sequence[Assignment], wanted: int) -> TeamTopic:
    levels = [
        Knows(member.supporter.name, one.level)
        for member in members
        for one in member.supporter.expertise.all()
        if one.topic_id == topic.pk
    ]
    levels.sort(key=lambda one: -one.level)
    return TeamTopic(topic.pk, str(topic), levels, bool(levels) and levels[0].level >= wanted)


def _next(ranking: ShownRanking, uncovered: set[int], wanted: int) -> Next | None:
    """Who covers most of what is uncovered; of equals the one ranked before. None where nobody covers any of it."""
    found = [Next(one, _covers(one, uncovered, wanted)) for one in ranking.ranked if one.can_be_asked]
    best = min(found, key=lambda choice: (-len(choice.topics), choice.one.place), default=None)
    return best if best and best.topics else None


def _covers(one: ShownRanked, uncovered: set[int], wanted: int) -> list[str]:
    return [level.topic for level in one.levels if level.topic_id in uncovered and level.level >= wanted]
