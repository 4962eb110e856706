from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import Modality
from mediso.desks.models import Desk, ProductType, Topic
from mediso.desks.models.routing import LEVELS, MOST_YEN_AN_HOUR
from mediso.files.models import StoredFile
from supporters.enums import Employment, Language, Region


class Supporter(models.Model):
    """サポーター: an expert appointed (委嘱) to one desk. `user` is empty until the person is invited to sign in.

    `max_open_cases`, `hours_per_month` and `proposals_per_week` (a week begins on Monday) are caps: who has reached one
    is not proposed. No cap on proposals is an empty `proposals_per_week`. Profile and photo are shown to founders only
    while the supporter agrees (`profile_agreed_at`, `photo_agreed_at`). `honorarium_per_hour` is in yen before tax;
    empty is the desk's rate.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="supporters", verbose_name=_("desk"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    name = models.CharField(_("name"), max_length=100)
    employment = models.CharField(_("employment"), max_length=10, choices=Employment)
    affiliation_kind = models.CharField(_("kind of affiliation"), max_length=50, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=2, choices=Language), verbose_name=_("languages"))
    product_types = models.ManyToManyField(ProductType, related_name="supporters", verbose_name=_("product types"))
    topics = models.ManyToManyField(Topic, through="Expertise", related_name="supporters")
    modalities = ArrayField(
        models.CharField(max_length=20, choices=Modality), verbose_name=_("modalities"), default=list, blank=True
    )
    regions = ArrayField(
        models.CharField(max_length=10, choices=Region),
        verbose_name=_("regions of regulation"),
        default=list,
        blank=True,
    )
    career = models.TextField(_("career"), max_length=5_000, blank=True)
    profile = models.TextField(_("public profile"), max_length=2_000, blank=True)
    profile_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    photo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    photo_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    max_open_cases = models.PositiveSmallIntegerField(_("most open cases at a time"))
    hours_per_month = models.PositiveSmallIntegerField(_("hours a month"))
    proposals_per_week = models.PositiveSmallIntegerField(_("most proposals a week"), null=True, blank=True)
    honorarium_per_hour = models.PositiveIntegerField(
        _("honorarium an hour (yen)"), null=True, blank=True, validators=[MaxValueValidator(MOST_YEN_AN_HOUR)]
    )
    term_start = models.DateField(_("term begins"))
    term_end = models.DateField(_("term ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["employment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "name"], name="supporter_name_once_per_desk"),
            models.UniqueConstraint(fields=["desk", "user"], name="user_once_per_desk_roster"),
            models.CheckConstraint(
                condition=Q(term_end=None) | Q(term_end__gte=F("term_start")), name="term_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(employment__in=Employment.values), name="employment_is_known"),
            models.CheckConstraint(condition=Q(modalities__contained_by=Modality.values), name="modalities_are_known"),
            models.CheckConstraint(condition=Q(regions__contained_by=Region.values), name="regions_are_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Expertise(models.Model):
    """専門: how well a supporter knows a topic, 1 (basic) to 5 (leading)."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="expertise")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(LEVELS[0]), MaxValueValidator(LEVELS[-1])]
    )

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        constraints = [
            models.UniqueConstraint(fields=["supporter", "topic"], name="topic_once_per_supporter"),
            models.CheckConstraint(condition=Q(level__range=(LEVELS[0], LEVELS[-1])), name="level_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.level}"
