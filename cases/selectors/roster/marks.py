"""Why a supporter cannot be asked today, in words."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from mediso.common.formats import written_date
from supporters.enums import LeaveKind
from supporters.models import Leave, Supporter
from supporters.selectors.available import leaves_on

# Tones of chips (docs/ui.md).
LEAVE_TONES = {LeaveKind.LEAVE: "purple", LeaveKind.PAUSE: "orange"}


@dataclass(frozen=True, slots=True)
class Mark:
    label: str
    tone: str


def with_leaves(supporters: QuerySet[Supporter], today: dt.date) -> QuerySet[Supporter]:
    """The supporters, each with the `leaves_today` that `marks_of` reads; one query more."""
    return supporters.prefetch_related(Prefetch("leaves", leaves_on(today), to_attr="leaves_today"))


def marks_of(supporter: Supporter, today: dt.date) -> tuple[Mark, ...]:
    """Of a supporter from `with_leaves`."""
    leaves: list[Leave] = supporter.leaves_today  # type: ignore[attr-defined]  # prefetched above
    return (*_of_term(supporter, today), *(_of_leave(leave) for leave in leaves))


def _of_term(supporter: Supporter, today: dt.date) -> tuple[Mark, ...]:
    if today < supporter.term_start:
        return (Mark(_("term begins on %(day)s") % {"day": written_date(supporter.term_start)}, "gray"),)
    if supporter.term_end is not None and supporter.term_end < today:
        return (Mark(_("term ended on %(day)s") % {"day": written_date(supporter.term_end)}, "gray"),)
    return ()


def _of_leave(leave: Leave) -> Mark:
    kind = LeaveKind(leave.kind)
    until = _("until further notice") if leave.last_day is None else written_date(leave.last_day)
    words = {"kind": kind.label, "until": until}
    return Mark(
        (_("%(kind)s, %(until)s") if leave.last_day is None else _("%(kind)s until %(until)s")) % words,
        LEAVE_TONES[kind],
    )
