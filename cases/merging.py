"""What moves on cases and drafts when organisations or contacts are merged; `cases.apps` registers it.

What was asked stays as it was asked: a submitted consultation names the organisation and the person it was sent for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.merging_hooks import (
    PlainMover,
    check_organisations_with,
    move_with_contacts,
    move_with_organisations,
)
from accounts.models import Contact, Organisation, User
from cases.enums import LIVE_ASSIGNMENTS, EventKind
from cases.models import Assignment, Case, CaseEvent, Consultation
from cases.selectors.chart import visible_charts
from cases.transitions import OPEN
from mediso.common.errors import ActionRefused
from supporters.selectors.roster import people_in_conflict

Row = TypeVar("Row", Organisation, Contact)


@dataclass(frozen=True, slots=True)
class CaseMover(PlainMover[Row]):
    """Each case that moves, and each that moves back, has an event that says from where to where."""

    merged: EventKind
    undone: EventKind

    def move(self, *, kept: Row, merged: Row, actor: User) -> list[int]:
        ids = self._point(self.rows(merged), kept)
        self._tell(ids, self.merged, actor, {"from": merged.pk, "to": kept.pk})
        return ids

    def move_back(self, *, ids: Sequence[int], kept: Row, merged: Row, actor: User) -> list[int]:
        back = self._point(self.rows(kept).filter(pk__in=ids), merged)
        self._tell(back, self.undone, actor, {"from": kept.pk, "to": merged.pk})
        return back

    def _tell(self, ids: Sequence[int], kind: EventKind, actor: User, change: dict[str, int]) -> None:
        payload = {"field": self.field, "from": str(change["from"]), "to": str(change["to"])}
        events = [CaseEvent(case_id=pk, kind=kind, actor=actor, payload=payload) for pk in ids]
        CaseEvent.objects.bulk_create(events, batch_size=1_000)


@dataclass(frozen=True, slots=True)
class DraftMover(PlainMover[Row]):
    """Consultations that nobody has submitted yet."""

    def rows(self, row: Row) -> QuerySet[Any]:
        return Consultation.objects.filter(**{self.field: row, "submitted_at": None})


def refuse_ties(*, kept: Organisation, merged: Organisation, actor: User) -> None:
    """Nobody goes on working on a case of an organisation they declared a tie to; the chart refuses it likewise.

    Whoever has a tie to one of the two would have it to the cases of the other. Who they are and which case it is, is
    told to those who open its chart.
    """
    open_cases = Case.objects.filter(organisation__in=[kept, merged], state__in=OPEN)
    list(open_cases.select_for_update().order_by("pk"))  # nobody is proposed or accepts meanwhile
    for asking, other in ((kept, merged), (merged, kept)):
        tied = (
            Assignment.objects.filter(case__organisation=asking, state__in=LIVE_ASSIGNMENTS)
            .filter(supporter__user__in=people_in_conflict(other))
            .exclude(supporter__user__in=people_in_conflict(asking))
            .select_related("case__desk", "supporter")
            .order_by("case", "pk")
            .first()
        )
        if tied:
            raise ActionRefused(_tie_words(tied, asking, other, actor))


def _tie_words(tied: Assignment, asking: Organisation, other: Organisation, actor: User) -> str:
    names = {"organisation": other.name, "asking": asking.name, "desk": tied.case.desk}
    if visible_charts(actor).filter(pk=tied.case_id).exists():
        return gettext(
            "%(supporter)s has a declared interest in %(organisation)s and is asked to work on %(number)s of "
            "%(asking)s, or works on it. Withdraw the proposal or close the case before you merge the two."
        ) % (names | {"supporter": tied.supporter.name, "number": tied.case.number})
    return (
        gettext(
            "Somebody who is asked to work on a case of %(asking)s, or works on it, has a declared interest in "
            "%(organisation)s. Ask the staff of %(desk)s to withdraw the proposal or close the case before you merge "
            "the two."
        )
        % names
    )


def register() -> None:
    check_organisations_with(refuse_ties)
    merged, undone = EventKind.ORGANISATION_MERGED, EventKind.MERGE_UNDONE
    move_with_organisations(CaseMover("cases", _("Cases"), Case.objects, "organisation", merged, undone))
    move_with_organisations(DraftMover("drafts", _("Drafts"), Consultation.objects, "organisation"))
    # A person is not an organisation: the chart tells of it as of any other change.
    edited = EventKind.CHART_EDITED
    move_with_contacts(CaseMover("cases", _("Cases"), Case.objects, "contact", edited, edited))
    move_with_contacts(DraftMover("drafts", _("Drafts"), Consultation.objects, "contact"))
