"""Two figures laid upon each other: plain values, no database."""

from reports.drawings.beside import laid_together
from reports.drawings.page import page_table, table_beside, table_with_published_rows
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.scope import Scope

CASES, SHARE = Unit.CASES, Unit.SHARE


def label(name: str) -> Label:
    return Label(name, name)


def figure(columns: dict[str, Unit], total: tuple[Cell, ...] | None = None, /, **rows: tuple[Cell, ...]) -> Figure:
    made = tuple(Row(code, label(code), cells) for code, cells in rows.items())
    heads = tuple(Column(code, label(code), unit) for code, unit in columns.items())
    whole = Row("total", label("total"), total) if total else None
    return Figure("some", Scope(()), label("head"), heads, made, whole, cases=10)


def shown(known: Figure, published: Figure) -> list[list[tuple[str, str]]]:
    table = table_beside(known, published, lambda _cell: "")
    return [[(cell.text, cell.published) for cell in row.cells] for row in (*table.rows, table.total) if row]


def test_rows_and_columns_that_only_one_has_stand_where_they_were() -> None:
    known = figure({"cases": CASES, "b": SHARE}, x=(Cell(4), Cell(1, 4)), z=(Cell(6), Cell(6, 6)))
    old = figure({"cases": CASES, "a": SHARE, "b": SHARE}, y=(Cell(2), Cell(2, 2), Cell(0, 2)), z=(Cell(6),) * 3)
    both = laid_together(known, old)
    assert [[row.code for row in one.rows] for one in (both.known, both.published)] == [["y", "x", "z"]] * 2
    assert [column.code for column in both.known.columns] == ["cases", "a", "b"]
    assert both.known.rows[0].cells == (Cell(0), Cell(0, 0), Cell(0, 0))
    assert both.known.rows[1].cells == (Cell(4), Cell(0, 4), Cell(1, 4))
    assert both.published.rows[1].cells == (Cell(0), Cell(0, 0), Cell(0, 0))


def test_a_share_that_is_missing_is_one_of_all_cases() -> None:
    known = figure({"share": SHARE}, (Cell(10, 10),), x=(Cell(10, 10),))
    old = figure({"share": SHARE}, (Cell(10, 10),), x=(Cell(9, 10),), y=(Cell(1, 10),))
    assert shown(known, old) == [[("100%", "90%、9件")], [("0%", "10%、1件")], [("100%", "")]]


def test_only_what_reads_otherwise_shows_what_was_published() -> None:
    known = figure({"cases": CASES, "b": SHARE, "d": Unit.CHANGE}, x=(Cell(4), Cell(1, 4), Cell(None)))
    old = figure({"cases": CASES, "b": SHARE, "d": Unit.CHANGE}, x=(Cell(5), Cell(1, 5), Cell(-2)))
    table = table_beside(known, old, lambda _cell: "")
    assert [cell.published for cell in table.rows[0].cells] == ["5", "20%、1件", "\u22122"]
    assert table.differing == 3
    assert table_beside(known, known, lambda _cell: "") == page_table(known, lambda _cell: "")


def test_a_number_that_is_kept_back_is_compared_with_nothing() -> None:
    known, old = figure({"cases": CASES}, x=(Cell(4),)), figure({"cases": CASES}, x=(Cell(None, hidden=True),))
    assert [cell for row in shown(known, old) for cell in row] == [("4", "")]
    assert [cell for row in shown(old, known) for cell in row] == [("＊", "")]


def test_a_running_total_of_a_row_that_is_not_there_is_no_number() -> None:
    known = figure({"cases": CASES, "cumulative": CASES}, a=(Cell(1), Cell(1)), b=(Cell(2), Cell(3)))
    old = figure({"cases": CASES, "cumulative": CASES}, a=(Cell(1), Cell(1)))
    assert shown(known, old)[1] == [("2", "0"), ("3", "–")]


def test_closed_rows_show_what_was_published_whether_it_differs_or_not() -> None:
    known = figure({"cases": CASES, "more": CASES}, a=(Cell(1), Cell(1)), b=(Cell(2), Cell(3)), c=(Cell(4), Cell(7)))
    old = figure({"cases": CASES, "more": CASES}, a=(Cell(1), Cell(9)), b=(Cell(5), Cell(9)), c=(Cell(0), Cell(9)))
    table = table_with_published_rows(known, old, {"a", "b"}, lambda _cell: "")
    assert [[cell.published for cell in row.cells] for row in table.rows] == [["1", ""], ["5", ""], ["", ""]]
