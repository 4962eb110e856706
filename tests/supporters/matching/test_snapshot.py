from datetime import date
from typing import Any, cast

import pytest

from supporters.matching import RankingData, Tie, Weights, rank, restore, snapshot
from tests.supporters.matching.builders import INSURANCE, REGULATION, a_candidate, a_need

STORED: dict[str, Any] = {
    "rule_version": "2",
    "need": {
        "case_id": 900,
        "product_type_id": 11,
        "topic_ids": [1, 2],
        "organisation_id": 70,
        "organisation_names": ["アユウテクノロジーズ株式会社"],
        "on": "2024-12-02",
        "involved_ids": [],
        "declined_ids": [4, 5],
        "language": "ja",
    },
    "weights": {"coverage": 45, "product_type": 15, "continuity": 10, "capacity": 15, "fair_share": 15},
    "ranked": [
        {
            "supporter_id": 1,
            "points": 76_000,
            "parts": [
                {
                    "code": "coverage",
                    "points": 36_000,
                    "maximum": 45_000,
                    "values": {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 3]]},
                },
                {"code": "product_type", "points": 15_000, "maximum": 15_000, "values": {"declared": True}},
                {"code": "continuity", "points": 0, "maximum": 10_000, "values": {"count": 0}},
                {"code": "capacity", "points": 10_000, "maximum": 15_000, "values": {"open": 2, "cap": 6}},
                {"code": "fair_share", "points": 15_000, "maximum": 15_000, "values": {"count": 0, "cap": 6}},
            ],
        }
    ],
    "excluded": [
        {
            "supporter_id": 2,
            "reasons": [
                {
                    "code": "conflict_of_interest",
                    "values": {
                        "organisation": "㈱アユウテクノロジーズ",
                        "kind": "employer",
                        "period": ["2020-04-01", None],
                    },
                },
                {"code": "open_case_cap", "values": {"open": 6, "cap": 6}},
            ],
        }
    ],
}


def test_the_stored_form_of_one_answer() -> None:
    """A change here that is not only an addition needs a new RULE_VERSION."""
    tie = Tie(None, "㈱アユウテクノロジーズ", "employer", date(2020, 4, 1))
    need = a_need(declined_ids=frozenset({5, 4}))
    assert snapshot(rank(need, [a_candidate(2, interests=(tie,), open_cases=6), a_candidate(1)])) == STORED


def test_an_answer_of_other_rules_is_restored_and_not_worked_out_again() -> None:
    old = cast("RankingData", {**STORED, "rule_version": "0", "excluded": []})
    ranking = restore(old)
    assert ranking.rule_version == "0"
    assert ranking.excluded == ()
    assert snapshot(ranking) == old


def test_a_weight_that_did_not_exist_yet_reads_as_nothing() -> None:
    weights = {"coverage": 60, "product_type": 20, "capacity": 20}
    ranking = restore(cast("RankingData", {**STORED, "weights": weights}))
    assert ranking.weights == Weights(coverage=60, product_type=20, continuity=0, capacity=20, fair_share=0)


def test_a_code_nobody_knows_is_refused() -> None:
    unknown = {"supporter_id": 2, "reasons": [{"code": "star_sign", "values": {}}]}
    with pytest.raises(ValueError, match="star_sign"):
        restore(cast("RankingData", {**STORED, "excluded": [unknown]}))
