"""One plain case and one plain supporter who may have it; each test changes what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from supporters.matching import Candidate, CaseNeed, FreeHours

REGULATION, INSURANCE, FUNDING = 1, 2, 3
DEVICE, DRUG = 11, 12

NEED = CaseNeed(
    case_id=900,
    product_type_id=DEVICE,
    topic_ids=frozenset({REGULATION, INSURANCE}),
    organisation_id=70,
    organisation_names=frozenset({"アユウテクノロジーズ株式会社"}),
    on=date(2024, 12, 2),
    modality="device",
    due_on=date(2024, 12, 4),
)

SIX_HOURS = FreeHours(days=(date(2024, 12, 3), date(2024, 12, 4)), minutes=(240, 360))
SIGNED = frozenset({("confidentiality", 2024), ("conduct", 2024)})

CANDIDATE = Candidate(
    supporter_id=1,
    expertise={REGULATION: 5, INSURANCE: 3},
    product_type_ids=frozenset({DEVICE}),
    languages=frozenset({"ja"}),
    term_start=date(2024, 4, 1),
    term_end=date(2026, 3, 31),
    open_cases=2,
    max_open_cases=6,
    hours_per_month=8,
    hours_used_this_month=2,
    modalities=frozenset({"device"}),
    undertakings=SIGNED,
    free_hours=SIX_HOURS,
)


def a_need(**changes: Any) -> CaseNeed:
    return replace(NEED, **changes)


def a_candidate(supporter_id: int = 1, **changes: Any) -> Candidate:
    return replace(CANDIDATE, supporter_id=supporter_id, **changes)
