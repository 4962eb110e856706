"""What is done with a plan beside writing it: each form is drawn from the version of the plan that was read."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.forms.steps import StepForm
from cases.models import PlanStep, SupportPlan
from cases.selectors.plans import ShownPlan, shown_plan, undelivered_plan
from cases.services.plan import delivery
from mediso.common.errors import StaleRow


class ActForm(forms.Form):
    """A button that carries what its reader saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, plan: SupportPlan) -> None:
        super().__init__(data, initial={"seen": plan.version}, auto_id="id_act_%s")
        self.plan = plan

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def draw_anew(self, refusal: str) -> None:
        """Tell why nothing was done, beside what was typed; the version is the present one from now on."""
        self.add_error(None, refusal)
        data = cast("QueryDict", self.data).copy()
        self.plan.refresh_from_db(fields=["version"])
        data["seen"] = str(self.plan.version)
        self.data = data


class SendBackForm(ActForm):
    reason = forms.CharField(
        label=_("What should be changed"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the desk and the supporters of the case, not by the founder."),
    )


class FinishForm(forms.Form):
    """The day on which one step was done."""

    done_on = forms.DateField(label=_("Done on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: QueryDict | None = None, *, step: PlanStep) -> None:
        super().__init__(data, initial={"done_on": timezone.localdate()}, auto_id=f"id_step_{step.pk}_%s")

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DeliverPlanForm(StepForm):
    """Delivers the plan that is shown: `plan_seen` is its version."""

    service = staticmethod(delivery.deliver_plan)
    explanation = _("The founder is told by mail and reads the plan on the page of the case.")
    plan_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = undelivered_plan(self.case)
        self.initial["plan_seen"] = plan.version if plan else None

    def perform(self) -> None:
        """As the gate; what is shown after a refusal is what the next press delivers."""
        try:
            super().perform()
        except StaleRow:
            data = cast("QueryDict", self.data).copy()
            data["plan_seen"] = str(self.shown.plan.version) if self.shown else ""
            self.data = data
            raise

    @cached_property
    def shown(self) -> ShownPlan | None:
        plan = undelivered_plan(self.case)
        return shown_plan(self.case, plan, timezone.localdate()) if plan else None
