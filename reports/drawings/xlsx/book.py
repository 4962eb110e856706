"""A figure as an Excel workbook: the figure, and a sheet that says what it is."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.drawings.definitions import Fact, definitions, remarks
from reports.drawings.xlsx.cells import put_words, sheet_name
from reports.drawings.xlsx.sheet import fill_sheet
from reports.figures.figure import Figure
from reports.registry import FigureKind


def xlsx_bytes(kind: FigureKind, figure: Figure, made: dt.datetime) -> bytes:
    """In Japanese, as all files."""
    with override("ja"):
        title = str(kind.title)
        book = new_book(title, figure, made)
        fill_sheet(add_sheet(book, title), kind, figure, title)
        put_facts(add_sheet(book, _("Definitions")), [*definitions(figure, title, made), *remarks(figure)])
    return saved(book)


def new_book(title: str, figure: Figure | None, made: dt.datetime) -> Workbook:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.title = title
    book.properties.creator = ", ".join(desk.name_ja for desk in figure.scope.desks) if figure else ""
    book.properties.created = book.properties.modified = made.astimezone(dt.UTC).replace(tzinfo=None)
    return book


def add_sheet(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(sheet_name(title, book.sheetnames))
    return sheet


def put_facts(sheet: Worksheet, facts: Sequence[Fact], first: int = 1) -> None:
    for row, (label, words) in enumerate(facts, start=first):
        put_words(sheet, row, 1, label, is_head=True)
        put_words(sheet, row, 2, words)
    widen(sheet, (28, 90))


def widen(sheet: Worksheet, widths: Iterable[float]) -> None:
    for letter, width in zip("ABCDEFGH", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
