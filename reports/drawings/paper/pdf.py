"""A figure as a PDF, in Japanese as all files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from mediso.common.formats import written_moment
from mediso.common.pdf import render_pdf
from reports.drawings.definitions import Fact, definitions
from reports.drawings.paper.sheet import PaperFigure, paper_figure
from reports.figures.figure import Figure
from reports.registry import FigureKind


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of several figures, and the words over their contents."""

    title: str
    facts: Sequence[Fact]
    contents: str


@dataclass(frozen=True, slots=True)
class Definitions:
    heading: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Paper:
    """`desk` and `made` stand on every page."""

    title: str
    desk: str
    made: str
    cover: Cover | None
    definitions: Definitions
    figures: Sequence[PaperFigure]


def pdf_bytes(kind: FigureKind, figure: Figure, made: dt.datetime) -> bytes:
    with override("ja"):
        title = str(kind.title)
        facts = Definitions(_("Definitions"), definitions(figure, title, made))
        return paper_pdf(Paper(title, desk_names(figure), made_at(made), None, facts, [paper_figure(kind, figure)]))


def paper_pdf(paper: Paper) -> bytes:
    return render_pdf("figures.typ", asdict(paper))


def desk_names(figure: Figure) -> str:
    return ", ".join(map(str, figure.scope.desks))


def made_at(made: dt.datetime) -> str:
    """In the active language, on every page."""
    return _("Made at %(moment)s") % {"moment": written_moment(made)}
