"""Sending a report to its recipients: a mail each, with the files, and again to whom somebody chooses."""

import hashlib
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from mediso.common.errors import ActionRefused
from mediso.files.models import StoredFile
from mediso.notices.services import write_notice
from mediso.outbox.models import TO_SEND, OutboxMail
from mediso.outbox.services import can_be_attached
from reports.models import ReportIssue
from reports.policies import may_keep_reports

ISSUED, REVISED = "report_issued", "report_revised"

ALONG = gettext_lazy("The report is attached as PDF and as Excel.")
TOO_LARGE = gettext_lazy("The files are too large for a mail. They can be downloaded from the page below.")
SOMEBODY = gettext_lazy("Sir or Madam")


def tell(issue: ReportIssue, recipients: Iterable[str]) -> list[OutboxMail]:
    """Write a mail to each, in the caller's transaction."""
    addresses = list(recipients)
    people = {user.email: user for user in User.objects.filter(email__in=map(str.lower, addresses), is_active=True)}
    told = [mail for one in addresses if (mail := _write(issue, one, people.get(one.lower())))]
    issue.mails.add(*told)
    return told


@transaction.atomic
def send_again(*, issue_id: int, to: Sequence[str], actor: User) -> list[OutboxMail]:
    """Send a report that was made to some of its recipients once more.

    Raises `ActionRefused` for others than the managers of the desk, for a report that is not made, for others than its
    recipients, and while a mail to one of them is on its way.
    """
    locked = ReportIssue.objects.select_for_update(of=["self"])
    issue = locked.select_related("definition__desk", "close").get(pk=issue_id)
    if not (decision := may_keep_reports(actor, issue.definition.desk_id)):
        raise ActionRefused(decision.reason)
    if issue.made_at is None:
        raise ActionRefused(_("This report is not made yet."))
    if strangers := set(to) - set(issue.definition.recipients):
        message = _("%(who)s is not among the recipients of this report. Change the report first.")
        raise ActionRefused(message % {"who": sorted(strangers)[0]})
    if waiting := issue.mails.filter(to__in=to, state__in=TO_SEND).first():
        raise ActionRefused(_("A mail to %(who)s is still on its way. Wait until it is sent.") % {"who": waiting.to})
    return tell(issue, to)


def _write(issue: ReportIssue, address: str, reader: User | None) -> OutboxMail | None:
    definition, close = issue.definition, issue.close
    files = [one for one in (issue.pdf, issue.workbook) if one]
    values: dict[str, object] = {
        "name": reader.name if reader else SOMEBODY,
        "report": definition.name,
        "month": close.of_month,
        "files": ALONG if can_be_attached(files) else TOO_LARGE,
        "address": settings.SITE_ADDRESS + reverse("report_issue", args=[issue.pk]),
    }
    if close.edition > 1:
        values |= {"edition": close.edition, "reason": close.reason}
    return write_notice(
        kind=REVISED if close.edition > 1 else ISSUED,
        desk=definition.desk,
        to=address,
        language=definition.language,
        key=_key(issue, address),
        values=values,
        recipient=reader.pk if reader else None,
        attached=_attached(files),
    )


def _attached(files: list[StoredFile]) -> list[StoredFile]:
    return files if can_be_attached(files) else []


def _key(issue: ReportIssue, address: str) -> str:
    """By issue, reader and how often: pressing twice is refused, and one who asks again gets another mail."""
    reader = hashlib.sha256(address.encode()).hexdigest()[:16]
    return f"report:{issue.pk}:{reader}:{issue.mails.filter(to=address).count()}"
