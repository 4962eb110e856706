"""Dates as Japanese registers write them: 2024-04-01, 2024/4/1, 2024年4月1日, R6.4.1, 令和6年4月1日, Excel's cells."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mediso.common.japanese_text import fold_width


class UnreadableDate(ValueError):
    """The message is the reason, translated, ready to show beside the value."""


@dataclass(frozen=True)
class Era:
    """A period of the Japanese calendar. `last` is None for the reigning one.

    Source: the cabinet orders on era names; Meiji is left out because its first years were not Gregorian.
    """

    name: str
    letter: str
    first: dt.date
    last: dt.date | None


ERAS = (
    Era("令和", "R", dt.date(2019, 5, 1), None),
    Era("平成", "H", dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    Era("昭和", "S", dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    Era("大正", "T", dt.date(1912, 7, 30), dt.date(1926, 12, 24)),
)
_ERA_OF = {mark: era for era in ERAS for mark in (era.name, era.letter)}

_WEEKDAYS = "月火水木金土日"
_MONTH_DAY = (
    r"\s*(?:-|/|\.|年)\s*(?P<month>\d{1,2})\s*(?:-|/|\.|月)\s*(?P<day>\d{1,2})\s*日?"
    rf"\s*(?:\((?P<weekday>[{_WEEKDAYS}])(?:曜日?)?\))?"
)
_MIDNIGHT = r"(?:[T\s]\s*0{1,2}:00(?::00)?)?"
_WESTERN = re.compile(rf"(?P<year>\d+){_MONTH_DAY}{_MIDNIGHT}")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_JAPANESE = re.compile(rf"(?P<era>{'|'.join(_ERA_OF)})\s*(?P<year>\d{{1,2}}|元){_MONTH_DAY}{_MIDNIGHT}", re.IGNORECASE)

_PLAUSIBLE_YEARS = range(1900, 2200)

# Day 0 of Excel's calendar, one day early because Excel believes in 29 February 1900.
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
# A bare number is Excel's day count only where no other reading is likely: 2024 is a year, 60401 may be R6.4.1.
_SERIAL_FIRST, _SERIAL_LAST = dt.date(1950, 1, 1), dt.date(2049, 12, 31)


def parse_japanese_date(value: str | float | dt.date | dt.datetime) -> dt.date:
    """The day meant by a cell: text in any of the usual forms, a date or time of Excel, or Excel's day count.

    A time of day other than midnight is refused: dropping it would lose what somebody wrote.
    Raises `UnreadableDate`.
    """
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise UnreadableDate(_("It has a time of day; write the date alone."))
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        return _from_text(fold_width(value))
    return _from_number(value)


def _from_number(number: float) -> dt.date:
    if float(number).is_integer() and not isinstance(number, bool):
        if (_SERIAL_FIRST - _EXCEL_DAY_ZERO).days <= number <= (_SERIAL_LAST - _EXCEL_DAY_ZERO).days:
            return _EXCEL_DAY_ZERO + dt.timedelta(days=int(number))
        if _COMPACT.fullmatch(str(int(number))):
            return _from_text(str(int(number)))
    raise UnreadableDate(_not_a_date())


def _from_text(text: str) -> dt.date:
    if match := _JAPANESE.fullmatch(text):
        return _on_its_weekday(match, _of_era(match))
    if match := _WESTERN.fullmatch(text):
        if len(match["year"]) != 4:  # noqa: PLR2004 - a year is four digits
            raise UnreadableDate(_("Write the year with four digits, or with its era (R6.4.1)."))
        return _on_its_weekday(match, _day(match["year"], match))
    if match := _COMPACT.fullmatch(text):
        return _day(match["year"], match)
    raise UnreadableDate(_not_a_date())


def _on_its_weekday(match: re.Match[str], day: dt.date) -> dt.date:
    right = _WEEKDAYS[day.weekday()]
    if match["weekday"] not in {None, right}:
        raise UnreadableDate(_("%(date)s is a %(weekday)s.") % {"date": day, "weekday": right})
    return day


def _of_era(match: re.Match[str]) -> dt.date:
    era = _ERA_OF[match["era"].upper()]
    year_of_era = 1 if match["year"] == "元" else int(match["year"])
    day = _day(era.first.year + year_of_era - 1, match)
    if day < era.first:
        reason = _("%(era)s began on %(first)s; %(date)s is before it.")
        raise UnreadableDate(reason % {"era": era.name, "first": era.first, "date": day})
    if era.last and day > era.last:
        reason = _("%(era)s ended on %(last)s; if %(date)s is meant, write it so.")
        raise UnreadableDate(reason % {"era": era.name, "last": era.last, "date": day})
    return day


def _day(year: str | int, match: re.Match[str]) -> dt.date:
    if int(year) not in _PLAUSIBLE_YEARS:
        raise UnreadableDate(_("The year %(year)d cannot be right.") % {"year": int(year)})
    try:
        return dt.date(int(year), int(match["month"]), int(match["day"]))
    except ValueError:
        raise UnreadableDate(_("There is no such day in the calendar.")) from None


def _not_a_date() -> str:
    return _("It is not a date. Write it like 2024-04-01, 2024/4/1, R6.4.1 or 令和6年4月1日.")
