"""Which look belongs to which series: a line of samples above the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.drawings.charts.lettering import broken, width_of
from reports.drawings.charts.marks import Line, Point, Rect, Text
from reports.drawings.charts.series import Series

ROW, SAMPLE, SPACE, LONGEST = 24, 24, 16, 300


@dataclass(frozen=True, slots=True)
class Legend:
    height: int = 0
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    texts: tuple[Text, ...] = ()


def legend_of(series: Sequence[Series], width: int) -> Legend:
    """Nothing for a series that is alone."""
    if len(series) < 2:  # noqa: PLR2004 - two need to be told apart
        return Legend()
    rects, lines, points, texts = [], [], [], []
    x, y = 0, 0
    for place, one in enumerate(series):
        label = broken(one.label, LONGEST, 1)[0]
        needs = SAMPLE + 8 + width_of(label)
        if x and x + needs > width:
            x, y = 0, y + ROW
        if one.is_line:
            lines.append(Line(f"M{x} {y + 10}H{x + SAMPLE}", place))
            points.append(Point(x + SAMPLE // 2, y + 10, place))
        else:
            rects.append(Rect(x, y + 3, SAMPLE, 14, place))
        texts.append(Text(x + SAMPLE + 8, y + 15, label, "start"))
        x += needs + SPACE
    return Legend(y + ROW + 4, tuple(rects), tuple(lines), tuple(points), tuple(texts))
