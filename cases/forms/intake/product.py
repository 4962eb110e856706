from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField
from cases.enums import DevelopmentStage, DeviceClass, Modality
from cases.forms.intake.base import IntakeForm, only
from cases.models import Consultation
from cases.selectors.drafts import IntakeStep
from cases.services.drafts import Asked

# What is sorted into device classes; the stylesheet shows the field for these (static/css/intake.css).
HAVE_CLASSES = frozenset({Modality.DEVICE, Modality.SOFTWARE, Modality.DIAGNOSTIC})
NAMES = ("product_name", "modality", "device_class", "development_stage", "target_disease")


class ProductForm(IntakeForm):
    """The product, if there is one: nothing here is needed to submit."""

    step = IntakeStep.PRODUCT

    product_name = NameField(
        label=_("Product or technology"),
        max_length=200,
        required=False,
        help_text=_("A working title is enough."),
    )
    modality = forms.ChoiceField(
        label=_("What kind of thing it is"), choices=[("", _("Not known yet")), *Modality.choices], required=False
    )
    device_class = forms.ChoiceField(
        label=_("Device class"),
        choices=[("", _("Choose")), *DeviceClass.choices],
        required=False,
        help_text=_("For devices, software and in vitro diagnostics only; for anything else it is not kept."),
    )
    development_stage = forms.ChoiceField(
        label=_("Stage of development"), choices=[("", _("Choose")), *DevelopmentStage.choices], required=False
    )
    target_disease = NameField(label=_("Target disease"), max_length=200, required=False)

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        return {name: getattr(draft, name) for name in NAMES}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "modality" in cleaned and cleaned["modality"] not in HAVE_CLASSES:
            cleaned["device_class"] = ""
        return cleaned

    def asked(self) -> Asked:
        return cast("Asked", only(self.cleaned_data, *NAMES))
