"""Charts whose numbers rise: columns, stacks and lines over the names below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reports.drawings.charts.legend import legend_of
from reports.drawings.charts.lettering import LINE, broken, width_of
from reports.drawings.charts.looks import LOOKS
from reports.drawings.charts.marks import Line, Marks, Point, Rect, Text
from reports.drawings.charts.scale import Scale, scale_of, tick
from reports.drawings.charts.series import Plotted, Series
from reports.drawings.words import Number
from reports.figures.chart_spec import ChartKind

TALLEST = 200
NARROW, USUAL, WIDE = 480, 640, 960
SIZES = {NARROW: "chart-narrow", USUAL: "chart-small", WIDE: "chart-wide"}
# Up to so many columns fit a narrow chart, and the usual one.
FEW, SOME = 10, 24
# A lone year is a column too, not a wall.
WIDEST = 60
MOST_LINES_OF_A_NAME, NARROWEST_NAME = 3, 46
MOST_POINTS = 40
# Every first, second, fourth … name is written: months and quarters keep to the same one of each year.
STEPS = (1, 2, 4, 12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True)
class Field:
    """Where numbers and names stand: the slots of the names from `left` to `right`, the scale above `floor`."""

    left: int
    right: int
    floor: int
    scale: Scale
    count: int

    def edge(self, place: int) -> int:
        return self.left + (self.right - self.left) * place // self.count

    def middle(self, place: int) -> int:
        return (self.edge(place) + self.edge(place + 1)) // 2

    @property
    def slot(self) -> int:
        return (self.right - self.left) // self.count

    def height(self, value: Number) -> int:
        return self.floor - self.scale.along(value)


def upright(kind: ChartKind, shown: Plotted) -> Marks:
    columns = [one for one in shown.series if not one.is_line]
    bars = len(shown.names) * (1 if kind in {ChartKind.STACKED, ChartKind.LINES} else len(columns))
    width = NARROW if bars <= FEW else USUAL if bars <= SOME else WIDE
    if kind is ChartKind.LINES:
        shown = replace(shown, series=tuple(replace(one, is_line=True) for one in shown.series))
    legend = legend_of(shown.series, width)
    values = _sums(columns) if kind is ChartKind.STACKED else [v for one in shown.series for v in one.values]
    scale = scale_of(values, TALLEST)
    left = max(width_of(tick(shown, value)) for value in scale.lines) + 10
    field = Field(left, width - 4, legend.height + 20 + TALLEST, scale, len(shown.names))
    names, below = _names(shown.names, field)
    rects, texts = DRAWN[kind](columns, field)
    strokes = [_line(place, one, field) for place, one in enumerate(shown.series) if one.is_line]
    return Marks(
        width,
        field.floor + below,
        LOOKS[: len(shown.series)],
        tuple(f"M{left} {field.height(value)}H{width}" for value in scale.lines),
        f"M{left} {field.height(0)}H{width}",
        (*legend.rects, *rects),
        (*legend.lines, *(Line(d, place) for place, (d, _points) in _with_place(shown.series, strokes))),
        (*legend.points, *(point for _d, points in strokes for point in points)),
        (*legend.texts, *_ticks(shown, field), *texts, *names),
    )


def _with_place(
    series: Sequence[Series], strokes: Sequence[tuple[str, list[Point]]]
) -> Iterator[tuple[int, tuple[str, list[Point]]]]:
    return zip((place for place, one in enumerate(series) if one.is_line), strokes, strict=True)


def _sums(columns: Sequence[Series]) -> list[Number]:
    return [sum(value or 0 for value in values) for values in zip(*(one.values for one in columns), strict=True)]


def _ticks(shown: Plotted, field: Field) -> Iterator[Text]:
    for value in field.scale.lines:
        yield Text(field.left - 6, field.height(value) + 5, tick(shown, value), "end")


def _names(names: Sequence[str], field: Field) -> tuple[list[Text], int]:
    """Whole where they fit, else broken, else only each so many-th; and how much room they take below the floor."""
    longest = max(map(width_of, names), default=0)
    if longest + 8 > field.slot >= NARROWEST_NAME:
        lines = [broken(name, field.slot - 4, MOST_LINES_OF_A_NAME) for name in names]
    else:
        # The first name may stand further right than its column, to stay within the picture.
        needed = longest + 8 + max(0, longest // 2 - field.middle(0))
        step = next((step for step in STEPS if step * field.slot >= needed), STEPS[-1])
        lines = [(name,) if place % step == 0 else () for place, name in enumerate(names)]
    texts = []
    for place, name in enumerate(lines):
        for n, line in enumerate(name):
            # The first of names that reach over their slots stays within the picture.
            x = max(field.middle(place), width_of(line) // 2) if len(name) == 1 else field.middle(place)
            x = min(x, field.right + 4 - width_of(line) // 2)
            texts.append(Text(x, field.floor + LINE * (n + 1), line))
    return texts, LINE * max(map(len, lines), default=0) + 8


def _inside(field: Field, place: int) -> tuple[int, int]:
    """Where the columns of a slot begin, and how wide they are together."""
    begins, ends = field.edge(place), field.edge(place + 1)
    gap = (ends - begins) // 5
    return begins + gap, max(1, ends - begins - 2 * gap)


def _columns(columns: Sequence[Series], field: Field) -> tuple[list[Rect], list[Text]]:
    rects, texts = [], []
    zero, count = field.height(0), len(columns)
    for place in range(field.count):
        begins, wide = _inside(field, place)
        each = min(WIDEST, max(1, wide // count))
        begins += (wide - each * count) // 2 if each == WIDEST else 0
        for series, one in enumerate(columns):
            value, x = one.values[place], begins + each * series
            if value is None:
                texts.append(Text(x + each // 2, zero - 5, one.written[place], is_value=True))
                continue
            y = field.height(value)
            rects.append(Rect(x, min(y, zero), each, abs(zero - y), series))
            texts.append(Text(x + each // 2, y - 5 if value >= 0 else y + LINE, one.written[place], is_value=True))
    room = field.slot if count == 1 else each if field.count else 0
    return rects, texts if all(width_of(text.text) <= room + 4 for text in texts) else []


def _stacks(columns: Sequence[Series], field: Field) -> tuple[list[Rect], list[Text]]:
    """Each part is as high as its number; the sum stands on top, or why there is none: a part that is not there."""
    rects, texts = [], []
    for place, total in enumerate(_sums(columns)):
        begins, wide = _inside(field, place)
        each = min(WIDEST, wide)
        x, below = begins + (wide - each) // 2, 0
        for series, one in enumerate(columns):
            value = one.values[place] or 0
            y = field.height(below + value)
            rects.append(Rect(x, y, each, field.height(below) - y, series))
            below += value  # type: ignore[assignment]
        missing = next((one.written[place] for one in columns if one.values[place] is None), "")
        texts.append(Text(x + each // 2, field.height(total) - 5, missing or f"{total:,}", is_value=True))
    return rects, texts if all(width_of(text.text) <= field.slot for text in texts) else []


def _nothing(_columns: Sequence[Series], _field: Field) -> tuple[list[Rect], list[Text]]:
    return [], []


def _line(series: int, one: Series, field: Field) -> tuple[str, list[Point]]:
    """A path with a gap where there is no number; a number between two gaps is a point."""
    places = [(place, value) for place, value in enumerate(one.values)]
    points, parts = [], []
    for has_value, run in groupby(places, lambda pair: pair[1] is not None):
        if has_value:
            ends = [(field.middle(place), field.height(value)) for place, value in run if value is not None]
            parts.append("M" + "L".join(f"{x} {y}" for x, y in ends))
            points += [Point(x, y, series) for x, y in ends if field.count <= MOST_POINTS or len(ends) == 1]
    return "".join(parts), points


DRAWN = {ChartKind.COLUMNS: _columns, ChartKind.STACKED: _stacks, ChartKind.LINES: _nothing}
