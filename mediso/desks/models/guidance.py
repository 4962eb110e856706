"""What helps staff work alike: signposts to other bodies, templates of plans, checklists."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mediso.desks.enums import StepOwner
from mediso.desks.models.naming import in_readers_language
from mediso.desks.models.reference import ProductType, ReferenceRow, Topic

DUE_AFTER = range(1, 501)
"""Business days."""


class Signpost(ReferenceRow):
    """案内先: another body that is the right door for some questions. The name is the body's.

    When it is shown is told by `mediso/desks/signposts.py` from `product_types`, `topics` and `keywords`; at least one
    of them is given, which forms and `set_up_desk` see to.
    """

    url = models.URLField(_("address"))
    advice_ja = models.TextField(_("advice (Japanese)"), max_length=2_000)
    advice_en = models.TextField(_("advice (English)"), max_length=2_000)
    product_types = models.ManyToManyField(ProductType, related_name="+", blank=True, verbose_name=_("product types"))
    topics = models.ManyToManyField(Topic, related_name="+", blank=True, verbose_name=_("topics"))
    keywords = models.TextField(_("words, one a line"), max_length=2_000, blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = _("signpost")
        verbose_name_plural = _("signposts")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="signpost_name_once_per_desk")]

    @property
    def advice(self) -> str:
        return in_readers_language(self.advice_ja, self.advice_en)


class PlanTemplate(ReferenceRow):
    """支援計画の雛形: what a support plan of this sort usually says. Plans copy it and are then on their own."""

    product_type = models.ForeignKey(
        ProductType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product type")
    )
    summary = models.TextField(_("summary"), max_length=5_000)

    class Meta(ReferenceRow.Meta):
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        constraints = [models.UniqueConstraint(fields=["desk", "name_ja"], name="plan_template_name_once_per_desk")]


class PlanTemplateStep(models.Model):
    """`due_after` is in business days from the day on which a plan is begun with the template."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("step"), max_length=500)
    owner = models.CharField(_("done by"), max_length=10, choices=StepOwner)
    due_after = models.PositiveSmallIntegerField(
        _("due after (business days)"), validators=[MinValueValidator(DUE_AFTER[0]), MaxValueValidator(DUE_AFTER[-1])]
    )

    class Meta:
        verbose_name = _("step of a plan template")
        verbose_name_plural = _("steps of a plan template")
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="step_position_once_per_template"),
            models.CheckConstraint(condition=Q(owner__in=StepOwner.values), name="template_step_owner_is_known"),
            models.CheckConstraint(
                condition=Q(due_after__range=(DUE_AFTER[0], DUE_AFTER[-1])), name="template_step_due_is_1_to_500_days"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ChecklistItem(ReferenceRow):
    """確認項目: something to be checked on a case of the product type; of every type where none is named."""

    name_ja = models.CharField(_("item (Japanese)"), max_length=200)
    name_en = models.CharField(_("item (English)"), max_length=200)
    product_type = models.ForeignKey(
        ProductType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product type")
    )

    class Meta(ReferenceRow.Meta):
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "product_type", "name_ja"],
                name="checklist_item_once_per_product_type",
                nulls_distinct=False,
            )
        ]
