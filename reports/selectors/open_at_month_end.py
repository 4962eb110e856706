"""Cases open at the end of each month, by age and by whose move it was."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import MONTH_END_LETTERS, Awaits
from mediso.common.months import Month
from reports.conditions.open_at import AGES, MOVES, OPEN_LETTERS, at
from reports.dimensions.spans import in_spans, label_of
from reports.figures.figure import Cell, Column, Figure, Row, Unit
from reports.figures.labels import Label
from reports.periods import Period
from reports.scope import ANY_DAY, Scope
from reports.selectors.counted import counted_cases
from reports.selectors.ends import received_span

OPEN = "open"
OPEN_CASES = pgettext_lazy("at the end of a month", "Open cases")
NOTES = (
    _(
        "Counted are all cases that were open at the end of the month, whenever they were received: also before the "
        "period. Each month with a day in the period is a row; the running month is as of today."
    ),
    _("Age: calendar months from the month of receipt. Of cases of the old register nobody knows whose move it was."),
)
_MOVE_OF = {letter: code for code, (letter, _words) in MOVES.items()}


@dataclass(frozen=True, slots=True)
class _Group:
    """So many cases received in that month (its place from the first one on) with the same moves at month ends."""

    received: int
    moves: str
    awaits: Awaits
    cases: int

    def letters(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """Of each month from `first` to `last` in which they were open, its place and whose move it was."""
        now = MONTH_END_LETTERS[self.awaits]
        end = last if now in OPEN_LETTERS else min(last, self.received + len(self.moves) - 1)
        for place in range(max(first, self.received), end + 1):
            since = place - self.received
            letter = self.moves[since] if since < len(self.moves) else now
            if letter in OPEN_LETTERS:
                yield place, letter


def open_at_month_end(scope: Scope) -> Figure:
    """Three queries: when the desks began; cases not closed, and closed since, by month of receipt and moves."""
    months, first_row = _months(scope)
    groups = list(_groups(scope, months, first_row)) if months[first_row:] else []
    counts, cases = _counted(groups, first_row, len(months) - 1)
    return Figure(
        "open_at_month_end",
        scope,
        Label.words(_("End of month")),
        tuple(Column(code, Label.words(words), Unit.CASES) for code, words in _columns()),
        tuple(_row(months[place], place, counts) for place in range(first_row, len(months))),
        None,
        cases,
        notes=tuple(Label.words(note) for note in NOTES),
    )


def _columns() -> Iterable[tuple[str, str | Promise]]:
    yield OPEN, OPEN_CASES
    yield from ((code, words) for code, (_least, _most, words) in AGES.items())
    yield from ((code, words) for code, (_letter, words) in MOVES.items())


def _months(scope: Scope) -> tuple[list[Month], int]:
    """All months from that of the desks' first case to the last of the period, and the place of the first to show."""
    begun = received_span(scope).first
    if begun is None:
        return [], 0
    start, today = Month.of(begun), timezone.localdate()
    last = Month.of(min(scope.period.last or today, today))
    first = Month.of(scope.period.first) if scope.period.first else start
    return [*Month.between(start, last)], max(len([*Month.between(start, first)]) - 1, 0)


def _groups(scope: Scope, months: list[Month], first: int) -> Iterator[_Group]:
    """Cases that may have been open at the end of the first month to show, or later: not those closed by then."""
    until = counted_cases(replace(scope, period=Period(None, months[-1].last)))
    rows = until.annotate(received=in_spans("received_on", [month.first for month in months]))
    # Apart, each reads its own end of the index.
    for still in (rows.filter(closed_on=None), rows.filter(closed_on__gt=months[first].last)):
        grouped: Any = still.values("received", "month_end_moves", "awaits").annotate(cases=Count("*"))
        for received, moves, awaits, cases in grouped.values_list("received", "month_end_moves", "awaits", "cases"):
            yield _Group(received - 1, moves, Awaits(awaits), cases)


def _counted(groups: Iterable[_Group], first: int, last: int) -> tuple[Counter[tuple[int, str]], int]:
    """Cases by place of the month and code of the column, and how many were open at any of these ends."""
    by_age: Counter[tuple[int, int]] = Counter()
    counts: Counter[tuple[int, str]] = Counter()
    cases = 0
    for group in groups:
        was_open = False
        for place, letter in group.letters(first, last):
            was_open = True
            counts[place, _MOVE_OF[letter]] += group.cases
            by_age[place, place - group.received] += group.cases
        cases += group.cases if was_open else 0
    for (place, months), number in by_age.items():
        counts[place, _age(months)] += number
        counts[place, OPEN] += number
    return counts, cases


def _age(months: int) -> str:
    return next(code for code, (_least, most, _words) in AGES.items() if most is None or months <= most)


def _row(month: Month, place: int, counts: Counter[tuple[int, str]]) -> Row:
    is_running = month == Month.of(timezone.localdate())
    as_of_today = format_lazy(_("{month} (as of today)"), month=month)
    cells = [
        Cell(counts[place, OPEN], where=(*ANY_DAY, ("open_at", month.code))),
        *(Cell(counts[place, code], where=(*ANY_DAY, ("age_at", at(month, code)))) for code in AGES),
        *(Cell(counts[place, code], where=(*ANY_DAY, ("move_at", at(month, code)))) for code in MOVES),
    ]
    return Row(month.code, Label.words(as_of_today) if is_running else label_of(month), tuple(cells))
