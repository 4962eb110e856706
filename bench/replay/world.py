"""The register and the roster as plain values for matching. Topics and product types are numbered as they come up."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mediso.common.fiscal import FiscalYear
from supporters.enums import InterestKind, UndertakingKind
from supporters.matching import Tie

DATA = Path(__file__).parents[2] / "data"
LANGUAGES = {"日本語": "ja", "英語": "en"}
SEVERAL = "；"


@dataclass(frozen=True, slots=True)
class Asked:
    """A case of the register. `worked_until` is the day on which it was closed."""

    case_id: int
    received_on: dt.date
    worked_until: dt.date
    organisation: str
    product_type_id: int
    topic_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Expert:
    """A supporter of the roster. An affiliation is a tie for as long as the term lasts."""

    supporter_id: int
    expertise: Mapping[int, int]
    product_type_ids: frozenset[int]
    languages: frozenset[str]
    affiliation: str
    ties: tuple[Tie, ...]
    term_start: dt.date
    term_end: dt.date | None
    max_open_cases: int
    hours_per_month: int


@dataclass(frozen=True, slots=True)
class World:
    """`signed` are the undertakings that everybody is taken to have signed: each kind for each fiscal year."""

    cases: tuple[Asked, ...]
    experts: tuple[Expert, ...]
    signed: frozenset[tuple[str, int]]

    def received(self, year: FiscalYear | None) -> tuple[Asked, ...]:
        """The cases of a fiscal year, or all of them; in the order of the register."""
        return tuple(case for case in self.cases if year is None or case.received_on in year)


def read_world() -> World:
    register, roster = _rows("consultations-2018-2024.csv"), _rows("supporters.csv")
    topics: dict[str, int] = {}
    product_types: dict[str, int] = {}
    experts = tuple(_expert(number, row, topics, product_types) for number, row in enumerate(roster, start=1))
    cases = tuple(_asked(number, row, topics, product_types) for number, row in enumerate(register, start=1))
    years = FiscalYear.between(cases[0].received_on, max(case.worked_until for case in cases))
    signed = frozenset((kind.value, year.year) for year in years for kind in UndertakingKind)
    return World(cases, experts, signed)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _expert(number: int, row: dict[str, str], topics: dict[str, int], product_types: dict[str, int]) -> Expert:
    term_start, term_end = dt.date.fromisoformat(row["委嘱開始日"]), row["委嘱終了日"]
    affiliation = row["所属先"]
    tie = Tie(None, affiliation, InterestKind.EMPLOYER, term_start)
    return Expert(
        supporter_id=number,
        expertise=dict(_levels(row["専門分野"], topics)),
        product_type_ids=frozenset(_number(one, product_types) for one in row["製品区分"].split(SEVERAL)),
        languages=frozenset(LANGUAGES[one] for one in row["言語"].split(SEVERAL)),
        affiliation=affiliation,
        ties=(tie,) if affiliation else (),
        term_start=term_start,
        term_end=dt.date.fromisoformat(term_end) if term_end else None,
        max_open_cases=int(row["同時担当上限"]),
        hours_per_month=int(row["月間稼働時間"]),
    )


def _levels(cell: str, topics: dict[str, int]) -> Iterator[tuple[int, int]]:
    for pair in cell.split(SEVERAL):
        topic, level = pair.split(":")
        yield _number(topic, topics), int(level)


def _asked(number: int, row: dict[str, str], topics: dict[str, int], product_types: dict[str, int]) -> Asked:
    return Asked(
        case_id=number,
        received_on=dt.date.fromisoformat(row["受付日"]),
        worked_until=dt.date.fromisoformat(row["終了日"]),
        organisation=row["事業者名"],
        product_type_id=_number(row["製品区分"], product_types),
        topic_ids=frozenset(_number(one, topics) for one in row["相談内容"].split(SEVERAL)),
    )


def _number(name: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(name, len(numbers) + 1)
