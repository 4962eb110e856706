import pytest

from cases.enums import State
from cases.models import Case
from cases.selectors.journey import PLAIN_WORDS, journey

SHOWN = {
    "submitted": ["current", "todo", "todo", "todo", "todo"],
    "triaging": ["done", "current", "todo", "todo", "todo"],
    "matching": ["done", "done", "current", "todo", "todo"],
    "supporting": ["done", "done", "done", "current", "todo"],
    "closed": ["done", "done", "done", "done", "current"],
    "referred": [],
    "declined": [],
    "withdrawn": [],
}


@pytest.mark.parametrize(("state", "steps"), SHOWN.items(), ids=SHOWN.keys())
def test_the_road_so_far(state: str, steps: list[str]) -> None:
    assert [step.state for step in journey(Case(state=state))] == steps


@pytest.mark.parametrize("came_from", ["triaging", "matching", "supporting"])
def test_a_waiting_case_stands_where_it_will_go_on(came_from: str) -> None:
    waiting = Case(state=State.AWAITING_FOUNDER, returns_to=came_from)
    assert [step.state for step in journey(waiting)] == SHOWN[came_from]


def test_every_state_has_plain_words() -> None:
    assert set(PLAIN_WORDS) == set(State)
