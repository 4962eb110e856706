"""What was done for a case: interviews and follow-ups, and what the founder thought of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import InterviewForm, InterviewKind
from cases.models.case import Case
from cases.models.facts import SCORES
from supporters.models import Supporter


class Interview(models.Model):
    """面談, and フォローアップ after closing. It counts once, however many supporters attended.

    The register knows neither its length nor its form.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    kind = models.CharField(_("kind"), max_length=20, choices=InterviewKind)
    held_on = models.DateField(_("held on"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    form = models.CharField(_("form"), max_length=10, choices=InterviewForm, blank=True)
    supporters = models.ManyToManyField(Supporter, related_name="interviews", verbose_name=_("supporters present"))
    others_present = models.CharField(_("others present"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    next_steps = models.TextField(_("next steps"), max_length=5_000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InterviewKind.values), name="interview_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()} {self.held_on}"


class Rating(models.Model):
    """満足度: 1 (poor) to 5 (very good), once a case. `rated_at` is empty where the register gives no date."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField(
        _("satisfaction"), validators=[MinValueValidator(SCORES[0]), MaxValueValidator(SCORES[-1])]
    )
    comment = models.TextField(_("comment"), max_length=5_000, blank=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(SCORES[0], SCORES[-1])), name="score_is_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.score}"
