"""Who is on a case, which of its topics they cover at the wanted level, and who should be asked for the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.enums import LIVE_ASSIGNMENTS
from cases.models import Assignment, Case
from cases.selectors.candidates import Matter
from cases.selectors.ranking import ShownRanked, ShownRanking
from mediso.desks.models import Topic
from supporters.matching import Ranking, Team, completion, team


@dataclass(frozen=True, slots=True)
class Knows:
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class TeamTopic:
    """`by` are those on the case who know the topic at all, the best first."""

    name: str
    by: list[Knows]
    covered: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody to be asked, with what they cover of the case at the wanted level or above."""

    one: ShownRanked
    leads: bool
    covers: list[Knows]


@dataclass(frozen=True, slots=True)
class ShownTeam:
    """`by_nobody` are topics that nobody who can be asked covers, `left_out` those for which the team is too small."""

    wanted_level: int
    most: int
    members: list[Assignment]
    topics: list[TeamTopic]
    suggested: list[Suggested]
    by_nobody: list[str]
    left_out: list[str]

    @property
    def is_covered(self) -> bool:
        return all(topic.covered for topic in self.topics)

    @property
    def is_full(self) -> bool:
        return len(self.members) >= self.most


def shown_team(
    case: Case, matter: Matter, ranking: Ranking, shown: ShownRanking, *, wanted_level: int, most: int
) -> ShownTeam | None:
    """None where one supporter is all that is looked for: nobody is on the case, and it has one topic or none.

    Proposed counts as on the case: a second one would be asked for the same. `shown` is `ranking` in words. Who cannot
    sign in is not suggested. Three queries.
    """
    topics = list(case.topic_set.topics.all()) if case.topic_set else []
    on_case = case.assignments.filter(state__in=LIVE_ASSIGNMENTS).select_related("supporter")
    members = list(on_case.prefetch_related("supporter__expertise").order_by("-role", "proposed_at", "pk"))
    if not topics or (len(topics) == 1 and not members):
        return None
    best = _best(matter, _askable(ranking, shown), wanted_level, most, alone=not members)
    names = {topic.pk: str(topic) for topic in topics}
    return ShownTeam(
        wanted_level=wanted_level,
        most=most,
        members=members,
        topics=[_topic(topic, members, wanted_level) for topic in topics],
        suggested=_suggested(best, shown, names, leads=not members),
        by_nobody=[names[pk] for pk in best.by_nobody],
        left_out=[names[pk] for pk in best.left_out],
    )


def _askable(ranking: Ranking, shown: ShownRanking) -> Ranking:
    able = {one.supporter.pk for one in shown.ranked if one.can_be_asked}
    return replace(ranking, ranked=tuple(one for one in ranking.ranked if one.supporter_id in able))


def _best(matter: Matter, ranking: Ranking, wanted_level: int, most: int, *, alone: bool) -> Team:
    if alone:
        return team(ranking, wanted_level=wanted_level, most=most)
    present = [one for one in matter.candidates if one.supporter_id in ranking.need.involved_ids]
    return completion(ranking, present, wanted_level=wanted_level, most=most).next


def _suggested(best: Team, shown: ShownRanking, names: dict[int, str], *, leads: bool) -> list[Suggested]:
    by_id = {one.supporter.pk: one for one in shown.ranked}
    return [
        Suggested(
            by_id[member.supporter_id],
            leads=leads and member is best.lead,
            covers=[Knows(names[pk], level) for pk, level in member.covers],
        )
        for member in best.members
    ]


def _topic(topic: Topic, members: Sequence[Assignment], wanted: int) -> TeamTopic:
    levels = [
        Knows(member.supporter.name, one.level)
        for member in members
        for one in member.supporter.expertise.all()
        if one.topic_id == topic.pk
    ]
    levels.sort(key=lambda one: -one.level)
    return TeamTopic(str(topic), levels, bool(levels) and levels[0].level >= wanted)
