"""The desk's own record of a case, field by field, and the door through which the chart is written."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cases.enums import LIVE_ASSIGNMENTS
from cases.models import Case
from cases.policies import Standing, standings_of
from cases.selectors.desk_record import FIELDS, form_field, plain, same
from cases.services import records
from cases.works import Work
from mediso.common.errors import ActionRefused, StaleRow
from supporters.selectors.roster import people_in_conflict


class StaleValue(StaleRow):
    """Somebody else changed the value after the form was drawn. `present` is what it is now."""

    def __init__(self, message: str, present: str) -> None:
        super().__init__(message)
        self.present = present


@contextmanager
def record_on_chart(
    *, case_id: int, work: Work, actor: User, press: uuid.UUID | None = None
) -> Iterator[records.Entry]:
    """As `records.record`, but never for the asker: of the colleague who asked, the others keep the chart."""
    with records.record(case_id=case_id, work=work, actor=actor, press=press) as entry:
        if Standing.ASKER in standings_of(actor, entry.case):
            raise ActionRefused(_("You asked this yourself: your colleagues keep its chart."))
        yield entry


def edit(*, case_id: int, actor: User, field: str, was: str, value: str) -> Case:
    """Change one field of the desk's record. Values are plain: a code, a key, or the text itself.

    `was` is the value that the form was drawn from. Nothing is written, and no event, when the value is there already.

    Raises `StaleValue` when it is neither `was` nor `value` any more, `ActionRefused` when the value does not fit the
    field or this person may not change it. KeyError for a field that is not in the record's table.
    """
    rule = FIELDS[field]
    with record_on_chart(case_id=case_id, work=Work.EDIT_CHART, actor=actor) as entry:
        case = entry.case
        if not (decision := rule.policy.decide(standings_of(actor, case))):
            raise ActionRefused(decision.reason)
        present = plain(case, field)
        if same(present, value):
            entry.silent = True
            return case
        if not same(present, was):
            raise StaleValue(_("Somebody has changed this meanwhile. Nothing of yours was saved."), present)
        new = _cleaned(case, field, value)
        if isinstance(new, Organisation):
            _refuse_conflicts(case, new)
        # One column: a move through the gate writes the others, under the same lock.
        Case.objects.filter(pk=case.pk).update(**{field: new})
        case.refresh_from_db(fields=[field])
        entry.payload |= {"field": field, "from": present, "to": plain(case, field)}
    return case


def _cleaned(case: Case, field: str, value: str) -> object:
    """The value as its column takes it, by the column's own rules."""
    try:
        return form_field(field, case).clean(value)
    except ValidationError as error:
        raise ActionRefused(" ".join(error.messages)) from error


def _refuse_conflicts(case: Case, organisation: Organisation) -> None:
    """Nobody goes on working on a case of an organisation they declared a tie to."""
    working = case.assignments.filter(state__in=LIVE_ASSIGNMENTS).select_related("supporter")
    if tied := working.filter(supporter__user__in=people_in_conflict(organisation)).first():
        raise ActionRefused(
            _(
                "%(supporter)s has a declared interest in %(organisation)s and is asked to work on this case, or "
                "works on it. Withdraw the proposal or close the case first."
            )
            % {"supporter": tied.supporter.name, "organisation": organisation.name}
        )
