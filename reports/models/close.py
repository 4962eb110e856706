"""月次締め: what was known of a month when it was closed, kept for good (docs/adr/0016)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, Prefecture
from accounts.models import Organisation
from cases.enums import Channel, DevelopmentStage
from cases.models import Case
from mediso.common.months import Month
from mediso.desks.models import Desk, ProductType, TopicSet

REASON_MAX_LENGTH = 500


class MonthlyClose(models.Model):
    """月次締め: one edition of one closed month of a desk.

    `month` is its first day. `figures` are the standard set (`reports.registry.MONTHLY`) as JSON, counted from the
    frozen rows. `sha256` seals figures, rows and the head together (`reports/selectors/closes/record.py`), and with
    `follows` the one sealed before it at the desk; triggers refuse every change and every further row once it is there,
    but that a later edition takes `is_current` away. `reason` says why there is a later edition than the first.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="closes", verbose_name=_("desk"))
    month = models.DateField(_("month"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    is_current = models.BooleanField(default=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), default=timezone.now, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("closed by")
    )
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH, blank=True)
    figures = models.JSONField(default=dict, editable=False)
    follows = models.CharField(max_length=64, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("monthly close")
        verbose_name_plural = _("monthly closes")
        ordering = ["-month", "desk", "-edition"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="close_names_a_month"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="close_editions_begin_with_one"),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(reason=""), name="later_edition_has_a_reason"),
            models.UniqueConstraint(fields=["desk", "month", "edition"], name="one_close_an_edition"),
            models.UniqueConstraint(fields=["desk", "month"], condition=Q(is_current=True), name="one_current_close"),
        ]

    def __str__(self) -> str:
        return f"{self.of_month} ({self.edition})"

    @property
    def of_month(self) -> Month:
        return Month.of(self.month)


class ClosedCase(models.Model):
    """One case as it counted in one edition of a close: the columns bear the names they have on `Case`.

    So whatever counts cases counts these (`reports/selectors/counted.py`). A figure that reads another column of the
    case is no part of a close.
    """

    FROZEN: ClassVar[tuple[str, ...]] = (
        "received_on",
        "organisation_id",
        "organisation_kind",
        "prefecture",
        "channel",
        "development_stage",
        "language",
        "product_type_id",
        "topic_set_id",
    )
    """What may differ from the case of today; the desk of a case never changes."""

    # Nothing is looked up by these: the rows of a close are found by its own index, and all of them are counted.
    close = models.ForeignKey(MonthlyClose, on_delete=models.PROTECT, related_name="cases", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_on = models.DateField(_("received on"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    organisation_kind = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationKind)
    prefecture = models.CharField(_("location"), max_length=2, choices=Prefecture)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    development_stage = models.CharField(_("stage of development"), max_length=30, choices=DevelopmentStage, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    product_type = models.ForeignKey(
        ProductType,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("product type"),
        db_index=False,
    )
    topic_set = models.ForeignKey(
        TopicSet, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("topics"), db_index=False
    )

    class Meta:
        verbose_name = _("case of a monthly close")
        verbose_name_plural = _("cases of monthly closes")
        ordering = ["close_id", "case_id"]
        constraints = [models.UniqueConstraint(fields=["close", "case"], name="closed_case_counts_once")]
        indexes = [
            models.Index(fields=["desk", "received_on", "product_type", "topic_set"], name="closed_case_figures")
        ]

    def __str__(self) -> str:
        return f"{self.close_id}: {self.case_id}"

    @classmethod
    def frozen_of(cls, case: Any) -> dict[str, Any]:
        """The frozen columns of a case, or of another such row, by name."""
        return {name: getattr(case, name) for name in cls.FROZEN}
