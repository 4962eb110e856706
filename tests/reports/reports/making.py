"""A desk whose months are closed on a Friday, with a report of them."""

import datetime as dt
from typing import Any

import time_machine

from accounts.models import User
from mediso.common.months import Month
from reports.models import MonthlyClose, ReportDefinition, ReportIssue
from reports.services.closing import close_months
from reports.services.reports.keeping import Wanted, make_definition
from tests.reports.builders import SmallDesk
from tests.reports.closes import JUNE, manager_of

BEFORE, FRIDAY, MONDAY = "2024-07-01 10:00+09:00", "2024-07-05 18:00+09:00", dt.date(2024, 7, 8)
TO = ("owner@example.jp", "ministry@example.jp")

USUAL: dict[str, Any] = {
    "name": "月次報告",
    "figures": ("product_type_share", "cases_by_month"),
    "period_kind": "month",
    "conditions": (),
    "basis": "published",
    "recipients": TO,
    "language": "ja",
    "is_active": True,
}


def wanted(**changes: Any) -> Wanted:
    return Wanted(**(USUAL | changes))


def report_of(desk: SmallDesk, actor: User | None = None, **changes: Any) -> ReportDefinition:
    """Made before anything is closed."""
    with time_machine.travel(BEFORE, tick=False):
        return make_definition(desk=desk.desk, wanted=wanted(**changes), actor=actor or manager_of(desk))


def closed_on(desk: SmallDesk, moment: str = FRIDAY, until: Month = JUNE) -> list[MonthlyClose]:
    with time_machine.travel(moment, tick=False):
        return close_months(desk=desk.desk, until=until, actor=manager_of(desk))


def asked_for() -> list[tuple[str, str, int]]:
    """Report, month and edition of every issue, in the order in which they were asked for."""
    issues = ReportIssue.objects.select_related("definition", "close").order_by("pk")
    return [(one.definition.name, one.close.of_month.code, one.close.edition) for one in issues]
