import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.figures.figure import Figure
from reports.periods import ALL, Period
from reports.registry import FIGURES
from reports.scope import Scope
from reports.selectors.ends import received_span
from tests.reports.builders import SmallDesk, small_desk

pytestmark = pytest.mark.django_db

Drawn = list[tuple[int, int, int, int | None, bool]]


def drawn(figure: Figure) -> Drawn:
    """Year, cases, cumulative, difference to the year before, and whether the period holds only a part of it."""
    rows = []
    for row in figure.rows:
        cases, cumulative, _before, difference = (cell.value for cell in row.cells)
        rows.append((int(row.code), cases, cumulative, difference, row.is_cut))
    return rows  # type: ignore[return-value]


def cases_by_year(scope: Scope) -> Figure:
    return FIGURES["cases_by_year"].select(scope)


def cases_by_fiscal_year(scope: Scope) -> Figure:
    return FIGURES["cases_by_fiscal_year"].select(scope)


def cells(name: str, scope: Scope) -> dict[str, tuple[object, ...]]:
    return {row.code: tuple(cell.value for cell in row.cells) for row in FIGURES[name].select(scope).rows}


def desk_with(*days: str) -> SmallDesk:
    at = small_desk()
    for day in days:
        at.case("薬", "甲", dt.date.fromisoformat(day))
    return at


def test_calendar_years_count_from_january_to_december() -> None:
    at = desk_with("2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01", "2023-06-01")
    assert drawn(cases_by_year(at.scope())) == [
        (2021, 1, 1, None, False),
        (2022, 2, 3, 1, False),
        (2023, 2, 5, 0, False),
    ]


def test_fiscal_years_count_from_april_to_march() -> None:
    at = desk_with("2023-03-31", "2023-04-01", "2024-02-29", "2024-03-31", "2024-04-01")
    assert drawn(cases_by_fiscal_year(at.scope())) == [
        (2022, 1, 1, None, False),
        (2023, 3, 4, 2, False),
        (2024, 1, 5, -2, False),
    ]


def test_empty_years_inside_are_rows_of_zero() -> None:
    at = desk_with("2020-01-01", "2023-01-01")
    assert drawn(cases_by_year(at.scope())) == [
        (2020, 1, 1, None, False),
        (2021, 0, 1, -1, False),
        (2022, 0, 1, 0, False),
        (2023, 1, 2, 1, False),
    ]


def test_a_given_end_of_the_period_begins_and_ends_the_rows() -> None:
    at = desk_with("2022-05-05")
    figure = cases_by_year(at.scope(Period(dt.date(2021, 1, 1), dt.date(2023, 12, 31))))
    assert drawn(figure) == [(2021, 0, 0, None, False), (2022, 1, 1, None, False), (2023, 0, 1, -1, False)]


def test_a_part_of_a_year_is_marked_and_compared_with_nothing() -> None:
    at = desk_with("2021-12-31", "2022-01-01", "2023-01-01", "2024-04-30", "2024-05-01")
    figure = cases_by_year(at.scope(Period(dt.date(2021, 2, 1), dt.date(2024, 4, 30))))
    assert drawn(figure) == [
        (2021, 1, 1, None, True),
        (2022, 1, 2, 0, False),
        (2023, 1, 3, 0, False),
        (2024, 1, 4, None, True),
    ]


def test_a_year_before_the_period_is_compared_with_all_the_same() -> None:
    at = desk_with("2021-03-31", "2021-04-01", "2022-03-31", "2022-04-01", "2023-03-31")
    fy_2022 = Period(dt.date(2022, 4, 1), dt.date(2023, 3, 31))
    assert cells("cases_by_fiscal_year", at.scope(fy_2022)) == {"2022": (2, 2, 2, 0)}


def test_months_of_a_leap_year_and_of_the_turn_of_the_fiscal_year() -> None:
    at = desk_with("2023-02-28", "2023-03-31", "2024-01-31", "2024-02-28", "2024-02-29", "2024-03-31", "2024-04-01")
    period = Period(dt.date(2024, 1, 1), dt.date(2024, 4, 30))
    assert cells("cases_by_month", at.scope(period)) == {
        "2024-01": (1, 1, None, None),
        "2024-02": (2, 3, 1, 1),
        "2024-03": (1, 4, 1, 0),
        "2024-04": (1, 5, 0, 1),
    }
    assert cells("cases_by_quarter", at.scope()) == {
        "2022-Q4": (2, 2, None, None),
        "2023-Q1": (0, 2, None, None),
        "2023-Q2": (0, 2, None, None),
        "2023-Q3": (0, 2, None, None),
        "2023-Q4": (4, 6, 2, 2),
        "2024-Q1": (1, 7, 0, 1),
    }


def test_every_number_leads_to_its_days() -> None:
    at = desk_with("2023-06-01", "2024-06-01")
    period = Period(dt.date(2024, 6, 1), dt.date(2024, 6, 30))
    (row,) = FIGURES["cases_by_month"].select(at.scope(period)).rows
    assert [cell.where for cell in row.cells] == [
        (("from", "2024-06-01"), ("until", "2024-06-30")),
        (("until", "2024-06-30"),),
        (("from", "2023-06-01"), ("until", "2023-06-30")),
        None,
    ]


def test_an_empty_period() -> None:
    at = desk_with("2024-01-01")
    march = Period(dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    assert drawn(cases_by_fiscal_year(at.scope(march))) == [(2022, 0, 0, None, True)]
    assert cases_by_fiscal_year(at.scope(march)).cases == 0
    assert drawn(cases_by_year(at.scope(Period(last=dt.date(2020, 1, 1))))) == [(2020, 0, 0, None, True)]
    assert drawn(cases_by_year(at.scope(Period(first=dt.date(2025, 1, 1))))) == [(2025, 0, 0, -1, False)]


def test_no_case_at_all() -> None:
    at = small_desk()
    assert drawn(cases_by_year(at.scope())) == []
    assert cases_by_year(at.scope()).cases == 0
    assert received_span(at.scope()) == ALL


def test_other_desks_do_not_count() -> None:
    at, other = desk_with("2024-01-01"), desk_with("2019-01-01")
    assert drawn(cases_by_year(at.scope())) == [(2024, 1, 1, None, False)]
    assert cases_by_year(Scope((at.desk, other.desk))).cases == 2
    assert received_span(Scope((at.desk, other.desk))) == Period(dt.date(2019, 1, 1), dt.date(2024, 1, 1))


@pytest.mark.parametrize("years", [1, 3], ids=str)
def test_three_queries_however_many_years(years: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    at = desk_with(*[f"202{n}-06-01" for n in range(years)])
    with django_assert_num_queries(3):
        assert len(cases_by_year(at.scope()).rows) == years
