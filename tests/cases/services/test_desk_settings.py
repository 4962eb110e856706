"""Only the desk's staff change its settings, and what is due is worked out again."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from cases.enums import Clock, EventKind, State
from cases.models import Case
from cases.services.clocks import recompute_due_dates
from cases.services.desk_settings import save_setting, set_retired
from mediso.common.errors import ActionRefused
from mediso.desks.enums import SettingKind
from mediso.desks.models import Closure, Desk, DeskChange
from tests.conftest import MakeCase
from tests.factories.cases import CaseEventFactory
from tests.factories.desks import ClosureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TUESDAY = dt.datetime(2026, 12, 1, 3, tzinfo=dt.UTC)


def change_targets(desk: Desk, actor: User, seen: int = 0, **targets: int) -> Any:
    return save_setting(setting=SettingKind.TARGETS, desk=desk, actor=actor, row_id=desk.pk, values=targets, seen=seen)


def close_on(desk: Desk, actor: User, day: dt.date) -> Closure:
    values = {"first_day": day, "last_day": day, "reason": "停電"}
    closure: Closure = save_setting(
        setting=SettingKind.CLOSURES, desk=desk, actor=actor, row_id=None, values=values, seen=0
    ).row
    return closure


@pytest.mark.parametrize("who", ["founder", "supporter", "full_time", "other_staff", "manager", "administrator"])
def test_nobody_else_changes_them(who: str, desk: Desk, request: pytest.FixtureRequest) -> None:
    actor = request.getfixturevalue(who)
    closure = ClosureFactory.create(desk=desk)
    said = r"^Only the staff of a desk can see and change its settings\.$"
    with pytest.raises(ActionRefused, match=said):
        change_targets(desk, actor, triage_days=9)
    with pytest.raises(ActionRefused, match=said):
        set_retired(setting=SettingKind.CLOSURES, desk=desk, actor=actor, row_id=closure.pk, retired=True)
    desk.refresh_from_db()
    closure.refresh_from_db()
    assert (desk.triage_days, closure.retired_on, DeskChange.objects.exists()) == (3, None, False)


def due_of(case: Case) -> tuple[str, dt.date | None]:
    case.refresh_from_db()
    return case.due_clock, case.due_on


@pytest.fixture
def waiting(make_case: MakeCase, desk: Desk) -> Case:
    """Received on Tuesday, 1 December 2026; nobody has answered yet."""
    with time_machine.travel(TUESDAY, tick=False):
        case = make_case(State.SUBMITTED, received_on=TUESDAY.date())
        CaseEventFactory.create(case=case, kind=EventKind.SUBMITTED, occurred_on=TUESDAY.date())
        recompute_due_dates(desk.pk)
    assert due_of(case) == (Clock.FIRST_CONTACT, dt.date(2026, 12, 3))
    return case


@time_machine.travel(TUESDAY, tick=False)
def test_new_targets_move_what_is_due(
    waiting: Case, desk: Desk, staff: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change_targets(desk, staff, first_contact_days=1)
    assert due_of(waiting) == (Clock.FIRST_CONTACT, dt.date(2026, 12, 2))


@time_machine.travel(TUESDAY, tick=False)
def test_a_closure_moves_what_is_due_and_retiring_it_moves_it_back(
    waiting: Case, desk: Desk, staff: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        closure = close_on(desk, staff, dt.date(2026, 12, 3))
    assert due_of(waiting) == (Clock.FIRST_CONTACT, dt.date(2026, 12, 4))
    with django_capture_on_commit_callbacks(execute=True):
        set_retired(setting=SettingKind.CLOSURES, desk=desk, actor=staff, row_id=closure.pk, retired=True)
    assert due_of(waiting) == (Clock.FIRST_CONTACT, dt.date(2026, 12, 3))


def test_nothing_is_worked_out_when_nothing_changed(
    desk: Desk, staff: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        change_targets(desk, staff, triage_days=3)
    assert callbacks == []
