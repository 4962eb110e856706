"""How a number of each unit is written, on pages and on paper."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from reports.figures.figure import Cell, Unit

MINUS, NO_VALUE, HIDDEN = "\u2212", "–", "＊"
Number = int | Decimal


def with_commas(number: Number) -> str:
    return f"{number:,}".replace("-", MINUS)


def signed(number: Number) -> str:
    """+51, −1, ±0."""
    return f"{number:+,}".replace("-", MINUS) if number else "±0"


def with_one_decimal(number: Number) -> str:
    return with_commas(Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP))


def signed_with_one_decimal(number: Number) -> str:
    return signed(Decimal(number).quantize(Decimal("0.1"), ROUND_HALF_UP))


WRITTEN: Mapping[Unit, Callable[[Number], str]] = {
    Unit.CASES: with_commas,
    Unit.SHARE: with_commas,
    Unit.CHANGE: signed,
    Unit.DAYS: with_commas,
    Unit.HOURS: with_one_decimal,
    Unit.COUNT: with_commas,
    Unit.YEN: with_commas,
    Unit.POINTS: signed_with_one_decimal,
    Unit.NUMBER: with_commas,
}

UNIT_WORDS: Mapping[Unit, str | Promise] = {
    Unit.CASES: pgettext_lazy("unit", "cases"),
    Unit.SHARE: pgettext_lazy("unit", "cases and %"),
    Unit.CHANGE: pgettext_lazy("unit", "difference in cases"),
    Unit.DAYS: pgettext_lazy("unit", "calendar days"),
    Unit.HOURS: pgettext_lazy("unit", "hours"),
    Unit.COUNT: pgettext_lazy("unit", "number"),
    Unit.YEN: pgettext_lazy("unit", "yen"),
    Unit.POINTS: pgettext_lazy("unit", "percentage points"),
    Unit.NUMBER: _("value"),
}


def written(cell: Cell, unit: Unit) -> str:
    """The number of a cell; of a share its cases, the percent is `written_percent`."""
    if cell.hidden:
        return HIDDEN
    return NO_VALUE if cell.value is None else WRITTEN[unit](cell.value)


def written_whole(cell: Cell, unit: Unit) -> str:
    """The number in one piece: of a share its percent and its cases."""
    if unit is not Unit.SHARE:
        return written(cell, unit)
    return gettext("%(percent)s, %(cases)s cases") % {"percent": written_percent(cell), "cases": written(cell, unit)}


def written_percent(cell: Cell) -> str:
    if cell.hidden:
        return HIDDEN
    return NO_VALUE if cell.percent is None else f"{cell.percent}%"
