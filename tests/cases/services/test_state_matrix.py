"""Every action in every state. The table says by itself what happens; it is not read from `cases.transitions`."""

import datetime as dt
from typing import NamedTuple

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, PlanState, State
from cases.models import Case, CaseEvent
from mediso.common.errors import ActionRefused
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.cases import SupportPlanFactory
from tests.support.actions import ANSWERS_A_PROPOSAL, PERFORM, Scene, assigned, proposal_to, yesterday
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


class Done(NamedTuple):
    """Where the case stands after, and what was written about it."""

    state: str
    awaits: str
    event: str
    mails: tuple[tuple[str, str], ...] = ()
    returns_to: str = ""


ASKED = (("question_asked", "founder@example.jp"),)
PROPOSED = (("proposal", "supporter@example.jp"),)
ACCEPTED = (("proposal_accepted", "main@example.jp"),)
RETURNED = (("proposal_returned", "main@example.jp"),)
LAPSED = (("proposal_lapsed", "supporter@example.jp"), *RETURNED)
REFERRED = (("case_referred", "founder@example.jp"),)
DECLINED = (("case_declined", "founder@example.jp"),)
CLOSED = (("case_closed", "founder@example.jp"),)
TOLD_THE_DESK = (("message_received", "main@example.jp"),)
WRITTEN = (("message_sent", "founder@example.jp"),)
DELIVERED = (("plan_delivered", "founder@example.jp"),)

# Whatever is not here is refused.
ALLOWED = {
    ("start-triage", "submitted"): Done("triaging", "staff", "triage_started"),
    ("classify", "triaging"): Done("triaging", "staff", "classified"),
    ("classify", "matching"): Done("matching", "staff", "classified"),
    ("classify", "supporting"): Done("supporting", "supporter", "classified"),
    ("start-matching", "triaging"): Done("matching", "staff", "matching_started"),
    ("propose", "matching"): Done("matching", "supporter", "proposed", PROPOSED),
    ("propose", "supporting"): Done("supporting", "supporter", "proposed", PROPOSED),
    ("accept", "matching"): Done("supporting", "supporter", "accepted", ACCEPTED),
    ("accept", "supporting"): Done("supporting", "supporter", "accepted", ACCEPTED),
    ("turn-down", "matching"): Done("matching", "staff", "turned_down", RETURNED),
    ("turn-down", "supporting"): Done("supporting", "supporter", "turned_down", RETURNED),
    ("withdraw-proposal", "matching"): Done("matching", "staff", "proposal_withdrawn"),
    ("withdraw-proposal", "supporting"): Done("supporting", "supporter", "proposal_withdrawn"),
    ("lapse", "matching"): Done("matching", "staff", "lapsed", LAPSED),
    ("lapse", "supporting"): Done("supporting", "supporter", "lapsed", LAPSED),
    ("take", "triaging"): Done("supporting", "supporter", "taken"),
    ("record-preliminary-interview", "triaging"): Done("triaging", "staff", "preliminary_interview"),
    ("record-preliminary-interview", "matching"): Done("matching", "staff", "preliminary_interview"),
    ("record-interview", "supporting"): Done("supporting", "staff", "supporter_interview"),
    ("ask-founder", "triaging"): Done("awaiting_founder", "founder", "founder_asked", ASKED, "triaging"),
    ("ask-founder", "matching"): Done("awaiting_founder", "founder", "founder_asked", ASKED, "matching"),
    ("ask-founder", "supporting"): Done("awaiting_founder", "founder", "founder_asked", ASKED, "supporting"),
    ("answer", "awaiting_founder"): Done("matching", "staff", "founder_answered", TOLD_THE_DESK),
    ("refer", "triaging"): Done("referred", "nobody", "referred", REFERRED),
    ("refer", "matching"): Done("referred", "nobody", "referred", REFERRED),
    ("refer", "supporting"): Done("referred", "nobody", "referred", REFERRED),
    ("decline", "submitted"): Done("declined", "nobody", "declined", DECLINED),
    ("decline", "triaging"): Done("declined", "nobody", "declined", DECLINED),
    ("withdraw", "submitted"): Done("withdrawn", "nobody", "withdrawn"),
    ("withdraw", "triaging"): Done("withdrawn", "nobody", "withdrawn"),
    ("withdraw", "matching"): Done("withdrawn", "nobody", "withdrawn"),
    ("withdraw", "supporting"): Done("withdrawn", "nobody", "withdrawn"),
    ("withdraw", "awaiting_founder"): Done("withdrawn", "nobody", "withdrawn"),
    ("close", "triaging"): Done("closed", "nobody", "closed", CLOSED),
    ("close", "supporting"): Done("closed", "nobody", "closed", CLOSED),
    ("reopen", "closed"): Done("supporting", "staff", "reopened"),
    ("claim", "submitted"): Done("submitted", "staff", "claimed"),
    ("claim", "triaging"): Done("triaging", "staff", "claimed"),
    ("claim", "matching"): Done("matching", "staff", "claimed"),
    ("claim", "supporting"): Done("supporting", "supporter", "claimed"),
    ("claim", "awaiting_founder"): Done("awaiting_founder", "founder", "claimed", (), "matching"),
    ("hand-over", "submitted"): Done("submitted", "staff", "handed_over"),
    ("hand-over", "triaging"): Done("triaging", "staff", "handed_over"),
    ("hand-over", "matching"): Done("matching", "staff", "handed_over"),
    ("hand-over", "supporting"): Done("supporting", "supporter", "handed_over"),
    ("hand-over", "awaiting_founder"): Done("awaiting_founder", "founder", "handed_over", (), "matching"),
    ("record-contact", "submitted"): Done("submitted", "staff", "contact_recorded"),
    ("record-contact", "triaging"): Done("triaging", "staff", "contact_recorded"),
    ("record-contact", "matching"): Done("matching", "staff", "contact_recorded"),
    ("record-contact", "supporting"): Done("supporting", "supporter", "contact_recorded"),
    ("deliver-plan", "triaging"): Done("triaging", "staff", "plan_delivered", DELIVERED),
    ("deliver-plan", "supporting"): Done("supporting", "staff", "plan_delivered", DELIVERED),
    ("record-follow-up", "closed"): Done("closed", "nobody", "followed_up"),
    ("record-follow-up", "referred"): Done("referred", "nobody", "followed_up"),
    ("rate", "closed"): Done("closed", "nobody", "rated"),
    ("rate", "referred"): Done("referred", "nobody", "rated"),
    ("message", "submitted"): Done("submitted", "staff", "message_sent", WRITTEN),
    ("message", "triaging"): Done("triaging", "staff", "message_sent", WRITTEN),
    ("message", "matching"): Done("matching", "staff", "message_sent", WRITTEN),
    ("message", "supporting"): Done("supporting", "supporter", "message_sent", WRITTEN),
    ("message", "awaiting_founder"): Done("awaiting_founder", "founder", "message_sent", WRITTEN, "matching"),
    ("message", "closed"): Done("closed", "nobody", "message_sent", WRITTEN),
    ("message", "referred"): Done("referred", "nobody", "message_sent", WRITTEN),
    ("message", "declined"): Done("declined", "nobody", "message_sent", WRITTEN),
}

# Somebody who may do it, so that only the state decides; nobody for what happens by itself.
ACTORS = {
    "lapse": None,
    "accept": "supporter",
    "turn-down": "supporter",
    "take": "full_time",
    "answer": "founder",
    "withdraw": "founder",
    "rate": "founder",
}

STATE_NAMES = {
    "submitted": "Received",
    "triaging": "In triage",
    "matching": "Finding supporters",
    "supporting": "Being supported",
    "awaiting_founder": "Waiting for the founder",
    "closed": "Closed",
    "referred": "Referred elsewhere",
    "declined": "Out of scope",
    "withdrawn": "Withdrawn",
}


@pytest.fixture
def scene(
    action: Action,
    state: State,
    request: pytest.FixtureRequest,
    make_case: MakeCase,
    supporter: User,
) -> Scene:
    """A case in that state, with everything else that the action needs."""
    person = ACTORS.get(action, "staff")
    actor: User | None = request.getfixturevalue(person) if person else None
    case = make_case(
        state,
        classified_at=timezone.now(),
        received_on=timezone.localdate() - dt.timedelta(days=60),
        returns_to="matching" if state == "awaiting_founder" else "",
    )
    proposal = None
    if action == Action.RECORD_INTERVIEW:
        assigned(row_of(supporter), case)
    if action == Action.HAND_OVER:
        Case.objects.update(responsible=actor)
    if action == Action.DELIVER_PLAN:
        SupportPlanFactory.create(case=case, state=PlanState.REVIEWED)
    if action in ANSWERS_A_PROPOSAL:
        proposal = proposal_to(row_of(supporter), case, answer_by=yesterday())
    return Scene(case=case, actor=actor, seen=1, candidate=row_of(supporter), proposal=proposal)


PAIRS = [(action, state) for action in Action for state in State]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(
    ("action", "state", "done"),
    [pytest.param(Action(pair[0]), State(pair[1]), done, id="-".join(pair)) for pair, done in ALLOWED.items()],
)
def test_an_allowed_action_moves_the_case_and_leaves_one_event(
    action: Action, state: State, done: Done, scene: Scene
) -> None:
    closed_before = scene.case.closed_on
    PERFORM[action](scene)

    case = scene.case
    case.refresh_from_db()
    assert (case.state, case.awaits, case.returns_to, case.version) == (done.state, done.awaits, done.returns_to, 2)
    closed_on = timezone.localdate() if done.event == "closed" else closed_before
    assert case.closed_on == (closed_on if done.state == "closed" else None)
    event = CaseEvent.objects.get()
    assert (event.case, event.kind, event.actor) == (case, done.event, scene.actor)
    assert (event.from_state, event.to_state) == (state, done.state)
    assert (event.source, event.occurred_on) == ("desk", timezone.localdate())
    sent = [(key.split(":")[0], to) for key, to in OutboxMail.objects.values_list("key", "to")]
    assert sent == list(done.mails)


@pytest.mark.parametrize(("action", "state"), [pytest.param(*pair, id="-".join(pair)) for pair in REFUSED])
def test_any_other_action_is_refused_and_nothing_happens(action: Action, state: State, scene: Scene) -> None:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        PERFORM[action](scene)
    assert str(refusal.value) == f"“{action.label}” is not possible: the case is “{STATE_NAMES[state]}” now."
    assert world() == before


def test_the_table_names_every_action_and_every_state() -> None:
    assert {action for action, _state in ALLOWED} == set(Action.values)
    assert {state for _action, state in ALLOWED} | {"withdrawn"} == set(State.values)
    assert (len(ALLOWED), len(REFUSED)) == (64, 161)
