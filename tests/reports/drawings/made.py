"""Figures made by hand, of every unit, to be drawn."""

from decimal import Decimal

from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.scope import Scope


def share_of(row: str, column: str) -> Figure:
    """Two topics of one product type: 1 and 8 of 8 cases; the total the same."""
    cells = (Cell(8, where=()), Cell(1, of=8, where=()), Cell(8, of=8, where=()))
    return Figure(
        "made",
        Scope(()),
        Label("製品区分", "Product type"),
        (
            Column("cases", Label("全案件数（分母）", "All cases"), Unit.CASES),
            Column("first", Label(column, "x"), Unit.SHARE),
            Column("second", Label("乙", "y"), Unit.SHARE),
        ),
        (Row("row", Label(row, "z"), cells),),
        Row("total", TOTAL, cells),
        8,
    )


def years() -> Figure:
    return Figure(
        "made_years",
        Scope(()),
        Label("年度", "Fiscal year"),
        (
            Column("cases", Label("案件数", "Cases"), Unit.CASES),
            Column("difference", Label("前年度との差", "Difference"), Unit.CHANGE),
            Column("median", Label("中央値", "Median"), Unit.DAYS),
            Column("hours", Label("時間", "Hours"), Unit.HOURS),
        ),
        (
            Row("2022", Label("2022年度", "FY2022"), (Cell(1234), NOTHING, NOTHING, NOTHING), is_cut=True),
            Row("2023", Label("2023年度", "FY2023"), (Cell(4), Cell(-3), Cell(12), Cell(Decimal("1.25")))),
            Row("2024", Label("2024年度", "FY2024"), (Cell(None, hidden=True), Cell(0), NOTHING, NOTHING)),
        ),
        None,
        1238,
    )
