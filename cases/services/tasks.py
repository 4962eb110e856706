"""Tasks on a case: set with a day, done, opened again."""

import datetime
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Task
from cases.notifications import tell_task
from cases.selectors.colleagues import colleagues_on
from cases.services.chart import record_on_chart
from cases.works import Work
from mediso.common.errors import ActionRefused


def set_task(
    *,
    case_id: int,
    actor: User,
    title: str,
    assignee: User,
    due_on: datetime.date | None,
    press: uuid.UUID | None = None,
) -> Task:
    """Tell the assignee by mail, if it is not the actor. The same `press` twice answers the one task there is.

    Raises `ActionRefused` for who does not keep this chart.
    """
    with record_on_chart(case_id=case_id, work=Work.SET_TASK, actor=actor, press=press) as entry:
        if entry.earlier is not None:
            return Task.objects.get(pk=entry.earlier["task"])
        if assignee not in [one.user for one in colleagues_on(entry.case)]:
            raise ActionRefused(_("Choose somebody who can see this case."))
        task = Task.objects.create(case=entry.case, title=title, assignee=assignee, due_on=due_on, set_by=actor)
        entry.payload |= {
            "task": task.pk,
            "assignee": assignee.pk,
            "due_on": due_on.isoformat() if due_on else None,
        }
        if assignee != actor:
            tell_task(task)
    return task


def finish_task(*, case_id: int, actor: User, pk: int) -> Case:
    """What is done already stays as it was done first."""
    with record_on_chart(case_id=case_id, work=Work.FINISH_TASK, actor=actor) as entry:
        task = _task(entry.case, pk)
        entry.silent = task.done_at is not None
        if not entry.silent:
            task.done_at, task.done_by = timezone.now(), actor
            task.save(update_fields=["done_at", "done_by"])
        entry.payload["task"] = task.pk
    return entry.case


def open_task(*, case_id: int, actor: User, pk: int) -> Case:
    with record_on_chart(case_id=case_id, work=Work.OPEN_TASK, actor=actor) as entry:
        task = _task(entry.case, pk)
        entry.silent = task.done_at is None
        if not entry.silent:
            task.done_at = task.done_by = None
            task.save(update_fields=["done_at", "done_by"])
        entry.payload["task"] = task.pk
    return entry.case


def _task(case: Case, pk: int) -> Task:
    task = case.tasks.filter(pk=pk).first()
    if task is None:
        raise ActionRefused(_("This task is not one of this case."))
    return task
