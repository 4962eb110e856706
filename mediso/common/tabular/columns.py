"""What a table must hold: one declaration a column, and the plain parsers it may name (more in `labels`)."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mediso.common.japanese_dates import UnreadableDate, parse_japanese_date
from mediso.common.japanese_text import fold_code
from mediso.common.tabular.errors import CellError
from mediso.common.tabular.values import Cell, shown

Parser = Callable[[Cell], Any]


@dataclass(frozen=True)
class Column:
    """One heading and how its cells are read.

    `parse` gets a cell that is not empty and raises `CellError`. An empty cell is an error where `required`, and
    otherwise becomes `empty`.
    """

    key: str
    heading: str
    parse: Parser
    required: bool = True
    empty: Any = None


def text(max_length: int, *, lines: bool = False) -> Parser:
    """Words kept as written. `max_length` in characters; `lines` allows more than one line."""

    def parse(cell: Cell) -> str:
        if not isinstance(cell, str | int | float) or isinstance(cell, bool):
            raise CellError(_("Excel keeps this as a date or a truth value. Format it as text and write it anew."))
        words = shown(cell)
        if len(words) > max_length:
            reason = _("It has %(length)d characters; the limit is %(limit)d.")
            raise CellError(reason % {"length": len(words), "limit": max_length})
        if not lines and "\n" in words:
            raise CellError(_("It must stay on one line."))
        return words

    return parse


def code(pattern: str, example: str) -> Parser:
    """A number or code of a fixed form, read without regard to width, dashes and spaces."""

    def parse(cell: Cell) -> str:
        folded = fold_code(shown(cell))
        if not re.fullmatch(pattern, folded, re.ASCII):
            raise CellError(_("It must look like %(example)s.") % {"example": example})
        return folded

    return parse


def whole_number(lowest: int, highest: int) -> Callable[[Cell], int]:
    """Both ends included. 4, "４" and Excel's 4.0 are the same; 4.5 is refused, not rounded."""

    def parse(cell: Cell) -> int:
        digits = fold_code(shown(cell))
        if isinstance(cell, bool) or not re.fullmatch(r"[+-]?\d{1,18}", digits, re.ASCII):
            raise CellError(_("It is not a whole number."))
        if not lowest <= (number := int(digits)) <= highest:
            raise CellError(_("It must be from %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest})
        return number

    return parse


def date(cell: Cell) -> dt.date:
    if not isinstance(cell, str | int | float | dt.date):
        raise CellError(_("It is a time, not a date."))
    try:
        return parse_japanese_date(cell)
    except UnreadableDate as error:
        raise CellError(str(error)) from None
