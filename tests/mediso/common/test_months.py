import datetime as dt

import pytest

from mediso.common.months import months_after

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
}


@pytest.mark.parametrize(("asked", "day"), LATER.items(), ids=str)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(asked: tuple[str, int], day: str) -> None:
    start, months = asked
    assert months_after(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(day)
