"""The numbers of a figure that its chart shows, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.drawings.words import Number, written, written_percent
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Cell, Column, Figure, Unit


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each name; None where there is nothing to draw. `written` is how each number reads."""

    label: str
    values: tuple[Number | None, ...]
    written: tuple[str, ...]
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Plotted:
    """`is_percent`: the values are whole percents. `unit` is that of the first series."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    is_percent: bool


def plotted(spec: ChartSpec, figure: Figure) -> Plotted:
    """Raises `KeyError` for a column that the figure has not."""
    places = _places(spec, figure)
    columns = [figure.columns[place] for place in places]
    unit = columns[0].unit if columns else Unit.CASES
    is_percent = unit is Unit.SHARE and spec.kind is not ChartKind.STACKED
    if spec.of_total:
        cells = [figure.total.cells[place] for place in places] if figure.total else []
        names = tuple(str(column.label) for column in columns) if figure.total else ()
        label = str(figure.total.label) if figure.total else ""
        return Plotted(names, (_series(label, unit, cells, is_percent=is_percent),), unit, is_percent)
    series = [
        _series(str(column.label), column.unit, [row.cells[place] for row in figure.rows], is_percent=is_percent)
        for place, column in zip(places, columns, strict=True)
    ]
    if spec.line:
        place = figure.column(spec.line)
        series.append(_line(figure.columns[place], [row.cells[place] for row in figure.rows]))
    return Plotted(tuple(str(row.label) for row in figure.rows), tuple(series), unit, is_percent)


def _places(spec: ChartSpec, figure: Figure) -> list[int]:
    if spec.columns:
        return [figure.column(code) for code in spec.columns]
    shares = [place for place, column in enumerate(figure.columns) if column.unit is Unit.SHARE]
    return shares or [*range(len(figure.columns))]


def _series(label: str, unit: Unit, cells: Sequence[Cell], *, is_percent: bool) -> Series:
    if is_percent:
        texts = (
            written(cell, unit) if cell.hidden else f"{written_percent(cell)} ({written(cell, unit)})" for cell in cells
        )
        return Series(label, tuple(cell.percent for cell in cells), tuple(texts))
    return Series(label, tuple(cell.value for cell in cells), tuple(written(cell, unit) for cell in cells))


def _line(column: Column, cells: Sequence[Cell]) -> Series:
    return replace(_series(str(column.label), column.unit, cells, is_percent=False), is_line=True)
