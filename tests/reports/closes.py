"""A desk with a manager, whose months can be closed."""

import datetime as dt

from accounts.models import User
from cases.models import Case
from mediso.common.months import Month
from reports.models import MonthlyClose
from reports.services.closing import close_months
from tests.factories.accounts import UserFactory
from tests.reports.builders import SmallDesk

APRIL, MAY, JUNE = Month(2024, 4), Month(2024, 5), Month(2024, 6)


def manager_of(desk: SmallDesk) -> User:
    return UserFactory.create(manager_of=desk.desk)


def closed(desk: SmallDesk, until: Month = JUNE) -> list[MonthlyClose]:
    return close_months(desk=desk.desk, until=until, actor=manager_of(desk))


def a_quarter(desk: SmallDesk) -> list[Case]:
    """One case in April, none in May, three in June."""
    return [
        desk.case("薬", "甲", dt.date(2024, 4, 30)),
        desk.case("薬", "甲乙", dt.date(2024, 6, 1)),
        desk.case("薬", "乙", dt.date(2024, 6, 15)),
        desk.case("機", "丙", dt.date(2024, 6, 30)),
    ]


def change(case: Case, **columns: object) -> None:
    """As any service that writes the case would leave it."""
    Case.objects.filter(pk=case.pk).update(**columns)
