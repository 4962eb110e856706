from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors.staff import staff_of
from cases.forms.steps import StepForm
from cases.models import Case
from cases.services import charge


class HandOverForm(StepForm):
    service = staticmethod(charge.hand_over)
    colleague = forms.ModelChoiceField(
        label=_("In charge from now on"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"colleague": case.responsible_id}, **kwargs)
        self.fields["colleague"].queryset = staff_of(case.desk)  # type: ignore[attr-defined]
