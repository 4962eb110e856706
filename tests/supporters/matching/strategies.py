"""Cases and supporters for the properties: small ranges, so that every rule and every tie turns up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from supporters.matching import Away, Candidate, CaseNeed, FreeHours, Related, Tie, Weights

TOPICS = st.integers(1, 5)
PRODUCT_TYPES = st.integers(1, 3)
ORGANISATIONS = st.integers(1, 3)
NAMES = st.sampled_from(["株式会社アユウ", "アユウ(株)", "ミロモ", "ミロモ有限会社", ""])
DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 6))
LANGUAGES = st.sampled_from(["ja", "en"])
IDS = st.integers(1, 8)
CASES = st.integers(1, 3)
NUMBERS = st.sampled_from(["", "1", "２"])
MODALITIES = st.sampled_from(["device", "vaccine"])
UNDERTAKINGS = st.tuples(st.sampled_from(["confidentiality", "conduct"]), st.integers(2022, 2024))
SIGNED = frozenset({("confidentiality", 2023), ("conduct", 2023)})

ties = st.builds(
    Tie,
    organisation_id=st.none() | ORGANISATIONS,
    organisation_name=NAMES,
    kind=st.sampled_from(["employer", "holding"]),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    corporate_number=NUMBERS,
)

needs = st.builds(
    CaseNeed,
    case_id=CASES,
    product_type_id=PRODUCT_TYPES,
    topic_ids=st.frozensets(TOPICS, min_size=1),
    organisation_id=st.none() | ORGANISATIONS,
    organisation_names=st.frozensets(NAMES, max_size=2),
    on=DAYS,
    involved_ids=st.frozensets(IDS, max_size=1),
    declined_ids=st.frozensets(IDS, max_size=1),
    language=LANGUAGES,
    corporate_numbers=st.frozensets(NUMBERS, max_size=1),
    related=st.lists(st.builds(Related, st.sampled_from(["parent", "competitor"]), NAMES, NUMBERS), max_size=1).map(
        tuple
    ),
    modality=MODALITIES | st.just(""),
    due_on=st.none() | DAYS,
)


@st.composite
def free(draw: st.DrawFn) -> FreeHours:
    """Two days with growing minutes."""
    first, second = sorted(draw(st.tuples(st.integers(0, 600), st.integers(0, 600))))
    days = (date(2024, 1, 2), date(2024, 1, 2) + timedelta(days=draw(st.integers(1, 3))))
    return FreeHours(days, (first, second), assumed=draw(st.booleans()))


candidates = st.builds(
    Candidate,
    supporter_id=IDS,
    expertise=st.dictionaries(TOPICS, st.integers(1, 5)),
    product_type_ids=st.frozensets(PRODUCT_TYPES),
    languages=st.frozensets(LANGUAGES, min_size=1),
    term_start=DAYS,
    term_end=st.none() | DAYS,
    open_cases=st.integers(0, 3),
    max_open_cases=st.integers(0, 5),
    hours_per_month=st.integers(0, 8),
    hours_used_this_month=st.decimals(0, 8, places=1) | st.just(Decimal(0)),
    interests=st.lists(ties, max_size=2).map(tuple),
    undertakings=st.frozensets(UNDERTAKINGS, max_size=4) | st.just(SIGNED),
    leaves=st.lists(st.builds(Away, st.just("leave"), DAYS, st.none() | st.just(date(2024, 1, 6))), max_size=1).map(
        tuple
    ),
    modalities=st.frozensets(MODALITIES),
    open_proposals=st.frozensets(CASES, max_size=2),
    proposals_this_week=st.integers(0, 2),
    proposals_per_week=st.none() | st.integers(0, 2),
    proposals_last_90_days=st.integers(0, 6),
    earlier_cases=st.dictionaries(ORGANISATIONS, st.frozensets(CASES, min_size=1, max_size=3), max_size=2),
    free_hours=free(),
)


def eligible(need: CaseNeed, candidate: Candidate) -> Candidate:
    """The same supporter, let through every rule but those on ids: keeps ranked lists from being empty."""
    topic_id = min(need.topic_ids)
    return replace(
        candidate,
        expertise={topic_id: 1, **candidate.expertise},
        languages=candidate.languages | {need.language},
        term_start=date(2023, 4, 1),
        term_end=None,
        max_open_cases=candidate.max_open_cases + 4,
        hours_per_month=9,
        interests=(),
        undertakings=SIGNED,
        leaves=(),
        proposals_per_week=None,
    )


@st.composite
def rosters(draw: st.DrawFn) -> tuple[CaseNeed, list[Candidate]]:
    """A case and up to eight supporters, about half of whom may have it."""
    need = draw(needs)
    roster = draw(st.lists(candidates, max_size=8, unique_by=lambda candidate: candidate.supporter_id))
    chosen = draw(st.frozensets(IDS))
    return need, [eligible(need, one) if one.supporter_id in chosen else one for one in roster]


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    """Seven whole numbers that add up to 100; the last, of a retired part, is often 0."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=5, max_size=5)))
    cuts.append(draw(st.integers(cuts[-1], 100) | st.just(100)))
    return Weights(*(high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)))
