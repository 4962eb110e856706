"""The lists a desk chooses from. Reference rows are retired, never deleted (docs/adr/0003)."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediso.desks.models.desk import Desk
from mediso.desks.models.naming import Bilingual, in_readers_language


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


class ExplainedRow(ReferenceRow):
    """A choice that founders understand before they take it: a plain explanation, and examples, one a line."""

    explanation_ja = models.TextField(_("explanation (Japanese)"), blank=True)
    explanation_en = models.TextField(_("explanation (English)"), blank=True)
    examples_ja = models.TextField(_("examples (Japanese), one a line"), blank=True)
    examples_en = models.TextField(_("examples (English), one a line"), blank=True)

    class Meta(ReferenceRow.Meta):
        abstract = True

    @property
    def explanation(self) -> str:
        return in_readers_language(self.explanation_ja, self.explanation_en)

    @property
    def examples(self) -> list[str]:
        lines = in_readers_language(self.examples_ja, self.examples_en).splitlines()
        return [line.strip() for line in lines if line.strip()]


class ProductType(ExplainedRow):
    """製品区分: a case has exactly one."""

    class Meta(ReferenceRow.Meta):
        verbose_name = _("product type")
        verbose_name_plural = _("product types")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="product_type_name_once_per_desk")]


class Topic(ExplainedRow):
    """相談内容区分: a case has one or more."""

    class Meta(ReferenceRow.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="topic_name_once_per_desk")]
