"""What has changed since months were closed: how many cases came in late, left, or read differently today."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import BooleanField, Count, F, Func, Q, QuerySet
from django.db.models.functions import TruncMonth

from mediso.common.months import Month
from reports.dimensions.spans import in_spans
from reports.models import ClosedCase, MonthlyClose
from reports.periods import Period
from reports.scope import Scope
from reports.selectors.counted import counted_cases


@dataclass(frozen=True, slots=True)
class Differences:
    """Of one close: its cases `then` and `now`, and of these who came in `late`, `left`, or `changed` in a column."""

    then: int = 0
    now: int = 0
    late: int = 0
    left: int = 0
    changed: int = 0

    @property
    def total(self) -> int:
        return self.late + self.left + self.changed


class _IsTheSame(Func):
    """Two values are equal, or both are none."""

    template = "(%(expressions)s)"
    arg_joiner = " IS NOT DISTINCT FROM "
    output_field = BooleanField()


STILL_COUNTS = Q(case__withdrawn_untriaged=False, case__desk=F("desk")) & (
    Q(case__received_on=F("received_on")) | Q(month_today=F("close__month"))
)
UNCHANGED = reduce(and_, (Q(_IsTheSame(F(name), F(f"case__{name}"))) for name in ClosedCase.FROZEN))


def beside_today(closes: Collection[MonthlyClose]) -> QuerySet[ClosedCase]:
    """The frozen rows of these closes, joined to their cases, for `STILL_COUNTS` and `UNCHANGED` to ask."""
    return ClosedCase.objects.filter(close__in=closes).annotate(month_today=TruncMonth("case__received_on"))


def count_differences(closes: Collection[MonthlyClose]) -> dict[int, Differences]:
    """By the key of each close. Two queries for however many."""
    found = (
        beside_today(closes)
        .order_by()
        .values("close")
        .annotate(
            then=Count("*"),
            kept=Count("pk", filter=STILL_COUNTS),
            changed=Count("pk", filter=STILL_COUNTS & ~UNCHANGED),
        )
    )
    frozen = {row["close"]: row for row in found}
    cases_now = _cases_now(closes)
    counts = {}
    for close in closes:
        row = frozen.get(close.pk, {"then": 0, "kept": 0, "changed": 0})
        now = cases_now.get((close.desk_id, close.month), 0)
        counts[close.pk] = Differences(row["then"], now, now - row["kept"], row["then"] - row["kept"], row["changed"])
    return counts


def _cases_now(closes: Collection[MonthlyClose]) -> dict[tuple[int, object], int]:
    """Cases of today by desk and first day of the month."""
    if not closes:
        return {}
    months = [*Month.between(min(close.of_month for close in closes), max(close.of_month for close in closes))]
    desks = {close.desk_id: close.desk for close in closes}
    scope = Scope(tuple(desks.values()), Period(months[0].first, months[-1].last))
    rows = (
        counted_cases(scope)
        .annotate(place=in_spans("received_on", [month.first for month in months]))
        .values("desk", "place")
    )
    return {
        (desk, months[place - 1].first): cases
        for desk, place, cases in rows.annotate(cases=Count("*")).values_list("desk", "place", "cases")
    }
