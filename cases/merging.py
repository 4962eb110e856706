"""What moves on cases and drafts when organisations or contacts are merged; `cases.apps` registers it.

What was asked stays as it was asked: a submitted consultation names the organisation and the person it was sent for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.merging_hooks import PlainMover, move_with_contacts, move_with_organisations
from accounts.models import Contact, Organisation, User
from cases.enums import EventKind
from cases.models import Case, CaseEvent, Consultation

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


def register() -> None:
    merged, undone = EventKind.ORGANISATION_MERGED, EventKind.MERGE_UNDONE
    move_with_organisations(CaseMover("cases", _("Cases"), Case.objects, "organisation", merged, undone))
    move_with_organisations(DraftMover("drafts", _("Drafts"), Consultation.objects, "organisation"))
    # A person is not an organisation: the chart tells of it as of any other change.
    edited = EventKind.CHART_EDITED
    move_with_contacts(CaseMover("cases", _("Cases"), Case.objects, "contact", edited, edited))
    move_with_contacts(DraftMover("drafts", _("Drafts"), Consultation.objects, "contact"))
