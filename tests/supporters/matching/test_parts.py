from datetime import date
from typing import Any

import pytest

from supporters.matching import CaseNeed, FreeHours, Part, PartCode, Weights
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
            32_000,
            40_000,
            {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 3]]},
        ),
        Part(PartCode.PRODUCT_TYPE, 15_000, 15_000, {"declared": True}),
        Part(PartCode.MODALITY, 5_000, 5_000, {"modality": "device", "declared": True}),
        Part(PartCode.CONTINUITY, 0, 10_000, {"count": 0}),
        Part(PartCode.FREE_HOURS, 11_250, 15_000, {"due_on": "2024-12-04", "hours": "6", "full": 8, "assumed": False}),
        Part(PartCode.FAIR_SHARE, 15_000, 15_000, {"count": 0, "cap": 6}),
    )


@pytest.mark.parametrize(
    ("expertise", "points", "values"),
    [
        pytest.param(
            {REGULATION: 5, INSURANCE: 5},
            40_000,
            {"covered": 2, "asked": 2, "levels": [[REGULATION, 5], [INSURANCE, 5]]},
            id="full",
        ),
        pytest.param(
            {INSURANCE: 1, FUNDING: 5},
            4_000,
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
    assert part(PartCode.COVERAGE, expertise=expertise) == Part(PartCode.COVERAGE, points, 40_000, values)


def test_points_are_rounded_half_up_to_a_thousandth() -> None:
    seven_topics = a_need(topic_ids=frozenset(range(1, 8)))
    assert part(PartCode.COVERAGE, seven_topics, expertise={1: 1}).points == 1_143  # 40,000 × 1/35 = 1142.85…
    assert part(PartCode.FAIR_SHARE, proposals_last_90_days=2, max_open_cases=7).points == 10_714  # 15,000 × 5/7
    weights = Weights(fair_share=1, coverage=54)
    half = score(a_need(), a_candidate(proposals_last_90_days=15, max_open_cases=16), weights)[-1]
    assert half.points == 63  # 1,000 × 1/16 = 62.5


def test_a_product_type_not_declared_gives_nothing() -> None:
    need = a_need(product_type_id=DRUG)
    assert part(PartCode.PRODUCT_TYPE, need) == Part(PartCode.PRODUCT_TYPE, 0, 15_000, {"declared": False})


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 3_333), (2, 6_667), (3, 10_000), (9, 10_000)])
def test_continuity_is_full_from_the_third_case_on(count: int, points: int) -> None:
    """Cases of the asker's organisation, but not this one."""
    earlier = {70: frozenset({900, *range(count)}), 71: frozenset({50})}
    expected = Part(PartCode.CONTINUITY, points, 10_000, {"count": count})
    assert part(PartCode.CONTINUITY, earlier_cases=earlier) == expected


@pytest.mark.parametrize(
    ("need", "modalities", "points"),
    [
        pytest.param("device", {"device", "software"}, 5_000, id="known"),
        pytest.param("device", {"software"}, 0, id="another"),
        pytest.param("device", set(), 0, id="none declared"),
        pytest.param("", set(), 5_000, id="not known on the case: nobody loses by it"),
    ],
)
def test_the_modality_counts_where_the_case_has_one(need: str, modalities: set[str], points: int) -> None:
    values = {"modality": need, "declared": need in modalities}
    expected = Part(PartCode.MODALITY, points, 5_000, values)
    assert part(PartCode.MODALITY, a_need(modality=need), modalities=frozenset(modalities)) == expected


@pytest.mark.parametrize(
    ("due_on", "hours", "points"),
    [
        pytest.param(date(2024, 12, 2), "0", 0, id="before the first day"),
        pytest.param(date(2024, 12, 3), "0.3", 563, id="18 minutes"),
        pytest.param(date(2024, 12, 5), "7.5", 14_063, id="between two days"),
        pytest.param(date(2024, 12, 6), "8", 15_000, id="enough"),
        pytest.param(date(2025, 1, 6), "20", 15_000, id="more than enough"),
    ],
)
def test_free_hours_are_enough_from_eight_on(due_on: date, hours: str, points: int) -> None:
    days = (date(2024, 12, 3), date(2024, 12, 4), date(2024, 12, 6), date(2025, 1, 6))
    free = FreeHours(days=days, minutes=(18, 450, 480, 1200), assumed=True)
    values = {"due_on": due_on.isoformat(), "hours": hours, "full": 8, "assumed": True}
    expected = Part(PartCode.FREE_HOURS, points, 15_000, values)
    assert part(PartCode.FREE_HOURS, a_need(due_on=due_on), free_hours=free) == expected


def test_without_a_target_date_free_hours_tell_nobody_from_another() -> None:
    expected = Part(PartCode.FREE_HOURS, 15_000, 15_000, {"due_on": None, "hours": None, "full": 8, "assumed": False})
    assert part(PartCode.FREE_HOURS, a_need(due_on=None), free_hours=FreeHours()) == expected


@pytest.mark.parametrize(("open_cases", "points"), [(0, 15_000), (3, 7_500), (5, 2_500), (6, 0), (8, 0)])
def test_capacity_is_shown_only_where_a_desk_still_weighs_it(open_cases: int, points: int) -> None:
    weights = Weights(capacity=15, free_hours=0)
    parts = score(a_need(), a_candidate(open_cases=open_cases), weights)
    assert Part(PartCode.CAPACITY, points, 15_000, {"open": open_cases, "cap": 6}) in parts
    assert PartCode.CAPACITY not in {one.code for one in score(a_need(), a_candidate(), Weights())}


@pytest.mark.parametrize(("proposals", "points"), [(0, 15_000), (1, 12_500), (6, 0), (20, 0)])
def test_fair_share_falls_with_each_recent_proposal(proposals: int, points: int) -> None:
    expected = Part(PartCode.FAIR_SHARE, points, 15_000, {"count": proposals, "cap": 6})
    assert part(PartCode.FAIR_SHARE, proposals_last_90_days=proposals) == expected


def test_a_cap_of_nothing_scores_nothing() -> None:
    assert part(PartCode.FAIR_SHARE, max_open_cases=0).points == 0


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param({"coverage": 39}, id="99 in all"),
        pytest.param({"coverage": 41}, id="101 in all"),
        pytest.param({"coverage": 65, "continuity": -15}, id="below zero"),
    ],
)
def test_weights_that_are_no_share_of_100_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        Weights(**weights)
