from datetime import date

import pytest

from supporters.matching import RULE_VERSION, Excluded, Exclusion, RuleCode, Weights, rank
from tests.supporters.matching.builders import INSURANCE, REGULATION, a_candidate, a_need

NONE_ELSE = {"product_type": 0, "modality": 0, "continuity": 0, "free_hours": 0}
COVERAGE_AND_FAIR_SHARE = Weights(coverage=50, fair_share=50, **NONE_ELSE)
PRODUCT_TYPE_ONLY = Weights(coverage=0, fair_share=0, **{**NONE_ELSE, "product_type": 100})


def test_the_best_comes_first_and_the_excluded_keep_their_reason() -> None:
    ranking = rank(
        a_need(),
        [
            a_candidate(3, term_end=date(2024, 3, 31)),
            a_candidate(2, expertise={REGULATION: 5, INSURANCE: 5}),
            a_candidate(1),
        ],
    )
    assert [(one.supporter_id, one.points) for one in ranking.ranked] == [(2, 86_250), (1, 78_250)]
    assert ranking.excluded == (Excluded(3, (Exclusion(RuleCode.TERM_ENDED, {"term_end": "2024-03-31"}),)),)
    assert (ranking.need, ranking.weights, ranking.rule_version) == (a_need(), Weights(), RULE_VERSION)


def test_nobody_to_rank_is_an_empty_answer() -> None:
    ranking = rank(a_need(), [])
    assert (ranking.ranked, ranking.excluded) == ((), ())


def test_weights_decide_who_comes_first() -> None:
    expert = a_candidate(1, expertise={REGULATION: 5, INSURANCE: 5}, proposals_last_90_days=3)
    unasked = a_candidate(2, expertise={REGULATION: 2, INSURANCE: 2})
    coverage_first = Weights(coverage=85, fair_share=15, **NONE_ELSE)
    fairness_first = Weights(coverage=15, fair_share=85, **NONE_ELSE)
    assert [one.supporter_id for one in rank(a_need(), [expert, unasked], coverage_first).ranked] == [1, 2]
    assert [one.supporter_id for one in rank(a_need(), [expert, unasked], fairness_first).ranked] == [2, 1]


def test_of_equal_scores_more_coverage_comes_first() -> None:
    asked_often = a_candidate(2, expertise={REGULATION: 5, INSURANCE: 5}, proposals_last_90_days=2, max_open_cases=5)
    unasked = a_candidate(1, expertise={REGULATION: 3, INSURANCE: 3}, max_open_cases=5)
    ranked = rank(a_need(), [unasked, asked_often], COVERAGE_AND_FAIR_SHARE).ranked
    assert [(one.supporter_id, one.points) for one in ranked] == [(2, 80_000), (1, 80_000)]


def test_of_equal_coverage_fewer_recent_proposals_come_first() -> None:
    ranked = rank(
        a_need(),
        [a_candidate(1, proposals_last_90_days=2), a_candidate(2, proposals_last_90_days=1)],
        PRODUCT_TYPE_ONLY,
    ).ranked
    assert [(one.supporter_id, one.points) for one in ranked] == [(2, 100_000), (1, 100_000)]


def test_of_equal_supporters_the_lower_id_comes_first() -> None:
    ranked = rank(a_need(), [a_candidate(3), a_candidate(1), a_candidate(2)]).ranked
    assert [one.supporter_id for one in ranked] == [1, 2, 3]


def test_a_cap_set_aside_lets_the_supporter_be_ranked_as_any_other() -> None:
    full = a_candidate(2, open_cases=6)
    assert [one.supporter_id for one in rank(a_need(), [full, a_candidate(1)]).ranked] == [1]
    ranking = rank(a_need(), [full, a_candidate(1)], overridden={RuleCode.OPEN_CASE_CAP})
    assert [(one.supporter_id, one.points) for one in ranking.ranked] == [(1, 78_250), (2, 78_250)]


def test_a_supporter_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="Supporter 1 is given twice"):
        rank(a_need(), [a_candidate(1), a_candidate(1, open_cases=0)])
