"""What the staff say about an incoming mail; the services are those of `cases.services.incoming`."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.models import Case
from cases.selectors.incoming import charts_of_staff
from mediso.common.japanese_text import fold_code


class FileMailForm(forms.Form):
    """`case` is the one whose number was typed or pressed, once the form is valid."""

    number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        max_length=40,
        help_text=gettext_lazy("The mail becomes a message of this case, as its sender's words."),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.case: Case | None = None

    def clean_number(self) -> str:
        number = fold_code(self.cleaned_data["number"])
        self.case = (
            charts_of_staff(self.user).select_related("consultation", "contact").filter(number__iexact=number).first()
        )
        if self.case is None:
            raise forms.ValidationError(
                _("There is no case %(number)s at your desk. Look the number up in the list of cases.")
                % {"number": number}
            )
        return number


class DismissMailForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stays with the mail, for your colleagues. Its sender is told nothing."),
    )
