"""A set of figures as one PDF: cover, contents, definitions, and each figure on a page of its own."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.drawings.pack.contents import Packed, cover_facts, shared_definitions
from reports.drawings.paper.pdf import Cover, Definitions, Paper, desk_names, made_at, paper_pdf
from reports.drawings.paper.sheet import paper_figure


def pack_pdf(title: str, figures: Sequence[Packed], made: dt.datetime) -> bytes:
    """In Japanese; `title` is as the caller has it. Equal figures, title and moment give equal bytes."""
    with override("ja"):
        paper = Paper(
            title,
            desk_names(figures[0][1]) if figures else "",
            made_at(made),
            Cover(title, cover_facts(figures, made), _("Contents")),
            Definitions(_("Definitions"), shared_definitions(figures)),
            [paper_figure(kind, figure) for kind, figure in figures],
        )
    return paper_pdf(paper)
