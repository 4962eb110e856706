"""Whatever becomes of closed cases, the difference list and the counts say what a slow comparison says."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case
from mediso.common.months import Month
from reports.models import ClosedCase, MonthlyClose
from reports.selectors.closes.changes import CaseChange, Kind, case_changes
from reports.selectors.closes.differences import Differences, count_differences
from tests.factories.accounts import OrganisationFactory
from tests.factories.desks import topic_set
from tests.reports.builders import SmallDesk, small_desk, undone
from tests.reports.closes import a_quarter, change, closed

pytestmark = pytest.mark.django_db

Edit = tuple[int, str, int]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from([*ClosedCase.FROZEN, "withdrawn_untriaged", "summary"]),
        st.integers(0, 2),
    ),
    max_size=6,
)
DAYS = st.lists(st.dates(dt.date(2024, 3, 25), dt.date(2024, 7, 5)), max_size=2)


def slowly(close: MonthlyClose) -> tuple[Differences, dict[int, tuple[Kind, set[str]]]]:
    """By looking at every row."""
    now = {
        case.pk: case
        for case in Case.objects.all()
        if Month.of(case.received_on) == close.of_month and not case.withdrawn_untriaged
    }
    then = {row.case_id: row for row in close.cases.all()}
    found: dict[int, tuple[Kind, set[str]]] = {pk: (Kind.LATE, set()) for pk in now.keys() - then.keys()}
    for pk, row in then.items():
        case = Case.objects.get(pk=pk)
        columns = {name for name in ClosedCase.FROZEN if getattr(row, name) != getattr(case, name)}
        if pk not in now:
            found[pk] = (Kind.LEFT, columns)
        elif columns:
            found[pk] = (Kind.CHANGED, columns)
    kinds = [kind for kind, _columns in found.values()]
    late, left, changed = (kinds.count(kind) for kind in (Kind.LATE, Kind.LEFT, Kind.CHANGED))
    return Differences(len(then), len(now), late, left, changed), found


def told(changes: list[CaseChange]) -> dict[int, tuple[Kind, int]]:
    return {one.case.pk: (one.kind, len(one.columns)) for one in changes}


@pytest.fixture(scope="module")
def values() -> dict[str, list[Any]]:
    """Of each column three to change to; rows are made by the test."""
    return {
        "received_on": [dt.date(2024, 6, 2), dt.date(2024, 6, 30), dt.date(2024, 5, 31)],
        "organisation_kind": ["venture", "academia", "company"],
        "prefecture": ["13", "01", "47"],
        "channel": ["portal", "phone", "mail"],
        "development_stage": ["", "prototype", "clinical"],
        "language": ["ja", "en", "ja"],
        "summary": ["", "a", "b"],
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, days=DAYS)
def test_the_difference_list_is_what_a_slow_comparison_finds(
    closed_quarter: tuple[SmallDesk, list[Case], list[MonthlyClose]],
    values: dict[str, list[Any]],
    edits: list[Edit],
    days: list[dt.date],
) -> None:
    desk, cases, closes = closed_quarter
    with undone():
        rows = values | {
            "organisation_id": [desk.organisation.pk, OrganisationFactory.create().pk, desk.organisation.pk],
            "product_type_id": [None, *(one.pk for one in desk.product_types.values())],
            "topic_set_id": [None, *(topic_set(one).pk for one in list(desk.topics.values())[:2])],
        }
        for number, column, value in edits:
            if column == "withdrawn_untriaged":
                change(cases[number], state="withdrawn", awaits="nobody", withdrawn_untriaged=True)
            else:
                change(cases[number], classified_at=None, **{column: rows[column][value]})
        for day in days:
            desk.case("薬", "甲", day)
        counts = count_differences(closes)
        for close in closes:
            expected, found = slowly(close)
            assert counts[close.pk] == expected
            assert told(case_changes(close)) == {pk: (kind, len(columns)) for pk, (kind, columns) in found.items()}


@pytest.fixture
def closed_quarter() -> tuple[SmallDesk, list[Case], list[MonthlyClose]]:
    desk = small_desk()
    cases = a_quarter(desk)
    return desk, cases, closed(desk)
