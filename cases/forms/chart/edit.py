"""One field of the desk's record, changed in its place."""

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.forms.chart.refusable import ComparedForm
from cases.models import Case
from cases.selectors.desk_record import column, form_field, plain, told
from cases.selectors.organisation_choice import organisation_choices
from cases.services import chart


class EditForm(ComparedForm):
    def __init__(self, data: QueryDict | None = None, *, case: Case, actor: User, name: str) -> None:
        present = plain(case, name)
        super().__init__(data, initial={"was": present, "value": present}, auto_id=f"id_{name}_%s")
        self.case, self.actor, self.name = case, actor, name
        self.fields["value"] = self._value()

    def _value(self) -> forms.Field:
        field = form_field(self.name, self.case)
        if column(self.name).get_internal_type() == "TextField":
            field.widget.attrs["rows"] = 6
        field.widget.attrs["autofocus"] = True
        return field

    @property
    def plain_value(self) -> str:
        value = self.cleaned_data["value"]
        return str(value.pk) if isinstance(value, Model) else str(value or "")

    @property
    def present_words(self) -> str:
        self.case.refresh_from_db(fields=[self.name])
        return told(self.name, plain(self.case, self.name), self.case)

    def perform(self) -> None:
        """Raises `StaleValue` and `ActionRefused`, as the service does."""
        chart.edit(
            case_id=self.case.pk,
            actor=self.actor,
            field=self.name,
            was=self.cleaned_data["was"],
            value=self.plain_value,
        )


class OrganisationForm(EditForm):
    """The organisations that a search found are offered, and the case's own."""

    def __init__(self, data: QueryDict | None = None, *, case: Case, actor: User, name: str, words: str) -> None:
        self.words = words
        super().__init__(data, case=case, actor=actor, name=name)

    def _value(self) -> forms.Field:
        chosen = self.data.get("value", "") if self.is_bound else ""
        return forms.ModelChoiceField(
            label=_("Organisation"),
            queryset=organisation_choices(self.actor, self.case, words=self.words, chosen=chosen),
            widget=forms.RadioSelect,
            empty_label=None,
        )
