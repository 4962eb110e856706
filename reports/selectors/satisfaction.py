"""What founders thought of the support, in all and over time."""

from collections import Counter
from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models.facts import SCORES
from reports.conditions.flow import ANSWERED, SATISFACTION, SATISFIED, SATISFIED_FROM
from reports.dimensions.base import Dimension, Key, Member
from reports.dimensions.spans import GRAINS, spans_of
from reports.dimensions.table import DIMENSIONS
from reports.figures.figure import NOTHING, Cell, Column, Figure, Row, Unit
from reports.figures.labels import TOTAL, Label
from reports.scope import Scope, Where
from reports.selectors.cross import CASES, TOTAL_ROW
from reports.selectors.ends import with_ends
from reports.selectors.tally import Groups, grouped, members_of
from reports.selectors.together import once

MONTH, FISCAL_YEAR = DIMENSIONS["month"], DIMENSIONS["fiscal_year"]
MOST_MONTHS = 13
AVERAGE = "average"
HUNDREDTH = Decimal("0.01")
COLUMNS: tuple[tuple[str, str | Promise, Unit], ...] = (
    (CASES, _("All cases (denominator)"), Unit.CASES),
    (ANSWERED, _("Answers, share of all cases"), Unit.SHARE),
    (SATISFIED, _("4 or 5, share of answers"), Unit.SHARE),
    *((str(score), str(score), Unit.SHARE) for score in SCORES[::-1]),
    (AVERAGE, _("Average"), Unit.NUMBER),
)
NOTE = _(
    "Founders rate the support from 1 (poor) to 5 (very good), once a case. An answer counts on the day of receipt."
)


def _scores(_scope: Scope, _found: Collection[Key]) -> list[Member]:
    return [
        Member(str(score), Label(str(score), str(score)), frozenset([score]), ((SATISFACTION.code, str(score)),))
        for score in SCORES
    ]


SCORE = Dimension(SATISFACTION.code, SATISFACTION.label, "satisfaction", _scores, SATISFACTION)


def satisfaction(scope: Scope) -> Figure:
    """Of all cases together; a page asks no more than `satisfaction_over_time` does."""
    _rows, _counted, groups = _over_time(scope)
    found = _answers((keys[1:], cases) for keys, cases in groups.items())
    return _figure("satisfaction", scope, Label.words(_("Cases")), (Row("all", TOTAL, _cells(found, ())),), None, found)


def satisfaction_over_time(scope: Scope) -> Figure:
    """By month where that makes few rows, else by fiscal year: two queries."""
    rows, counted, groups = _over_time(scope)
    made = tuple(
        Row(
            one.value,
            one.label,
            _cells(_answers((keys[1:], cases) for keys, cases in groups.items() if keys[0] in one.keys), one.where),
            one.is_cut,
        )
        for one in members_of(rows, counted, groups, 0)
    )
    everything = _answers((keys[1:], cases) for keys, cases in groups.items())
    total = Row(TOTAL_ROW, TOTAL, _cells(everything, ()))
    return _figure("satisfaction_over_time", scope, Label.words(rows.label), made, total, everything)


def _over_time(scope: Scope) -> tuple[Dimension, Scope, Groups]:
    """The spans, the scope with its ends, and the cases by span and score."""

    def count() -> tuple[Dimension, Scope, Groups]:
        counted = with_ends(scope)
        months = spans_of(GRAINS[MONTH.code], counted.ends)
        rows = MONTH if len(months) <= MOST_MONTHS else FISCAL_YEAR
        return rows, counted, grouped(counted, rows, SCORE)

    return once(("satisfaction", scope.key), count)


Answers = Counter[Key]
"""Cases by score, None for those that were not rated."""


def _answers(groups: Iterable[tuple[tuple[Key, ...], int]]) -> Answers:
    found: Answers = Counter()
    for (score,), cases in groups:
        found[score] += cases
    return found


def _cells(found: Answers, where: Where) -> tuple[Cell, ...]:
    by_score = {score: found[score] for score in SCORES}
    answers, cases = sum(by_score.values()), found.total()
    satisfied = sum(number for score, number in by_score.items() if score >= SATISFIED_FROM)

    def of_answers(number: int, value: str) -> Cell:
        return Cell(number, answers, (*where, (SATISFACTION.code, value)))

    return (
        Cell(cases, where=where),
        Cell(answers, cases, (*where, (SATISFACTION.code, ANSWERED))),
        of_answers(satisfied, SATISFIED),
        *(of_answers(by_score[score], str(score)) for score in SCORES[::-1]),
        Cell(_average(by_score, answers)) if answers else NOTHING,
    )


def _average(by_score: dict[int, int], answers: int) -> Decimal:
    """To a hundredth, half rounded up."""
    points = sum(score * number for score, number in by_score.items())
    return (Decimal(points) / answers).quantize(HUNDREDTH, ROUND_HALF_UP)


def _figure(name: str, scope: Scope, head: Label, rows: tuple[Row, ...], total: Row | None, found: Answers) -> Figure:
    columns = tuple(Column(code, Label.words(words), unit) for code, words, unit in COLUMNS)
    return Figure(name, scope, head, columns, rows, total, found.total(), notes=(Label.words(NOTE),))
