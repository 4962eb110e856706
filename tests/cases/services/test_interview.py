import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import AssignmentRole, Awaits, InterviewForm, InterviewKind, State
from cases.models import Case, CaseEvent, Interview
from cases.selectors.candidates import matter_of
from cases.services import interview
from mediso.common.errors import ActionRefused
from mediso.desks.models import Desk
from supporters.models import Supporter
from tests.conftest import MakeCase
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TODAY = timezone.localdate


@pytest.fixture
def case(make_case: MakeCase, supporter: User, other_supporter: User) -> Case:
    """Worked on by both supporters; received ten days ago."""
    case = make_case(State.SUPPORTING, received_on=TODAY() - dt.timedelta(days=10))
    assigned(row_of(supporter), case)
    assigned(row_of(other_supporter), case, role=AssignmentRole.ADVISER)
    return case


def record(case: Case, actor: User, **changes: Any) -> Interview:
    said: dict[str, Any] = {
        "kind": InterviewKind.SUPPORTER,
        "held_on": TODAY(),
        "minutes": 90,
        "form": InterviewForm.FACE,
        "supporters": list(Supporter.objects.filter(assignments__case=case)),
        "summary": "要旨",
        "next_steps": "次回まで",
    }
    return interview.record(case_id=case.pk, actor=actor, seen=None, **(said | changes))


def test_an_interview_with_two_supporters_counts_once_and_for_each_of_them(
    case: Case, supporter: User, other_supporter: User
) -> None:
    record(case, supporter)
    held = Interview.objects.get()
    assert (held.kind, held.held_on, held.minutes, held.form) == ("supporter", TODAY(), 90, "face")
    assert (held.summary, held.next_steps, held.recorded_by) == ("要旨", "次回まで", supporter)
    assert set(held.supporters.all()) == {row_of(supporter), row_of(other_supporter)}
    assert CaseEvent.objects.get().payload == {
        "interview": held.pk,
        "held_on": TODAY().isoformat(),
        "minutes": 90,
    }
    assert hours_of(case) == {row_of(supporter).pk: 1.5, row_of(other_supporter).pk: 1.5}


def test_hours_are_those_of_the_calendar_month(case: Case, supporter: User) -> None:
    first = TODAY().replace(day=1)
    Case.objects.update(received_on=first - dt.timedelta(days=5))
    record(case, supporter, held_on=first, minutes=30)
    record(case, supporter, held_on=first - dt.timedelta(days=1), minutes=600)
    assert hours_of(case)[row_of(supporter).pk] == 0.5


def hours_of(case: Case) -> dict[int, Decimal | int]:
    """Used this month, by supporter."""
    return {one.supporter_id: one.hours_used_this_month for one in matter_of([case], case.desk, TODAY()).candidates}


def test_after_an_interview_it_is_the_desk_s_move(case: Case, supporter: User) -> None:
    record(case, supporter)
    case.refresh_from_db()
    assert (case.state, case.awaits) == (State.SUPPORTING, Awaits.STAFF)


def test_a_preliminary_interview_needs_no_supporter(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.TRIAGING)
    held = record(case, staff, kind=InterviewKind.PRELIMINARY, supporters=[])
    assert (held.kind, list(held.supporters.all())) == ("preliminary", [])


@pytest.mark.parametrize("days", [0, -10], ids=["today", "the day of receipt"])
def test_the_days_at_both_ends_are_possible(days: int, case: Case, staff: User) -> None:
    day = TODAY() + dt.timedelta(days=days)
    assert record(case, staff, held_on=day).held_on == day


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "tomorrow": ({"held_on": 1}, "This day is still to come. Give a date up to today."),
    "before receipt": ({"held_on": -11}, "The case was not received yet. Give a date from its receipt on."),
    "nobody present": ({"supporters": []}, "Choose the supporters who were present."),
}


@pytest.mark.parametrize(("changes", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_impossible_interview_is_refused(changes: dict[str, Any], reason: str, case: Case, staff: User) -> None:
    if "held_on" in changes:
        changes = {"held_on": TODAY() + dt.timedelta(days=changes["held_on"])}
    before = world()
    with pytest.raises(ActionRefused) as refusal:
        record(case, staff, **changes)
    assert str(refusal.value) == reason
    assert world() == before


def test_whoever_does_not_work_on_the_case_was_not_present(case: Case, staff: User, full_time: User) -> None:
    before = world()
    with pytest.raises(ActionRefused, match=r"^Choose only supporters of this case\.$"):
        record(case, staff, supporters=[row_of(full_time)])
    assert world() == before


@pytest.mark.parametrize("days", [0, 3], ids=["the day of closing", "later"])
def test_a_follow_up_is_recorded_on_a_closed_case(days: int, make_case: MakeCase, staff: User) -> None:
    closed_on = TODAY() - dt.timedelta(days=3)
    case = make_case(State.CLOSED, received_on=closed_on - dt.timedelta(days=30), closed_on=closed_on)
    day = closed_on + dt.timedelta(days=days)
    held = record(
        case, staff, kind=InterviewKind.FOLLOW_UP, held_on=day, supporters=[], others_present="社長", minutes=10
    )
    assert (held.kind, held.held_on, held.others_present, held.minutes) == ("follow_up", day, "社長", 10)
    assert CaseEvent.objects.get().kind == "followed_up"


def test_nothing_is_followed_up_before_its_end(make_case: MakeCase, staff: User) -> None:
    case = make_case(State.CLOSED, received_on=TODAY() - dt.timedelta(days=40), closed_on=TODAY())
    before = world()
    with pytest.raises(ActionRefused, match=r"^A follow-up comes after the case was closed\."):
        record(case, staff, kind=InterviewKind.FOLLOW_UP, held_on=TODAY() - dt.timedelta(days=1), supporters=[])
    assert world() == before


def test_three_experts_in_one_interview_are_one_interview(case: Case, staff: User, full_time: User, desk: Desk) -> None:
    assigned(row_of(full_time), case, role=AssignmentRole.ADVISER)
    held = record(case, staff)
    assert held.supporters.count() == 3
    assert (Interview.objects.count(), case.interviews.count(), CaseEvent.objects.count()) == (1, 1, 1)
    assert list(Interview.objects.filter(case__desk=desk)) == [held]
