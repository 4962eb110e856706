"""Whose move it was at the end of each month that a case has lived through: one letter a month.

Pure arithmetic on plain values. The month of receipt has the first letter (`CountedFacts.month_end_moves`). Days are
days in Japan. An end of a month is over once its last day lies behind, so a move on the last day itself was made before
the end.
"""

import datetime as dt

from cases.enums import MONTH_END_LETTERS, UNKNOWN_MOVE, Awaits
from mediso.common.months import MONTHS_A_YEAR, Month


def ends_over(received_on: dt.date, today: dt.date) -> int:
    """How many ends of months lie between the receipt and `today`; 0 in the month of receipt."""
    return _months_from(received_on, Month.of(today))


def filled(received_on: dt.date, moves: str, awaits: Awaits, today: dt.date) -> str:
    """`moves` up to today, where `awaits` says whose move it has been since the last letter."""
    return moves.ljust(ends_over(received_on, today), MONTH_END_LETTERS[awaits])


def move_at(received_on: dt.date, moves: str, awaits: Awaits, month: Month) -> str | None:
    """The letter of the end of that month; None of a month before the receipt.

    Ask only for months that have begun: of the running one this is whose move it is now.
    """
    place = _months_from(received_on, month)
    if place < 0:
        return None
    return moves[place] if place < len(moves) else MONTH_END_LETTERS[awaits]


def of_history(received_on: dt.date, closed_on: dt.date, known: str = "") -> str:
    """The letters of a closed case that comes with its history, up to its closing: `known` as far as they are."""
    ends, told = ends_over(received_on, closed_on), known.rstrip(MONTH_END_LETTERS[Awaits.NOBODY])
    return told[:ends].ljust(ends, UNKNOWN_MOVE)


def _months_from(received_on: dt.date, month: Month) -> int:
    return (month.year - received_on.year) * MONTHS_A_YEAR + month.month - received_on.month
