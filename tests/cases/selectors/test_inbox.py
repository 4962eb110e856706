"""In which queues a case stands."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import Awaits, Clock, State
from cases.models import Case
from cases.selectors.inbox import counts_of, in_queue, queues_for
from cases.selectors.visibility import visible_cases
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.accounts import UserFactory
from tests.support.actions import assigned
from tests.support.people import row_of

pytestmark = pytest.mark.django_db


def due_in(days: int) -> dict[str, Any]:
    return {"due_on": timezone.localdate() + dt.timedelta(days=days), "due_clock": Clock.TRIAGE}


@pytest.fixture
def colleague(desk: Desk) -> User:
    return UserFactory.create(staff_of=desk, name="事務局 二郎")


@pytest.fixture
def cases(make_case: MakeCase, staff: User, colleague: User) -> dict[str, Case]:
    return {
        "mine": make_case(State.TRIAGING, responsible=staff, **due_in(-1)),
        "mine, with a supporter": make_case(State.SUPPORTING, responsible=staff, **due_in(0)),
        "mine, with the founder": make_case(State.AWAITING_FOUNDER, responsible=staff),
        "mine, closed": make_case(State.CLOSED, responsible=staff),
        "nobody's": make_case(State.SUBMITTED, **due_in(-1)),
        "nobody's, with a supporter": make_case(State.MATCHING, awaits=Awaits.SUPPORTER),
        "a colleague's": make_case(State.MATCHING, responsible=colleague),
        "a colleague's, with the founder": make_case(State.AWAITING_FOUNDER, responsible=colleague),
        "withdrawn": make_case(State.WITHDRAWN),
        "closed, the founder wrote": make_case(State.CLOSED, unanswered_since=timezone.now()),
    }


STAFF_QUEUES = {
    "mine": {"mine"},
    "messages": {"closed, the founder wrote"},
    "unclaimed": {"nobody's", "nobody's, with a supporter"},
    "desk": {"a colleague's"},
    "supporter": {"mine, with a supporter", "nobody's, with a supporter"},
    "founder": {"mine, with the founder", "a colleague's, with the founder"},
    "late": {"mine", "nobody's"},
    "open": {
        "mine",
        "mine, with a supporter",
        "mine, with the founder",
        "nobody's",
        "nobody's, with a supporter",
        "a colleague's",
        "a colleague's, with the founder",
    },
}


def held(reader: User, cases: dict[str, Case]) -> dict[str, set[str]]:
    names = {case.pk: name for name, case in cases.items()}
    today, seen = timezone.localdate(), visible_cases(reader)
    return {
        queue.code: {names[case.pk] for case in in_queue(seen, queue, reader, today)} for queue in queues_for(reader)
    }


def test_each_queue_of_the_staff_holds_its_cases(cases: dict[str, Case], staff: User) -> None:
    assert held(staff, cases) == STAFF_QUEUES


def test_the_counts_are_those_of_the_queues(cases: dict[str, Case], staff: User, colleague: User) -> None:
    for reader in (staff, colleague):
        counts = counts_of(visible_cases(reader), reader, timezone.localdate())
        assert counts == {code: len(found) for code, found in held(reader, cases).items()}


def test_a_supporter_has_queues_of_what_they_see(cases: dict[str, Case], supporter: User) -> None:
    assigned(row_of(supporter), cases["mine, with a supporter"])
    assert held(supporter, cases) == {
        "desk": set(),
        "messages": set(),
        "supporter": {"mine, with a supporter"},
        "founder": set(),
        "open": {"mine, with a supporter"},
    }
    assert counts_of(visible_cases(supporter), supporter, timezone.localdate()) == {
        "desk": 0,
        "messages": 0,
        "supporter": 1,
        "founder": 0,
        "open": 1,
    }
