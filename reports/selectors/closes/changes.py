"""The difference list of a close: case by case what came in late, left, or reads differently, and number by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import Case
from mediso.common.formats import written_date
from mediso.common.months import Month
from reports.models import ClosedCase, MonthlyClose
from reports.periods import Period
from reports.scope import Scope
from reports.selectors.closes.differences import STILL_COUNTS, UNCHANGED, beside_today
from reports.selectors.counted import counted_cases

NO_VALUE = "–"
READ = ("organisation", "product_type", "topic_set")
"""What a row names by key; the topics of a set are read with it."""


class Kind(Enum):
    LATE = pgettext_lazy("case of a closed month", "came in late")
    LEFT = pgettext_lazy("case of a closed month", "left")
    CHANGED = pgettext_lazy("case of a closed month", "changed")


@dataclass(frozen=True, slots=True)
class ColumnChange:
    label: str | Promise
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class CaseChange:
    """`why` says for what reason the case counts in the month no more."""

    case: Case
    kind: Kind
    why: str | Promise
    columns: tuple[ColumnChange, ...]


def case_changes(close: MonthlyClose) -> list[CaseChange]:
    """In the order of receipt. Four queries, however many cases there are."""
    frozen = (
        beside_today([close])
        .filter(~STILL_COUNTS | ~UNCHANGED)
        .select_related("case", *READ, *(f"case__{name}" for name in READ))
        .prefetch_related("topic_set__topics", "case__topic_set__topics")
    )
    late = _known_of(close).exclude(pk__in=close.cases.order_by().values("case"))
    changes = [*(_change(row, close) for row in frozen), *(CaseChange(case, Kind.LATE, "", ()) for case in late)]
    return sorted(changes, key=lambda one: (one.case.received_on, one.case.number))


def _known_of(close: MonthlyClose) -> QuerySet[Case]:
    return counted_cases(Scope((close.desk,), Period.of(close.of_month)))


def _change(frozen: ClosedCase, close: MonthlyClose) -> CaseChange:
    case = frozen.case
    columns = tuple(_columns(frozen, case))
    if case.withdrawn_untriaged:
        return CaseChange(case, Kind.LEFT, _("taken back before the desk began with it"), columns)
    if Month.of(case.received_on) != close.of_month:
        return CaseChange(case, Kind.LEFT, _("received in another month"), columns)
    return CaseChange(case, Kind.CHANGED, "", columns)


def _columns(frozen: ClosedCase, case: Case) -> Iterator[ColumnChange]:
    for column in ClosedCase.FROZEN:
        if getattr(frozen, column) != getattr(case, column):
            name = column.removesuffix("_id")
            yield ColumnChange(str(label_for_field(name, ClosedCase)), _words(frozen, name), _words(case, name))


def _words(row: Any, name: str) -> str:
    if display := getattr(row, f"get_{name}_display", None):
        return str(display()) or NO_VALUE
    value = getattr(row, name)
    if isinstance(value, Model):
        return str(value)
    return written_date(value) if value else NO_VALUE
