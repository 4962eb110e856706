import datetime as dt

import pytest
from django.utils.translation import override

from mediso.common.fiscal import CalendarYear, FiscalYear
from reports.periods import ALL, Period, UnusablePeriod
from reports.presets import preset_groups
from reports.scope import Scope

D = dt.date


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", ALL),
        ("  ", "　", ALL),
        ("2023-04-01", "2024-03-31", Period(D(2023, 4, 1), D(2024, 3, 31))),
        ("R5.4.1", "令和6年3月31日", Period(D(2023, 4, 1), D(2024, 3, 31))),
        ("２０２３/４/１", "", Period(D(2023, 4, 1), None)),
        ("", "2024年2月29日", Period(None, D(2024, 2, 29))),
        ("2024-06-01", "2024-06-01", Period(D(2024, 6, 1), D(2024, 6, 1))),
    ],
    ids=["open", "blanks", "ISO", "era", "full width", "leap day", "one day"],
)
def test_reads_days_in_any_usual_form(first: str, last: str, expected: Period) -> None:
    assert Period.parse(first, last) == expected


def test_names_everything_that_is_wrong_at_once() -> None:
    with override("en"), pytest.raises(UnusablePeriod) as refused:
        Period.parse("soon", "2023-02-29")
    assert refused.value.errors == {
        "from": "“soon” cannot be used. It is not a date. Write it like 2024-04-01, 2024/4/1, R6.4.1 or 令和6年4月1日.",
        "until": "“2023-02-29” cannot be used. There is no such day in the calendar.",
    }


def test_refuses_a_period_that_ends_before_it_begins() -> None:
    with override("en"), pytest.raises(UnusablePeriod) as refused:
        Period.parse("2024-04-02", "2024-04-01")
    message = "The last day is before the first day, 2 April 2024 (Tue). Give a day on or after it."
    assert refused.value.errors == {"until": message}
    with pytest.raises(ValueError, match="ends on 2024-04-01, before it begins on 2024-04-02"):
        Period(D(2024, 4, 2), D(2024, 4, 1))


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (ALL, "the whole period"),
        (Period(D(2024, 4, 1), None), "from 1 April 2024 (Mon)"),
        (Period(None, D(2024, 4, 1)), "until 1 April 2024 (Mon)"),
        (Period(D(2024, 4, 1), D(2024, 4, 2)), "1 April 2024 (Mon) to 2 April 2024 (Tue)"),
    ],
    ids=["whole", "from", "until", "both"],
)
def test_says_itself(period: Period, words: str) -> None:
    with override("en"):
        assert str(period) == words


def test_covers_a_year_only_with_all_its_days() -> None:
    period = Period(D(2018, 4, 1), D(2019, 12, 31))
    assert period.covers(FiscalYear(2018))
    assert not period.covers(CalendarYear(2018))
    assert period.covers(CalendarYear(2019))
    assert not period.covers(FiscalYear(2019))
    assert ALL.covers(FiscalYear(1))


def test_presets_are_the_spans_with_cases_newest_first() -> None:
    groups = preset_groups(Period(D(2023, 3, 31), D(2024, 4, 1)), today=D(2024, 5, 7))
    whole, fiscal, calendar, quarters, months = ([preset.period for preset in group.presets] for group in groups)
    assert whole == [ALL]
    assert fiscal == [
        Period(D(2024, 4, 1), D(2024, 5, 7)),
        Period(D(2024, 4, 1), D(2025, 3, 31)),
        Period(D(2023, 4, 1), D(2024, 3, 31)),
        Period(D(2022, 4, 1), D(2023, 3, 31)),
    ]
    assert [period.first for period in calendar] == [D(2024, 1, 1), D(2023, 1, 1)]
    assert quarters[0] == Period(D(2024, 4, 1), D(2024, 6, 30))
    assert quarters[-1] == Period(D(2023, 1, 1), D(2023, 3, 31))
    assert (months[0], months[-1], len(months)) == (
        Period(D(2024, 4, 1), D(2024, 4, 30)),
        Period(D(2023, 4, 1), D(2023, 4, 30)),
        13,
    )


def test_a_desk_without_cases_has_only_the_whole_period() -> None:
    (whole,) = preset_groups(ALL, today=D(2024, 5, 7))
    assert [preset.period for preset in whole.presets] == [ALL]


def test_a_scope_is_narrowed_by_the_conditions_of_a_cell() -> None:
    scope = Scope((), Period(D(2024, 1, 1), D(2024, 12, 31)), (("topic", "甲"),))
    cell = scope.narrowed((("until", "2024-03-31"), ("topic", "乙"), ("topic", "甲")))
    assert cell == Scope((), Period(D(2024, 1, 1), D(2024, 3, 31)), (("topic", "甲"), ("topic", "乙")))
    assert scope.query((("until", "2024-03-31"), ("topic", "乙"))) == cell.query()
    assert cell.query() == "from=2024-01-01&until=2024-03-31&topic=%E7%94%B2&topic=%E4%B9%99"
