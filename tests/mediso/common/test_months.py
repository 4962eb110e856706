import datetime as dt

import pytest
from django.utils.translation import override

from mediso.common.months import Month, months_after

LATER = {
    ("2026-11-21", 1): "2026-12-21",
    ("2026-11-21", 2): "2027-01-21",
    ("2026-01-31", 1): "2026-02-28",
    ("2028-01-31", 1): "2028-02-29",
    ("2027-08-31", 6): "2028-02-29",
    ("2028-02-29", 12): "2029-02-28",
    ("2026-03-31", 1): "2026-04-30",
    ("2026-12-01", 12): "2027-12-01",
    ("2026-12-31", 60): "2031-12-31",
    ("2026-12-15", 0): "2026-12-15",
    ("2028-02-29", -12): "2027-02-28",
    ("2026-01-31", -2): "2025-11-30",
}


@pytest.mark.parametrize(("asked", "day"), LATER.items(), ids=str)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(asked: tuple[str, int], day: str) -> None:
    start, months = asked
    assert months_after(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(day)


def test_a_month_has_its_days_its_code_and_its_name() -> None:
    month = Month.of(dt.date(2028, 2, 17))
    assert (month.first, month.last, month.code) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29), "2028-02")
    names = []
    for language in ("ja", "en"):
        with override(language):
            names.append(str(month))
    assert names == ["2028年2月", "February 2028"]
    assert [one.code for one in Month.between(Month(2027, 11), Month(2028, 1))] == ["2027-11", "2027-12", "2028-01"]


@pytest.mark.parametrize("code", ["2026-11", "0001-01", "9999-12"])
def test_a_code_is_read_back(code: str) -> None:
    found = Month.parse(code)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("code", ["", "2026-13", "2026-00", "2026-1", "0000-01", "２０２６-11", "2026-11-01", "x"])
def test_anything_else_is_no_month(code: str) -> None:
    assert Month.parse(code) is None
