"""The smallest team that covers the case, against every team there is."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from supporters.matching import Candidate, CaseNeed, Member, Ranking, Team, completion, rank, team
from tests.supporters.matching.builders import FUNDING, INSURANCE, REGULATION, a_candidate, a_need
from tests.supporters.matching.strategies import rosters

THREE = a_need(topic_ids=frozenset({REGULATION, INSURANCE, FUNDING}))


def levels(regulation: int = 0, insurance: int = 0, funding: int = 0) -> dict[int, int]:
    known = {REGULATION: regulation, INSURANCE: insurance, FUNDING: funding}
    return {topic: level for topic, level in known.items() if level}


def ids(found: Team) -> list[int]:
    return [member.supporter_id for member in found.members]


def teamed(*candidates: Candidate, need: CaseNeed = THREE, wanted_level: int = 3, most: int = 3) -> Team:
    return team(rank(need, candidates), wanted_level=wanted_level, most=most)


def test_one_who_covers_all_is_the_team_whatever_the_points_of_two() -> None:
    all_round = a_candidate(1, expertise=levels(3, 3, 3), proposals_last_90_days=6)
    experts = [a_candidate(2, expertise=levels(5, 5, 0)), a_candidate(3, expertise=levels(0, 0, 5))]
    assert ids(teamed(all_round, *experts)) == [1]


def test_the_first_of_the_ranking_leads_and_each_member_tells_what_it_covers() -> None:
    found = teamed(a_candidate(2, expertise=levels(0, 2, 5)), a_candidate(1, expertise=levels(4, 3, 0)))
    assert found.lead == Member(1, 64_917, ((REGULATION, 4), (INSURANCE, 3)))
    assert found.advisers == (Member(2, 64_917, ((FUNDING, 5),)),)
    assert (found.by_nobody, found.left_out) == ((), ())


def test_of_equal_totals_those_who_stand_first_are_the_team() -> None:
    same = [a_candidate(number, expertise=levels(4, 0, 0)) for number in (1, 2)]
    other = [a_candidate(number, expertise=levels(0, 4, 4)) for number in (4, 3)]
    assert ids(teamed(*same, *other)) == [3, 1]


def test_a_topic_below_the_wanted_level_is_covered_by_nobody() -> None:
    low = a_candidate(1, expertise=levels(5, 2, 0))
    found = teamed(low)
    assert (ids(found), found.by_nobody, found.left_out) == ([1], (INSURANCE, FUNDING), ())
    assert teamed(low, wanted_level=2).by_nobody == (FUNDING,)


def test_a_team_that_is_too_small_says_what_it_leaves_out() -> None:
    single = [
        a_candidate(1, expertise=levels(5, 0, 0)),
        a_candidate(2, expertise=levels(0, 4, 0)),
        a_candidate(3, expertise=levels(0, 0, 3)),
    ]
    found = teamed(*single, most=2)
    assert (ids(found), found.by_nobody, found.left_out) == ([1, 2], (), (FUNDING,))


def test_somebody_leads_even_where_nobody_reaches_the_level() -> None:
    found = teamed(a_candidate(1, expertise=levels(1)), a_candidate(2, expertise=levels(2)))
    assert (ids(found), found.advisers) == ([2], ())
    assert found.by_nobody == (REGULATION, INSURANCE, FUNDING)
    assert teamed().lead is None


def test_for_a_case_in_support_the_next_ones_cover_what_is_uncovered() -> None:
    lead = a_candidate(9, expertise=levels(5, 2, 0))
    need = a_need(topic_ids=THREE.topic_ids, involved_ids=frozenset({9}))
    others = [
        a_candidate(1, expertise=levels(5, 4, 0)),
        a_candidate(2, expertise=levels(0, 3, 3), proposals_last_90_days=3),
        a_candidate(3, expertise=levels(0, 0, 5)),
    ]
    found = completion(rank(need, [lead, *others]), [lead], wanted_level=3, most=3)
    assert found.present == (Member(9, None, ((REGULATION, 5),)),)
    assert found.uncovered == (INSURANCE, FUNDING)
    assert ids(found.next) == [2]
    full = completion(rank(need, [lead, *others]), [lead], wanted_level=3, most=1)
    assert (ids(full.next), full.next.left_out) == ([], (INSURANCE, FUNDING))
    whole = completion(rank(need, others), [lead, others[1]], wanted_level=3, most=3)
    assert (whole.uncovered, ids(whole.next)) == ((), [])


@given(rosters(), st.integers(1, 5), st.integers(1, 4))
def test_no_other_team_is_better(roster: tuple[CaseNeed, list[Candidate]], wanted_level: int, most: int) -> None:
    need, candidates = roster
    ranking = rank(need, candidates)
    found = team(ranking, wanted_level=wanted_level, most=most)
    covers = covered_by({one.supporter_id: one for one in candidates}, need, wanted_level)
    expected = best_of_all(ranking, covers, most)
    assert ids(found) == expected
    reached = set().union(*(covers[pk] for pk in expected))
    by_some = set().union(*(covers[one.supporter_id] for one in ranking.ranked))
    assert set(found.by_nobody) == need.topic_ids - by_some
    assert set(found.left_out) == by_some - reached
    assert all({topic for topic, _ in one.covers} == covers[one.supporter_id] for one in found.members)


def covered_by(candidates: dict[int, Candidate], need: CaseNeed, wanted_level: int) -> dict[int, set[int]]:
    return {
        pk: {topic for topic in need.topic_ids if one.expertise.get(topic, 0) >= wanted_level}
        for pk, one in candidates.items()
    }


def best_of_all(ranking: Ranking, covers: dict[int, set[int]], most: int) -> list[int]:
    """Every team of one to `most`, judged by the words of the module and nothing else."""
    place = {one.supporter_id: n for n, one in enumerate(ranking.ranked)}
    points = {one.supporter_id: one.points for one in ranking.ranked}
    teams = [list(some) for size in range(1, most + 1) for some in combinations(place, size)]
    return min(
        teams,
        key=lambda some: (
            -len(set().union(*(covers[pk] for pk in some))),
            len(some),
            -sum(points[pk] for pk in some),
            sorted(place[pk] for pk in some),
        ),
        default=[],
    )
