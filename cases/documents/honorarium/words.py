"""What page, PDF and CSV say of a statement."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.documents.honorarium.values import Statement, Unpaid

UNPAID_WORDS: Mapping[Unpaid, str | Promise] = {
    Unpaid.FULL_TIME: _("Full-time: hours are recorded, no honorarium is paid"),
    Unpaid.NO_RATE: _("No rate is set, neither the supporter’s own nor the desk’s: no amount is worked out"),
}
OWN_RATE = pgettext_lazy("rate of the honorarium", "the supporter’s own rate")
DESK_RATE = pgettext_lazy("rate of the honorarium", "the desk’s rate")
NOT_COUNTED = _("Not counted: no length is recorded")


def remark(statement: Statement) -> str:
    """Whose rate it is, or why there is no amount."""
    if statement.unpaid:
        return str(UNPAID_WORDS[statement.unpaid])
    return str(OWN_RATE if statement.own_rate else DESK_RATE)
