"""A desk whose months are closed and whose figures are public."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import User
from mediso.common.months import Month
from reports.licences import Licence
from reports.models import Publication, Release
from reports.publication.spans import Days
from reports.registry import PUBLISHABLE
from reports.selectors.releases.door import settings_of
from reports.services.closing import close_months
from reports.services.publishing import Wanted, change_publication, release
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.closes import manager_of

APRIL_DAYS = Days(dt.date(2024, 4, 1), dt.date(2024, 4, 30))
MAY_DAYS = Days(dt.date(2024, 5, 1), dt.date(2024, 5, 31))
BOTH_DAYS = Days(dt.date(2024, 4, 1), dt.date(2024, 5, 31))
IN_APRIL, IN_MAY = dt.date(2024, 4, 10), dt.date(2024, 5, 10)
CONTACT = "相談窓口 事務局 03-0000-0000"


def wanted(**changes: object) -> Wanted:
    usual: dict[str, object] = {
        "is_open": True,
        "figures": tuple(PUBLISHABLE),
        "threshold": 5,
        "licence": Licence.CC_BY.value,
        "contact": CONTACT,
    }
    return Wanted(**(usual | changes))  # type: ignore[arg-type]


def publishes(desk: SmallDesk, manager: User, **changes: object) -> Publication:
    seen = settings_of(desk.desk).pk
    return change_publication(desk=desk.desk, actor=manager, wanted=wanted(**changes), seen=seen)


def with_april(code: str = "small", names: Iterable[str] = ("薬", "機", "他")) -> tuple[SmallDesk, User]:
    """April: 12 cases of the first type with 甲, 6 of them with 乙 too, 3 of the second and 7 of the third with 丙."""
    desk = small_desk(tuple(names), code=code)
    first, second, third = names
    for product_type, topics, times in ((first, "甲", 6), (first, "甲乙", 6), (second, "丙", 3), (third, "丙", 7)):
        for _ in range(times):
            desk.case(product_type, topics, IN_APRIL)
    manager = manager_of(desk)
    close_months(desk=desk.desk, until=Month(2024, 4), actor=manager)
    return desk, manager


def released(desk: SmallDesk, manager: User, days: Days = APRIL_DAYS, **more: object) -> Release:
    return release(desk=desk.desk, days=days, actor=manager, **more)  # type: ignore[arg-type]
