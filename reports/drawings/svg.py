"""A figure's chart as a picture by itself: SVG, and PNG for slides."""

import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from mediso.common.pdf import render_png
from reports.drawings.charts.chart import Chart, chart_of
from reports.drawings.charts.lettering import LETTER, broken
from reports.drawings.definitions import scope_line
from reports.figures.figure import Figure
from reports.registry import FigureKind

MARGIN, TITLE, SMALL = 24, 20, 12
# A picture of 800 points, two dots each, is 1600 dots wide.
POINTS, DOTS_PER_POINT = 800, 2
# What XML cannot hold: a name may have been pasted with it.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NoChart(LookupError):
    """The figure has a heat table and no chart."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    x: int
    y: int
    size: int
    text: str
    is_bold: bool = False


def japanese_chart(kind: FigureKind, figure: Figure) -> Chart | None:
    """None where the figure has none."""
    with override("ja"):
        return chart_of(kind.chart, figure, str(kind.title)) if kind.chart else None


def bare_svg(chart: Chart) -> str:
    """The chart as it stands on a page, without its title."""
    return _svg("reports/chart.svg", {"chart": chart})


def svg_text(kind: FigureKind, figure: Figure) -> str:
    """With title, desk and period, on white. Raises `NoChart`."""
    chart = japanese_chart(kind, figure)
    if chart is None:
        raise NoChart(kind.name)
    with override("ja"):
        scope = scope_line(figure)
    width = chart.marks.width
    heading = []
    y = MARGIN
    for text, size, most, is_bold in ((chart.title, TITLE, 2, True), (scope, SMALL, 3, False)):
        for line in broken(text, width * LETTER // size, most):
            y += size + 6
            heading.append(HeadLine(MARGIN, y - 4, size, line, is_bold))
    top = y + MARGIN // 2
    return _svg(
        "reports/chart_file.svg",
        {
            "chart": chart,
            "heading": heading,
            "left": MARGIN,
            "top": top,
            "width": width + 2 * MARGIN,
            "height": top + chart.marks.height + MARGIN,
        },
    )


def png_bytes(kind: FigureKind, figure: Figure) -> bytes:
    """The same picture, 1600 dots wide. Raises `NoChart`."""
    data = {"svg": svg_text(kind, figure), "width": POINTS}
    return render_png("picture.typ", data, dots_per_point=DOTS_PER_POINT)


def _svg(template: str, context: dict[str, Any]) -> str:
    return NOT_IN_XML.sub("\ufffd", render_to_string(template, context))
