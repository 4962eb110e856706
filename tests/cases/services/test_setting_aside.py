"""Caps and leave set aside by staff with a reason, and a team proposed side by side."""

import datetime as dt

import pytest

from accounts.models import User
from cases.enums import AssignmentRole, AssignmentState, State
from cases.models import Assignment, Case, CaseEvent
from cases.services import closing, matching
from mediso.common.errors import ActionRefused
from mediso.desks.models import Topic
from supporters.models import Leave, Supporter
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

WHY = "本人と電話で相談した"
AT_CAP = "The cap on open cases is reached: 0 accepted and 0 proposed, of 0."
ON_LEAVE = "Not to be asked from Feb. 1, 2018 until further notice: pause of proposals."
TIE = "Conflict of interest with the asker: 株式会社若竹 (employer, since Feb. 1, 2018)."


@pytest.fixture
def case(make_case: MakeCase) -> Case:
    return make_case(State.MATCHING)


@pytest.fixture
def busy(supporter: User) -> Supporter:
    """At the cap, and pausing."""
    Supporter.objects.filter(user=supporter).update(max_open_cases=0)
    row = row_of(supporter)
    Leave.objects.create(supporter=row, kind="pause", first_day=dt.date(2018, 2, 1))
    return row


def propose(case: Case, actor: User, supporter: Supporter, why: str = "") -> Assignment:
    return matching.propose(case_id=case.pk, actor=actor, seen=None, supporter_id=supporter.pk, override_reason=why)


def refusal_of(case: Case, actor: User, supporter: Supporter, why: str = "") -> str:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        propose(case, actor, supporter, why)
    assert world() == before
    return str(refusal.value)


def test_staff_set_caps_and_leave_aside_with_a_reason(
    case: Case, staff: User, supporter: User, busy: Supporter
) -> None:
    assert refusal_of(case, staff, busy) == refusal_of(case, staff, busy, "  ") == f"{ON_LEAVE} {AT_CAP}"
    proposal = propose(case, staff, busy, f" {WHY} ")
    proposal.refresh_from_db()
    assert (proposal.overridden, proposal.override_reason) == (["on_leave", "open_case_cap"], WHY)
    payload = CaseEvent.objects.get().payload
    assert (payload["overridden"], payload["override_reason"]) == (["on_leave", "open_case_cap"], WHY)
    assert [one["supporter_id"] for one in proposal.known["excluded"]] == [busy.pk]
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    proposal.refresh_from_db()
    assert proposal.state == AssignmentState.ACCEPTED


def test_at_acceptance_every_other_rule_holds_again(case: Case, staff: User, supporter: User, busy: Supporter) -> None:
    proposal = propose(case, staff, busy, WHY)
    Supporter.objects.filter(pk=busy.pk).update(hours_per_month=0)
    InterestFactory.create(supporter=busy, organisation=case.organisation)
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    assert str(refusal.value) == f"{TIE} The hours offered for the month are used up: 0 of 0."
    assert world() == before


def test_nothing_else_is_ever_set_aside(case: Case, staff: User, busy: Supporter) -> None:
    """Neither alone nor beside what could be."""
    InterestFactory.create(supporter=busy, organisation=case.organisation)
    assert refusal_of(case, staff, busy, WHY) == f"{TIE} This can never be set aside."
    unsigned = SupporterFactory.create(
        desk=case.desk, signs_in=True, signed=False, term_end=dt.date(2020, 3, 31), languages=["en"], max_open_cases=0
    )
    proposal_to(unsigned, case, state=AssignmentState.DECLINED)
    said = refusal_of(case, staff, unsigned, WHY)
    assert said.endswith(" This can never be set aside.")
    for words in ("ended on March 31, 2020", "Not signed for", "Has declined", "no expertise", "Japanese"):
        assert words in said
    assert "cap" not in said


def test_only_staff_set_anything_aside(case: Case, full_time: User, busy: Supporter) -> None:
    assert refusal_of(case, full_time, busy, WHY) == "Only the staff of the desk can set a cap or a leave aside."
    grant(full_time, "staff", case.desk)  # type: ignore[arg-type]  # the role's code
    assert propose(case, User.objects.get(pk=full_time.pk), busy, WHY).overridden


def test_a_reason_for_nothing_is_given_back(case: Case, staff: User, supporter: User) -> None:
    assert refusal_of(case, staff, row_of(supporter), WHY) == (
        "Nothing keeps this supporter from the case: leave the reason empty."
    )


def test_who_is_asked_about_two_cases_for_one_place_chooses(make_case: MakeCase, staff: User, supporter: User) -> None:
    Supporter.objects.filter(user=supporter).update(max_open_cases=1, proposals_per_week=1)
    first, second = make_case(State.MATCHING), make_case(State.MATCHING)
    proposal = propose(first, staff, row_of(supporter))
    propose(second, staff, row_of(supporter), WHY)
    matching.accept(assignment_id=proposal.pk, actor=supporter, seen=None, no_conflict=True)
    proposal.refresh_from_db()
    assert proposal.state == AssignmentState.ACCEPTED


def test_a_lead_whose_cap_is_full_by_now_or_who_left_is_not_brought_back(
    make_case: MakeCase, staff: User, supporter: User, other_supporter: User
) -> None:
    capped, left = make_case(State.CLOSED), make_case(State.CLOSED)
    assigned(row_of(supporter), capped, state="completed", overridden=["open_case_cap"], override_reason=WHY)
    assigned(row_of(other_supporter), left, state="completed")
    Supporter.objects.filter(user=supporter).update(max_open_cases=0)
    User.objects.filter(pk=other_supporter.pk).update(is_active=False)
    for case in (capped, left):
        closing.reopen(case_id=case.pk, actor=staff, seen=None, reason="再度の相談")
        assert case.assignments.get().state == AssignmentState.COMPLETED


def test_a_team_is_proposed_side_by_side_and_one_is_withdrawn(
    make_case: MakeCase, staff: User, full_time: User, supporter: User, other_supporter: User, topic: Topic
) -> None:
    case = make_case(State.SUPPORTING)
    assigned(row_of(full_time), case)
    third = SupporterFactory.create(desk=case.desk, signs_in=True, knows={topic: 3})
    proposals = [propose(case, staff, row) for row in (row_of(supporter), row_of(other_supporter), third)]
    assert {one.role for one in proposals} == {AssignmentRole.ADVISER}
    before = world()
    with pytest.raises(ActionRefused, match=r"^Several proposals are open: say which of them\.$"):
        matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None)
    assert world() == before
    matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None, assignment_id=proposals[1].pk)
    matching.accept(assignment_id=proposals[0].pk, actor=supporter, seen=None, no_conflict=True)
    with pytest.raises(ActionRefused, match=r"^This proposal is no longer open"):
        matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None, assignment_id=proposals[0].pk)
    matching.withdraw_proposal(case_id=case.pk, actor=staff, seen=None)
    states = case.assignments.filter(role="adviser").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "withdrawn", "withdrawn"]
