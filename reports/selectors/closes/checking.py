"""Whether every close is still what was sealed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.models import MonthlyClose
from reports.selectors.closes.record import seal_of


def broken_closes() -> Iterator[tuple[MonthlyClose, str]]:
    """Each close that is not what it was, with what is wrong about it.

    Every seal is worked out again from the figures and rows, and must be the one that the next close of the desk names:
    so a close that is missing is noticed too, but for the last ones.
    """
    last_seals: dict[int, str] = {}
    closes = MonthlyClose.objects.select_related("desk").order_by("pk")
    for close in closes.iterator(chunk_size=100):
        if seal_of(close) != close.sha256:
            yield close, _("Its figures, cases or head are not those that were sealed.")
        if close.follows != last_seals.get(close.desk_id, ""):
            yield close, _("The close before it was changed or is missing.")
        last_seals[close.desk_id] = close.sha256
    yield from _not_one_current()


def _not_one_current() -> Iterator[tuple[MonthlyClose, str]]:
    """The newest edition of a month is the current one."""
    newest = MonthlyClose.objects.order_by("desk_id", "month", "-edition").distinct("desk_id", "month")
    for close in newest.select_related("desk"):
        if not close.is_current:
            yield close, _("It is the newest edition and does not count as the current one.")
