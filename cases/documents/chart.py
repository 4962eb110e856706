"""相談カルテ: the chart of a case on paper, from plain values."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from mediso.common.documents import Document, Fact, Part, Section, Written

HEADINGS = {
    "consultation": pgettext_lazy("part of the chart", "Consultation"),
    "organisation": pgettext_lazy("part of the chart", "Organisation"),
    "product": pgettext_lazy("part of the chart", "Product"),
    "supporters": pgettext_lazy("part of the chart", "Supporters"),
    "support": pgettext_lazy("part of the chart", "Support"),
    "collaborators": pgettext_lazy("part of the chart", "Collaborators"),
    "progress": pgettext_lazy("part of the chart", "Progress"),
}


@dataclass(frozen=True, slots=True)
class ChartPaper:
    """The seven parts of the chart in the order of its tabs. It has what only the desk may read, and says so."""

    desk: str
    number: str
    title: str
    facts: tuple[Fact, ...]
    consultation: tuple[Part, ...] = ()
    organisation: tuple[Part, ...] = ()
    product: tuple[Part, ...] = ()
    supporters: tuple[Part, ...] = ()
    support: tuple[Part, ...] = ()
    collaborators: tuple[Part, ...] = ()
    progress: tuple[Part, ...] = ()


def chart_document(chart: ChartPaper) -> Document:
    nothing = (Written(_("Nothing recorded.")),)
    return Document(
        desk=chart.desk,
        number=chart.number,
        kind=pgettext("a paper", "Chart"),
        title=chart.title,
        facts=((_("Number"), chart.number), *chart.facts),
        sections=tuple(Section(str(heading), getattr(chart, part) or nothing) for part, heading in HEADINGS.items()),
        mark=pgettext("mark on a paper", "Within the desk"),
    )
