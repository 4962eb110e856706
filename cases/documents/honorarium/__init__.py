"""謝金: what supporters worked in a month, and what they are paid for it (docs/honorarium.md).

`values.py` holds the one object; the page, `paper.py` (PDF) and `table.py` (CSV) draw it.
"""

from cases.documents.honorarium.values import Line, MonthOfWork, Statement, Unpaid, honorarium

__all__ = ["Line", "MonthOfWork", "Statement", "Unpaid", "honorarium"]
