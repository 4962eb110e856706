"""共同研究者, as the desk knows them: added, changed and removed on the chart."""

import uuid
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Collaborator
from cases.selectors.collaborators import NAMED, plain_collaborator
from cases.selectors.desk_record import same
from cases.services.chart import StaleValue, record_on_chart
from cases.works import Work
from mediso.common.errors import ActionRefused


class Person(TypedDict):
    name: str
    affiliation: str
    role: str


def add(*, case_id: int, actor: User, press: uuid.UUID | None = None, **person: Unpack[Person]) -> Case:
    """The same `press` twice adds one."""
    with record_on_chart(case_id=case_id, work=Work.ADD_COLLABORATOR, actor=actor, press=press) as entry:
        if entry.earlier is not None:
            return entry.case
        row = Collaborator.objects.create(case=entry.case, **person)
        entry.payload |= {"collaborator": row.pk, "to": _told(row)}
    return entry.case


def change(*, case_id: int, actor: User, pk: int, was: str, **person: Unpack[Person]) -> Case:
    """`was` is what the form was drawn from (`plain_collaborator`). Equal values leave no event.

    Raises `StaleValue` when somebody was quicker, `ActionRefused` when the collaborator was removed meanwhile.
    """
    with record_on_chart(case_id=case_id, work=Work.CHANGE_COLLABORATOR, actor=actor) as entry:
        row = _row(entry.case, pk)
        present, before = plain_collaborator(row), _told(row)
        row.name, row.affiliation, row.role = person["name"], person["affiliation"], person["role"]
        entry.silent = present == plain_collaborator(row)
        if not (entry.silent or same(present, was)):
            raise StaleValue(_("Somebody has changed this meanwhile. Nothing of yours was saved."), present)
        row.save()
        entry.payload |= {"collaborator": row.pk, "from": before, "to": _told(row)}
    return entry.case


def remove(*, case_id: int, actor: User, pk: int) -> Case:
    with record_on_chart(case_id=case_id, work=Work.REMOVE_COLLABORATOR, actor=actor) as entry:
        row = _row(entry.case, pk)
        entry.payload |= {"collaborator": pk, "from": _told(row)}
        row.delete()
    return entry.case


def _row(case: Case, pk: int) -> Collaborator:
    row = case.collaborators.filter(pk=pk).first()
    if row is None:
        raise ActionRefused(_("This collaborator was removed meanwhile."))
    return row


def _told(row: Collaborator) -> dict[str, str]:
    """What the event keeps: it is all that remains of who was removed."""
    return {name: getattr(row, name) for name in NAMED}
