"""Rules by which a desk sorts what comes in without a person, and the tests they had to pass before."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mediso.desks.models.reference import ProductType, ReferenceRow, Topic


class TriageRule(ReferenceRow):
    """自動処理の規則: conditions on what was asked, and the steps that are taken by themselves where all of them hold.

    `mediso/desks/triage_rules.py` says when a rule holds; the first that does, by `position`, acts, and no other.
    `channels` are codes of `cases.enums.Channel`, `organisations` names or corporate numbers, one a line. `version`
    counts changes of conditions and steps. A rule acts while `is_on`, on what came in since `on_since`; it can be
    switched on once its present version was tested (`TriageRuleTest`), and a new version is off.
    """

    product_types = models.ManyToManyField(ProductType, related_name="+", blank=True, verbose_name=_("product types"))
    topics = models.ManyToManyField(Topic, related_name="+", blank=True, verbose_name=_("topics"))
    channels = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("channels"))
    organisations = models.TextField(_("organisations, one a line"), max_length=5_000, blank=True)
    starts_triage = models.BooleanField(_("start triage"), default=False)
    takes_over_classification = models.BooleanField(_("classify as the founder chose"), default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("put in charge"),
    )
    starts_matching = models.BooleanField(_("start the search for supporters"), default=False)
    proposes = models.BooleanField(_("propose the first of the ranking (automatic proposing)"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_on = models.BooleanField(_("switched on"), default=False)
    on_since = models.DateTimeField(_("on since"), null=True, editable=False)

    class Meta(ReferenceRow.Meta):
        verbose_name = _("triage rule")
        verbose_name_plural = _("triage rules")
        constraints = [
            models.UniqueConstraint(fields=["desk", "name_ja"], name="triage_rule_name_once_per_desk"),
            models.CheckConstraint(
                condition=Q(is_on=False, on_since=None) | Q(is_on=True, on_since__isnull=False, retired_on=None),
                name="triage_rule_is_on_since_a_moment",
            ),
            # Each step needs the one before it, as the gate does.
            models.CheckConstraint(
                condition=(Q(starts_triage=True) | Q(takes_over_classification=False))
                & (Q(takes_over_classification=True) | Q(starts_matching=False))
                & (Q(starts_matching=True) | Q(proposes=False)),
                name="triage_rule_steps_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(starts_triage=True) | Q(responsible__isnull=False), name="triage_rule_does_something"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="triage_rule_versions_count_from_1"),
        ]
        indexes = [models.Index(fields=["desk", "position"], name="triage_rule_on", condition=Q(is_on=True))]


class TriageRuleTest(models.Model):
    """One test of a version at past cases; never altered. `matched` of `looked_at` cases met its conditions."""

    rule = models.ForeignKey(TriageRule, on_delete=models.PROTECT, related_name="tests")
    version = models.PositiveIntegerField()
    tested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    looked_at = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["rule", "version"], name="triage_rule_test_of_version")]

    def __str__(self) -> str:
        return f"{self.rule_id} v{self.version}: {self.matched}/{self.looked_at}"
