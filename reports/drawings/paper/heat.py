"""The heat of a cell on paper and in a spreadsheet: the colours of `static/css/charts.css` (a test compares)."""

from collections.abc import Sequence
from dataclasses import dataclass

from mediso.common.templatetags.desk import HEAT_STEPS

HEAT: Sequence[str] = (
    "#ffffff",
    "#e8f1fe",
    "#d9e6ff",
    "#c5d7fb",
    "#9db7f9",
    "#7096f8",
    "#264af4",
    "#0031d8",
    "#0017c1",
    "#00118f",
    "#000060",
)
# From here on letters are white.
DARK = 6


@dataclass(frozen=True, slots=True)
class Warmth:
    fill: str
    is_dark: bool


def warmth(percent: int | None) -> Warmth:
    """In tenths of 100 %, rounded up; more than all is as warm as all."""
    step = min(HEAT_STEPS, -(-(percent or 0) * HEAT_STEPS // 100))
    return Warmth(HEAT[step], step >= DARK)
