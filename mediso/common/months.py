import calendar
import datetime as dt

MONTHS_A_YEAR = 12


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month that many months later; the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
