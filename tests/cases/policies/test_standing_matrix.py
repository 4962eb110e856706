"""Every action by every kind of person. The table says by itself who may; it is not read from `cases.policies`."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import Action, AssignmentRole, PlanState, State
from cases.models import Case, CaseEvent
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.cases import SupportPlanFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import ANSWERS_A_PROPOSAL, PERFORM, Scene, assigned, proposal_to, yesterday
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ASKER = "Only the person who asked can do this."
STAFF = "Only the staff of the desk can do this."
FULL_TIME = "Only a full-time supporter of the desk without an interest in the organisation can do this."
SORTING = "Only the staff and the full-time supporters of the desk can do this."
PROPOSED = "There is no open proposal to you for this case."
WORKING = "Only the supporters of this case and the staff of the desk can do this."
KEEPING = "Only the supporters of this case and the staff and full-time supporters of the desk can do this."
AUTOMATIC = "Nobody does this: it happens by itself once the day to answer by has passed."

# Action → a state where it is possible, who may, and what everybody else is told.
WHO_MAY: dict[str, tuple[str, set[str], str]] = {
    "start-triage": ("submitted", {"staff", "full_time"}, SORTING),
    "classify": ("triaging", {"staff", "full_time"}, SORTING),
    "start-matching": ("triaging", {"staff", "full_time"}, SORTING),
    "propose": ("matching", {"staff", "full_time"}, SORTING),
    "accept": ("matching", {"supporter"}, PROPOSED),
    "turn-down": ("matching", {"supporter"}, PROPOSED),
    "withdraw-proposal": ("matching", {"staff", "full_time"}, SORTING),
    "lapse": ("matching", {"nobody"}, AUTOMATIC),
    "take": ("triaging", {"full_time"}, FULL_TIME),
    "record-preliminary-interview": ("triaging", {"staff", "full_time"}, SORTING),
    "record-interview": ("supporting", {"staff", "other_supporter"}, WORKING),
    "ask-founder": ("supporting", {"staff", "other_supporter"}, WORKING),
    "answer": ("awaiting_founder", {"founder"}, ASKER),
    "refer": ("triaging", {"staff", "full_time"}, SORTING),
    "decline": ("triaging", {"staff"}, STAFF),
    "withdraw": ("triaging", {"founder"}, ASKER),
    "close": ("supporting", {"staff"}, STAFF),
    "reopen": ("closed", {"staff"}, STAFF),
    "claim": ("triaging", {"staff"}, STAFF),
    "hand-over": ("triaging", {"staff"}, STAFF),
    "record-contact": ("triaging", {"staff", "full_time", "other_supporter"}, KEEPING),
    "deliver-plan": ("supporting", {"staff", "full_time", "other_supporter"}, KEEPING),
    "record-follow-up": ("closed", {"staff", "full_time"}, SORTING),
    "rate": ("closed", {"founder"}, ASKER),
    "message": ("triaging", {"staff", "full_time", "other_supporter"}, KEEPING),
}

PEOPLE = (
    "founder",
    "colleague",
    "other_founder",
    "supporter",  # has an open proposal
    "other_supporter",  # works on the case
    "idle_supporter",
    "full_time",
    "conflicted_full_time",
    "former_full_time",
    "staff",
    "other_staff",
    "former_staff",
    "manager",
    "administrator",
    "nobody",  # a limit of the desk that ran out, a rule its staff wrote
)


@pytest.fixture
def colleague(founder: User) -> User:
    """A founder of the same organisation who did not ask."""
    user = UserFactory.create(founder=True)
    user.memberships.create(organisation=founder.memberships.get().organisation)
    return user


@pytest.fixture
def idle_supporter(desk: Desk, topic: Topic) -> User:
    """Part-time at the desk, with nothing to do with the case."""
    row = SupporterFactory.create(desk=desk, signs_in=True, knows={topic: 3})
    assert row.user is not None
    return row.user


@pytest.fixture
def conflicted_full_time(full_time: User, founder: User) -> User:
    """The interest is declared by name in another spelling."""
    InterestFactory.create(supporter=row_of(full_time), organisation_name="若竹 (株)")
    return full_time


@pytest.fixture
def former_full_time(full_time: User) -> User:
    row = row_of(full_time)
    row.term_end = timezone.localdate() - dt.timedelta(days=1)
    row.save()
    return full_time


@pytest.fixture
def former_staff(staff: User) -> User:
    """The role was not taken away, the account was switched off."""
    staff.is_active = False
    staff.save()
    return staff


@pytest.fixture
def nobody() -> None:
    """The automatic actor."""


@pytest.fixture
def scene(action: Action, person: str, request: pytest.FixtureRequest, make_case: MakeCase, supporter: User) -> Scene:
    """A case where the action is possible, `other_supporter` working on it, everything else filled in.

    `supporter` has an open proposal when the action is about one, or when it is this person's turn to try.
    """
    state, _may, _refusal = WHO_MAY[action]
    case = make_case(
        State(state), classified_at=timezone.now(), received_on=timezone.localdate() - dt.timedelta(days=60)
    )
    assigned(row_of(request.getfixturevalue("other_supporter")), case, role=AssignmentRole.ADVISER)
    proposal = None
    if action in ANSWERS_A_PROPOSAL or person == "supporter":
        proposal = proposal_to(row_of(supporter), case, answer_by=yesterday())
    if action == Action.HAND_OVER:
        Case.objects.update(responsible=request.getfixturevalue("staff"))
    if action == Action.DELIVER_PLAN:
        SupportPlanFactory.create(case=case, state=PlanState.REVIEWED)
    actor: User | None = request.getfixturevalue(person)
    return Scene(case=case, actor=actor, seen=1, candidate=row_of(supporter), proposal=proposal)


PAIRS = [(action, person) for action in Action for person in PEOPLE]
ALLOWED = [pair for pair in PAIRS if pair[1] in WHO_MAY[pair[0]][1]]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(("action", "person"), ALLOWED, ids=str)
def test_whoever_may_does_it(action: Action, person: str, scene: Scene) -> None:
    PERFORM[action](scene)
    assert CaseEvent.objects.get().actor == scene.actor
    scene.case.refresh_from_db()
    assert scene.case.version == 2


@pytest.mark.parametrize(("action", "person"), REFUSED, ids=str)
def test_everybody_else_is_told_why_not_and_nothing_happens(action: Action, person: str, scene: Scene) -> None:
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        PERFORM[action](scene)
    assert str(refusal.value) == WHO_MAY[action][2]
    assert world() == before


def test_the_table_names_every_action() -> None:
    assert set(WHO_MAY) == set(Action.values)
    assert (len(ALLOWED), len(REFUSED)) == (41, 334)
