from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from mediso.common.formats import era_date, era_year, written_date, written_moment


@pytest.mark.parametrize(("language", "expected"), [("ja", "2026年11月21日（土）"), ("en", "21 November 2026 (Sat)")])
def test_a_day_as_people_here_write_it(language: str, expected: str) -> None:
    with translation.override(language):
        assert written_date(date(2026, 11, 21)) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("ja", "2026年11月22日（日） 00:05"), ("en", "22 November 2026 (Sun) 00:05")]
)
def test_a_moment_is_told_in_japan_time(language: str, expected: str) -> None:
    with translation.override(language):
        assert written_moment(datetime(2026, 11, 21, 15, 5, tzinfo=UTC)) == expected


def test_the_day_of_a_moment_is_its_day_in_japan() -> None:
    with translation.override("ja"):
        assert written_date(datetime(2026, 11, 21, 15, 5, tzinfo=UTC)) == "2026年11月22日（日）"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 21), "令和8年11月21日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
    ],
)
def test_era_years_change_on_their_days(day: date, expected: str) -> None:
    with translation.override("ja"):
        assert era_date(day) == expected


def test_era_years_in_english() -> None:
    with translation.override("en"):
        assert era_date(date(2026, 11, 21)) == "21 November Reiwa 8"
        assert era_year(date(2019, 5, 1)) == "Reiwa 1"


def test_no_era_is_invented_for_days_before_the_table() -> None:
    with pytest.raises(ValueError, match="1912-07-29"):
        era_year(date(1912, 7, 29))
