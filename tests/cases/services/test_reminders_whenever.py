"""Reminders on any days, however often: against a slow count of what each run had to tell."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from cases.enums import Clock, State
from cases.models import Case, ClockReminder
from cases.services.reminders import remind
from mediso.desks.models import Desk
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.factories.desks import ClosureFactory
from tests.support.actions import assigned
from tests.support.business_days import ONE_DAY, slow_is_business_day
from tests.support.people import row_of

pytestmark = pytest.mark.django_db

STAFF, DESK, SUPPORTER = "staff@example.jp", "main@example.jp", "supporter@example.jp"
FIRST = dt.date(2026, 12, 14)  # before the turn of the year
TARGETS = {Clock.FIRST_CONTACT: 2, Clock.ANSWER: 10}

day = st.integers(0, 50).map(lambda shift: FIRST + shift * ONE_DAY)
due_dates = st.lists(st.tuples(day, st.sampled_from(list(TARGETS)), st.booleans()), min_size=1, max_size=3)
runs = st.lists(day, min_size=1, max_size=12).map(sorted)


def slow_level(due_on: dt.date, target: int, today: dt.date, closed: tuple[dt.date, dt.date]) -> str:
    """What there is to say of the due date, counted day by day; "" for nothing."""
    late, one = 0, due_on
    while one < today:
        one += ONE_DAY
        late += slow_is_business_day(one, [closed])
    if today > due_on:
        return f"late {(late - 1) // target}"
    ahead, one = 0, today
    while one < due_on:
        one += ONE_DAY
        ahead += slow_is_business_day(one, [closed])
    return "soon" if ahead == 0 or (ahead == 1 and slow_is_business_day(due_on, [closed])) else ""


def heard(level: str, holder: str) -> set[str]:
    if level == "soon":
        return {holder}
    return {holder, STAFF, DESK} if level == "late 0" else {STAFF, DESK} if level else set()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(due_dates, runs, day, st.integers(0, 6))
def test_everything_is_told_once_and_no_late_case_stays_unmentioned(
    make_case: MakeCase,
    desk: Desk,
    staff: User,
    supporter: User,
    dates: list[tuple[dt.date, Clock, bool]],
    mornings: list[dt.date],
    closed_from: dt.date,
    more: int,
) -> None:
    closed = (closed_from, closed_from + more * ONE_DAY)
    with transaction.atomic():
        ClosureFactory.create(desk=desk, first_day=closed[0], last_day=closed[1])
        cases = []
        for due_on, clock, supported in dates:
            state = State.SUPPORTING if supported else State.TRIAGING
            case = make_case(state, received_on=FIRST, due_on=due_on, due_clock=clock, responsible=staff)
            if supported:
                assigned(row_of(supporter), case)
            cases.append((case, due_on, TARGETS[clock], SUPPORTER if supported else STAFF))
        expected: set[tuple[int, str, str]] = set()
        for morning in mornings:
            with time_machine.travel(f"{morning} 09:00+09:00"):
                remind()
            if slow_is_business_day(morning, [closed]):
                for case, due_on, target, holder in cases:
                    level = slow_level(due_on, target, morning, closed)
                    expected |= {(case.pk, level, to) for to in heard(level, holder)}
            assert mentions([case for case, *_rest in cases]) == Counter((pk, to) for pk, _level, to in expected)
        assert ClockReminder.objects.count() == len(expected)
        transaction.set_rollback(True)


def mentions(cases: list[Case]) -> Counter[tuple[int, str]]:
    """How often each case was named to each reader."""
    mails = list(OutboxMail.objects.values_list("to", "body"))
    return Counter((case.pk, to) for case in cases for to, body in mails if f"/cases/{case.number}/" in body)
