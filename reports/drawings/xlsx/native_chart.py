"""The figure's chart as Excel draws it, from the cells of its sheet."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from reports.drawings.charts.looks import ACROSS, BRICKS, DOTS, DOWN, LOOKS, UP, UPRIGHT
from reports.drawings.charts.marks import Look
from reports.drawings.table import places_in_table
from reports.drawings.xlsx.cells import put_words
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Figure, Unit

WIDTH, HEIGHT, MOST_HEIGHT, ROW = 22, 11, 40, 0.7
PRESETS = {
    UP: "wdUpDiag",
    DOWN: "wdDnDiag",
    ACROSS: "narHorz",
    UPRIGHT: "narVert",
    DOTS: "pct20",
    BRICKS: "horzBrick",
}
CROSSED = "diagCross"


def add_chart(sheet: Worksheet, spec: ChartSpec, figure: Figure, title: str, anchor: str) -> None:
    """Nothing where there are no rows, or more series than can be told apart."""
    rows = (2, 1 + len(figure.rows))
    columns = _columns(spec, figure)
    if spec.of_total:
        columns, rows = _total_block(sheet, spec, figure, title)
    if rows[1] < rows[0] or not columns or len(columns) > len(LOOKS):
        return
    names = Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1])
    chart = LineChart() if spec.kind is ChartKind.LINES else _bars(spec.kind)
    for place, column in enumerate(columns):
        chart.series.append(_series(sheet, column, rows, LOOKS[place], is_line=spec.kind is ChartKind.LINES))
    chart.set_categories(names)
    chart.title, chart.width = title, WIDTH
    chart.height = min(MOST_HEIGHT, max(HEIGHT, ROW * (rows[1] - rows[0]) if spec.kind is ChartKind.BARS else 0))
    # openpyxl leaves it open whether axes are drawn, and newer Excels draw none then.
    chart.x_axis.delete = chart.y_axis.delete = False
    if len(columns) + bool(spec.line) == 1:
        chart.legend = None
    if spec.line:
        line = LineChart()
        column = places_in_table(figure)[figure.column(spec.line)] + 1
        line.series.append(_series(sheet, column, rows, LOOKS[len(columns)], is_line=True))
        chart += line
    sheet.add_chart(chart, anchor)


def _bars(kind: ChartKind) -> BarChart:
    chart = BarChart()
    chart.gapWidth = 50
    if kind is ChartKind.BARS:
        chart.type = "bar"
        chart.x_axis.scaling.orientation = "maxMin"
    if kind is ChartKind.STACKED:
        chart.grouping, chart.overlap = "stacked", 100
    return chart


def _columns(spec: ChartSpec, figure: Figure) -> list[int]:
    """Columns of the sheet, from 1; of a share its percent, in stacks its cases."""
    shares = [place for place, column in enumerate(figure.columns) if column.unit is Unit.SHARE]
    wanted = [figure.column(code) for code in spec.columns] or shares or [*range(len(figure.columns))]
    places = places_in_table(figure)
    further = {place: place in shares and spec.kind is not ChartKind.STACKED for place in wanted}
    return [places[place] + 1 + further[place] for place in wanted]


def _total_block(sheet: Worksheet, spec: ChartSpec, figure: Figure, title: str) -> tuple[list[int], tuple[int, int]]:
    """The cells of the total row once more, below each other under the table: a chart reads along one line."""
    if figure.total is None:
        return [], (1, 0)
    first = len(figure.all_rows) + 4
    columns = _columns(spec, figure)
    wanted = [figure.column(code) for code in spec.columns] or [
        place for place, column in enumerate(figure.columns) if column.unit is Unit.SHARE
    ]
    put_words(sheet, first - 1, 1, title, is_head=True)
    put_words(sheet, first - 1, 2, figure.total.label.ja, is_head=True)
    for n, (place, column) in enumerate(zip(wanted, columns, strict=True)):
        put_words(sheet, first + n, 1, figure.columns[place].label.ja)
        source = sheet.cell(1 + len(figure.all_rows), column)
        target = sheet.cell(first + n, 2, source.value)
        target.number_format = source.number_format
    return [2], (first, first + len(columns) - 1)


def _series(sheet: Worksheet, column: int, rows: Sequence[int], look: Look, *, is_line: bool) -> ChartSeries:
    first, last = rows
    series: ChartSeries = Series(Reference(sheet, min_col=column, min_row=first, max_row=last))
    series.tx = _title(sheet, column, first - 1)
    properties: GraphicalProperties = series.graphicalProperties
    properties.line.solidFill = _hex(look.stroke)
    if is_line:
        properties.line.width = 28_000
        properties.line.dashStyle = "dash" if look.dash else "solid"
        series.smooth = False
        series.marker = Marker(symbol="circle")
    elif look.pattern:
        properties.pattFill = PatternFillProperties(
            prst=PRESETS.get(look.pattern, CROSSED),  # type: ignore[arg-type]
            fgClr=ColorChoice(srgbClr=_hex(look.ink)),  # type: ignore[arg-type]
            bgClr=ColorChoice(srgbClr=_hex(look.fill)),  # type: ignore[arg-type]
        )
    else:
        properties.solidFill = _hex(look.fill)
    return series


def _title(sheet: Worksheet, column: int, row: int) -> SeriesLabel:
    return SeriesLabel(strRef=StrRef(f"{quote_sheetname(sheet.title)}!${get_column_letter(column)}${row}"))


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()
