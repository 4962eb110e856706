"""The desk and its reference data. Reference rows are retired, never deleted (docs/adr/0003)."""

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Bilingual(models.Model):
    """A row named in Japanese and English, shown in the reader's language."""

    name_ja = models.CharField(_("name (Japanese)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if (get_language() or "ja").startswith("en") else self.name_ja


class Desk(Bilingual):
    """A consultation counter (窓口) with its own product types, topics, people and numbering."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    number_prefix = models.CharField(
        _("number prefix"),
        max_length=5,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"\A[A-Za-z0-9]*\Z", _("Use only the letters A to Z and digits."))],
        help_text=_("Stands before the year in every case number, so that numbers differ between desks."),
    )
    notice_email = models.EmailField(_("address for notices"), blank=True)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["code"]
        constraints = [
            # Case numbers stand in addresses.
            models.CheckConstraint(condition=Q(number_prefix__regex=r"^[A-Za-z0-9]*$"), name="number_prefix_is_plain")
        ]


class ReferenceRow(Bilingual):
    """One choice of a desk's list. A retired row stays on old cases and is offered for no new one."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("desk"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["desk", "position", "pk"]

    def offered_on(self, day: datetime.date) -> bool:
        return self.retired_on is None or day < self.retired_on


class ProductType(ReferenceRow):
    """製品区分: a case has exactly one."""

    class Meta(ReferenceRow.Meta):
        verbose_name = _("product type")
        verbose_name_plural = _("product types")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="product_type_name_once_per_desk")]


class Topic(ReferenceRow):
    """相談内容区分: a case has one or more."""

    explanation_ja = models.TextField(_("explanation (Japanese)"), blank=True)
    explanation_en = models.TextField(_("explanation (English)"), blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="topic_name_once_per_desk")]

    @property
    def explanation(self) -> str:
        return self.explanation_en if (get_language() or "ja").startswith("en") else self.explanation_ja


class TopicSet(models.Model):
    """A combination of topics that occurs on some case, kept once (docs/adr/0002).

    `key` is the sorted topic ids joined by commas. Rows are made by `intern_topic_set` and never changed.
    """

    key = models.CharField(max_length=500, unique=True)
    topics = models.ManyToManyField(Topic, through="TopicSetMember", related_name="topic_sets")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(key__regex=r"^\d+(,\d+)*$"), name="topic_set_has_topics")]

    def __str__(self) -> str:
        return gettext(", ").join(str(topic) for topic in self.topics.all())


class TopicSetMember(models.Model):
    topic_set = models.ForeignKey(TopicSet, on_delete=models.CASCADE, related_name="members")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic_set", "topic"], name="topic_once_per_topic_set")]

    def __str__(self) -> str:
        return f"{self.topic_set_id}:{self.topic_id}"
