"""The rows of a round as its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from cases.models import RoundRow
from cases.selectors.due import DeskDays, Due
from cases.selectors.rounds.faults import Standing
from cases.selectors.rounds.posing import points_of
from supporters.matching.words import points_text

SHOWN = ("case__consultation", "case__organisation", "case__product_type", "case__topic_set__topics")


@dataclass(frozen=True, slots=True)
class Given:
    """A supporter with the points for the case, in words."""

    name: str
    points: str


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is a supporter's id, or empty for nobody."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`difference` is what the case has together more than one at a time, in words; empty where it has one of both."""

    row: RoundRow
    due: Due | None
    in_turn: Given | None
    together: Given | None
    difference: str
    now: Given | None
    options: list[Option]
    standing: Standing


def shown_rows(
    rows: Sequence[RoundRow], names: Mapping[int, str], standings: Mapping[int, Standing], days: DeskDays
) -> list[ShownRow]:
    """`names` of the desk's supporters, by id. Reads what is shown of the cases in a constant number of queries."""
    prefetch_related_objects(rows, *SHOWN)
    return [_shown(row, names, standings[row.pk], days) for row in rows]


def signed(points: int) -> str:
    """Thousandths of a point, more or less, in words."""
    return f"{'+' if points > 0 else '−' if points < 0 else '±'}{points_text(abs(points))}"


def _shown(row: RoundRow, names: Mapping[int, str], standing: Standing, days: DeskDays) -> ShownRow:
    points = points_of(row)

    def given(supporter_id: int | None) -> Given | None:
        if supporter_id is None:
            return None
        return Given(names[supporter_id], points_text(points[supporter_id]))

    both = row.in_turn_id is not None and row.together_id is not None
    return ShownRow(
        row=row,
        due=days.due(row.case),
        in_turn=given(row.in_turn_id),
        together=given(row.together_id),
        difference=signed(points[row.together_id or 0] - points[row.in_turn_id or 0]) if both else "",
        now=given(row.chosen_id),
        options=_options(row, points, names),
        standing=standing,
    )


def _options(row: RoundRow, points: Mapping[int, int], names: Mapping[int, str]) -> list[Option]:
    """Everybody who may have the case, most points first."""
    ordered = sorted(points, key=lambda one: (-points[one], one))
    return [Option(str(one), f"{names[one]} {points_text(points[one])}", one == row.chosen_id) for one in ordered]
