"""What stands before the figures of a pack, as plain values in the active language."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from mediso.common.formats import written_moment
from reports.drawings.definitions import Fact, scope_facts, what_counts
from reports.figures.figure import Figure
from reports.registry import FigureKind

Packed = tuple[FigureKind, Figure]


def cover_facts(figures: Sequence[Packed], made: dt.datetime) -> list[Fact]:
    """All figures of a pack are of one scope, that of the first, but for the state of the data: each is named."""
    bases = [figure.scope.basis for _kind, figure in figures]
    scope = scope_facts(figures[0][1].scope, bases) if figures else []
    return [*scope, (_("Made at"), written_moment(made))]


def shared_definitions(figures: Sequence[Packed]) -> list[Fact]:
    """What counts, and how the figures are to be read, each thing once."""
    found = ((_("How to read it"), str(note)) for _kind, figure in figures for note in figure.notes)
    return [(_("What counts"), what_counts()), *dict.fromkeys(found)]
