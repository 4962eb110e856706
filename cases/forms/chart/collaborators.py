import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.chart.refusable import ComparedForm
from cases.forms.chart.works import AddingForm
from cases.models import Collaborator
from cases.selectors.collaborators import NAMED, plain_collaborator
from cases.selectors.tabs import Tab
from cases.services import collaborators
from cases.works import Work


class CollaboratorForm(AddingForm):
    service = staticmethod(collaborators.add)
    work = Work.ADD_COLLABORATOR
    word = "collaborator"
    heading = _("Add a collaborator")
    button = _("Add the collaborator")
    tab = Tab.COLLABORATORS
    name = forms.CharField(label=_("Name"), max_length=100)
    affiliation = forms.CharField(label=_("Affiliation"), max_length=200, required=False)
    role = forms.CharField(label=_("Part in the work"), max_length=200, required=False)


class ChangeCollaboratorForm(ComparedForm, CollaboratorForm):
    work = Work.CHANGE_COLLABORATOR
    route = "chart_collaborator"
    press = None  # type: ignore[assignment]  # what is changed is compared instead
    heading = _("Change the collaborator")
    button = _("Save")

    def __init__(self, *args: Any, row: Collaborator, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in NAMED} | {"was": plain_collaborator(row)}
        super().__init__(*args, initial=initial, **kwargs)
        self.row = row

    @property
    def present_words(self) -> str:
        return " ".join(json.loads(self.present or "[]"))

    def perform(self) -> None:
        collaborators.change(case_id=self.case.pk, actor=self.actor, pk=self.row.pk, **self.cleaned_data)
