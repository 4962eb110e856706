"""関係組織: the parent and the competitors of the organisation that asks, as the desk knows them."""

import uuid
from typing import TypedDict, Unpack

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.organisations import matching_key
from cases.enums import OrganisationTie
from cases.models import Case, RelatedOrganisation
from cases.selectors.desk_record import same
from cases.selectors.related import NAMED, plain_related
from cases.services.chart import StaleValue, record_on_chart
from cases.works import Work
from mediso.common.errors import ActionRefused


class Related(TypedDict):
    """`corporate_number` is 13 digits, or empty where it is not known."""

    kind: OrganisationTie
    name: str
    corporate_number: str


def add(*, case_id: int, actor: User, press: uuid.UUID | None = None, **named: Unpack[Related]) -> Case:
    """The same `press` twice adds one. Raises `ActionRefused` for what is recorded already, or has no name."""
    with record_on_chart(case_id=case_id, work=Work.ADD_RELATED, actor=actor, press=press) as entry:
        if entry.earlier is not None:
            return entry.case
        row = RelatedOrganisation(case=entry.case)
        _write(row, named)
        entry.payload |= {"related": row.pk, "to": _told(row)}
    return entry.case


def change(*, case_id: int, actor: User, pk: int, was: str, **named: Unpack[Related]) -> Case:
    """`was` is what the form was drawn from (`plain_related`). Equal values leave no event.

    Raises `StaleValue` when somebody was quicker, `ActionRefused` as `add` does and when it was removed meanwhile.
    """
    with record_on_chart(case_id=case_id, work=Work.CHANGE_RELATED, actor=actor) as entry:
        row = _row(entry.case, pk)
        present, before = plain_related(row), _told(row)
        if before == {name: str(value) for name, value in named.items()}:
            entry.silent = True
            return entry.case
        if not same(present, was):
            raise StaleValue(_("Somebody has changed this meanwhile. Nothing of yours was saved."), present)
        _write(row, named)
        entry.payload |= {"related": pk, "from": before, "to": _told(row)}
    return entry.case


def remove(*, case_id: int, actor: User, pk: int) -> Case:
    with record_on_chart(case_id=case_id, work=Work.REMOVE_RELATED, actor=actor) as entry:
        row = _row(entry.case, pk)
        entry.payload |= {"related": pk, "from": _told(row)}
        row.delete()
    return entry.case


def _write(row: RelatedOrganisation, named: Related) -> None:
    row.kind, row.name, row.corporate_number = named["kind"], named["name"], named["corporate_number"]
    row.normalised_name = matching_key(row.name)
    alike = Q(normalised_name=row.normalised_name)
    if row.corporate_number:
        alike |= Q(corporate_number=row.corporate_number)
    if double := row.case.related_organisations.filter(alike, kind=row.kind).exclude(pk=row.pk).first():
        raise ActionRefused(
            _("%(name)s is recorded already, as “%(kind)s”. Change that row, if something is missing there.")
            % {"name": double.name, "kind": double.get_kind_display()}
        )
    row.save()


def _row(case: Case, pk: int) -> RelatedOrganisation:
    row = case.related_organisations.filter(pk=pk).first()
    if row is None:
        raise ActionRefused(_("This organisation was removed meanwhile."))
    return row


def _told(row: RelatedOrganisation) -> dict[str, str]:
    """What the event keeps: it is all that remains of what was removed."""
    return {name: str(getattr(row, name)) for name in NAMED}
