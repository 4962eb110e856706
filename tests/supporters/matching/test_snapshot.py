from datetime import date
from typing import Any, cast

import pytest
from django.utils import translation

from supporters.matching import RankingData, Related, Tie, Weights, rank, restore, snapshot
from supporters.matching.words import Labels, exclusion_sentence, part_sentence
from tests.supporters.matching.builders import INSURANCE, REGULATION, a_candidate, a_need

OF_VERSION_2: dict[str, Any] = {
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


STORED: dict[str, Any] = {
    "rule_version": "3",
    "need": {
        **OF_VERSION_2["need"],
        "corporate_numbers": ["9876543210987"],
        "related": [{"kind": "competitor", "name": "ミロモ", "corporate_number": ""}],
        "modality": "device",
        "due_on": "2024-12-04",
    },
    "weights": {
        "coverage": 40,
        "product_type": 15,
        "modality": 5,
        "continuity": 10,
        "free_hours": 15,
        "fair_share": 15,
        "capacity": 0,
    },
    "ranked": [
        {
            "supporter_id": 1,
            "points": 78_250,
            "parts": [
                {
                    "code": "coverage",
                    "points": 32_000,
                    "maximum": 40_000,
                    "values": {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 3]]},
                },
                {"code": "product_type", "points": 15_000, "maximum": 15_000, "values": {"declared": True}},
                {
                    "code": "modality",
                    "points": 5_000,
                    "maximum": 5_000,
                    "values": {"modality": "device", "declared": True},
                },
                {"code": "continuity", "points": 0, "maximum": 10_000, "values": {"count": 0}},
                {
                    "code": "free_hours",
                    "points": 11_250,
                    "maximum": 15_000,
                    "values": {"due_on": "2024-12-04", "hours": "6", "full": 8, "assumed": False},
                },
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
                        "side": ["asker", ""],
                    },
                },
                {"code": "open_case_cap", "values": {"open": 6, "proposed": 0, "cap": 6}},
            ],
        }
    ],
}


def test_the_stored_form_of_one_answer() -> None:
    """A change here that is not only an addition needs a new RULE_VERSION."""
    tie = Tie(None, "㈱アユウテクノロジーズ", "employer", date(2020, 4, 1))
    need = a_need(
        declined_ids=frozenset({5, 4}),
        corporate_numbers=frozenset({"9876543210987"}),
        related=(Related("competitor", "ミロモ"),),
    )
    ranking = rank(need, [a_candidate(2, interests=(tie,), open_cases=6), a_candidate(1)])
    assert snapshot(ranking) == STORED
    assert restore(snapshot(ranking)) == ranking


def test_an_answer_of_earlier_rules_is_restored_and_not_worked_out_again() -> None:
    ranking = restore(cast("RankingData", OF_VERSION_2))
    assert ranking.rule_version == "2"
    assert ranking.need == a_need(declined_ids=frozenset({5, 4}), modality="", due_on=None)
    assert ranking.weights == Weights(
        coverage=45, product_type=15, modality=0, continuity=10, free_hours=0, fair_share=15, capacity=15
    )
    assert [(one.supporter_id, one.points, [part.code for part in one.parts]) for one in ranking.ranked] == [
        (1, 76_000, ["coverage", "product_type", "continuity", "capacity", "fair_share"])
    ]
    again = snapshot(ranking)
    assert (again["ranked"], again["excluded"]) == (OF_VERSION_2["ranked"], OF_VERSION_2["excluded"])


def test_an_answer_of_earlier_rules_speaks_as_it_did() -> None:
    ranking = restore(cast("RankingData", OF_VERSION_2))
    labels = Labels({REGULATION: "Regulation", INSURANCE: "Insurance"})
    with translation.override("en"):
        parts = [part_sentence(part, labels) for part in ranking.ranked[0].parts]
        reasons = [exclusion_sentence(reason, labels) for reason in ranking.excluded[0].reasons]
    assert parts == [
        "Topics covered: 2 of 2 (Regulation 5, Insurance 3).",
        "Expertise in this product type: declared.",
        "Earlier cases with this organisation: 0.",
        "Open cases: 2 of 6.",
        "Proposals in the last 90 days: 0 (cap on open cases: 6).",
    ]
    assert reasons == [
        "Conflict of interest: ㈱アユウテクノロジーズ (employer, since April 1, 2020).",
        "The cap on open cases is reached: 6 of 6.",
    ]


def test_a_weight_that_did_not_exist_yet_reads_as_nothing() -> None:
    weights = {"coverage": 60, "product_type": 20, "capacity": 20}
    ranking = restore(cast("RankingData", {**OF_VERSION_2, "weights": weights}))
    assert ranking.weights == Weights(
        coverage=60, product_type=20, modality=0, continuity=0, free_hours=0, fair_share=0, capacity=20
    )


def test_a_code_nobody_knows_is_refused() -> None:
    unknown = {"supporter_id": 2, "reasons": [{"code": "star_sign", "values": {}}]}
    with pytest.raises(ValueError, match="star_sign"):
        restore(cast("RankingData", {**STORED, "excluded": [unknown]}))
