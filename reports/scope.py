"""What a figure is asked to count."""

from dataclasses import dataclass

from mediso.desks.models import Desk
from reports.periods import ALL, Period


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases received at these desks in this period; `reports/selectors/counted.py` says which those are.

    Every figure carries the scope it was made for, so each drawing can say what it shows.
    """

    desks: tuple[Desk, ...]
    period: Period = ALL
