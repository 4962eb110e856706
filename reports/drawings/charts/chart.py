"""The chart of a figure, by its declaration."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.drawings.charts.looks import INK, LOOKS, PAPER
from reports.drawings.charts.lying import lying
from reports.drawings.charts.marks import Marks, Text
from reports.drawings.charts.series import plotted
from reports.drawings.charts.svg_parts import svg_parts
from reports.drawings.charts.upright import NARROW, SIZES, upright
from reports.figures.chart_spec import ChartKind, ChartSpec
from reports.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Chart:
    """`key` begins the ids inside the picture; `says` is what a screen reader reads of it."""

    key: str
    title: str
    says: str
    marks: Marks
    ink: str = INK
    paper: str = PAPER

    @property
    def parts(self) -> SafeString:
        """What stands inside the `<svg>`."""
        return svg_parts(self.marks, self.key, self.paper)

    @property
    def size(self) -> str:
        """The class that keeps letters near the size of the page's own."""
        return SIZES[self.marks.width]


def chart_of(spec: ChartSpec, figure: Figure, title: str) -> Chart:
    """In the active language. Where there is nothing to draw the picture says so."""
    shown = plotted(spec, figure)
    says = _("%(title)s as a picture. The table has the same numbers.") % {"title": title}
    if not shown.names or not shown.series:
        return Chart(figure.name, title, says, _words(_("There is nothing to draw.")))
    if len(shown.series) > len(LOOKS):
        return Chart(figure.name, title, says, _words(_("Too many to be told apart in a picture: see the table.")))
    marks = lying(shown) if spec.kind is ChartKind.BARS else upright(spec.kind, shown)
    return Chart(figure.name, title, says, marks)


def _words(text: str) -> Marks:
    return Marks(NARROW, 60, texts=(Text(NARROW // 2, 35, text),))
