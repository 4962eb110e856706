"""A figure as the cells of a page: what stands in each, how warm it is, and where it leads."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from mediso.common.templatetags.desk import heat
from reports.drawings.beside import differ, laid_together
from reports.drawings.words import written, written_percent, written_whole
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.selectors.cross import CASES

Link = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class PageCell:
    """`text` stands large and `small` under it. `href` is empty where the number leads nowhere for this reader.

    `published` is what was published instead, in words; empty where that is not to be said.
    """

    text: str
    small: str
    css: str
    href: str
    published: str = ""

    @property
    def html(self) -> SafeString:
        """A page has a thousand, and a template takes 0.03 ms for each."""
        number = escape(self.text) + _in_small(self.small)
        if self.href:
            number = f'<a href="{escape(self.href)}">{number}</a>'
        if self.published:
            number += _in_small(gettext("(published %(number)s)") % {"number": self.published})
        return SafeString(f'<td class="number {self.css}">{number}</td>')


def _in_small(words: str) -> str:
    return f'<br><span class="small">{escape(words)}</span>' if words else ""


@dataclass(frozen=True, slots=True)
class PageRow:
    label: str
    is_cut: bool
    cells: tuple[PageCell, ...]

    @property
    def html(self) -> SafeString:
        name: str = escape(self.label)
        if self.is_cut:
            name += f' <span class="support small">{escape(gettext("(only the days in the period)"))}</span>'
        return SafeString(f'<tr><th scope="row">{name}</th>{"".join(cell.html for cell in self.cells)}</tr>')


@dataclass(frozen=True, slots=True)
class PageTable:
    head: str
    headings: tuple[str, ...]
    rows: tuple[PageRow, ...]
    total: PageRow | None
    differing: int = 0
    """How many numbers are not what was published."""


def page_table(figure: Figure, link: Link) -> PageTable:
    """Shares are heat cells, from the percent: the number stays in the cell, so colour says nothing alone."""

    def row(drawn: Row) -> PageRow:
        cells = (_cell(column, cell, link) for column, cell in zip(figure.columns, drawn.cells, strict=True))
        return PageRow(str(drawn.label), drawn.is_cut, tuple(cells))

    return PageTable(
        str(figure.head),
        tuple(str(column.label) for column in figure.columns),
        tuple(map(row, figure.rows)),
        row(figure.total) if figure.total else None,
    )


def table_beside(figure: Figure, published: Figure, link: Link) -> PageTable:
    """What is known today, and in each cell that differs what was published."""
    both = laid_together(figure, published)
    table = page_table(both.known, link)

    def row(drawn: PageRow, known: Row, then: Row) -> PageRow:
        cells = (
            replace(cell, published=written_whole(old, column.unit)) if differ(column, new, old) else cell
            for cell, column, new, old in zip(drawn.cells, both.known.columns, known.cells, then.cells, strict=True)
        )
        return replace(drawn, cells=tuple(cells))

    rows = tuple(map(row, table.rows, both.known.rows, both.published.rows))
    totals = (table.total, both.known.total, both.published.total)
    total = row(*totals) if all(totals) else table.total  # type: ignore[arg-type]
    differing = sum(bool(cell.published) for one in (*rows, total) if one for cell in one.cells)
    return replace(table, rows=rows, total=total, differing=differing)


def table_with_published_rows(figure: Figure, published: Figure, codes: Collection[str], link: Link) -> PageTable:
    """In the rows of these codes the cases as published, whether they differ or not: the other rows are not closed."""
    closed = replace(published, rows=tuple(row for row in published.rows if row.code in codes))
    both = laid_together(figure, closed)
    table = page_table(both.known, link)
    place = both.known.column(CASES)

    def row(drawn: PageRow, then: Row) -> PageRow:
        if then.code not in codes:
            return drawn
        cells = list(drawn.cells)
        cells[place] = replace(cells[place], published=written(then.cells[place], Unit.CASES))
        return replace(drawn, cells=tuple(cells))

    return replace(table, rows=tuple(map(row, table.rows, both.published.rows)))


def _cell(column: Column, cell: Cell, link: Link) -> PageCell:
    href = "" if cell.where is None or not cell.value else link(cell)
    if column.unit is not Unit.SHARE or cell.hidden:
        return PageCell(written(cell, column.unit), "", "", href)
    return PageCell(written_percent(cell), _cases(cell), heat(cell.percent), href)


def _cases(cell: Cell) -> str:
    if not isinstance(cell.value, int):
        return written(cell, Unit.CASES)
    return ngettext("%(cases)s case", "%(cases)s cases", cell.value) % {"cases": written(cell, Unit.CASES)}
