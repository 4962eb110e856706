"""The arithmetic of Japan's fiscal year, for code that needs no words (`mediso.common.fiscal` has them)."""

import datetime as dt

APRIL = 4


def fiscal_year_of(day: dt.date) -> int:
    """年度 of that day, named by the year it begins in: from 1 April to 31 March (Public Finance Act, article 11)."""
    return day.year if day.month >= APRIL else day.year - 1
