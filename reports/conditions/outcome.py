"""成果: what was told to have come of closed cases, so many calendar months after closing."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import DateField, F, Func, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.enums import OutcomeKind
from cases.models import Outcome
from mediso.common.months import months_after
from reports.dimensions.base import Condition
from reports.scope import Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WITHIN = (3, 6, 12)
"""Calendar months after closing."""
CLOSED, ANY, NONE_TOLD = "closed", "any", "none"
WORDS: Mapping[str, "_StrPromise"] = {
    CLOSED: _("closed at least {months} months ago"),
    ANY: _("with any outcome within {months} months"),
    NONE_TOLD: _("with no outcome told of the first {months} months"),
}
_KIND_WORDS = _("{kind} within {months} months")
CODES = (*WORDS, *OutcomeKind.values)


def value_of(code: str, months: int) -> str:
    """The value of the condition: `funds_raised_12`."""
    return f"{code}_{months}"


def last_closing(months: int, today: dt.date) -> dt.date:
    """The last day of which today lies at least so many calendar months after (`months_after`)."""
    day = months_after(today, -months)
    while months_after(day + dt.timedelta(days=1), months) <= today:
        day += dt.timedelta(days=1)
    return day


def within(months: int, *, occurred_on: str, closed_on: str) -> Q:
    """It occurred from the day of closing to the same day so many calendar months later; both by their paths."""
    end = Func(
        F(closed_on),
        template=f"(%(expressions)s + make_interval(months => {months}))::date",
        output_field=DateField(),
    )
    return Q(**{f"{occurred_on}__gte": F(closed_on), f"{occurred_on}__lte": end})


VALUES = {value_of(code, months): (code, months) for months in WITHIN for code in CODES}


def _of_outcome(value: str, _scope: Scope) -> Q:
    code, months = VALUES[value]
    closed = Q(closed_on__lte=last_closing(months, timezone.localdate()))
    told = Outcome.objects.filter(within(months, occurred_on="occurred_on", closed_on="case__closed_on")).order_by()
    if code in OutcomeKind.values:
        told = told.filter(kind=code)
    with_one = Q(pk__in=told.values("case"))
    return {CLOSED: closed, NONE_TOLD: closed & ~with_one}.get(code, closed & with_one)


def _words(code: str, months: int) -> Promise:
    if code in WORDS:
        return format_lazy(WORDS[code], months=months)
    return format_lazy(_KIND_WORDS, kind=OutcomeKind(code).label, months=months)


def _choices(_scope: Scope) -> list[tuple[str, str | Promise]]:
    return [(value, _words(code, months)) for value, (code, months) in VALUES.items()]


OUTCOME = Condition("outcome", _("Outcome"), _of_outcome, _choices)
