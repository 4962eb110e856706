import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import CorporateNumberField, NameField
from cases.enums import OrganisationTie
from cases.forms.chart.refusable import ComparedForm
from cases.forms.chart.works import AddingForm
from cases.models import RelatedOrganisation
from cases.selectors.related import NAMED, plain_related
from cases.selectors.tabs import Tab
from cases.services import related
from cases.works import Work


class RelatedForm(AddingForm):
    service = staticmethod(related.add)
    work = Work.ADD_RELATED
    word = "related"
    heading = _("Add a related organisation")
    button = _("Add the organisation")
    tab = Tab.ORGANISATION
    kind = forms.TypedChoiceField(
        label=_("What it is to them"),
        choices=OrganisationTie.choices,
        coerce=OrganisationTie,
        widget=forms.RadioSelect,
        help_text=_("Whoever declared a tie to it is not proposed for this case."),
    )
    name = NameField(label=_("Name"), max_length=200)
    corporate_number = CorporateNumberField(
        label=_("Corporate number"),
        max_length=30,
        required=False,
        help_text=_("13 digits, if you know them: then another spelling of the name is found too."),
    )

    def clean_corporate_number(self) -> str:
        return self.cleaned_data["corporate_number"] or ""


class ChangeRelatedForm(ComparedForm, RelatedForm):
    work = Work.CHANGE_RELATED
    route = "chart_related"
    press = None  # type: ignore[assignment]  # what is changed is compared instead
    heading = _("Change the related organisation")
    button = _("Save")

    def __init__(self, *args: Any, row: RelatedOrganisation, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in NAMED} | {"was": plain_related(row)}
        super().__init__(*args, initial=initial, **kwargs)
        self.row = row

    @property
    def present_words(self) -> str:
        kind, *rest = json.loads(self.present or '[""]')
        words = [str(OrganisationTie(kind).label)] if kind in OrganisationTie else []
        return " ".join([*words, *rest])

    def perform(self) -> None:
        related.change(case_id=self.case.pk, actor=self.actor, pk=self.row.pk, **self.cleaned_data)
