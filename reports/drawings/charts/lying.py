"""Bars that lie: one below the other, with the whole name before each and the number at its end."""

from reports.drawings.charts.legend import legend_of
from reports.drawings.charts.lettering import LINE, broken, width_of
from reports.drawings.charts.looks import LOOKS
from reports.drawings.charts.marks import Marks, Rect, Text
from reports.drawings.charts.scale import scale_of
from reports.drawings.charts.series import Plotted

WIDTH, LONGEST_NAME, THICK, GAP = 640, 200, 18, 14


def lying(shown: Plotted) -> Marks:
    """Bars of negative numbers run to the left of the line of zero."""
    legend = legend_of(shown.series, WIDTH)
    left = min(LONGEST_NAME, max(map(width_of, shown.names), default=0)) + 10
    numbers = max((width_of(text) for one in shown.series for text in one.written), default=0) + 8
    scale = scale_of([value for one in shown.series for value in one.values], WIDTH - left - numbers)
    zero = left + scale.along(0)
    rects, texts = [], []
    y = legend.height + GAP // 2
    for place, name in enumerate(shown.names):
        lines = broken(name, LONGEST_NAME, 2)
        height = max(THICK * len(shown.series), LINE * len(lines))
        first = y + (height - LINE * len(lines)) // 2 + LINE - 4
        texts += [Text(left - 8, first + LINE * n, line, "end") for n, line in enumerate(lines)]
        top = y + (height - THICK * len(shown.series)) // 2
        for series, one in enumerate(shown.series):
            value = one.values[place]
            end = zero if value is None else left + scale.along(value)
            if value is not None:
                rects.append(Rect(min(zero, end), top + THICK * series, abs(end - zero), THICK - 1, series))
            texts.append(Text(max(zero, end) + 6, top + THICK * series + 14, one.written[place], "start"))
        y += height + GAP
    floor = y - GAP // 2
    return Marks(
        WIDTH,
        floor + 4,
        LOOKS[: len(shown.series)],
        axis=f"M{zero} {legend.height}V{floor}",
        rects=(*legend.rects, *rects),
        texts=(*legend.texts, *texts),
    )
