from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Organisation
from cases.enums import DevelopmentStage, DeviceClass, Modality
from mediso.desks.models import Desk, ProductType, Terms, TopicSet


class Consultation(models.Model):
    """相談: what was asked, in the asker's words. A draft until `submitted_at` is set, frozen after.

    The database refuses to change a submitted row (trigger in migration 0005): the desk's own view of the same
    matter is kept on the `Case`. `asked_by` is empty for rows of the old register, which knows no sign-in.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", verbose_name=_("desk"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="consultations", verbose_name=_("organisation")
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    product_type = models.ForeignKey(
        ProductType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product type")
    )
    topic_set = models.ForeignKey(
        TopicSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topics")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("what you would like to ask"), max_length=10_000, blank=True)
    product_name = models.CharField(_("product or technology"), max_length=200, blank=True)
    target_disease = models.CharField(_("target disease"), max_length=200, blank=True)
    development_stage = models.CharField(_("stage of development"), max_length=30, choices=DevelopmentStage, blank=True)
    modality = models.CharField(_("modality"), max_length=20, choices=Modality, blank=True)
    device_class = models.CharField(_("device class"), max_length=10, choices=DeviceClass, blank=True)
    product_type_unsure = models.BooleanField(_("I do not know the product type"), default=False)
    topics_unsure = models.BooleanField(_("I do not know the topics"), default=False)
    collaborators = models.JSONField(_("collaborators"), default=list, blank=True)
    continues = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("continues")
    )
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    consented_at = models.DateTimeField(null=True, editable=False)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None)
                | Q(organisation__isnull=False)
                & (Q(product_type__isnull=False) | Q(product_type_unsure=True))
                & (Q(topic_set__isnull=False) | Q(topics_unsure=True))
                & ~Q(title="")
                & ~Q(text=""),
                name="submitted_consultation_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.submitted_at is None
