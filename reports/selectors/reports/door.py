"""The one door to reports: their definitions, and what was made of them."""

from django.db.models import Count, QuerySet

from accounts.models import User
from mediso.outbox.models import OutboxMail
from reports.models import MonthlyClose, ReportDefinition, ReportIssue
from reports.selectors.desks import desks_with_figures_for


def definitions_visible_to(user: User) -> QuerySet[ReportDefinition]:
    """Those of the desks whose figures the person sees."""
    return (
        ReportDefinition.objects.filter(desk__in=desks_with_figures_for(user))
        .select_related("desk", "made_by", "changed_by")
        .order_by("desk__code", "-is_active", "name", "pk")
    )


def issues_visible_to(user: User) -> QuerySet[ReportIssue]:
    """Newest month first. What was frozen with the close is not read."""
    return (
        ReportIssue.objects.filter(definition__desk__in=desks_with_figures_for(user))
        .select_related("definition__desk", "close", "pdf", "workbook", "asked_by")
        .defer("close__figures")
        .annotate(mail_count=Count("mails"))
        .order_by("-close__month", "-close__edition", "-pk")
    )


def mails_of_issue(issue: ReportIssue) -> QuerySet[OutboxMail]:
    """Who got it, the newest mail first, without its words."""
    return issue.mails.select_related("recipient").defer("body").order_by("-written_at", "-pk")


def closes_to_report(definition: ReportDefinition) -> QuerySet[MonthlyClose]:
    """The closed months of the desk, newest first, of which this report was not made in their newest edition."""
    made = ReportIssue.objects.filter(definition=definition).values("close")
    return (
        MonthlyClose.objects.filter(desk=definition.desk_id, is_current=True)
        .exclude(pk__in=made)
        .defer("figures")
        .order_by("-month")
    )


def newest_close(desk_id: int) -> MonthlyClose | None:
    """The last closed month, in its newest edition."""
    return MonthlyClose.objects.filter(desk=desk_id, is_current=True).defer("figures").order_by("-month").first()
