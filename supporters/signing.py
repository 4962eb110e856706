"""When which undertaking can be signed, and what is missing: arithmetic on plain values."""

import datetime as dt
from collections.abc import Collection

from mediso.common.fiscal import FiscalYear
from supporters.enums import UndertakingKind

SIGNED_FROM_MONTH = 3
"""From 1 March on the fiscal year to come can be signed."""


def signable_years(today: dt.date) -> tuple[FiscalYear, ...]:
    """The fiscal year of today, and from 1 March the one that begins in April."""
    this = FiscalYear.of(today)
    return (this, FiscalYear(this.year + 1)) if today.month == SIGNED_FROM_MONTH else (this,)


def unsigned(signed: Collection[tuple[str, int]], year: FiscalYear) -> list[UndertakingKind]:
    """The kinds that are missing for that year; `signed` are pairs of kind and fiscal year."""
    return [kind for kind in UndertakingKind if (kind.value, year.year) not in signed]
