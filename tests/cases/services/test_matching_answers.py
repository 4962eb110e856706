"""打診への回答: accepting under the hard rules of the day, declining with a coded reason, and taking a case oneself."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, AssignmentRole, AssignmentState, Awaits, DeclineReason, State
from cases.models import Assignment, Case, CaseEvent
from cases.selectors.candidates import ranking_for
from cases.services import matching
from mediso.common.errors import ActionRefused
from mediso.outbox.models import OutboxMail
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.cases import CaseFactory
from tests.factories.supporters import InterestFactory
from tests.support.actions import PERFORM, Scene, assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING, awaits=Awaits.SUPPORTER)


@pytest.fixture
def proposal(case: Case, supporter: User) -> Assignment:
    return proposal_to(row_of(supporter), case)


def accept(proposal: Assignment, actor: User, *, no_conflict: bool = True) -> Assignment:
    return matching.accept(assignment_id=proposal.pk, actor=actor, seen=None, no_conflict=no_conflict)


def refusal_of_accepting(proposal: Assignment, actor: User, *, no_conflict: bool = True) -> str:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        accept(proposal, actor, no_conflict=no_conflict)
    assert world() == before
    return str(refusal.value)


def test_accepting_declares_no_conflict_and_opens_the_case(proposal: Assignment, supporter: User) -> None:
    accept(proposal, supporter)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.role) == (AssignmentState.ACCEPTED, AssignmentRole.LEAD)
    assert proposal.decided_at == proposal.no_conflict_declared_at
    assert proposal.no_conflict_declared_at is not None
    event = CaseEvent.objects.get()
    assert event.payload == {"assignment": proposal.pk, "supporter": proposal.supporter_id, "role": "lead"}


def test_without_the_declaration_nothing_is_accepted(proposal: Assignment, supporter: User) -> None:
    assert refusal_of_accepting(proposal, supporter, no_conflict=False) == (
        "Declare that you have no conflict of interest, or decline the proposal."
    )


def test_an_interest_declared_meanwhile_excludes(proposal: Assignment, supporter: User) -> None:
    InterestFactory.create(supporter=row_of(supporter), organisation_name="若竹（株）", kind="family")
    assert refusal_of_accepting(proposal, supporter) == (
        "Conflict of interest with the asker: 若竹（株） (family, since Feb. 1, 2018)."
    )


def test_a_term_that_ended_meanwhile_excludes(proposal: Assignment, supporter: User) -> None:
    Supporter.objects.update(term_end=dt.date(2024, 3, 31))
    assert refusal_of_accepting(proposal, supporter) == "The term of appointment ended on March 31, 2024."


def test_the_last_day_of_the_term_is_part_of_it(proposal: Assignment, supporter: User) -> None:
    Supporter.objects.update(term_end=timezone.localdate())
    assert accept(proposal, supporter).state == AssignmentState.ACCEPTED


def test_a_cap_reached_meanwhile_excludes(proposal: Assignment, supporter: User) -> None:
    Supporter.objects.update(max_open_cases=1)
    assigned(row_of(supporter), CaseFactory.create(desk=proposal.case.desk, state=State.SUPPORTING))
    assert (
        refusal_of_accepting(proposal, supporter)
        == "The cap on open cases is reached: 1 accepted and 0 proposed, of 1."
    )


def test_completed_cases_do_not_fill_the_cap(proposal: Assignment, supporter: User) -> None:
    Supporter.objects.update(max_open_cases=1)
    done = CaseFactory.create(desk=proposal.case.desk, state=State.CLOSED)
    assigned(row_of(supporter), done, state=AssignmentState.COMPLETED)
    assert accept(proposal, supporter).state == AssignmentState.ACCEPTED


@pytest.mark.parametrize("answer", [Action.ACCEPT, Action.TURN_DOWN])
def test_nobody_answers_for_another(
    answer: Action, proposal: Assignment, case: Case, supporter: User, other_supporter: User
) -> None:
    """Not even with an open proposal of their own to another case."""
    stranger_case = CaseFactory.create(desk=case.desk, state=State.MATCHING)
    stranger = proposal_to(row_of(other_supporter), stranger_case)
    before = world()
    scene = Scene(stranger_case, supporter, None, row_of(supporter), stranger)
    with pytest.raises(ActionRefused, match=r"^There is no open proposal to you for this case\.$"):
        PERFORM[answer](scene)
    assert world() == before


def test_an_earlier_proposal_is_not_answered_again(case: Case, supporter: User) -> None:
    withdrawn = proposal_to(row_of(supporter), case, state=AssignmentState.WITHDRAWN)
    proposal_to(row_of(supporter), case)
    assert (
        refusal_of_accepting(withdrawn, supporter)
        == "This proposal is no longer open: it was answered or withdrawn, or it lapsed."
    )


@pytest.mark.parametrize("reason", list(DeclineReason), ids=DeclineReason.values)
def test_declining_keeps_its_coded_reason_and_note(
    reason: DeclineReason, proposal: Assignment, case: Case, supporter: User
) -> None:
    matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=reason, note="来月なら可")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decline_reason, proposal.decline_note) == ("declined", reason, "来月なら可")
    assert (proposal.decided_at is not None, proposal.no_conflict_declared_at) == (True, None)
    assert CaseEvent.objects.get().payload == {
        "assignment": proposal.pk,
        "supporter": proposal.supporter_id,
        "role": "lead",
        "reason": reason.value,
        "note": "来月なら可",
    }
    case.refresh_from_db()
    assert (case.state, case.awaits) == (State.MATCHING, Awaits.STAFF)
    assert list(OutboxMail.objects.values_list("kind", "to")) == [("proposal_returned", "main@example.jp")]


def test_after_a_decline_the_next_is_asked_and_the_decliner_is_excluded(
    proposal: Assignment, case: Case, staff: User, supporter: User, other_supporter: User
) -> None:
    matching.turn_down(assignment_id=proposal.pk, actor=supporter, seen=None, reason=DeclineReason.CONFLICT)
    ranking = ranking_for(case, timezone.localdate())
    assert [one.supporter_id for one in ranking.ranked] == [row_of(other_supporter).pk]
    assert [(one.supporter_id, [str(reason.code) for reason in one.reasons]) for one in ranking.excluded] == [
        (row_of(supporter).pk, ["declined"])
    ]
    matching.propose(case_id=case.pk, actor=staff, seen=None, supporter_id=row_of(other_supporter).pk)
    lead = Assignment.objects.get(state=AssignmentState.PROPOSED)
    accept(lead, other_supporter)
    assert list(case.assignments.order_by("pk").values_list("role", "state")) == [
        ("lead", "declined"),
        ("lead", "accepted"),
    ]


def test_a_full_time_supporter_takes_a_case_from_triage(make_case: MakeCase, full_time: User) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    matching.take(case_id=case.pk, actor=full_time, seen=1, no_conflict=True)
    taken = Assignment.objects.get()
    assert (taken.supporter, taken.role, taken.state) == (row_of(full_time), "lead", "accepted")
    assert (taken.proposed_by, taken.known) == (full_time, {})
    assert taken.proposed_at == taken.decided_at == taken.no_conflict_declared_at
    assert CaseEvent.objects.get().payload == {
        "assignment": taken.pk,
        "supporter": row_of(full_time).pk,
        "role": "lead",
    }
    case.refresh_from_db()
    assert (case.state, case.awaits) == (State.SUPPORTING, Awaits.SUPPORTER)


TAKING_REFUSED = {
    "no declaration": ({}, False, "Declare that you have no conflict of interest."),
    "cap": ({"max_open_cases": 0}, True, "The cap on open cases is reached: 0 accepted and 0 proposed, of 0."),
    "hours": ({"hours_per_month": 0}, True, "The hours offered for the month are used up: 0 of 0."),
}


@pytest.mark.parametrize(("changes", "no_conflict", "reason"), TAKING_REFUSED.values(), ids=TAKING_REFUSED.keys())
def test_taking_is_under_the_same_rules(
    changes: dict[str, int], no_conflict: bool, reason: str, make_case: MakeCase, full_time: User
) -> None:
    Supporter.objects.update(**changes)
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        matching.take(case_id=case.pk, actor=full_time, seen=None, no_conflict=no_conflict)
    assert str(refusal.value) == reason
    assert world() == before


def test_only_a_classified_case_is_taken(make_case: MakeCase, full_time: User) -> None:
    case = make_case(State.TRIAGING)
    before = world()
    with pytest.raises(ActionRefused, match=r"^Classify the case first\.$"):
        matching.take(case_id=case.pk, actor=full_time, seen=None, no_conflict=True)
    assert world() == before
