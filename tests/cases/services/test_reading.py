import pytest

from accounts.models import User
from cases.models import CaseEvent
from cases.services.reading import record_view
from tests.conftest import MakeCase

pytestmark = pytest.mark.django_db


def test_whoever_opens_a_case_is_noted_each_time(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    record_view(case, actor=staff)
    record_view(case, actor=staff)
    assert list(CaseEvent.objects.values_list("case", "kind", "actor", "from_state", "to_state")) == [
        (case.pk, "viewed", staff.pk, "", ""),
        (case.pk, "viewed", staff.pk, "", ""),
    ]
    case.refresh_from_db()
    assert case.version == 1


def test_the_asker_s_own_visits_are_not(make_case: MakeCase, founder: User) -> None:
    record_view(make_case(), actor=founder)
    assert CaseEvent.objects.count() == 0


def test_a_case_that_nobody_with_a_sign_in_asked_is_noted_too(make_case: MakeCase, staff: User) -> None:
    record_view(make_case(consultation__asked_by=None), actor=staff)
    assert CaseEvent.objects.get().actor == staff
