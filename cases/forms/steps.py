"""One form for each plain action on a case: a table of action → form.

A form's fields are named as its service's arguments, so performing it is one call. Every form carries `seen`, the
case's version it was drawn from. A form without fields of its own is a question: shall it be done?
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.enums import Action
from cases.models import Case
from cases.services import charge, closing, matching, triage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class StepForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    service: ClassVar[Callable[..., object]]
    explanation: ClassVar[str | Promise] = ""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        case: Case,
        actor: User,
        initial: dict[str, Any] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, initial={"seen": case.version} | (initial or {}), auto_id=auto_id)
        self.case, self.actor = case, actor

    def perform(self) -> None:
        """Raises what the gate raises: `StaleRow`, `ActionRefused`."""
        type(self).service(case_id=self.case.pk, actor=self.actor, **self.cleaned_data)


def _text(label: "_StrPromise", *, rows: int = 6, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=5_000, required=required, widget=widget)


class StartTriageForm(StepForm):
    service = staticmethod(triage.start_triage)
    explanation = _("You begin to read and sort this case.")


class StartMatchingForm(StepForm):
    service = staticmethod(triage.start_matching)
    explanation = _("The case is sorted; the next step is to find its supporters.")


class TakeForm(StepForm):
    service = staticmethod(matching.take)
    explanation = _("You become the lead of this case without a proposal.")
    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest with this organisation, its parent or its competitors.")
    )


class AskFounderForm(StepForm):
    service = staticmethod(triage.ask_founder)
    explanation = _("The founder is told by mail and answers here. The case waits until then.")
    question = _text(_("Question to the founder"))


class AnswerForm(StepForm):
    service = staticmethod(triage.answer)
    text = _text(_("Your answer"))


class DeclineForm(StepForm):
    service = staticmethod(triage.decline)
    explanation = _("The case ends here: the desk cannot take it up.")
    message = _text(_("Reason, as the founder reads it"))


class WithdrawForm(StepForm):
    service = staticmethod(closing.withdraw)
    explanation = _("The desk stops working on your question. What you wrote stays on file.")
    reason = _text(_("Reason"), rows=4, required=False)


class CloseForm(StepForm):
    service = staticmethod(closing.close)
    explanation = _("The founder is told by mail and reads the message on the page of the case.")
    message = _text(_("Message to the founder"))


class ReopenForm(StepForm):
    service = staticmethod(closing.reopen)
    reason = _text(_("Reason, as the founder reads it"), rows=4)


class ClaimForm(StepForm):
    service = staticmethod(charge.claim)
    explanation = _("You will be in charge of this case; your colleagues see it.")


PLAIN_FORMS: Mapping[Action, type[StepForm]] = {
    Action.START_TRIAGE: StartTriageForm,
    Action.START_MATCHING: StartMatchingForm,
    Action.TAKE: TakeForm,
    Action.ASK_FOUNDER: AskFounderForm,
    Action.ANSWER: AnswerForm,
    Action.DECLINE: DeclineForm,
    Action.WITHDRAW: WithdrawForm,
    Action.CLOSE: CloseForm,
    Action.REOPEN: ReopenForm,
    Action.CLAIM: ClaimForm,
}
