from typing import Any

import pytest

from supporters.matching import CaseNeed, Part, PartCode, Weights
from supporters.matching.parts import PARTS, score
from tests.supporters.matching.builders import DRUG, FUNDING, INSURANCE, REGULATION, a_candidate, a_need


def part(code: PartCode, need: CaseNeed | None = None, **changes: Any) -> Part:
    parts = score(need or a_need(), a_candidate(**changes), Weights())
    return next(one for one in parts if one.code == code)


def test_every_code_has_its_part_and_its_weight() -> None:
    assert set(PARTS) == set(PartCode)
    assert {code.value for code in PartCode} == set(Weights.__slots__)


def test_the_plain_supporter_for_the_plain_case() -> None:
    assert score(a_need(), a_candidate(), Weights()) == (
        Part(
            PartCode.COVERAGE,
            36_000,
            45_000,
            {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 3]]},
        ),
        Part(PartCode.PRODUCT_TYPE, 15_000, 15_000, {"declared": True}),
        Part(PartCode.CONTINUITY, 0, 10_000, {"count": 0}),
        Part(PartCode.CAPACITY, 10_000, 15_000, {"open": 2, "cap": 6}),
        Part(PartCode.FAIR_SHARE, 15_000, 15_000, {"count": 0, "cap": 6}),
    )


@pytest.mark.parametrize(
    ("expertise", "points", "values"),
    [
        pytest.param(
            {REGULATION: 5, INSURANCE: 5},
            45_000,
            {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 5]]},
            id="full",
        ),
        pytest.param(
            {INSURANCE: 1, FUNDING: 5},
            4_500,
            {"covered": 1, "asked": 2, "levels": [[INSURANCE, 1], [REGULATION, 0]]},
            id="one topic, and one not asked for",
        ),
        pytest.param(
            {FUNDING: 5},
            0,
            {"covered": 0, "asked": 2, "levels": [[REGULATION, 0], [INSURANCE, 0]]},
            id="none",
        ),
    ],
)
def test_coverage_is_the_mean_level_over_the_topics_asked(
    expertise: dict[int, int], points: int, values: dict[str, Any]
) -> None:
    assert part(PartCode.COVERAGE, expertise=expertise) == Part(PartCode.COVERAGE, points, 45_000, values)


def test_points_are_rounded_half_up_to_a_thousandth() -> None:
    seven_topics = a_need(topic_ids=frozenset(range(1, 8)))
    assert part(PartCode.COVERAGE, seven_topics, expertise={1: 1}).points == 1_286  # 45,000 × 1/35 = 1285.71…
    assert part(PartCode.CAPACITY, open_cases=2, max_open_cases=7).points == 10_714  # 15,000 × 5/7 = 10714.28…
    half = score(a_need(), a_candidate(open_cases=15, max_open_cases=16), Weights(capacity=1, coverage=59))[3]
    assert half.points == 63  # 1,000 × 1/16 = 62.5


def test_a_product_type_not_declared_gives_nothing() -> None:
    need = a_need(product_type_id=DRUG)
    assert part(PartCode.PRODUCT_TYPE, need) == Part(PartCode.PRODUCT_TYPE, 0, 15_000, {"declared": False})


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 3_333), (2, 6_667), (3, 10_000), (9, 10_000)])
def test_continuity_is_full_from_the_third_case_on(count: int, points: int) -> None:
    expected = Part(PartCode.CONTINUITY, points, 10_000, {"count": count})
    assert part(PartCode.CONTINUITY, cases_with_organisation=count) == expected


@pytest.mark.parametrize(("open_cases", "points"), [(0, 15_000), (3, 7_500), (5, 2_500), (6, 0), (8, 0)])
def test_capacity_is_what_is_left_of_the_cap(open_cases: int, points: int) -> None:
    expected = Part(PartCode.CAPACITY, points, 15_000, {"open": open_cases, "cap": 6})
    assert part(PartCode.CAPACITY, open_cases=open_cases) == expected


@pytest.mark.parametrize(("proposals", "points"), [(0, 15_000), (1, 12_500), (6, 0), (20, 0)])
def test_fair_share_falls_with_each_recent_proposal(proposals: int, points: int) -> None:
    expected = Part(PartCode.FAIR_SHARE, points, 15_000, {"count": proposals, "cap": 6})
    assert part(PartCode.FAIR_SHARE, proposals_last_90_days=proposals) == expected


def test_a_cap_of_nothing_scores_nothing() -> None:
    assert part(PartCode.CAPACITY, open_cases=0, max_open_cases=0).points == 0
    assert part(PartCode.FAIR_SHARE, max_open_cases=0).points == 0


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param({"coverage": 44}, id="99 in all"),
        pytest.param({"coverage": 46}, id="101 in all"),
        pytest.param({"coverage": 70, "continuity": -15}, id="below zero"),
    ],
)
def test_weights_that_are_no_share_of_100_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        Weights(**weights)
