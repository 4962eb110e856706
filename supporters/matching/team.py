"""The team for a case: as few supporters as cover all of its topics, and among those the best ones.

A topic is covered by expertise at the wanted level or above. What counts, in this order: as many topics covered as
`most` supporters can cover, no more supporters than that takes, the greatest total points, and, of equal totals, the
supporters who stand first in the ranking: the first of the one team before the first of the other, then the second,
and so on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from supporters.matching.answers import Ranked, Ranking
from supporters.matching.codes import PartCode
from supporters.matching.values import Candidate, CaseNeed


@dataclass(frozen=True, slots=True)
class Member:
    """One of a team, with the case's topics covered at the wanted level or above: topic and level, the highest first.

    `points` is None for whoever is on the case already.
    """

    supporter_id: int
    points: int | None
    covers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The best team by today's ranking. `members` are in the order of the ranking: the first leads, the others advise.

    `by_nobody` are topics that none of the ranked supporters covers, `left_out` those that no team of this size covers
    together with the others.
    """

    members: tuple[Member, ...]
    by_nobody: tuple[int, ...]
    left_out: tuple[int, ...]

    @property
    def lead(self) -> Member | None:
        """None when nobody may have the case."""
        return self.members[0] if self.members else None

    @property
    def advisers(self) -> tuple[Member, ...]:
        return self.members[1:]


@dataclass(frozen=True, slots=True)
class Completion:
    """How a case that is worked on stands: who is there, which topics none of them covers, and who should be next.

    `next` has no members when nothing is uncovered, the team is full, or nobody ranked covers what is; its members are
    to be asked in their order.
    """

    present: tuple[Member, ...]
    uncovered: tuple[int, ...]
    next: Team


def team(ranking: Ranking, *, wanted_level: int, most: int) -> Team:
    """For a case that nobody works on: one member at least, where anybody is ranked, since somebody has to lead.

    `most` is 1 or more. Works on a stored ranking as on today's.
    """
    found = _best(ranking, ranking.need.topic_ids, wanted_level, most)
    if not found.members and ranking.ranked:
        first = _Standing.of(ranking, frozenset(), wanted_level)[0]
        return Team((first.member,), found.by_nobody, found.left_out)
    return found


def completion(ranking: Ranking, present: Iterable[Candidate], *, wanted_level: int, most: int) -> Completion:
    """For a case on which `present` work or are asked to: the ranking leaves them out, `most` counts them."""
    need = ranking.need
    members = tuple(_present(need, one, wanted_level) for one in sorted(present, key=lambda one: one.supporter_id))
    covered = {topic_id for member in members for topic_id, _ in member.covers}
    uncovered = need.topic_ids - covered
    return Completion(
        members, tuple(sorted(uncovered)), _best(ranking, uncovered, wanted_level, max(most - len(members), 0))
    )


def _present(need: CaseNeed, one: Candidate, wanted_level: int) -> Member:
    levels = {topic_id: one.expertise.get(topic_id, 0) for topic_id in need.topic_ids}
    return Member(one.supporter_id, None, _covers(levels, wanted_level))


def _covers(levels: Mapping[int, int], wanted_level: int) -> tuple[tuple[int, int], ...]:
    reached = [(topic_id, level) for topic_id, level in levels.items() if level >= wanted_level]
    return tuple(sorted(reached, key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A ranked supporter: `place` from 0, and `mask` with a bit for each wanted topic covered."""

    place: int
    member: Member
    mask: int

    @classmethod
    def of(cls, ranking: Ranking, wanted: frozenset[int], wanted_level: int) -> "list[_Standing]":
        bit = {topic_id: 1 << n for n, topic_id in enumerate(sorted(wanted))}
        return [cls._of(place, one, bit.get, wanted_level) for place, one in enumerate(ranking.ranked)]

    @classmethod
    def _of(cls, place: int, one: Ranked, bit: Callable[[int, int], int], wanted_level: int) -> "_Standing":
        covers = _covers(_levels(one), wanted_level)
        return cls(place, Member(one.supporter_id, one.points, covers), sum(bit(topic_id, 0) for topic_id, _ in covers))


def _levels(one: Ranked) -> Mapping[int, int]:
    """By topic of the case, as the ranking looked at them."""
    coverage = next(part for part in one.parts if part.code is PartCode.COVERAGE)
    return dict(coverage.values["levels"])


# Total points, and a bit for each member, the better placed the higher: of two teams of one size the greater number
# is the one whose members stand first.
_Worth = tuple[int, int]


def _best(ranking: Ranking, wanted: frozenset[int], wanted_level: int, most: int) -> Team:
    """By dynamic programming: for each size and each set of topics covered the worthiest team of them is kept.

    Of supporters who cover the same topics only the first can be in a best team: a second one adds no topic. So there
    are fewer supporters to look at than sets of topics.
    """
    standings = _Standing.of(ranking, wanted, wanted_level)
    useful: dict[int, _Standing] = {}
    for one in standings:
        if one.mask:
            useful.setdefault(one.mask, one)
    chosen, mask = _search(list(useful.values()), len(standings), most)
    topics = sorted(wanted)
    covered_by_some = _union(useful)
    members = tuple(one.member for one in standings if chosen >> (len(standings) - one.place) & 1)
    return Team(
        members,
        by_nobody=tuple(topic for n, topic in enumerate(topics) if not covered_by_some >> n & 1),
        left_out=tuple(topic for n, topic in enumerate(topics) if (covered_by_some & ~mask) >> n & 1),
    )


def _search(useful: list[_Standing], places: int, most: int) -> tuple[int, int]:
    """The bits of the best team's members, and the topics that it covers."""
    best = (0, 0, (0, 0))
    answer = (0, 0)
    teams: dict[int, _Worth] = {0: (0, 0)}
    for size in range(1, most + 1):
        teams = _one_more(teams, useful, places)
        for mask, worth in teams.items():
            if (rated := (mask.bit_count(), -size, worth)) > best:
                best, answer = rated, (worth[1], mask)
    return answer


def _one_more(teams: Mapping[int, _Worth], useful: list[_Standing], places: int) -> dict[int, _Worth]:
    """Each team with each member who adds a topic; a team of the least size has no other."""
    larger: dict[int, _Worth] = {}
    for mask, (points, bits) in teams.items():
        for one in useful:
            if (together := mask | one.mask) != mask:
                worth = (points + (one.member.points or 0), bits | 1 << (places - one.place))
                if worth > larger.get(together, (-1, 0)):
                    larger[together] = worth
    return larger


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
