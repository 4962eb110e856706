import pytest

from accounts.models import User
from cases.enums import EventKind, EventSource, State
from cases.selectors.journey import PLAIN_WORDS, journey, road
from cases.services import triage
from tests.conftest import MakeCase
from tests.factories.cases import CaseEventFactory

EVERY = set(State)
SHOWN = {
    "submitted": ["current", "todo", "todo", "todo", "todo"],
    "triaging": ["done", "current", "todo", "todo", "todo"],
    "matching": ["done", "done", "current", "todo", "todo"],
    "supporting": ["done", "done", "done", "current", "todo"],
    "closed": ["done", "done", "done", "done", "current"],
}


@pytest.mark.parametrize(("state", "steps"), SHOWN.items(), ids=SHOWN.keys())
def test_the_road_so_far(state: str, steps: list[str]) -> None:
    assert [step.state for step in road(State(state), EVERY)] == steps


def test_a_step_that_no_event_tells_of_was_skipped() -> None:
    """The desk answered by itself, straight from triage."""
    shown = road(State.CLOSED, {"submitted", "triaging", "closed"})
    assert [step.state for step in shown] == ["done", "done", "skipped", "skipped", "current"]


@pytest.mark.django_db
def test_what_the_old_register_tells_is_not_done(make_case: MakeCase) -> None:
    case = make_case(State.CLOSED)
    for kind, state in ((EventKind.SUBMITTED, "submitted"), (EventKind.CLOSED, "closed")):
        CaseEventFactory.create(case=case, kind=kind, to_state=state, source=EventSource.IMPORT)
    assert [step.state for step in journey(case)] == ["skipped", "skipped", "skipped", "skipped", "current"]


@pytest.mark.django_db
def test_a_waiting_case_stands_where_it_will_go_on(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING)
    CaseEventFactory.create(case=case, kind=EventKind.SUBMITTED, to_state="submitted")
    triage.ask_founder(case_id=case.pk, actor=staff, seen=None, question="どの規格ですか。")
    case.refresh_from_db()
    assert [step.state for step in journey(case)] == SHOWN["triaging"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["referred", "declined", "withdrawn"])
def test_a_case_that_left_the_road_shows_none(state: str, make_case: MakeCase) -> None:
    assert journey(make_case(State(state))) == []


def test_every_state_has_plain_words() -> None:
    assert set(PLAIN_WORDS) == set(State)
