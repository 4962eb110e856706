"""Where nothing but chance is at work, a table says something in one of twenty cases at most."""

from math import sqrt
from random import Random

import pytest

from reports.figures.labels import Label
from reports.findings import LEVEL, CountRow, CountTable, findings_of

# Cases of each row, and how common each topic is among all of them.
TABLES = {
    "rows alike": ((60, 80, 100), (0.2, 0.3, 0.4, 0.5)),
    "small rows, rare topics": ((40, 60, 900), (0.02, 0.03, 0.08, 0.15)),
    "as the register": ((129, 282, 382, 814), (0.15, 0.2, 0.3, 0.5)),
}


def permuted(random: Random, sizes: tuple[int, ...], shares: tuple[float, ...]) -> CountTable:
    """Every case has its topics first, and then a row by lot."""
    row_of_case = [row for row, size in enumerate(sizes) for _ in range(size)]
    random.shuffle(row_of_case)
    counts = [[0] * len(shares) for _ in sizes]
    for topic, share in enumerate(shares):
        for row in row_of_case:
            counts[row][topic] += random.random() < share
    columns = tuple(Label(str(topic), "") for topic in range(len(shares)))
    rows = (CountRow(Label(str(row), ""), sizes[row], tuple(counts[row])) for row in range(len(sizes)))
    return CountTable(columns, tuple(rows))


def wrong(name: str, tables: int, seed: int) -> float:
    """The part of so many tables in which anything is said."""
    random = Random(seed)
    return sum(bool(findings_of(permuted(random, *TABLES[name])).said) for _ in range(tables)) / tables


def tolerance(tables: int) -> float:
    """Three standard errors of a share of 5 % among so many."""
    return 3 * sqrt(LEVEL * (1 - LEVEL) / tables)


def test_chance_says_something_in_one_table_of_twenty_at_most() -> None:
    """Rare topics in small rows are the hardest: with 5 cases counted as enough, whatever is expected, it was 9.6 %."""
    assert wrong("small rows, rare topics", 300, seed=1979) <= LEVEL + tolerance(300)


@pytest.mark.soak
@pytest.mark.parametrize("name", TABLES)
def test_chance_says_something_in_one_table_of_twenty_at_most_in_the_long_run(name: str) -> None:
    assert wrong(name, 4_000, seed=1998) <= LEVEL + tolerance(4_000)
