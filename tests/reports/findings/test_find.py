from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.findings import CountTable, Direction, Finding, NotSaid, Reason, findings_of
from reports.findings.find import is_enough
from reports.findings.values import Share
from tests.reports.findings.builders import a_label, a_table

# Of each row its cases, and those of three columns.
Counts = list[tuple[int, tuple[int, int, int]]]

ENOUGH = [
    # at least 30 cases in each group
    ((15, 30), (50, 100), True),
    ((15, 29), (50, 100), False),
    ((50, 100), (15, 30), True),
    ((50, 100), (15, 29), False),
    # at least 5 with and 5 without
    ((5, 50), (10, 100), True),
    ((4, 50), (12, 100), False),
    ((12, 100), (4, 50), False),
    ((45, 50), (90, 100), True),
    ((46, 50), (88, 100), False),
    ((88, 100), (46, 50), False),
    # 40 × 25 ÷ 200 = 5 are expected, 40 × 24 ÷ 200 = 4.8 are not enough; the same for those without
    ((6, 40), (19, 160), True),
    ((6, 40), (18, 160), False),
    ((34, 40), (141, 160), True),
    ((34, 40), (142, 160), False),
    # nobody, everybody, nothing to compare with
    ((0, 50), (0, 100), False),
    ((50, 50), (100, 100), False),
    ((15, 30), (0, 0), False),
]


@pytest.mark.parametrize(("here", "rest", "enough"), ENOUGH, ids=str)
def test_how_many_cases_are_enough(here: tuple[int, int], rest: tuple[int, int], enough: bool) -> None:
    assert is_enough(Share(*here), Share(*rest)) is enough


def test_a_finding_worked_on_paper() -> None:
    """Each row is the rest of the other, so there are two tests: p = 0.0063316 and twice that, adjusted.

    Wilson: 60 of 200 → 0.240749 to 0.366791, 80 of 400 → 0.163737 to 0.241971. Newcombe: 0.1 − √(0.059251² + 0.041971²)
    and 0.1 + √(0.066791² + 0.036263²).
    """
    drug, device = findings_of(a_table("甲", 薬=(200, 60), 機=(400, 80))).said
    assert (drug.row, drug.column, drug.here, drug.rest) == (
        a_label("薬"),
        a_label("甲"),
        Share(60, 200),
        Share(80, 400),
    )
    assert (float(drug.difference), drug.direction) == (10.0, Direction.HIGHER)
    assert drug.interval == pytest.approx((2.7391, 17.6000), abs=5e-4)
    assert (drug.p, drug.adjusted_p) == pytest.approx((0.0063316, 0.0126632), abs=5e-7)
    assert (device.row, float(device.difference), device.direction) == (a_label("機"), -10.0, Direction.LOWER)
    assert device.interval == pytest.approx((-17.6000, -2.7391), abs=5e-4)


def test_what_has_too_few_cases_is_counted_and_makes_no_other_test_harder() -> None:
    """乙 has 4 cases in one row, 再 has 29 cases in all; 丙 is alike everywhere."""
    table = a_table("甲乙丙", 薬=(200, 60, 4, 50), 機=(400, 80, 40, 100), 再=(29, 7, 9, 7))
    findings = findings_of(table)
    too_few = {("薬", "乙"), ("再", "甲"), ("再", "乙"), ("再", "丙")}
    assert [(one.row.ja, one.column.ja) for one in findings.said] == [("薬", "甲"), ("機", "甲")]
    assert {(one.row.ja, one.column.ja) for one in findings.not_said if one.reason is Reason.TOO_FEW_CASES} == too_few
    assert (findings.compared, findings.tested, findings.too_few, findings.not_significant) == (9, 5, 4, 3)
    drug, device = findings.said
    # Of five tests; four times the second p would be smaller than that, which Holm does not allow.
    assert 4 * device.p < 5 * drug.p < 5 * device.p
    assert drug.adjusted_p == device.adjusted_p == pytest.approx(5 * drug.p)


def test_a_row_of_thirty_is_spoken_of_and_one_of_twenty_nine_is_not() -> None:
    assert [one.row.ja for one in findings_of(a_table("甲", 薬=(30, 20), 機=(100, 20))).said] == ["薬", "機"]
    assert findings_of(a_table("甲", 薬=(29, 20), 機=(100, 20))).not_said == (
        NotSaid(a_label("薬"), a_label("甲"), Reason.TOO_FEW_CASES),
        NotSaid(a_label("機"), a_label("甲"), Reason.TOO_FEW_CASES),
    )


@pytest.mark.parametrize(
    ("table", "tested"),
    [
        (a_table("甲乙", 薬=(200, 60, 20), 機=(400, 120, 40), 再=(100, 30, 10)), 6),
        (a_table("甲乙", 薬=(200, 60, 20)), 0),
        (a_table("甲乙"), 0),
        (a_table("", 薬=(200,), 機=(400,)), 0),
        (a_table("甲", 薬=(0, 0), 機=(0, 0)), 0),
    ],
    ids=["alike", "one row", "no row", "no column", "no case"],
)
def test_where_all_is_alike_or_nothing_is_there_nothing_is_said(table: CountTable, tested: int) -> None:
    findings = findings_of(table)
    assert findings.said == ()
    assert (findings.tested, findings.compared) == (tested, len(table.rows) * len(table.columns))


def named(counts: Counts, names: Sequence[str]) -> CountTable:
    rows = {
        name: (cases, *(min(count, cases) for count in own)) for name, (cases, own) in zip(names, counts, strict=True)
    }
    return a_table("甲乙丙", **rows)


counted = st.lists(st.tuples(st.integers(0, 400), st.tuples(*[st.integers(0, 200)] * 3)), min_size=2, max_size=5)


@settings(max_examples=50)
@given(counted, st.data())
def test_neither_names_nor_order_change_what_is_found(counts: Counts, data: st.DataObject) -> None:
    names = "あいうえお"[: len(counts)]
    others = dict(zip(names, "かきくけこ", strict=False))
    table = named(counts, names)
    order = data.draw(st.permutations(range(len(counts))))
    shuffled = named([counts[at] for at in order], [others[names[at]] for at in order])
    found, again = findings_of(table), findings_of(shuffled)
    assert {told(one, others) for one in found.said} == {told(one, {}) for one in again.said}
    assert {(others[one.row.ja], one.column.ja, one.reason) for one in found.not_said} == {
        (one.row.ja, one.column.ja, one.reason) for one in again.not_said
    }


def told(finding: Finding, others: dict[str, str]) -> tuple[object, ...]:
    row = others.get(finding.row.ja, finding.row.ja)
    return (row, finding.column, finding.here, finding.rest, finding.interval, finding.p, finding.adjusted_p)
