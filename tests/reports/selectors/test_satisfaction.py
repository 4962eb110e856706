import datetime as dt
from decimal import Decimal

import pytest

from reports.periods import Period
from reports.selectors.satisfaction import satisfaction, satisfaction_over_time
from tests.reports.builders import SmallDesk, small_desk
from tests.reports.lists import assert_numbers_are_their_lists, values

pytestmark = pytest.mark.django_db


def rated(desk: SmallDesk, on: dt.date, *scores: int | None) -> None:
    for score in scores:
        case = desk.case("薬", "甲", on)
        case.satisfaction = score
        case.save()


@pytest.fixture
def desk() -> SmallDesk:
    made = small_desk()
    rated(made, dt.date(2023, 3, 31), 5, 4, None)
    rated(made, dt.date(2023, 4, 1), 1, 2, 4)
    rated(made, dt.date(2024, 4, 1), None)
    return made


def test_all_answers_together(desk: SmallDesk) -> None:
    figure = satisfaction(desk.scope())
    codes = ["cases", "answered", "satisfied", "5", "4", "3", "2", "1", "average"]
    assert [column.code for column in figure.columns] == codes
    assert values(figure) == {"all": [7, 5, 3, 1, 2, 0, 1, 1, Decimal("3.20")]}
    assert [cell.of for cell in figure.rows[0].cells] == [None, 7, 5, 5, 5, 5, 5, 5, None]
    assert [cell.percent for cell in figure.rows[0].cells] == [None, 71, 60, 20, 40, 0, 20, 20, None]
    assert_numbers_are_their_lists(figure)


def test_a_long_period_is_told_by_fiscal_year_also_one_without_answers(desk: SmallDesk) -> None:
    figure = satisfaction_over_time(desk.scope())
    assert values(figure) == {
        "2022": [3, 2, 2, 1, 1, 0, 0, 0, Decimal("4.50")],
        "2023": [3, 3, 1, 0, 1, 0, 1, 1, Decimal("2.33")],
        "2024": [1, 0, 0, 0, 0, 0, 0, 0, None],
        "total": [7, 5, 3, 1, 2, 0, 1, 1, Decimal("3.20")],
    }
    assert figure.rows[2].cells[2].percent is None
    assert_numbers_are_their_lists(figure)


def test_up_to_13_months_are_told_by_month_the_empty_ones_too(desk: SmallDesk) -> None:
    period = Period(dt.date(2023, 3, 31), dt.date(2023, 5, 31))
    figure = satisfaction_over_time(desk.scope(period))
    assert {code: (row[0], row[-1]) for code, row in values(figure).items()} == {
        "2023-03": (3, Decimal("4.50")),
        "2023-04": (3, Decimal("2.33")),
        "2023-05": (0, None),
        "total": (6, Decimal("3.20")),
    }
    assert [row.is_cut for row in figure.rows] == [True, False, False]
    assert_numbers_are_their_lists(figure)


def test_an_average_is_rounded_half_up() -> None:
    made = small_desk()
    rated(made, dt.date(2024, 6, 1), *[4] * 7, 5)  # 33 ÷ 8 = 4.125
    assert values(satisfaction(made.scope()))["all"][-1] == Decimal("4.13")
