"""公表: what a desk makes public, every release of it, and what was taken back (docs/open-data.md)."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.desks.models import Desk
from reports.licences import Licence
from reports.models.close import REASON_MAX_LENGTH
from reports.publication.spans import Days
from reports.suppression import THRESHOLD

THRESHOLDS = range(2, 101)
CONTACT_MAX_LENGTH = 200


class Publication(models.Model):
    """公表の設定: how a desk publishes, from one change to the next. The newest row of a desk counts.

    Rows are added and never changed, so who changed what and when is kept. `figures` are names of the registry; numbers
    of 1 to `threshold` - 1 cases are hidden. A desk without a row, or whose newest is not open, has no public page.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="publications", verbose_name=_("desk"))
    is_open = models.BooleanField(_("public page"), default=False)
    figures = ArrayField(models.CharField(max_length=60), verbose_name=_("public figures"), default=list, blank=True)
    threshold = models.PositiveSmallIntegerField(
        _("smallest number shown"),
        default=THRESHOLD,
        validators=[MinValueValidator(THRESHOLDS[0]), MaxValueValidator(THRESHOLDS[-1])],
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    contact = models.CharField(_("contact"), max_length=CONTACT_MAX_LENGTH, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("publication settings")
        verbose_name_plural = _("publication settings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__range=(THRESHOLDS[0], THRESHOLDS[-1])), name="publication_threshold_is_2_to_100"
            ),
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="publication_licence_is_known"),
            models.CheckConstraint(condition=Q(is_open=False) | ~Q(contact=""), name="open_publication_has_a_contact"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["desk", "-id"], name="publication_newest")]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.changed_at:%Y-%m-%d}"


class Release(models.Model):
    """公表: one edition of the figures of one desk for some whole, closed months, as everybody may read it.

    `data` holds them with hidden numbers left out and marked; nothing in it leads back to them. `sha256` is that of the
    public record (`reports/publication/record.py`). Triggers refuse every change but that `is_current` is taken away.
    Two periods of a desk that share a day are one period: tables of overlapping ones could be subtracted from each
    other, also from one that was withdrawn, since nobody takes back what others have saved.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="releases", verbose_name=_("desk"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    is_current = models.BooleanField(default=True, editable=False)
    released_at = models.DateTimeField(_("released at"), default=timezone.now, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH, blank=True)
    threshold = models.PositiveSmallIntegerField(_("smallest number shown"))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence)
    contact = models.CharField(_("contact"), max_length=CONTACT_MAX_LENGTH)
    data = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["desk", "-first_day", "-edition"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="release_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(first_day__day=1), name="release_begins_with_a_month"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="release_editions_begin_with_one"),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(reason=""), name="later_release_has_a_reason"),
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="release_licence_is_known"),
            models.UniqueConstraint(fields=["desk", "first_day", "last_day", "edition"], name="one_release_an_edition"),
            models.UniqueConstraint(
                fields=["desk", "first_day", "last_day"], condition=Q(is_current=True), name="one_current_release"
            ),
            # A desk as a range of its one number: ranges need no extension of PostgreSQL.
            ExclusionConstraint(
                name="releases_of_a_desk_do_not_overlap",
                expressions=[
                    (
                        Func(
                            F("desk"), F("desk"), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("first_day"),
                            F("last_day"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(edition=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day} ({self.edition})"

    @property
    def days(self) -> Days:
        return Days(self.first_day, self.last_day)

    @property
    def period_code(self) -> str:
        """As it stands in addresses and names of files."""
        return f"{self.first_day.isoformat()}_{self.last_day.isoformat()}"

    @property
    def address(self) -> str:
        """Of its public page, while it is on one."""
        return reverse("open_release", args=[self.desk.code, self.days])


class Withdrawal(models.Model):
    """取り下げ: from then on the release is on no page. The row of the release stays, and so does this."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    reason = models.CharField(_("reason"), max_length=REASON_MAX_LENGTH)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.reason}"
