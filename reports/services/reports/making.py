"""Making a report: once, by one worker, files and mails together or nothing of it."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mediso.common.errors import ActionRefused, DeskError
from mediso.files.services.keeping import keep_made
from reports.drawings.report import DRAW, report_figures, report_title
from reports.models import MonthlyClose, ReportIssue
from reports.models.report import LONGEST_ERROR
from reports.period_kinds import PERIODS
from reports.services.reports.telling import tell

logger = logging.getLogger(__name__)

MAKE_TASK = "reports.make_report"  # by name: the tasks import the services

# Whoever makes a report has this long before somebody else may.
LEASE = dt.timedelta(minutes=10)
FIRST_PAUSE = dt.timedelta(minutes=1)
MOST_ATTEMPTS = 5


class _ClaimLost(Exception):
    """Somebody else took this worker for dead, and makes the report now."""


def make_issue(issue_id: int) -> bool:
    """Make one report if it is due and nobody else is at it, and write its mails; whether it was made here.

    What the rules refuse is given up at once. Anything else that goes wrong must not keep the other reports back: it is
    logged, stands on the page of the report, and is tried again after 1, 2, 4 … minutes, `MOST_ATTEMPTS` times.
    """
    now = timezone.now()
    waiting = ReportIssue.objects.filter(pk=issue_id, made_at=None, failed=False, due_at__lte=now)
    if not waiting.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    issue = ReportIssue.objects.select_related("definition__desk", "close").get(pk=issue_id)
    try:
        _make(issue, now)
    except _ClaimLost:
        logger.warning("Report %s was taken up by another worker", issue_id)
        return False
    except DeskError as refusal:
        _failed(issue, str(refusal), for_good=True)
        return False
    except Exception as error:
        logger.warning("Report %s was not made (attempt %s)", issue_id, issue.attempts, exc_info=True)
        _failed(issue, f"{type(error).__name__}: {error}", for_good=issue.attempts >= MOST_ATTEMPTS)
        return False
    return True


@transaction.atomic
def _make(issue: ReportIssue, now: dt.datetime) -> None:
    definition, close = issue.definition, issue.close
    title = report_title(definition, close)
    figures = report_figures(definition, close)
    if not MonthlyClose.objects.filter(pk=close.pk, is_current=True).exists():
        # Asked after counting: what was counted as published is this edition for certain.
        raise ActionRefused(_("There is a later edition of this month. Make the report of that one."))
    pdf, workbook = (keep_made(name=title, kind=kind, content=draw(title, figures, now)) for kind, draw in DRAW.items())
    period = PERIODS[definition.period_kind](close.of_month)
    made = _mine(issue).update(
        made_at=timezone.now(),
        title=title,
        first_day=period.first,
        last_day=period.last,
        pdf=pdf,
        workbook=workbook,
        last_error="",
    )
    if not made:
        raise _ClaimLost
    issue.refresh_from_db()
    tell(issue, definition.recipients)


def _failed(issue: ReportIssue, said: str, *, for_good: bool) -> None:
    due_at = timezone.now() + FIRST_PAUSE * 2 ** (issue.attempts - 1)
    _mine(issue).update(failed=for_good, due_at=due_at, last_error=said[:LONGEST_ERROR])
    if for_good:
        logger.error("Report %s was given up: %s", issue.pk, said)


def _mine(issue: ReportIssue) -> QuerySet[ReportIssue]:
    """The row, as long as nobody has taken it up after us."""
    return ReportIssue.objects.filter(pk=issue.pk, made_at=None, attempts=issue.attempts)
