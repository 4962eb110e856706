"""How many of the desk's promises were kept, clock by clock (docs/clocks.md)."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.enums import Clock
from reports.conditions.flow import JUDGED, KEPT, MISSED, NOT_JUDGED, kept_column, target
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.scope import Scope
from reports.selectors.counted import counted_cases

COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    (JUDGED, _("Judged"), Unit.CASES),
    (KEPT, _("Kept, share of those judged"), Unit.SHARE),
    (MISSED, _("Missed, share of those judged"), Unit.SHARE),
    (NOT_JUDGED, _("Not yet judged"), Unit.CASES),
)
NOTES = (
    _("A target is judged when it is met, by the desk's target and calendar of that day."),
    _("Not yet judged: the target is not met yet, the case ended before, or it came without targets (old register)."),
)


def targets(scope: Scope) -> Figure:
    """One query: by what became of all four, of which there are few combinations."""
    facts = [kept_column(clock) for clock in Clock]
    groups: Any = counted_cases(scope).values(*facts).annotate(cases=Count("*")).values_list(*facts, "cases")
    by_clock: dict[Clock, Counter[bool | None]] = {clock: Counter() for clock in Clock}
    for *judged, cases in groups:
        for clock, kept in zip(Clock, judged, strict=True):
            by_clock[clock][kept] += cases
    return Figure(
        "targets",
        scope,
        Label.words(_("Target")),
        tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS),
        tuple(Row(clock.value, Label.words(clock.label), _cells(clock, found)) for clock, found in by_clock.items()),
        None,
        by_clock[Clock.ANSWER].total(),
        notes=tuple(Label.words(note) for note in NOTES),
    )


def _cells(clock: Clock, found: Counter[bool | None]) -> tuple[Cell, ...]:
    judged = found[True] + found[False]
    numbers = {JUDGED: judged, KEPT: found[True], MISSED: found[False], NOT_JUDGED: found[None]}
    return tuple(
        Cell(numbers[code], judged if unit is Unit.SHARE else None, (("target", target(clock, code)),))
        for code, _words, unit in COLUMNS
    )
