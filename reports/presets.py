"""Periods people ask for most, offered as links."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import CalendarYear, FiscalYear
from mediso.common.months import Month
from mediso.common.quarters import FiscalQuarter
from reports.periods import ALL, Period, Span


@dataclass(frozen=True, slots=True)
class Preset:
    label: str | Promise
    period: Period


@dataclass(frozen=True, slots=True)
class PresetGroup:
    """`is_folded`: of many short spans, which the page keeps closed until one of them is shown."""

    label: str | Promise
    presets: tuple[Preset, ...]
    is_folded: bool = False


MONTHS_OFFERED, QUARTERS_OFFERED = 13, 8


def preset_groups(received: Period, today: dt.date) -> tuple[PresetGroup, ...]:
    """Everything, then the years in which cases were received and the last quarters and months, newest first."""
    whole = PresetGroup(_("Everything"), (Preset(_("Whole period"), ALL),))
    if received.first is None or received.last is None:
        return (whole,)
    first, last = received.first, received.last
    to_date = Preset(_("This fiscal year to date"), Period(FiscalYear.of(today).first, today))
    months = Month.between(Month.of(first), Month.of(last))
    return (
        whole,
        PresetGroup(_("Fiscal year"), (to_date, *_newest(FiscalYear.between(first, last)))),
        PresetGroup(_("Calendar year"), _newest(CalendarYear.between(first, last))),
        PresetGroup(_("Quarter"), _newest(FiscalQuarter.between(first, last), QUARTERS_OFFERED), is_folded=True),
        PresetGroup(_("Month"), _newest(months, MONTHS_OFFERED), is_folded=True),
    )


def _newest(spans: Iterable[Span], most: int | None = None) -> tuple[Preset, ...]:
    return tuple(Preset(str(span), Period.of(span)) for span in [*spans][::-1][:most])
