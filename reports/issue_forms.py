"""Having a report made of an older month, and sending one again."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from reports.models import ReportDefinition, ReportIssue
from reports.selectors.reports.door import closes_to_report
from reports.services.reports.asking import ask_for
from reports.services.reports.telling import send_again


class MakeForm(forms.Form):
    """Which closed month. One whose report failed is not in the list, but may be asked for again by its button."""

    close = forms.TypedChoiceField(label=gettext_lazy("Closed month"), coerce=int)

    def __init__(self, *args: Any, definition: ReportDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        waiting = [(close.pk, str(close.of_month)) for close in closes_to_report(definition)]
        failed = definition.issues.filter(failed=True).select_related("close").defer("close__figures")
        self.is_offered = bool(waiting)
        again = [(one.close_id, str(one.close.of_month)) for one in failed]
        field: Any = self.fields["close"]
        field.choices = [*waiting, *again]
        field.widget.choices = waiting
        field.error_messages["invalid_choice"] = _("Choose a closed month of which there is no report yet.")

    def perform(self, actor: User) -> ReportIssue:
        """Raises `ActionRefused` as the service."""
        return ask_for(definition_id=self.definition.pk, close_id=self.cleaned_data["close"], actor=actor)


class SendForm(forms.Form):
    """To whom of the recipients."""

    to = forms.MultipleChoiceField(
        label=gettext_lazy("Recipients"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one recipient."),
            "invalid_choice": gettext_lazy("“%(value)s” is not among the recipients of this report."),
        },
    )

    def __init__(self, *args: Any, issue: ReportIssue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issue = issue
        recipients = [(one, one) for one in issue.definition.recipients]
        self.fields["to"].choices = recipients  # type: ignore[attr-defined]

    def perform(self, actor: User) -> int:
        """How many mails were written. Raises `ActionRefused` as the service."""
        return len(send_again(issue_id=self.issue.pk, to=self.cleaned_data["to"], actor=actor))
