"""The door for what is recorded beside a case. Each work's own tests stand with its service."""

import pytest

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent, Note
from cases.services.records import record
from cases.works import Work
from mediso.common.errors import ActionRefused
from tests.conftest import MakeCase
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING)


def test_it_leaves_one_event_and_the_case_as_it_was(case: Case, staff: User) -> None:
    before = Case.objects.values().get(pk=case.pk)
    with record(case_id=case.pk, work=Work.SET_TASK, actor=staff) as entry:
        entry.payload["task"] = 7
    assert Case.objects.values().get(pk=case.pk) == before
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor, event.payload) == ("task_set", staff, {"task": 7})
    assert (event.from_state, event.to_state) == ("", "")


def test_what_changed_nothing_leaves_no_event(case: Case, staff: User) -> None:
    with record(case_id=case.pk, work=Work.EDIT_CHART, actor=staff) as entry:
        entry.silent = True
    assert CaseEvent.objects.count() == 0


def test_an_error_inside_leaves_nothing(case: Case, staff: User) -> None:
    before = world()

    def fail_half_way() -> None:
        with record(case_id=case.pk, work=Work.WRITE_NOTE, actor=staff) as entry:
            Note.objects.create(case=entry.case, author=staff, text="途中")
            entry.payload["count"] = 1 // 0

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert world() == before


@pytest.mark.parametrize("who", ["founder", "other_founder", "supporter", "other_staff", "manager", "administrator"])
def test_whoever_does_not_keep_the_case_is_refused(who: str, case: Case, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    before = world()
    with pytest.raises(ActionRefused, match="Only the supporters of this case and the staff"):  # noqa: SIM117
        with record(case_id=case.pk, work=Work.WRITE_NOTE, actor=person):
            pytest.fail("the block was entered")
    assert world() == before


def test_a_withdrawn_case_is_no_longer_worked_on(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.WITHDRAWN)
    with pytest.raises(ActionRefused) as refusal:  # noqa: SIM117
        with record(case_id=case.pk, work=Work.EDIT_CHART, actor=staff):
            pytest.fail("the block was entered")
    assert str(refusal.value) == "This is not possible: the case is “Withdrawn” now."
