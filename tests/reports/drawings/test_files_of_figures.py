"""Every file of a figure holds the numbers and the names of the figure, letter by letter."""

import datetime as dt
import io
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from django.conf import settings
from pypdf import PdfReader

from reports.drawings.csv import csv_in_cp932
from reports.drawings.files import FILES, file_kind
from reports.drawings.pack.pdf import pack_pdf
from reports.drawings.pack.xlsx import pack_xlsx
from reports.drawings.paper.heat import HEAT, warmth
from reports.drawings.svg import NoChart, svg_text
from reports.drawings.table import table_of
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Cell, Figure, Unit
from reports.registry import FIGURES, FigureKind
from tests.reports.drawings.by_hand import figure_of

MADE = dt.datetime(2024, 12, 2, 9, 30, tzinfo=dt.UTC)
EVIL = (
    "=cmd|' /C calc'!A0",
    '<script>alert("1")</script>&amp;',
    '#import "x.typ"; $x$ *a* _b_ \\',
    "+81 @ -1 #N/A",
    "𠮷野家〓髙﨑",
    "非常に長い名前" * 20,
)


def kind_of(spec: ChartSpec | None = None, title: str = "表題") -> FigureKind:
    return FigureKind("by_hand", title, lambda _scope: EVERY_UNIT, spec)


EVERY_UNIT = figure_of(
    [(unit.value, unit) for unit in Unit],
    [
        ("一", [1234, Cell(3, 8), -3, 12, Decimal("1.25"), 7, 5000, Decimal("-0.5"), Decimal("3.14")]),
        ("二", [0, Cell(0, 0), 0, None, None, Cell(None, hidden=True), None, 0, None]),
    ],
)
STRANGE = figure_of(
    [(f"{name}x", Unit.CASES) for name in EVIL], [(name, [1, 2, 3, 4, 5, 6]) for name in EVIL], [6, 12, 18, 24, 30, 36]
)
SPECS = [None, *(ChartSpec(kind) for kind in ChartKind), ChartSpec(ChartKind.BARS, of_total=True)]


def drawn(extension: str, figure: Figure, kind: FigureKind) -> bytes:
    return FILES[extension].draw(kind, figure, MADE)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_workbook_has_real_numbers_in_formats_of_their_unit() -> None:
    book = openpyxl.load_workbook(io.BytesIO(drawn("xlsx", EVERY_UNIT, kind_of())))
    sheet = book["表題"]
    assert [cell.value for cell in sheet[2]] == ["一", 1234, 3, 38, -3, 12, 1.25, 7, 5000, -0.5, 3.14]
    assert [cell.value for cell in sheet[3]] == ["二", 0, 0, None, 0, None, None, "＊", None, 0, None]
    assert [cell.number_format for cell in sheet[2]] == [
        "General",
        "#,##0",
        "#,##0",
        '0"%"',
        '+#,##0;"−"#,##0;"±0"',
        "#,##0",
        "#,##0.0",
        "#,##0",
        "#,##0",
        '+0.0;"−"0.0;"±0.0"',
        "General",
    ]
    assert sheet.freeze_panes == "B2"
    facts = {row[0]: row[1] for row in sheets(drawn("xlsx", EVERY_UNIT, kind_of()))["定義"]}
    assert (facts["表題"], facts["期間"], facts["作成日時"]) == ("表題", "全期間", "2024年12月2日（月） 18:30")


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_a_workbook_has_the_chart_of_excel_where_the_figure_has_one(spec: ChartSpec | None) -> None:
    shares = [("all", Unit.CASES), ("甲", Unit.SHARE), ("乙", Unit.SHARE)]
    figure = figure_of(shares, [("薬", [8, Cell(1, 8), Cell(8, 8)])], [8, Cell(1, 8), Cell(8, 8)])
    sheet = openpyxl.load_workbook(io.BytesIO(drawn("xlsx", figure, kind_of(spec))))["表題"]
    assert len(sheet._charts) == (1 if spec else 0)  # type: ignore[attr-defined]
    if spec:
        wanted = {True: ["$B$6:$B$7"], False: ["$D$2:$D$2", "$F$2:$F$2"]}[spec.of_total]
        wanted = ["$C$2:$C$2", "$E$2:$E$2"] if spec.kind is ChartKind.STACKED else wanted
        found = [one.val.numRef.f.split("!")[1] for one in sheet._charts[0].series]  # type: ignore[attr-defined]
        assert [ref if ":" in ref else f"{ref}:{ref}" for ref in found] == wanted
    if spec and spec.of_total:
        assert [[cell.value for cell in row[:2]] for row in sheet["A5:B7"]] == [
            ["表題", "合計"],
            ["甲", 13],
            ["乙", 100],
        ]


def test_a_pdf_has_each_number_as_the_page_writes_it() -> None:
    text = squeezed(pdf_text(drawn("pdf", EVERY_UNIT, kind_of())))
    assert "一1,23438%(3)−3121.375,000−0.53.14二0–(0)±0––＊–±0–" in text


@pytest.mark.parametrize("extension", ["pdf", "png", "svg", "csv", "json"])
def test_equal_figures_give_equal_bytes(extension: str) -> None:
    kind = kind_of(ChartSpec(ChartKind.COLUMNS, (Unit.CASES.value,), line=Unit.DAYS.value))
    assert drawn(extension, EVERY_UNIT, kind) == drawn(extension, EVERY_UNIT, kind)


def test_a_picture_for_slides_is_1600_dots_wide_and_names_what_it_shows() -> None:
    kind = kind_of(ChartSpec(ChartKind.BARS), EVIL[1])
    png = drawn("png", STRANGE, kind)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 1600
    root = ElementTree.fromstring(drawn("svg", STRANGE, kind))  # noqa: S314 - our own
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:2] == [EVIL[1], "全期間 / 0件"]


@pytest.mark.parametrize("extension", ["pdf", "xlsx", "svg", "png"])
def test_strange_names_come_out_letter_by_letter(extension: str) -> None:
    content = drawn(extension, STRANGE, kind_of(ChartSpec(ChartKind.BARS), EVIL[0]))
    if extension == "pdf":
        text = squeezed(pdf_text(content))
        assert [name for name in EVIL if squeezed(name) not in text] == []
    elif extension == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for cell in book.worksheets[0]["A"] if cell.value]
        assert [cell.value for cell in cells] == ["行", *EVIL, "合計"]
        assert {cell.data_type for cell in cells} == {"s"}
    elif extension == "svg":
        ElementTree.fromstring(content)  # noqa: S314 - our own
        assert b"<script" not in content


def test_letters_that_no_format_can_hold_are_replaced_and_break_nothing() -> None:
    figure = figure_of([("a\x0bb", Unit.CASES)], [("\x01😀\ue000", [1])])
    for extension in FILES:
        assert drawn(extension, figure, kind_of(ChartSpec(ChartKind.COLUMNS), "題\x0c"))


def test_a_figure_of_no_rows_has_every_file() -> None:
    figure = figure_of([("cases", Unit.CASES)], [])
    for extension in FILES:
        assert drawn(extension, figure, kind_of(ChartSpec(ChartKind.COLUMNS)))


def test_no_picture_of_a_figure_without_a_chart() -> None:
    assert [extension for extension in FILES if file_kind(kind_of(), extension) is None] == ["svg", "png"]
    with pytest.raises(NoChart):
        svg_text(kind_of(), EVERY_UNIT)
    assert file_kind(kind_of(), "pdf", "cp932") is file_kind(kind_of(), "csv", "utf-7") is None
    assert file_kind(FIGURES["topic_share"], "png") is FILES["png"]


def test_csv_in_cp932_says_which_letters_it_could_not_hold() -> None:
    figure = figure_of([("件数", Unit.CASES)], [("髙﨑〜①", [1]), ("𠮷😀", [2])])
    assert csv_in_cp932(figure).decode("cp932").split("\r\n") == [
        "行,件数",
        "髙﨑～①,1",
        "〓〓,2",
        "〓は、この文字コード（cp932）にない文字の代わりです。",
        "",
    ]
    whole = figure_of([("件数", Unit.CASES)], [("医薬品", [1])])
    assert csv_in_cp932(whole).decode("cp932") == "行,件数\r\n医薬品,1\r\n"


def test_wide_figures_go_on_below_with_every_number() -> None:
    columns = [(f"列{n}", Unit.CASES) for n in range(48)]
    figure = figure_of(columns, [(f"行{n}", [n * 100 + m for m in range(48)]) for n in range(12)])
    content = drawn("pdf", figure, kind_of())
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    text = "".join(pages)
    assert [n for n in range(1200) if n % 100 < 48 and f"{n:,}" not in text] == []
    assert len(pages) == 3
    assert [text.count(f"行{n}") for n in (9, 11)] == [5, 5]


def test_a_pack_has_cover_contents_definitions_and_each_figure() -> None:
    bars = kind_of(ChartSpec(ChartKind.BARS), "同じ題/長い題長い題長い題長い題長い題長い題")
    figures = [(kind_of(), EVERY_UNIT), (bars, STRANGE), (bars, STRANGE)]
    content = pack_pdf("=題", figures, MADE)
    assert content == pack_pdf("=題", figures, MADE)
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    assert "=題" in pages[0]
    assert pages[1].startswith("目次")
    assert "同じ題" in pages[1]
    assert "数え方" in pages[1]
    book = openpyxl.load_workbook(io.BytesIO(pack_xlsx("=題", figures, MADE)))
    names = ["目次", "定義", "表題", "同じ題 長い題長い題長い題長い題長い題長い題"]
    assert book.sheetnames == [*names, names[-1] + " (2)"]
    links = [row[0].hyperlink.location for row in book["目次"].iter_rows() if row[0].hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[2:]]
    assert [cell.value for cell in book["表題"][2]][:4] == ["一", 1234, 3, 38]
    assert pack_pdf("空", [], MADE).startswith(b"%PDF")
    assert sheets(pack_xlsx("空", [], MADE))["目次"][0] == ["空", None]


def test_the_heat_of_paper_is_that_of_the_pages() -> None:
    tokens = (settings.BASE_DIR / "static/vendor/digital-go-jp-design-tokens/tokens.css").read_text()
    css = (settings.BASE_DIR / "static/css/charts.css").read_text()
    for step, colour in enumerate(HEAT):
        rule = css.split(f".heat-{step} {{")[1].split("}")[0]
        token = rule.split("var(")[1].split(")")[0]
        assert f"{token}: {colour};" in tokens.lower()
    assert [warmth(percent).fill for percent in (None, 0, 1, 10, 11, 100, 140)] == [
        HEAT[step] for step in (0, 0, 1, 1, 2, 10, 10)
    ]


def test_files_agree_with_the_flat_table() -> None:
    table = table_of(STRANGE)
    sheet = sheets(drawn("xlsx", STRANGE, kind_of()))["表題"]
    assert sheet == [list(table.headings), *map(list, table.rows)]
