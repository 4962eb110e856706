"""A figure as one flat table with Japanese headings, from which CSV (and whatever else has rows) is written."""

from dataclasses import dataclass
from functools import singledispatch

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from reports.drawings.words import YEAR_WORDS
from reports.figures.topic_share import ShareRow, TopicShare
from reports.figures.yearly_cases import YearlyCases
from reports.registry import Figure

Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of(figure: Figure) -> Table:
    """A file reads the same whoever makes it: its words are Japanese in every language of the pages."""
    with override("ja"):
        return _table(figure)


@singledispatch
def _table(figure: Figure) -> Table:
    raise TypeError(figure)


@_table.register
def _topic_share(figure: TopicShare) -> Table:
    """The denominator of a row stands before its shares; each share is a count and a percent."""
    headings = [_("Product type"), _("All cases (denominator)")]
    for topic in figure.topics:
        headings += [_("%(topic)s (cases)") % {"topic": topic}, _("%(topic)s (%%)") % {"topic": topic}]

    def cells(row: ShareRow) -> Row:
        return (row.label.ja, row.cases, *(cell for share in row.shares for cell in (share.cases, share.percent)))

    return Table(tuple(headings), tuple(cells(row) for row in (*figure.rows, figure.total)))


@_table.register
def _yearly_cases(figure: YearlyCases) -> Table:
    words = YEAR_WORDS[figure.kind]
    headings = (
        str(words.year),
        pgettext("number of cases", "Cases"),
        _("Cumulative cases in the period"),
        str(words.difference),
        pgettext("column of remarks", "Remarks"),
    )
    part = _("only the days in the period")
    rows = (
        (row.year.label, row.cases, row.cumulative, row.difference, part if row.is_cut else "") for row in figure.rows
    )
    return Table(headings, tuple(rows))
