"""A set of figures as one workbook: contents, definitions, and a sheet for each."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.drawings.definitions import remarks, units
from reports.drawings.pack.contents import Packed, cover_facts, shared_definitions
from reports.drawings.xlsx.book import add_sheet, new_book, put_facts, saved, widen
from reports.drawings.xlsx.cells import cell_at, put_words
from reports.drawings.xlsx.sheet import fill_sheet


def pack_xlsx(title: str, figures: Sequence[Packed], made: dt.datetime) -> bytes:
    """In Japanese; `title` is as the caller has it. The contents lead to the sheets."""
    with override("ja"):
        book = new_book(title, figures[0][1] if figures else None, made)
        contents = add_sheet(book, _("Contents"))
        put_words(contents, 1, 1, title, is_head=True)
        facts = cover_facts(figures, made)
        put_facts(contents, facts, first=2)
        meanings = shared_definitions(figures)
        told = add_sheet(book, _("Definitions"))
        for row, (kind, figure) in enumerate(figures, start=len(facts) + 3):
            name = str(kind.title)
            sheet = add_sheet(book, name)
            fill_sheet(sheet, kind, figure, name)
            put_words(contents, row, 1, name)
            cell = cell_at(contents, row, 1)
            target = sheet.title.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1")
            cell.style = "Hyperlink"
            meanings += [(f"{name}: {label}", words) for label, words in (*units(figure), *remarks(figure))]
        put_facts(told, meanings)
        widen(contents, (44, 60))
        widen(told, (50, 90))
    return saved(book)
