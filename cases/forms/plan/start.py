from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case, SupportPlan
from cases.services.plan import drafting
from mediso.desks.models import PlanTemplate
from mediso.desks.selectors import offered_plan_templates

EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    chosen: bool
    template: PlanTemplate | None


class StartForm(forms.Form):
    """What a new plan begins with: one of the desk's templates, or nothing."""

    template = forms.ChoiceField(
        label=_("Begin with"),
        error_messages={
            "invalid_choice": _("This template is not offered for this case any more. Choose another one.")
        },
    )

    def __init__(self, data: QueryDict | None = None, *, case: Case, actor: User) -> None:
        offered = offered_plan_templates(case.desk, timezone.localdate(), case.product_type_id)
        self.templates = {str(row.pk): row for row in offered}
        super().__init__(data, initial={"template": next(iter(self.templates), EMPTY)}, auto_id="id_start_%s")
        self.case, self.actor = case, actor
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            *((key, str(row)) for key, row in self.templates.items()),
            (EMPTY, EMPTY),
        ]

    def choices(self) -> Iterator[Choice]:
        chosen = self["template"].value()
        for value, row in [*self.templates.items(), (EMPTY, None)]:
            yield Choice(value, value == chosen, row)

    def perform(self) -> SupportPlan:
        """Raises what `draft_plan` raises."""
        chosen = self.templates.get(self.cleaned_data["template"])
        return drafting.draft_plan(case_id=self.case.pk, actor=self.actor, template_id=chosen.pk if chosen else None)
