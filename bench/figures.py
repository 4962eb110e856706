"""The statistics at a hundred thousand and at a million cases, against a plain sequential `count(*)` of the cases.

`count(*)` reads the whole table, one row after the other, in one process: it is what any figure of all cases has to do
at least once. The pages are whole requests, with everything around them.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from functools import partial

from django.test import Client, override_settings

from accounts.enums import Role
from bench import scenes, sql
from bench.copies import copy_cases
from bench.submits import submit_ratio
from bench.timing import Ratio, compare
from mediso.desks.models import Desk
from reports.dimensions.table import DIMENSIONS
from reports.periods import Period
from reports.registry import FIGURES, PAGES, cross_name
from reports.scope import Scope

SMALL, TIMES = 100_000, 10
A_MONTH = Period(dt.date(2024, 6, 1), dt.date(2024, 6, 30))
COUNT = "count(*)"


def ratios() -> Iterator[Ratio]:
    """Every page at a hundred thousand cases, then the figures at a million, and what their indexes cost a submit."""
    scenes.fill_up_to(SMALL)
    yield from _pages(SMALL, Period())
    copy_cases(TIMES - 1)
    size = SMALL * TIMES
    scope = Scope((Desk.objects.get(),))
    yield _figure("topic_share", size, scope)
    yield from _crosses(size, scope)
    yield from _pages(size, A_MONTH)
    yield submit_ratio(size)


def _figure(name: str, size: int, scope: Scope) -> Ratio:
    return compare(f"{name} at {size:,}", lambda: FIGURES[name].select(scope), COUNT, sql.count_in_order)


def _crosses(size: int, scope: Scope) -> Iterator[Ratio]:
    """Each two dimensions once; which of them runs down makes no difference to the query."""
    for rows, columns in itertools.combinations(DIMENSIONS, 2):
        yield _figure(cross_name(rows, columns), size, scope)


def _pages(size: int, period: Period) -> Iterator[Ratio]:
    staff = Client()
    staff.force_login(scenes.somebody(Role.STAFF))
    query = Scope((Desk.objects.get(),), period).query()
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for page in PAGES:
            get = partial(staff.get, f"/statistics/{page}/?{query}")
            kind = "month" if period.first else "page"
            yield compare(f"{kind} {page} at {size:,}", get, COUNT, sql.count_in_order)
