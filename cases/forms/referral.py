import datetime as dt
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.decisions import decide
from cases.enums import Action, ConsentForm
from cases.forms.steps import StepForm
from cases.services import referral
from mediso.desks.models import Signpost
from mediso.desks.selectors import signposts_for

BODIES = "bodies"
"""The id of the list of names that the page draws for the field `body`."""


class ReferForm(StepForm):
    service = staticmethod(referral.refer)
    explanation = _("The case ends here with the name of the body that helps further.")
    body = forms.CharField(
        label=_("Body referred to"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": BODIES, "autocomplete": "off"}),
        help_text=_("The bodies that the desk knows are offered while you type; any other can be written."),
    )
    message = forms.CharField(
        label=_("Message to the founder"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    handed_over = forms.CharField(
        label=_("Handed over"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What the other body is given: papers, the chart, a telephone number. The founder reads it. "
            "Empty: nothing but the name of the body was told to the founder."
        ),
    )
    consent_on = forms.DateField(
        label=_("Consent given on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Needed when anything is handed over."),
    )
    consent_form = forms.TypedChoiceField(
        label=_("Form of the consent"),
        choices=ConsentForm.choices,
        coerce=ConsentForm,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def may_ask_founder(self) -> bool:
        """Whether this person could ask the founder for the consent on the portal now."""
        return bool(decide(self.actor, Action.ASK_FOUNDER, self.case))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = {name: cleaned.get(name) for name in ("handed_over", "consent_on", "consent_form")}
        if not {"handed_over", "consent_on", "consent_form"} & set(self.errors):
            for name, problem in referral.consent_problems(self.case, **given).items():  # type: ignore[arg-type]
                self.add_error(name, problem)
        return cleaned

    @cached_property
    def fitting(self) -> list[Signpost]:
        """The desk's signposts that fit the question."""
        case, today = self.case, timezone.localdate()
        topics = [topic.pk for topic in case.topic_set.topics.all()] if case.topic_set else []
        asked = f"{case.consultation.title}\n{case.consultation.text}"
        return signposts_for(case.desk, today, product_type_id=case.product_type_id, topic_ids=topics, text=asked)

    @cached_property
    def bodies(self) -> list[str]:
        """Every body the desk knows, those that fit the question first."""
        today: dt.date = timezone.localdate()
        known = [row for row in Signpost.objects.filter(desk=self.case.desk) if row.offered_on(today)]
        return list(dict.fromkeys(str(row) for row in [*self.fitting, *known]))
