"""How near a case is to its due date, in words and tone. Monday 23 November 2026 is a public holiday."""

import datetime as dt

import pytest

from cases.enums import Awaits, Clock, State, Tone
from cases.models import Case
from cases.selectors.due import DeskDays, Due
from mediso.desks.models import Desk
from tests.conftest import MakeCase
from tests.factories.desks import ClosureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

FRIDAY = dt.date(2026, 11, 20)


def november(day: int) -> dt.date:
    return dt.date(2026, 11, day)


TOLD = {
    november(26): (Tone.GREEN, "3 business days left"),
    november(25): (Tone.GREEN, "2 business days left"),
    november(24): (Tone.AMBER, "next business day"),
    november(20): (Tone.AMBER, "today"),
    november(19): (Tone.RED, "1 business day late"),
    november(13): (Tone.RED, "5 business days late"),
    dt.date(2026, 9, 21): (Tone.RED, "40 business days late"),
    dt.date(2026, 9, 20): (Tone.RED, "more than 60 days late"),
}


@pytest.mark.parametrize(("day", "told"), TOLD.items(), ids=str)
def test_what_is_left_is_told_in_business_days(day: dt.date, told: tuple[Tone, str], make_case: MakeCase) -> None:
    case = make_case(due_on=day, due_clock=Clock.TRIAGE)
    assert DeskDays(FRIDAY).due(case) == Due(*told, day, "Triage")


def test_a_weekend_past_the_day_is_late_by_no_business_day_yet(make_case: MakeCase) -> None:
    case = make_case(due_on=FRIDAY, due_clock=Clock.ANSWER)
    assert DeskDays(november(21)).due(case) == Due(Tone.RED, "late", FRIDAY, "Answer")


def test_the_desk_s_closures_count(make_case: MakeCase, desk: Desk) -> None:
    ClosureFactory.create(desk=desk, first_day=november(24))
    case = make_case(due_on=november(25), due_clock=Clock.TRIAGE)
    assert DeskDays(FRIDAY).due(case) == Due(Tone.AMBER, "next business day", november(25), "Triage")


def test_a_clock_stands_while_the_founder_owes_an_answer(make_case: MakeCase) -> None:
    case = make_case(State.AWAITING_FOUNDER)
    assert DeskDays(FRIDAY).due(case) == Due(Tone.GRAY, "stopped: the founder owes an answer")


def test_no_clock_is_nothing(make_case: MakeCase) -> None:
    assert DeskDays(FRIDAY).due(make_case(State.CLOSED)) is None
    assert DeskDays(FRIDAY).due(make_case(State.SUPPORTING, awaits=Awaits.STAFF)) is None


def test_late_and_soon_hold_what_lists_show_in_red_and_amber(make_case: MakeCase, desk: Desk, other_desk: Desk) -> None:
    """Each desk has its own next business day."""
    ClosureFactory.create(desk=other_desk, first_day=november(24))
    days = DeskDays(FRIDAY)
    cases = [
        make_case(due_on=november(day), due_clock=Clock.TRIAGE, desk=at)
        for day in (19, 20, 21, 24, 25, 26)
        for at in (desk, other_desk)
    ]
    toned: dict[Tone, set[int]] = {tone: set() for tone in Tone}
    for case in cases:
        due = days.due(case)
        assert due is not None
        toned[due.tone].add(case.pk)
    late = Case.objects.filter(days.late())
    soon = Case.objects.filter(days.soon([desk.pk, other_desk.pk]))
    assert {case.pk for case in late} == toned[Tone.RED] != set()
    assert {case.pk for case in soon} == toned[Tone.AMBER] != set()
    assert not Case.objects.filter(days.soon([])).exists()
