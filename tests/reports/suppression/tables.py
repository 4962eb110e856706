"""Tables as a desk publishes them, with their totals, and every table that readers must think possible."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from reports.suppression import AtMost, Covered, Key, Number, Relation, Sum, Suppression, Tables

TOTAL = "total"

# A case: its product type, its stage, its topics.
Counted = tuple[int, int, frozenset[int]]


def crossed(*rows: Sequence[int], threshold: int = 5) -> Tables:
    """Cells are (row, column), sums of rows (row, None), of columns (None, column)."""
    across, down = range(len(rows)), range(len(rows[0]))
    numbers = [
        *(Number((row, column), rows[row][column]) for row in across for column in down),
        *(Number((row, None), sum(rows[row])) for row in across),
        *(Number((None, column), sum(row[column] for row in rows)) for column in down),
        Number(TOTAL, sum(map(sum, rows))),
    ]
    relations = [
        *(Sum((row, None), tuple((row, column) for column in down)) for row in across),
        *(Sum((None, column), tuple((row, column) for row in across)) for column in down),
        Sum(TOTAL, tuple((row, None) for row in across)),
        Sum(TOTAL, tuple((None, column) for column in down)),
    ]
    return Tables(tuple(numbers), tuple(relations), threshold)


def cube(counts: Sequence[int], threshold: int = 5) -> Tables:
    """Three by three by three, with all sums: None for what is summed over."""
    values = {
        key: sum(count for cell, count in zip(product(range(3), repeat=3), counts, strict=True) if _is_in(cell, key))
        for key in product((*range(3), None), repeat=3)
    }
    relations = [
        Sum(key, tuple((*key[:axis], part, *key[axis + 1 :]) for part in range(3)))
        for key in values
        for axis in range(3)
        if key[axis] is None
    ]
    return Tables(tuple(Number(key, value) for key, value in values.items()), tuple(relations), threshold)


def _is_in(cell: tuple[int, ...], key: tuple[int | None, ...]) -> bool:
    return all(wanted in (None, place) for wanted, place in zip(key, cell, strict=True))


def published(cases: Sequence[Counted], threshold: int) -> Tables:
    """Two tables that share their rows: product type by stage and by topic."""
    types, stages, topics = (sorted(set(some)) for some in (
        (case[0] for case in cases), (case[1] for case in cases), (one for case in cases for one in case[2])
    ))  # fmt: skip
    values: dict[Key, int] = {TOTAL: len(cases)}
    relations: list[Relation] = [Sum(TOTAL, tuple(("type", one) for one in types))]
    relations.append(Sum(TOTAL, tuple(("stage", one) for one in stages)))
    for name, columns, has in (("stage", stages, _at_stage), ("topic", topics, _on_topic)):
        for column in columns:
            values[name, column] = sum(has(case, column) for case in cases)
            relations.append(Sum((name, column), tuple((name, one, column) for one in types)))
    for one in types:
        values["type", one] = sum(case[0] == one for case in cases)
        relations.append(Sum(("type", one), tuple(("stage", one, stage) for stage in stages)))
        relations.append(Covered(("type", one), tuple(("topic", one, topic) for topic in topics)))
        relations.extend(AtMost(("topic", one, topic), ("type", one)) for topic in topics)
        for name, columns, has in (("stage", stages, _at_stage), ("topic", topics, _on_topic)):
            for column in columns:
                values[name, one, column] = sum(case[0] == one and has(case, column) for case in cases)
    return Tables(tuple(Number(key, value) for key, value in values.items()), tuple(relations), threshold)


def _at_stage(case: Counted, stage: int) -> bool:
    return case[1] == stage


def _on_topic(case: Counted, topic: int) -> bool:
    return topic in case[2]


def possible(
    tables: Tables, suppression: Suppression, cells: Sequence[Key], most: int
) -> Mapping[Key, npt.NDArray[np.int64]]:
    """All tables of whole numbers that fit what is published and have no hidden cell above `most`, found by trying.

    By key the number in each of them. `cells` are the inner numbers; the others follow from them by the sums.
    """
    true = tables.values
    hidden = [cell for cell in cells if cell in suppression.hidden]
    tried = np.indices((most,) * len(hidden)).reshape(len(hidden), most ** len(hidden)) + 1
    numbers = {cell: np.full(tried.shape[1], true[cell]) for cell in cells} | dict(zip(hidden, tried, strict=True))
    for relation in tables.relations:
        numbers[relation.whole] = np.sum([numbers[part] for part in relation.parts], axis=0)
    fits = np.ones(tried.shape[1], bool)
    for key, values in numbers.items():
        fits &= (values >= 1) if key in suppression.hidden else (values == true[key])
    return {key: values[fits] for key, values in numbers.items()}
