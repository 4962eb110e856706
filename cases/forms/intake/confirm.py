from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django import forms
from django.db import transaction
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.intake.base import IntakeForm
from cases.models import Case, Consultation
from cases.selectors.drafts import IntakeStep, missing
from cases.selectors.similar import Similar, similar_cases
from cases.services.drafts import Asked, SubmittedAlready
from cases.services.intake import submit
from mediso.desks.selectors import terms_in_force


class ConfirmForm(IntakeForm):
    """The last step: whether this goes on from an earlier case, and consent to the terms in force."""

    step = IntakeStep.CONFIRM

    continues = forms.ChoiceField(
        label=gettext_lazy("Is this a new matter?"), required=False, widget=forms.RadioSelect, choices=[]
    )
    terms = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agrees = forms.BooleanField(label=gettext_lazy("I agree to the terms of use."), required=False)

    def kept_in(self, draft: Consultation) -> dict[str, Any]:
        return {"continues": draft.continues_id or ""}

    def shape(self) -> None:
        self.terms_shown = terms_in_force(self.draft.desk, timezone.localdate())
        if self.terms_shown is None:
            del self.fields["agrees"]
        else:
            self.initial["terms"] = self.terms_shown.pk
            self.fields["agrees"].needed_to_submit = True  # type: ignore[attr-defined]
        new = ("", _("Yes, it is a new matter"))
        self.fields["continues"].choices = [new, *((str(pk), str(row.number)) for pk, row in self.earlier.items())]  # type: ignore[attr-defined]
        if not self.earlier:
            del self.fields["continues"]

    @cached_property
    def similar(self) -> list[Similar]:
        return similar_cases(self.draft, self.founder)

    @cached_property
    def earlier(self) -> dict[int, Case]:
        """The cases to go on from: what is similar, and what was chosen before."""
        chosen = [self.draft.continues] if self.draft.continues else []
        return {row.pk: row for row in [*(one.case for one in self.similar), *chosen]}

    def earlier_choices(self) -> Iterator[tuple[BoundWidget, Case | None]]:
        for widget in self["continues"].subwidgets:
            yield widget, self.earlier.get(int(widget.data["value"] or 0))

    def asked(self) -> Asked:
        chosen = self.cleaned_data.get("continues")
        return {"continues": self.earlier[int(chosen)] if chosen else None} if "continues" in self.fields else {}

    def is_ready(self) -> bool:
        """Whether nothing is missing; what is stands among the errors."""
        self.is_valid()
        if empty := missing(self.draft):
            names = _(", ").join(str(need.label) for need in empty)
            self.add_error(None, _("Please fill in: %(fields)s.") % {"fields": names})
        if "agrees" in self.fields and not self.cleaned_data.get("agrees"):
            self.add_error("agrees", _("Please read the terms of use and agree to them."))
        return not self.errors

    def submit(self) -> Case:
        """Raises `ActionRefused` as `cases.services.intake.submit` does. A second press gets the case of the first."""
        agreed = self.cleaned_data.get("terms") if self.cleaned_data.get("agrees") else None
        with transaction.atomic():
            with suppress(SubmittedAlready):
                self.save()
            return submit(consultation_id=self.draft.pk, asked_by=self.founder, terms_id=agreed)
