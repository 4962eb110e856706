"""What a person is offered on a case: the possible, what lacks something with its reason, and nothing else."""

import pytest
from django.utils import timezone

from accounts.models import User
from cases.decisions import decide, offers_for
from cases.enums import Action, PlanState, State
from cases.policies import POLICIES, Standing, may, standings_of
from tests.conftest import MakeCase
from tests.factories.accounts import grant
from tests.factories.cases import SupportPlanFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CLASSIFY_FIRST = "Classify the case first."
NONE_OPEN = "No proposal is open."

CHARGE = {"claim": "", "hand-over": ""}
CONTACT = {"record-contact": ""}
MESSAGE = {"message": ""}

# To staff, of a case not yet classified and without a proposal: action → why not, or nothing.
STAFF_SEES: dict[str, dict[str, str]] = {
    "submitted": {"start-triage": "", "decline": "", **CHARGE, **CONTACT, **MESSAGE},
    "triaging": {
        "classify": "",
        "start-matching": CLASSIFY_FIRST,
        "record-preliminary-interview": "",
        "ask-founder": "",
        "refer": "",
        "decline": "",
        "close": CLASSIFY_FIRST,
        **CHARGE,
        **CONTACT,
        "deliver-plan": CLASSIFY_FIRST,
        **MESSAGE,
    },
    "matching": {
        "classify": "",
        "propose": CLASSIFY_FIRST,
        "withdraw-proposal": NONE_OPEN,
        "record-preliminary-interview": "",
        "ask-founder": "",
        "refer": "",
        **CHARGE,
        **CONTACT,
        **MESSAGE,
    },
    "supporting": {
        "classify": "",
        "propose": CLASSIFY_FIRST,
        "withdraw-proposal": NONE_OPEN,
        "record-interview": "",
        "ask-founder": "",
        "refer": "",
        "close": CLASSIFY_FIRST,
        **CHARGE,
        **CONTACT,
        "deliver-plan": CLASSIFY_FIRST,
        **MESSAGE,
    },
    "awaiting_founder": {**CHARGE, **MESSAGE},
    "closed": {"reopen": "", "record-follow-up": "", **MESSAGE},
    "referred": {"record-follow-up": "", **MESSAGE},
    "declined": MESSAGE,
    "withdrawn": {},
}


@pytest.mark.parametrize("state", list(State))
def test_what_staff_are_offered(state: State, make_case: MakeCase, staff: User) -> None:
    case = make_case(state, classified_at=None)
    offered = {offer.action.value: str(offer.decision.reason) for offer in offers_for(staff, case)}
    assert offered == STAFF_SEES[state]


@pytest.mark.parametrize("state", list(State))
def test_what_the_asker_is_offered(state: State, make_case: MakeCase, founder: User) -> None:
    offered = {offer.action.value for offer in offers_for(founder, make_case(state))}
    assert offered == {
        "submitted": {"withdraw"},
        "triaging": {"withdraw"},
        "matching": {"withdraw"},
        "supporting": {"withdraw"},
        "awaiting_founder": {"withdraw", "answer"},
        "closed": {"rate"},
        "referred": {"rate"},
    }.get(state, set())


def test_an_open_proposal_keeps_the_next_one_waiting(make_case: MakeCase, staff: User, supporter: User) -> None:
    case = make_case(State.MATCHING)
    proposal_to(row_of(supporter), case)
    waits = "A proposal is open: wait for the answer or withdraw it first."
    reasons = {offer.action.value: str(offer.decision.reason) for offer in offers_for(staff, case)}
    assert reasons == {
        "classify": "",
        "propose": waits,
        "withdraw-proposal": "",
        "record-preliminary-interview": "",
        "ask-founder": waits,
        "refer": "",
        **CHARGE,
        **CONTACT,
        **MESSAGE,
    }


def test_advisers_are_proposed_side_by_side(make_case: MakeCase, staff: User, supporter: User) -> None:
    case = make_case(State.SUPPORTING)
    proposal_to(row_of(supporter), case, role="adviser")
    waits = "A proposal is open: wait for the answer or withdraw it first."
    reasons = {offer.action.value: str(offer.decision.reason) for offer in offers_for(staff, case)}
    assert {name: reasons[name] for name in ("propose", "withdraw-proposal", "ask-founder", "close")} == {
        "propose": "",
        "withdraw-proposal": "",
        "ask-founder": waits,
        "close": waits,
    }


def test_the_first_no_is_the_reason(make_case: MakeCase, manager: User, staff: User) -> None:
    """State before person before completeness."""
    closed, open_ = make_case(State.CLOSED), make_case(State.TRIAGING)
    assert str(decide(manager, Action.CLOSE, closed).reason) == (
        "“Close the case” is not possible: the case is “Closed” now."
    )
    assert str(decide(manager, Action.CLOSE, open_).reason) == "Only the staff of the desk can do this."
    assert str(decide(staff, Action.CLOSE, open_).reason) == CLASSIFY_FIRST


def test_one_person_may_be_many_things_to_a_case(make_case: MakeCase, full_time: User, founder: User) -> None:
    case = make_case(State.SUPPORTING, asked_by=full_time)
    assigned(row_of(full_time), case)
    proposal_to(row_of(full_time), make_case(State.MATCHING))
    grant(full_time, "staff", case.desk)  # type: ignore[arg-type]  # the role's code
    assert standings_of(full_time, case) == {
        Standing.ASKER,
        Standing.STAFF,
        Standing.FULL_TIME,
        Standing.ASSIGNED,
    }
    assert standings_of(founder, case) == frozenset()


def test_an_account_switched_off_is_nothing_to_any_case(make_case: MakeCase, founder: User) -> None:
    case = make_case()
    founder.is_active = False
    assert standings_of(founder, case) == frozenset()


@pytest.mark.parametrize("action", list(Action))
def test_without_a_standing_nothing_is_allowed(action: Action) -> None:
    decision = may(frozenset(), action)
    assert (bool(decision), decision.reason) == (False, POLICIES[action].refusal)


def test_whatever_is_not_listed_is_denied() -> None:
    decision = may(frozenset(Standing), "dance")  # type: ignore[arg-type]  # an action that nobody wrote a policy for
    assert (bool(decision), str(decision.reason)) == (False, "Nobody may do this.")


def test_a_classified_case_lacks_nothing(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING, classified_at=timezone.now())
    SupportPlanFactory.create(case=case, state=PlanState.REVIEWED)
    assert [offer.action.value for offer in offers_for(staff, case) if not offer.decision] == []
