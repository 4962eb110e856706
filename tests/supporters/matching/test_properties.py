import json
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from supporters.matching import (
    OVERRIDABLE,
    Candidate,
    CaseNeed,
    PartCode,
    RuleCode,
    Weights,
    check,
    pair_points,
    rank,
    restore,
    snapshot,
)
from supporters.matching.parts import score
from tests.supporters.matching.strategies import candidates, needs, rosters, weights

Roster = tuple[CaseNeed, list[Candidate]]


@given(rosters(), weights(), st.randoms())
def test_the_order_of_the_candidates_makes_no_difference(roster: Roster, weights: Weights, random: Random) -> None:
    need, asked = roster
    shuffled = random.sample(asked, k=len(asked))
    assert rank(need, shuffled, weights) == rank(need, asked, weights)


@given(rosters())
def test_every_candidate_is_in_exactly_one_list(roster: Roster) -> None:
    need, asked = roster
    ranking = rank(need, asked)
    ranked = [one.supporter_id for one in ranking.ranked]
    excluded = [one.supporter_id for one in ranking.excluded]
    assert sorted(ranked + excluded) == sorted(one.supporter_id for one in asked)


@given(rosters())
def test_ranked_means_no_reason_and_excluded_means_a_reason(roster: Roster) -> None:
    need, asked = roster
    ranking = rank(need, asked)
    reasons = {one.supporter_id: check(need, one) for one in asked}
    assert all(not reasons[one.supporter_id] for one in ranking.ranked)
    assert all(one.reasons and one.reasons == reasons[one.supporter_id] for one in ranking.excluded)


@given(rosters(), weights())
def test_scores_fall_and_keep_within_their_maxima(roster: Roster, weights: Weights) -> None:
    ranked = rank(*roster, weights).ranked
    assert [one.points for one in ranked] == sorted((one.points for one in ranked), reverse=True)
    for one in ranked:
        assert one.points == sum(part.points for part in one.parts)
        assert sum(part.maximum for part in one.parts) == 100_000
        assert all(0 <= part.points <= part.maximum for part in one.parts)


@given(needs, candidates, weights(), st.data())
def test_a_higher_level_never_lowers_coverage(
    need: CaseNeed, candidate: Candidate, weights: Weights, data: st.DataObject
) -> None:
    topic_id = data.draw(st.integers(1, 5))
    level = data.draw(st.integers(candidate.expertise.get(topic_id, 0) or 1, 5))
    better = replace(candidate, expertise={**candidate.expertise, topic_id: level})
    before, after = (score(need, one, weights)[0] for one in (candidate, better))
    assert before.code == after.code == PartCode.COVERAGE
    assert after.points >= before.points


@given(rosters(), candidates)
def test_another_candidate_changes_nobody_elses_answer(roster: Roster, newcomer: Candidate) -> None:
    need, asked = roster
    newcomer = replace(newcomer, supporter_id=99)
    before, after = rank(need, asked), rank(need, [*asked, newcomer])
    assert before.ranked == tuple(one for one in after.ranked if one.supporter_id != 99)
    assert before.excluded == tuple(one for one in after.excluded if one.supporter_id != 99)


@given(
    st.lists(needs, max_size=3, unique_by=lambda need: need.case_id),
    rosters(),
    weights(),
)
def test_a_table_of_pairs_is_every_ranking_at_once(others: list[CaseNeed], roster: Roster, weights: Weights) -> None:
    need, asked = roster
    cases = {one.case_id: one for one in [need, *others]}
    table = pair_points(cases.values(), asked, weights)
    assert table.points == {
        case_id: {one.supporter_id: one.points for one in rank(case, asked, weights).ranked}
        for case_id, case in cases.items()
    }
    assert list(table.points) == sorted(cases)


@given(rosters(), st.frozensets(st.sampled_from(sorted(OVERRIDABLE))))
def test_what_is_set_aside_is_all_that_is_left_out(roster: Roster, overridden: frozenset[RuleCode]) -> None:
    need, asked = roster
    for one in asked:
        reasons = check(need, one)
        assert check(need, one, overridden) == tuple(each for each in reasons if each.code not in overridden)


@given(rosters(), weights())
def test_a_stored_answer_reads_back_as_it_was(roster: Roster, weights: Weights) -> None:
    ranking = rank(*roster, weights)
    stored = json.dumps(snapshot(ranking))
    assert restore(json.loads(stored)) == ranking
    assert json.dumps(snapshot(rank(*roster, weights))) == stored
