"""Every work in every state and by every kind of person. The table says it by itself, not from `cases.works`."""

import datetime as dt
from typing import NamedTuple

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent
from cases.services.records import record
from cases.works import Work
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk, Topic
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.factories.supporters import InterestFactory, SupporterFactory
from tests.support.actions import assigned, proposal_to
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

OPEN = ("submitted", "triaging", "matching", "supporting", "awaiting_founder")
NOT_WITHDRAWN = (*OPEN, "closed", "referred", "declined")
ANY = (*NOT_WITHDRAWN, "withdrawn")
WRITABLE = ("submitted", "triaging", "matching", "supporting", "closed", "referred", "declined")
TOLD = ("supporting", "closed", "referred")

SORTERS = ("staff", "full_time")
KEEPERS = (*SORTERS, "working")
TELLERS = (*KEEPERS, "founder")

KEEPING = "Only the supporters of this case and the staff and full-time supporters of the desk can do this."
SORTING = "Only the staff and the full-time supporters of the desk can do this."
ASKING = "Only the person who asked can do this."
TELLING = "Only the person who asked and those who keep the case can do this."


class Row(NamedTuple):
    event: str
    states: tuple[str, ...]
    people: tuple[str, ...]
    refusal: str


# Whatever is not here is refused.
WORKS = {
    "EDIT_CHART": Row("chart_edited", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "ADD_COLLABORATOR": Row("collaborator_added", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "CHANGE_COLLABORATOR": Row("collaborator_changed", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "REMOVE_COLLABORATOR": Row("collaborator_removed", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "ADD_RELATED": Row("related_added", NOT_WITHDRAWN, SORTERS, SORTING),
    "CHANGE_RELATED": Row("related_changed", NOT_WITHDRAWN, SORTERS, SORTING),
    "REMOVE_RELATED": Row("related_removed", NOT_WITHDRAWN, SORTERS, SORTING),
    "WRITE_NOTE": Row("note_written", ANY, KEEPERS, KEEPING),
    "SET_TASK": Row("task_set", ANY, KEEPERS, KEEPING),
    "FINISH_TASK": Row("task_done", ANY, KEEPERS, KEEPING),
    "OPEN_TASK": Row("task_opened", ANY, KEEPERS, KEEPING),
    "TICK": Row("item_ticked", ANY, KEEPERS, KEEPING),
    "UNTICK": Row("item_unticked", ANY, KEEPERS, KEEPING),
    "LINK": Row("linked", ANY, SORTERS, SORTING),
    "UNLINK": Row("unlinked", ANY, SORTERS, SORTING),
    "DRAFT_PLAN": Row("plan_drafted", OPEN, KEEPERS, KEEPING),
    "SEND_PLAN_TO_REVIEW": Row("plan_sent_to_review", OPEN, KEEPERS, KEEPING),
    "REVIEW_PLAN": Row("plan_reviewed", OPEN, KEEPERS, KEEPING),
    "SEND_PLAN_BACK": Row("plan_sent_back", OPEN, KEEPERS, KEEPING),
    "FINISH_STEP": Row("plan_step_done", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "OPEN_STEP": Row("plan_step_opened", NOT_WITHDRAWN, KEEPERS, KEEPING),
    "TELL_OUTCOME": Row("outcome_told", TOLD, TELLERS, TELLING),
    "DISMISS_FOLLOW_UP": Row("follow_up_dismissed", ANY, SORTERS, SORTING),
    "WRITE_TO_DESK": Row("message_received", WRITABLE, ("founder",), ASKING),
    "SETTLE_MESSAGE": Row("message_settled", ANY, KEEPERS, KEEPING),
    # A rule does it by itself (test_automatic_triage.py).
    "STOP_RULE": Row("rule_stopped", OPEN, (), "Only a rule of the desk does this, by itself."),
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
def people(
    make_case: MakeCase,
    desk: Desk,
    topic: Topic,
    founder: User,
    other_founder: User,
    supporter: User,
    other_supporter: User,
    full_time: User,
    staff: User,
    other_staff: User,
    manager: User,
    administrator: User,
) -> tuple[Case, dict[str, User]]:
    """A supported case and everybody who could stand in a relation to it."""
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    done = SupporterFactory.create(desk=desk, signs_in=True, knows={topic: 3})
    assigned(done, case, role="adviser", state="completed")
    proposed = SupporterFactory.create(desk=desk, signs_in=True, knows={topic: 3})
    proposal_to(proposed, case, role="adviser")
    tied = SupporterFactory.create(desk=desk, signs_in=True, full_time=True)
    InterestFactory.create(supporter=tied, organisation=case.organisation)
    former = SupporterFactory.create(
        desk=desk, signs_in=True, full_time=True, term_end=timezone.localdate() - dt.timedelta(days=1)
    )
    return case, {
        "founder": founder,
        "other_founder": other_founder,
        "working": supporter,
        "completed": _user(done),
        "proposed": _user(proposed),
        "idle": other_supporter,
        "full_time": full_time,
        "tied_full_time": _user(tied),
        "former_full_time": _user(former),
        "staff": staff,
        "switched_off": UserFactory.create(staff_of=desk, is_active=False),
        "other_staff": other_staff,
        "manager": manager,
        "administrator": administrator,
    }


def _user(row: Supporter) -> User:
    user: User | None = row.user
    assert user is not None
    return user


def test_the_table_names_every_work() -> None:
    assert list(WORKS) == [work.name for work in Work]


@pytest.mark.parametrize("name", [name for name, row in WORKS.items() if row.people])
def test_a_work_is_possible_in_these_states_and_leaves_one_event(
    name: str, make_case: MakeCase, request: pytest.FixtureRequest
) -> None:
    actor: User = request.getfixturevalue("staff" if "staff" in WORKS[name].people else "founder")
    for state in State:
        case = make_case(state)
        before, stood = world(), Case.objects.values().get(pk=case.pk)
        if state in WORKS[name].states:
            with record(case_id=case.pk, work=Work[name], actor=actor) as entry:
                entry.payload["about"] = 1
            event = CaseEvent.objects.get(case=case)
            assert (event.kind, event.actor, event.payload) == (WORKS[name].event, actor, {"about": 1})
            assert (event.from_state, event.to_state) == ("", "")
            assert Case.objects.values().get(pk=case.pk) == stood
        else:
            with pytest.raises(ActionRefused) as refusal, record(case_id=case.pk, work=Work[name], actor=actor):
                pytest.fail("the door was open")
            assert str(refusal.value) == f"This is not possible: the case is “{STATE_NAMES[state]}” now."
            assert world() == before


@pytest.mark.parametrize("name", WORKS)
def test_a_work_is_done_by_these_people(name: str, people: tuple[Case, dict[str, User]]) -> None:
    case, everybody = people
    done, told = set(), set()
    for who, user in everybody.items():
        before = world()
        try:
            with record(case_id=case.pk, work=Work[name], actor=user):
                pass
        except ActionRefused as refusal:
            told.add(str(refusal))
            assert world() == before
        else:
            done.add(who)
    assert (done, told) == (set(WORKS[name].people), {WORKS[name].refusal})
    assert CaseEvent.objects.filter(kind=WORKS[name].event).count() == len(WORKS[name].people)
