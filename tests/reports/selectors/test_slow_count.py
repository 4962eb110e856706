"""The figures against a count that knows nothing of sets, groups or folds: a loop over the cases, written here."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.drawings.json import json_data
from reports.periods import Period
from reports.selectors.cases_by_fiscal_year import cases_by_fiscal_year
from reports.selectors.cases_by_year import cases_by_year
from reports.selectors.topic_share import topic_share
from tests.reports.builders import small_desk, undone

PRODUCT_TYPES, TOPICS = ("薬", "機"), "甲乙丙"


@dataclass(frozen=True)
class Asked:
    product_type: str
    topics: str
    on: dt.date


days = st.dates(dt.date(2022, 12, 1), dt.date(2024, 5, 1)) | st.sampled_from(
    [dt.date(2023, 1, 1), dt.date(2023, 3, 31), dt.date(2023, 4, 1), dt.date(2023, 12, 31), dt.date(2024, 2, 29)]
)
asked = st.builds(
    Asked,
    st.sampled_from(PRODUCT_TYPES),
    st.sets(st.sampled_from(TOPICS), min_size=1).map("".join),
    days,
)
periods = st.tuples(days, days).map(sorted).map(lambda ends: Period(ends[0], ends[1])) | st.just(Period())


def percent(cases: int, of: int) -> int | None:
    return floor(Fraction(100 * cases, of) + Fraction(1, 2)) if of else None


def slow_topic_share(counted: list[Asked]) -> dict[str, object]:
    rows: dict[str, object] = {}
    for name in (*PRODUCT_TYPES, "合計"):
        of_row = [case for case in counted if name in (case.product_type, "合計")]
        shares = {t: percent(sum(t in case.topics for case in of_row), len(of_row)) for t in TOPICS}
        rows[name] = {"cases": len(of_row), "share_percent": shares}
    return rows


def slow_years(counted: list[Asked], period: Period, first_month: int) -> dict[str, int]:
    def year(day: dt.date) -> int:
        return day.year if day.month >= first_month else day.year - 1

    ends = [day for day in (period.first, period.last, *(case.on for case in counted)) if day]
    years = range(year(min(ends)), year(max(ends)) + 1) if ends else []
    return {str(y): sum(year(case.on) == y for case in counted) for y in years}


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(asked, max_size=12), period=periods)
def test_figures_equal_the_slow_count(cases: list[Asked], period: Period, db: None) -> None:
    with undone():
        at = small_desk(PRODUCT_TYPES, TOPICS)
        for case in cases:
            at.case(case.product_type, case.topics, case.on)
        counted = [
            case
            for case in cases
            if (period.first is None or case.on >= period.first) and (period.last is None or case.on <= period.last)
        ]
        scope = at.scope(period)
        assert json_data(topic_share(scope)) == slow_topic_share(counted)
        assert json_data(cases_by_year(scope)) == slow_years(counted, period, first_month=1)
        assert json_data(cases_by_fiscal_year(scope)) == slow_years(counted, period, first_month=4)
