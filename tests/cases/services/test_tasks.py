import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from cases.enums import State
from cases.models import Case, CaseEvent, Task
from cases.selectors.tasks import done_tasks_of, open_tasks_for, open_tasks_set_by, tasks_of
from cases.services.tasks import finish_task, open_task, set_task
from mediso.common.errors import ActionRefused
from mediso.outbox.models import OutboxMail
from tests.conftest import MakeCase
from tests.support.actions import assigned
from tests.support.people import row_of
from tests.support.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TOMORROW = dt.date(2026, 11, 24)


@pytest.fixture
def case(make_case: MakeCase, supporter: User) -> Case:
    case = make_case(State.SUPPORTING)
    assigned(row_of(supporter), case)
    return case


def test_a_task_is_set_and_told_without_its_words(case: Case, staff: User, supporter: User) -> None:
    task = set_task(case_id=case.pk, actor=staff, title="秘密の資料", assignee=supporter, due_on=TOMORROW)
    event = CaseEvent.objects.get()
    assert (event.kind, event.actor) == ("task_set", staff)
    assert event.payload == {"task": task.pk, "assignee": supporter.pk, "due_on": "2026-11-24"}
    mail = OutboxMail.objects.get()
    assert (mail.to, case.number in mail.body, "秘密" in mail.subject + mail.body) == (supporter.email, True, False)


def test_one_s_own_task_is_told_to_nobody(case: Case, staff: User) -> None:
    set_task(case_id=case.pk, actor=staff, title="資料", assignee=staff, due_on=None)
    assert (Task.objects.get().due_on, OutboxMail.objects.count()) == (None, 0)


@pytest.mark.parametrize("who", ["founder", "other_founder", "other_supporter", "other_staff", "manager"])
def test_a_task_is_for_somebody_who_keeps_the_chart(
    who: str, case: Case, staff: User, request: pytest.FixtureRequest
) -> None:
    assignee = request.getfixturevalue(who)
    before = world()
    with pytest.raises(ActionRefused, match="Choose somebody who can see this case"):
        set_task(case_id=case.pk, actor=staff, title="資料", assignee=assignee, due_on=None)
    assert world() == before


def test_done_and_opened_again_by_whoever_keeps_the_case(case: Case, staff: User, supporter: User) -> None:
    task = set_task(case_id=case.pk, actor=staff, title="資料", assignee=supporter, due_on=None)
    finish_task(case_id=case.pk, actor=supporter, pk=task.pk)
    task.refresh_from_db()
    done_at = task.done_at
    assert (done_at is not None, task.done_by) == (True, supporter)
    finish_task(case_id=case.pk, actor=staff, pk=task.pk)  # a second press
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (done_at, supporter)
    for _press in range(2):
        open_task(case_id=case.pk, actor=staff, pk=task.pk)
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, None)
    kinds = list(CaseEvent.objects.order_by("pk").values_list("kind", "payload__task"))
    assert kinds == [("task_set", task.pk), ("task_done", task.pk), ("task_opened", task.pk)]


def test_a_task_of_another_case_is_not_touched(case: Case, staff: User, make_case: MakeCase) -> None:
    task = set_task(case_id=make_case().pk, actor=staff, title="資料", assignee=staff, due_on=None)
    before = world()
    for press in (finish_task, open_task):
        with pytest.raises(ActionRefused, match="This task is not one of this case"):
            press(case_id=case.pk, actor=staff, pk=task.pk)
    assert world() == before


def test_lists_of_tasks(case: Case, make_case: MakeCase, staff: User, supporter: User, founder: User) -> None:
    today = timezone.localdate()
    days = {"後": today + dt.timedelta(days=3), "遅れ": today - dt.timedelta(days=1), "いつか": None, "済み": today}
    rows = {
        title: set_task(case_id=case.pk, actor=staff, title=title, assignee=supporter, due_on=day)
        for title, day in days.items()
    }
    finish_task(case_id=case.pk, actor=staff, pk=rows["済み"].pk)
    away = make_case()
    Task.objects.create(case=away, title="見えない", assignee=supporter, set_by=staff)

    assert [task.title for task in tasks_of(case)] == ["遅れ", "後", "いつか", "済み"]
    assert {task.title for task in open_tasks_for(supporter)} == {"遅れ", "後", "いつか"}
    assert {task.title for task in open_tasks_set_by(staff)} == {"遅れ", "後", "いつか", "見えない"}
    assert {task.title for task in done_tasks_of(supporter)} == {"済み"}
    Task.objects.update(assignee=founder)  # the asker's own case: not even what was set for them
    assert list(open_tasks_for(founder)) == []
