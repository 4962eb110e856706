import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mediso.common.tabular.errors import UnreadableFile
from mediso.common.tabular.values import BrokenCell, Source
from mediso.common.tabular.xlsx_source import read_xlsx


def workbook(fill: Callable[[openpyxl.Workbook, Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "台帳"
    fill(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, *, sheet: str | None = None, max_rows: int = 10, max_bytes: int = 10_000_000) -> Source:
    return read_xlsx(data, sheet=sheet, max_rows=max_rows, max_bytes=max_bytes)


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts rewritten, as another program might have written it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, change(source.read(entry)) if entry == name else source.read(entry))
    return stream.getvalue()


def two_rows(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.append(["番号", "受付日", "件名"])
    sheet.append(["2024-0001", dt.date(2024, 4, 1), "相談"])


def refusal_of(data: bytes, **options: int | str) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read(data, **options)  # type: ignore[arg-type]
    return str(refusal.value)


def test_cells_keep_their_kind_and_rows_their_number() -> None:
    def fill(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["B2"], sheet["C2"] = "番号", "受付日"
        sheet["B5"], sheet["C5"], sheet["D5"] = 4, dt.date(2024, 4, 1), "一_x000D_\n二"
        sheet.add_data_validation(DataValidation("list", formula1='"a,b"'))

    source = read(workbook(fill))
    assert [(row.line, row.cells) for row in source.rows] == [
        (2, (None, "番号", "受付日")),
        (5, (None, 4, dt.datetime(2024, 4, 1), "一\r\n二")),  # noqa: DTZ001 - Excel knows no time zones
    ]


def test_a_wrong_extent_hides_no_row() -> None:
    data = repacked(
        workbook(two_rows), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:C2"', b'ref="A1"')
    )
    assert [len(row.cells) for row in read(data).rows] == [3, 3]


def test_error_values_and_uncalculated_formulas_are_marked() -> None:
    def fill(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["番号", "受付日", "満足度"])
        sheet.append(["2024-0001", "#N/A", "=1+3"])

    assert read(workbook(fill)).rows[1].cells == (
        "2024-0001",
        BrokenCell("#N/A", "Excelのエラー表示になっています。セルに値そのものを入れてください。"),
        BrokenCell("=1+3", "数式が計算されていません。Excelで開いて保存し直してください。"),
    )


def test_a_calculated_formula_is_its_result() -> None:
    def fill(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["満足度"])
        sheet.append(["=1+3"])

    data = repacked(workbook(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v />", b"<v>4</v>"))
    assert read(data).rows[1].cells == (4,)


def test_hidden_and_empty_sheets_do_not_count() -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        two_rows(book, sheet)
        book.create_sheet("空")
        hidden = book.create_sheet("選択肢")
        hidden.append(["医薬品"])
        hidden.sheet_state = "hidden"

    data = workbook(fill)
    assert len(read(data).rows) == 2
    assert [row.cells for row in read(data, sheet="選択肢").rows] == [("医薬品",)]


def test_with_several_sheets_one_must_be_named() -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        two_rows(book, sheet)
        book.create_sheet("2023年").append(["番号"])

    data = workbook(fill)
    assert refusal_of(data) == "複数のシートに行があります(台帳、2023年)。取り込むシートを--sheetで指定してください。"
    assert refusal_of(data, sheet="2022年") == "「2022年」というシートはありません。"
    assert [row.cells for row in read(data, sheet="2023年").rows] == [("番号",)]


def test_a_small_file_that_unpacks_to_much_is_refused_before_it_is_opened() -> None:
    data = repacked(workbook(two_rows), "xl/worksheets/sheet1.xml", lambda _xml: b" " * 20_000_000)
    assert len(data) < 100_000
    assert refusal_of(data) == "展開するとブックが10 MBを超えます。"


def test_entities_do_not_multiply() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    data = repacked(
        workbook(two_rows),
        "xl/worksheets/sheet1.xml",
        lambda xml: bomb + b"]>" + xml[xml.index(b"<worksheet") :].replace("相談".encode(), b"&j;"),
    )
    assert refusal_of(data).startswith("Excelファイルのようですが、開けません: ")


def test_other_archives_and_damaged_ones_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal_of(stream.getvalue()).startswith("Excelファイルのようですが、開けません: ")
    assert refusal_of(workbook(two_rows)[:2000]).startswith("Excelファイルのようですが、開けません: ")


def test_the_other_calendar_is_refused() -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        book.epoch = CALENDAR_MAC_1904
        two_rows(book, sheet)

    assert refusal_of(workbook(fill)) == (
        "1904年から日付を数えるブックです。1900年の日付システムで保存し直してください。"
    )


def test_the_limit_counts_rows_below_the_heading() -> None:
    assert len(read(workbook(two_rows), max_rows=1).rows) == 2
    assert refusal_of(workbook(two_rows), max_rows=0) == (
        "ファイルが0行を超えています。分割して順に取り込んでください。"
    )
