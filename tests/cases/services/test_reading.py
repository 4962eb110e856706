import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.models import Case, CaseEvent
from cases.services.reading import record_view
from tests.conftest import MakeCase
from tests.factories.cases import CaseEventFactory

pytestmark = pytest.mark.django_db


def opened(case: Case, actor: User, minutes_ago: int) -> None:
    moment = timezone.now() - dt.timedelta(minutes=minutes_ago)
    CaseEventFactory.create(case=case, kind="viewed", actor=actor, recorded_at=moment)


def test_whoever_opens_a_case_is_noted(make_case: MakeCase, staff: User) -> None:
    case = make_case()
    record_view(case, actor=staff)
    assert list(CaseEvent.objects.values_list("case", "kind", "actor", "from_state", "to_state")) == [
        (case.pk, "viewed", staff.pk, "", "")
    ]
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.parametrize(("minutes_ago", "times"), [(1, 1), (59, 1), (61, 2), (24 * 60, 2)])
def test_coming_back_within_an_hour_is_one_reading(
    minutes_ago: int, times: int, make_case: MakeCase, staff: User
) -> None:
    case = make_case()
    opened(case, staff, minutes_ago)
    record_view(case, actor=staff)
    record_view(case, actor=staff)
    assert CaseEvent.objects.count() == times


def test_each_person_and_each_case_counts_for_itself(make_case: MakeCase, staff: User, full_time: User) -> None:
    one, other = make_case(), make_case()
    for case in (one, other, one):
        for person in (staff, full_time):
            record_view(case, actor=person)
    assert set(CaseEvent.objects.values_list("case", "actor")) == {
        (case.pk, person.pk) for case in (one, other) for person in (staff, full_time)
    }
    assert CaseEvent.objects.count() == 4


def test_the_asker_s_own_visits_are_not(make_case: MakeCase, founder: User) -> None:
    record_view(make_case(), actor=founder)
    assert CaseEvent.objects.count() == 0


def test_a_case_that_nobody_with_a_sign_in_asked_is_noted_too(make_case: MakeCase, staff: User) -> None:
    record_view(make_case(consultation__asked_by=None), actor=staff)
    assert CaseEvent.objects.get().actor == staff
