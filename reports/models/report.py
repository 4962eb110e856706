"""レポート定義: which figures of which days go to whom after each monthly close, and what was made of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.desks.models import Desk
from mediso.files.models import StoredFile
from mediso.outbox.models import OutboxMail
from reports.enums import PeriodKind
from reports.models.close import MonthlyClose
from reports.periods import Period
from reports.scope import Basis, Where

LONGEST_NAME = 60
LONGEST_ERROR = 500

BASES = [(Basis.PUBLISHED.value, _("As published")), (Basis.KNOWN.value, _("As known when the report is made"))]


class ReportDefinition(models.Model):
    """レポート定義. `figures` are names of the registry in the order in which they stand in the files.

    `conditions` narrow them all, as pairs of `reports/conditions`. With the basis “as published” whatever monthly
    closes keep is counted from them, the rest as it is known when the report is made, and marked so. `recipients` are
    addresses, of people with and without an account; `language` is that of the mail, the files are in Japanese.
    `active_since`: only months closed later are reported by themselves. `version` counts changes.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="reports", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    figures = ArrayField(models.CharField(max_length=80), verbose_name=_("figures"))
    period_kind = models.CharField(_("period"), max_length=12, choices=PeriodKind, default=PeriodKind.MONTH)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    basis = models.CharField(_("state of the data"), max_length=10, choices=BASES, default=Basis.PUBLISHED.value)
    recipients = ArrayField(models.EmailField(), verbose_name=_("recipients"), default=list, blank=True)
    language = models.CharField(_("language of the mail"), max_length=2, choices=settings.LANGUAGES, default="ja")
    is_active = models.BooleanField(_("made after each close"), default=True)
    active_since = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("report definition")
        verbose_name_plural = _("report definitions")
        ordering = ["desk", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="report_has_a_name"),
            models.CheckConstraint(condition=Q(figures__len__gte=1), name="report_has_figures"),
            models.CheckConstraint(condition=Q(period_kind__in=PeriodKind.values), name="report_period_is_known"),
            models.CheckConstraint(condition=Q(basis__in=[code for code, _ in BASES]), name="report_basis_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def narrowing(self) -> Where:
        return tuple((code, value) for code, value in self.conditions)


class ReportIssue(models.Model):
    """A report of one edition of one closed month: a row first, then made by a worker, once.

    `asked_by` is empty where the desk's clock asked. `due_at` is when a worker may next take it, `attempts` counts how
    often one did; what is `failed` was given up, and `last_error` says why. Title and period are those of the files.
    `mails` are all that went out with it.
    """

    definition = models.ForeignKey(ReportDefinition, on_delete=models.PROTECT, related_name="issues")
    close = models.ForeignKey(MonthlyClose, on_delete=models.PROTECT, related_name="issues")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)
    last_error = models.CharField(max_length=LONGEST_ERROR, blank=True)
    made_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=200, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    workbook = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    mails = models.ManyToManyField(OutboxMail, related_name="+")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-close__month", "-close__edition", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "close"], name="report_once_a_close"),
            models.CheckConstraint(
                condition=Q(made_at=None, pdf=None, workbook=None)
                | Q(made_at__isnull=False, pdf__isnull=False, workbook__isnull=False, last_day__isnull=False)
                & ~Q(title=""),
                name="made_report_is_whole",
            ),
            models.CheckConstraint(condition=Q(failed=False) | Q(made_at=None), name="made_report_has_not_failed"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(made_at=None, failed=False), name="report_to_make"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.definition_id}: {self.close_id}"

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)
