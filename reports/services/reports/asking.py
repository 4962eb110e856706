"""Asking for reports: each morning for what is due, and by hand for a closed month of one's choice."""

import datetime as dt
import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.common.queueing import queue
from reports.models import MonthlyClose, ReportDefinition, ReportIssue
from reports.policies import may_keep_reports
from reports.selectors.reports.due import due_reports
from reports.services.reports.making import MAKE_TASK, MOST_ATTEMPTS

logger = logging.getLogger(__name__)


def ask_for_due(today: dt.date | None = None) -> int:
    """Ask for every report that is due; for how many. Safe to run at any time, twice at once, or late."""
    return sum(_ask(definition, close) for definition, close in due_reports(today or timezone.localdate()))


@transaction.atomic
def ask_for(*, definition_id: int, close_id: int, actor: User) -> ReportIssue:
    """Have the report of a closed month made and sent now, or made again after it failed.

    Raises `ActionRefused` for others than the managers of the desk, for what was made or is being made already, and
    where there is a later edition of the month.
    """
    definition = ReportDefinition.objects.select_related("desk").get(pk=definition_id)
    if not (decision := may_keep_reports(actor, definition.desk_id)):
        raise ActionRefused(decision.reason)
    close = MonthlyClose.objects.select_for_update().defer("figures").get(pk=close_id, desk=definition.desk)
    if not close.is_current:
        raise ActionRefused(_("There is a later edition of this month. Make the report of that one."))
    issue = ReportIssue.objects.filter(definition=definition, close=close).first()
    if issue is None:
        issue = ReportIssue.objects.create(definition=definition, close=close, asked_by=actor)
    elif not issue.failed:
        raise ActionRefused(_("The report of this month was made already, or is being made."))
    else:
        again = {"failed": False, "attempts": 0, "due_at": timezone.now(), "asked_by": actor}
        ReportIssue.objects.filter(pk=issue.pk).update(**again)
        issue.refresh_from_db()
    _queue_after_commit(issue)
    return issue


def sweep() -> int:
    """Queue every report that waits and is due; how many. Over which its worker died each time is given up."""
    due = ReportIssue.objects.filter(made_at=None, failed=False, due_at__lte=timezone.now())
    said = _("It was begun %(number)s times, and the worker stopped each time.") % {"number": MOST_ATTEMPTS}
    if given_up := due.filter(attempts__gte=MOST_ATTEMPTS).update(failed=True, last_error=said):
        logger.error("%s reports were not made in %s attempts", given_up, MOST_ATTEMPTS)
    issue_ids = list(due.values_list("pk", flat=True))
    for issue_id in issue_ids:
        queue(MAKE_TASK, issue_id)
    return len(issue_ids)


@transaction.atomic
def _ask(definition: ReportDefinition, close: MonthlyClose) -> bool:
    issue, asked = ReportIssue.objects.get_or_create(definition=definition, close=close)
    if asked:
        _queue_after_commit(issue)
    return asked


def _queue_after_commit(issue: ReportIssue) -> None:
    transaction.on_commit(partial(queue, MAKE_TASK, issue.pk))
