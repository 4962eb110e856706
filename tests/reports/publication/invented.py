"""Figures as selectors would make them of invented cases, without a database; and who tries to find out about them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from mediso.desks.models import Desk
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.figures.public_shape import PublicShape
from reports.periods import Period
from reports.publication.cube import Cube
from reports.publication.hiding import made_public
from reports.publication.tables import TablesMaker, days_of_rows
from reports.scope import Basis, Scope, Where, both
from reports.suppression import Suppression, Tables
from reports.suppression.suppress import suppress

TYPES, KINDS, TOPICS, MONTHS = ("薬", "機"), ("venture", "academia"), ("甲", "乙"), (4, 5)
SPACE = [
    (one, kind, topics, month)
    for one, kind, topics, month in product(TYPES, KINDS, (("甲",), ("乙",), ("甲", "乙")), MONTHS)
]
PERIOD = Period(dt.date(2024, 4, 1), dt.date(2024, 5, 31))

Invented = tuple[str, str, tuple[str, ...], int]
Has = Callable[[Invented], bool]
Member = tuple[str, Where, Has]

DAYS = {4: ("2024-04-01", "2024-04-30"), 5: ("2024-05-01", "2024-05-31")}


def _has(place: int, value: object) -> Has:
    return lambda case: case[place] == value


def _on(topic: str) -> Has:
    return lambda case: topic in case[2]


BY_TYPE: list[Member] = [(one, (("product_type", one),), _has(0, one)) for one in TYPES]
BY_KIND: list[Member] = [(one, (("kind", one),), _has(1, one)) for one in KINDS]
BY_TOPIC: list[Member] = [(one, (("topic", one),), _on(one)) for one in TOPICS]
BY_MONTH: list[Member] = [
    (f"2024-0{month}", (("from", DAYS[month][0]), ("until", DAYS[month][1])), _has(3, month)) for month in MONTHS
]


@dataclass(frozen=True)
class Published:
    tables: Tables
    suppression: Suppression
    figures: Mapping[str, Figure]


def publish(cases: Sequence[Invented], threshold: int) -> Published:
    scope = Scope((Desk(pk=1, code="main"),), PERIOD, basis=Basis.PUBLISHED)
    crosses = {
        "topic_share": (PublicShape(), _cross(scope, "topic_share", cases, BY_TYPE, BY_TOPIC)),
        "topic_by_kind": (PublicShape(), _cross(scope, "topic_by_kind", cases, BY_KIND, BY_TOPIC)),
        "kind_by_product_type": (PublicShape(columns_add_up=True), _cross(scope, "kinds", cases, BY_TYPE, BY_KIND)),
        "cases_by_month": (PublicShape(is_in_time=True), _by_month(scope, cases)),
    }
    maker = TablesMaker(scope, len(cases))
    for shape, figure in crosses.values():
        maker.add(shape, figure)
    months = dict(days_of_rows(crosses["cases_by_month"][1]))
    maker.add_spans([*months], months)
    maker.add_cube(_cube(cases))
    tables = maker.tables(threshold, frozenset())
    found = suppress(tables)
    return Published(tables, found, {name: made_public(shape, one, found) for name, (shape, one) in crosses.items()})


def _cross(scope: Scope, name: str, cases: Sequence[Invented], down: list[Member], across: list[Member]) -> Figure:
    columns = (Column("cases", Label("全件", "All"), Unit.CASES), *(_column(one[0]) for one in across))
    rows = tuple(_row(code, [case for case in cases if has(case)], where, across) for code, where, has in down)
    return Figure(name, scope, TOTAL, columns, rows, _row("total", cases, (), across), len(cases))


def _cube(cases: Sequence[Invented]) -> Cube:
    pairs = {(one[1], kind[1]): (one[2], kind[2]) for one in BY_TYPE for kind in BY_KIND}
    return Cube(
        {pair: sum(one(case) and kind(case) for case in cases) for pair, (one, kind) in pairs.items()},
        {
            (*pair, where): sum(one(case) and kind(case) and topic(case) for case in cases)
            for pair, (one, kind) in pairs.items()
            for _code, where, topic in BY_TOPIC
        },
    )


def _column(code: str) -> Column:
    return Column(code, Label(code, code), Unit.SHARE)


def _row(code: str, cases: Sequence[Invented], where: Where, across: list[Member]) -> Row:
    shares = (Cell(sum(map(has, cases)), len(cases), both(where, more)) for _code, more, has in across)
    return Row(code, Label(code, code), (Cell(len(cases), where=where), *shares))


def _by_month(scope: Scope, cases: Sequence[Invented]) -> Figure:
    rows = tuple(
        Row(code, Label(code, code), (Cell(sum(map(has, cases)), where=where),)) for code, where, has in BY_MONTH
    )
    return Figure("months", scope, TOTAL, (Column("cases", TOTAL, Unit.CASES),), rows, None, len(cases))


MEMBERS: Mapping[str, tuple[list[Member], list[Member]]] = {
    "topic_share": (BY_TYPE, BY_TOPIC),
    "topic_by_kind": (BY_KIND, BY_TOPIC),
    "kind_by_product_type": (BY_TYPE, BY_KIND),
    "cases_by_month": (BY_MONTH, []),
}


def printed(figures: Mapping[str, Figure]) -> Iterator[tuple[Has, int | None, int]]:
    """Every number of the page: which cases it counts, what stands there (None where it is hidden), and its least.

    What is hidden is 1 or more, but for a share whose denominator is hidden, which is not shown whatever it is.
    """
    for name, figure in figures.items():
        down, across = MEMBERS[name]
        conditions: list[Has] = [has for _code, _where, has in down]
        for row, has_row in zip(figure.all_rows, [*conditions, _everything], strict=False):
            columns = [_everything, *(has for *_rest, has in across)]
            for place, (cell, has_column) in enumerate(zip(row.cells, columns, strict=True)):
                value = cell.value
                assert value is None or isinstance(value, int)
                least = int(place == 0 or not row.cells[0].hidden) if value is None else value
                yield _and(has_row, has_column), value, least


def _everything(_case: Invented) -> bool:
    return True


def _and(one: Has, other: Has) -> Has:
    return lambda case: one(case) and other(case)


def what_it_may_be(figures: Mapping[str, Figure], wanted: Has) -> tuple[int, int]:
    """The ends of a number, for somebody who tries every register of cases that would print just these pages.

    Nothing is known here of keys, relations or how hiding works.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows, least, most = [], [], []
    for has, value, at_least in printed(figures):
        rows.append([float(has(case)) for case in SPACE])
        least.append(at_least)
        most.append(np.inf if value is None else value)
    counts = np.array([float(wanted(case)) for case in SPACE])
    ends = []
    for sign in (1, -1):
        found: Any = milp(
            sign * counts,
            constraints=LinearConstraint(np.array(rows), least, most),
            bounds=Bounds(0, 1000),
            integrality=np.ones(len(SPACE)),
        )
        assert found.success
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]
