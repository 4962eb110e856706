"""The database itself refuses to change history, whatever the code forgets (migration 0005)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases.models import Case, CaseEvent, Consultation
from tests.conftest import MakeCase
from tests.factories.cases import ConsultationFactory
from tests.support.world import world

pytestmark = pytest.mark.django_db


def _sql(statement: str) -> Callable[[], object]:
    def execute() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return execute


CHANGES: dict[str, tuple[Callable[[], object], str]] = {
    "saving a submitted consultation": (
        lambda: Consultation.objects.get(submitted_at__isnull=False).save(),
        "UPDATE of cases_consultation",
    ),
    "updating it in bulk": (lambda: Consultation.objects.update(text="別の文"), "UPDATE of cases_consultation"),
    "making it a draft again": (
        lambda: Consultation.objects.update(submitted_at=None),
        "UPDATE of cases_consultation",
    ),
    "deleting it by SQL": (
        _sql("DELETE FROM cases_consultation WHERE submitted_at IS NOT NULL"),
        "DELETE of cases_consultation",
    ),
    "saving an event": (lambda: CaseEvent.objects.get().save(), "UPDATE of cases_caseevent"),
    "updating events": (lambda: CaseEvent.objects.update(payload={}), "UPDATE of cases_caseevent"),
    "deleting events": (lambda: CaseEvent.objects.all().delete(), "DELETE of cases_caseevent"),
    "deleting an event by SQL": (_sql("DELETE FROM cases_caseevent"), "DELETE of cases_caseevent"),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES.keys())
def test_history_is_never_altered(change: Callable[[], object], told: str, make_case: MakeCase) -> None:
    CaseEvent.objects.create(case=make_case(), kind="submitted", payload={"text": "元の文"})
    before = world()
    with pytest.raises(IntegrityError, match=rf"^{told} \d+ is refused: the row is history"), transaction.atomic():
        change()
    assert world() == before


def test_a_draft_is_free_until_it_is_submitted() -> None:
    draft = ConsultationFactory.create()
    draft.text = "書き直し"
    draft.save()
    draft.submitted_at = timezone.now()
    draft.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()
    ConsultationFactory.create()
    Consultation.objects.filter(submitted_at=None).delete()
    assert Consultation.objects.get() == draft


def test_a_case_with_history_is_not_deleted(make_case: MakeCase) -> None:
    CaseEvent.objects.create(case=make_case(), kind="submitted")
    before = world()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.all().delete()
    assert world() == before
