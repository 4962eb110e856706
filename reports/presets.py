"""Periods people ask for most, offered as links."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediso.common.fiscal import CalendarYear, FiscalYear
from reports.periods import ALL, Period


@dataclass(frozen=True, slots=True)
class Preset:
    label: str | Promise
    period: Period


@dataclass(frozen=True, slots=True)
class PresetGroup:
    label: str | Promise
    presets: tuple[Preset, ...]


def preset_groups(received: Period) -> tuple[PresetGroup, ...]:
    """Everything, then the calendar and the fiscal years in which cases were received, newest first."""
    whole = PresetGroup(_("Everything"), (Preset(_("Whole period"), ALL),))
    if received.first is None or received.last is None:
        return (whole,)
    return (
        whole,
        PresetGroup(_("Calendar year"), _years(CalendarYear.between(received.first, received.last))),
        PresetGroup(_("Fiscal year"), _years(FiscalYear.between(received.first, received.last))),
    )


def _years(years: Iterable[CalendarYear] | Iterable[FiscalYear]) -> tuple[Preset, ...]:
    return tuple(Preset(year.label, Period.of_year(year)) for year in [*years][::-1])
