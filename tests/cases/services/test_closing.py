import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, Awaits, State
from cases.models import Assignment, Case
from cases.services import closing, matching
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.cases import CaseFactory
from tests.factories.supporters import InterestFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.SUPPORTING, received_on=timezone.localdate() - dt.timedelta(days=60))


@pytest.fixture
def lead(case: Case, supporter: User) -> Assignment:
    return assigned(row_of(supporter), case)


def close(case: Case, actor: User) -> None:
    closing.close(case_id=case.pk, actor=actor, seen=None, message="支援を終えました")
    case.refresh_from_db()


def reopen(case: Case, actor: User) -> None:
    closing.reopen(case_id=case.pk, actor=actor, seen=None, reason="追加の相談")
    case.refresh_from_db()


def states(case: Case) -> list[tuple[str, str]]:
    return list(case.assignments.order_by("pk").values_list("role", "state"))


def test_closing_completes_whoever_worked(case: Case, lead: Assignment, staff: User, other_supporter: User) -> None:
    assigned(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    accepted_at = lead.decided_at
    close(case, staff)
    assert states(case) == [("lead", "completed"), ("adviser", "completed")]
    lead.refresh_from_db()
    assert lead.decided_at == accepted_at
    assert (case.closed_on, case.awaits) == (timezone.localdate(), Awaits.NOBODY)
    assert case.events.get().payload == {"text": "支援を終えました"}


def test_the_day_of_closing_is_japan_s(case: Case, staff: User) -> None:
    """15:30 UTC is half past midnight of the next day here."""
    with time_machine.travel(dt.datetime(2027, 3, 31, 15, 30, tzinfo=dt.UTC), tick=False):
        close(case, staff)
    assert case.closed_on == dt.date(2027, 4, 1)
    assert case.events.get().occurred_on == dt.date(2027, 4, 1)


def test_a_case_without_a_supporter_is_closed_from_triage(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    close(case, staff)
    assert (case.state, states(case)) == (State.CLOSED, [])


def test_withdrawing_ends_everything_and_tells_nobody_by_mail(
    case: Case, lead: Assignment, founder: User, other_supporter: User
) -> None:
    asked = proposal_to(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    closing.withdraw(case_id=case.pk, actor=founder, seen=1, reason="")
    case.refresh_from_db()
    asked.refresh_from_db()
    assert (case.state, states(case)) == (State.WITHDRAWN, [("lead", "completed"), ("adviser", "withdrawn")])
    assert asked.decided_at is not None
    assert case.events.get().payload == {"text": ""}


def test_reopening_restores_the_lead_alone(case: Case, lead: Assignment, staff: User, other_supporter: User) -> None:
    assigned(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    close(case, staff)
    reopen(case, staff)
    assert (case.state, case.awaits, case.closed_on) == (State.SUPPORTING, Awaits.STAFF, None)
    assert states(case) == [("lead", "accepted"), ("adviser", "completed")]
    close(case, staff)
    assert (case.version, states(case)) == (4, [("lead", "completed"), ("adviser", "completed")])


def test_a_completed_adviser_can_be_asked_again(
    case: Case, lead: Assignment, staff: User, other_supporter: User
) -> None:
    assigned(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    close(case, staff)
    reopen(case, staff)
    matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(other_supporter).pk)
    assert states(case) == [("lead", "accepted"), ("adviser", "completed"), ("adviser", "proposed")]


@pytest.mark.parametrize("meanwhile", ["interest", "term", "cap"])
def test_a_lead_whom_a_hard_rule_excludes_by_now_is_not_restored(
    meanwhile: str, case: Case, lead: Assignment, staff: User, other_supporter: User
) -> None:
    close(case, staff)
    if meanwhile == "interest":
        InterestFactory.create(supporter=lead.supporter, organisation=case.organisation)
    elif meanwhile == "term":
        Supporter.objects.filter(pk=lead.supporter_id).update(term_end=dt.date(2020, 3, 31))
    else:
        Supporter.objects.filter(pk=lead.supporter_id).update(max_open_cases=1)
        assigned(lead.supporter, CaseFactory.create(desk=case.desk, state=State.SUPPORTING))
    reopen(case, staff)
    assert (case.state, states(case)) == (State.SUPPORTING, [("lead", "completed")])
    successor = matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(other_supporter).pk)
    assert (successor.role, successor.state) == (AssignmentRole.LEAD, AssignmentState.PROPOSED)


def test_a_lead_of_the_old_register_declares_no_conflict_before_going_on(
    make_case: MakeCase, staff: User, supporter: User
) -> None:
    case = make_case(State.CLOSED)
    assigned(row_of(supporter), case, state=AssignmentState.COMPLETED, no_conflict_declared_at=None)
    reopen(case, staff)
    assert states(case) == [("lead", "completed")]
    matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(supporter).pk)
    assert states(case) == [("lead", "completed"), ("lead", "proposed")]


def test_a_case_closed_without_a_lead_is_reopened_without_one(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.CLOSED)
    reopen(case, staff)
    assert (case.state, states(case)) == (State.SUPPORTING, [])
    assert case.events.get().payload == {"text": "追加の相談"}
