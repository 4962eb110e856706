"""One form sent many times at once, and many forms at once."""

import uuid

import pytest
from django.utils import timezone

from accounts.models import Contact, Organisation, User
from cases.models import Case, CaseEvent, Consultation, NumberSequence
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.cases.services.test_taking_in import take_in
from tests.support.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]


def test_twenty_presses_of_one_form_are_one_case(desk: Desk, staff: User) -> None:
    answers = at_once(*[lambda: take_in(desk, staff)] * 20)
    assert answers == [Case.objects.get()] * 20
    for made in (Organisation, Contact, Consultation, OutboxMail):
        assert made._default_manager.count() == 1
    assert list(CaseEvent.objects.values_list("kind", flat=True)) == ["taken_in", "claimed"]
    assert NumberSequence.objects.get().last == 1


def test_ten_forms_of_one_person_at_once_are_ten_cases(desk: Desk, staff: User) -> None:
    at_once(*[lambda n=n: take_in(desk, staff, press=uuid.UUID(int=n)) for n in range(10)])
    year = timezone.localdate().year
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"M{year}-{n:04}" for n in range(1, 11)]
