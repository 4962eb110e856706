"""Cases and supporters as a large desk could have them; equal seeds give equal ones."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mediso.common.business_days import BusinessCalendar
from supporters.matching import Candidate, CaseNeed, FreeHours, Horizon, Tie, free_hours
from supporters.matching.free_hours import MINUTES_AN_HOUR, Away

SEED = 1607
ON = date(2024, 12, 2)
TERM_BEGINS = date(2018, 4, 1)
SIGNED = frozenset({("confidentiality", 2024), ("conduct", 2024)})

TOPICS = range(1, 9)
# How often a topic is asked about and known, as in the register of 2018–2024: law first, and a long tail.
TOPIC_WEIGHTS = (30, 22, 18, 14, 12, 10, 8, 6)
PRODUCT_TYPES = range(1, 5)
PRODUCT_TYPE_WEIGHTS = (45, 35, 12, 8)
MODALITIES = ("device", "software", "small_molecule", "cell_therapy")
LEVELS, LEVEL_WEIGHTS = range(1, 6), (5, 20, 35, 25, 15)
ORGANISATIONS = 600
TARGET_BUSINESS_DAYS = 10


@dataclass(frozen=True, slots=True)
class Scene:
    """Cases that wait on one day and the whole roster."""

    needs: Sequence[CaseNeed]
    candidates: Sequence[Candidate]


def scene(cases: int, supporters: int, seed: int = SEED) -> Scene:
    chance = random.Random(seed)
    calendar = BusinessCalendar()
    days = tuple(calendar.add(ON, count) for count in range(1, TARGET_BUSINESS_DAYS + 1))
    horizon = Horizon(ON, days, days[-1])
    candidates = [_candidate(chance, supporter_id, horizon) for supporter_id in range(1, supporters + 1)]
    return Scene([_need(chance, case_id, days) for case_id in range(1, cases + 1)], candidates)


def _need(chance: random.Random, case_id: int, days: Sequence[date]) -> CaseNeed:
    organisation_id = chance.randint(1, ORGANISATIONS)
    return CaseNeed(
        case_id=case_id,
        product_type_id=_drawn(chance, PRODUCT_TYPES, PRODUCT_TYPE_WEIGHTS),
        topic_ids=frozenset(_several(chance, chance.randint(1, 3))),
        organisation_id=organisation_id,
        organisation_names=frozenset({_name(organisation_id)}),
        on=ON,
        modality=chance.choice(("", *MODALITIES)),
        due_on=chance.choice(days),
    )


def _candidate(chance: random.Random, supporter_id: int, horizon: Horizon) -> Candidate:
    cap = chance.randint(2, 6)
    offered = chance.choice((4, 8, 12, 16))
    used = chance.randint(0, offered)
    leaves = (Away("leave", ON - timedelta(days=3), ON + timedelta(days=chance.randint(0, 14))),)
    return Candidate(
        supporter_id=supporter_id,
        expertise={
            topic_id: _drawn(chance, LEVELS, LEVEL_WEIGHTS) for topic_id in _several(chance, chance.randint(1, 4))
        },
        product_type_ids=frozenset(chance.sample(PRODUCT_TYPES, chance.randint(1, 2))),
        languages=frozenset({"ja"}),
        term_start=TERM_BEGINS,
        term_end=ON - timedelta(days=1) if _one_in(chance, 33) else None,
        open_cases=chance.randint(0, cap // 2),
        max_open_cases=cap,
        hours_per_month=offered,
        hours_used_this_month=used,
        interests=tuple(_tie(chance) for _ in range(chance.choice((0, 0, 0, 1, 2)))),
        undertakings=frozenset() if _one_in(chance, 33) else SIGNED,
        leaves=leaves if _one_in(chance, 20) else (),
        modalities=frozenset(chance.sample(MODALITIES, chance.randint(0, 2))),
        proposals_per_week=chance.choice((None, None, None, 1, 2)),
        proposals_last_90_days=chance.randint(0, cap),
        free_hours=_free_hours(horizon, offered, used),
    )


def _free_hours(horizon: Horizon, offered: int, used: int) -> FreeHours:
    left = (offered - used) * MINUTES_AN_HOUR
    return free_hours(horizon, (), minutes_left=left, minutes_a_month=offered * MINUTES_AN_HOUR)


def _tie(chance: random.Random) -> Tie:
    organisation_id = chance.randint(1, ORGANISATIONS)
    return Tie(organisation_id, _name(organisation_id), "employer", TERM_BEGINS)


def _name(organisation_id: int) -> str:
    return f"株式会社利害{organisation_id}"


def _several(chance: random.Random, count: int) -> list[int]:
    """So many different topics, the frequent ones more often."""
    found: list[int] = []
    while len(found) < count:
        if (topic_id := _drawn(chance, TOPICS, TOPIC_WEIGHTS)) not in found:
            found.append(topic_id)
    return found


def _one_in(chance: random.Random, count: int) -> bool:
    return chance.randrange(count) == 0


def _drawn(chance: random.Random, values: Sequence[int], weights: Sequence[int]) -> int:
    (value,) = chance.choices(values, weights)
    return value
