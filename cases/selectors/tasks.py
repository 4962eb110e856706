"""Tasks on cases, as lists show them: what is late first, what has no day last."""

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Task
from cases.selectors.chart import visible_charts


def tasks_of(case: Case) -> QuerySet[Task]:
    """Open ones first, by their day; then what is done, the latest first."""
    rows = case.tasks.select_related("assignee", "set_by", "done_by")
    return rows.order_by(F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")


def visible_tasks(user: User) -> QuerySet[Task]:
    """Every task on a chart that the person may open; the lists of tasks begin from here."""
    return Task.objects.filter(case__in=visible_charts(user))


def open_tasks_for(user: User) -> QuerySet[Task]:
    return visible_tasks(user).filter(assignee=user, done_at=None)


def open_tasks_set_by(user: User) -> QuerySet[Task]:
    """What the person waits for others to do."""
    return visible_tasks(user).filter(set_by=user, done_at=None).exclude(assignee=user)


def done_tasks_of(user: User) -> QuerySet[Task]:
    return visible_tasks(user).filter(assignee=user).exclude(done_at=None)


def is_late(task: Task) -> bool:
    return task.done_at is None and task.due_on is not None and task.due_on < timezone.localdate()
