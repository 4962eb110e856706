import pytest

from reports.figures.labels import Label
from reports.findings import CountRow
from tests.reports.findings.builders import a_table


def test_counts_are_some_of_the_cases() -> None:
    assert CountRow(Label("薬", "drug"), 3, (0, 3)).counts == (0, 3)
    with pytest.raises(ValueError, match=r"^薬: 4 of 3 cases cannot be\.$"):
        CountRow(Label("薬", "drug"), 3, (0, 4))
    with pytest.raises(ValueError, match=r"^薬: -1 of 3 cases cannot be\.$"):
        CountRow(Label("薬", "drug"), 3, (-1, 4))


def test_every_row_has_a_count_for_each_column_and_no_name_stands_twice() -> None:
    with pytest.raises(ValueError, match=r"^薬: 1 counts for 2 columns\.$"):
        a_table("甲乙", 薬=(3, 1))
    with pytest.raises(ValueError, match=r"^A name stands twice among the rows or the columns\.$"):
        a_table("甲甲", 薬=(3, 1, 1))


def test_the_rest_is_all_other_rows() -> None:
    rest = {
        (row.ja, column.ja): ((here.cases, here.of), (rest.cases, rest.of))
        for row, column, here, rest in a_table("甲乙", 薬=(10, 4, 1), 機=(20, 5, 2), 再=(30, 6, 3)).comparisons()
    }
    assert rest == {
        ("薬", "甲"): ((4, 10), (11, 50)),
        ("薬", "乙"): ((1, 10), (5, 50)),
        ("機", "甲"): ((5, 20), (10, 40)),
        ("機", "乙"): ((2, 20), (4, 40)),
        ("再", "甲"): ((6, 30), (9, 30)),
        ("再", "乙"): ((3, 30), (3, 30)),
    }
