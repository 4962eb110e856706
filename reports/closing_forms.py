"""Up to which month to close, and why there is a new edition."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mediso.common.months import Month
from mediso.desks.models import Desk
from reports.models import ClosingRun, MonthlyClose
from reports.models.close import REASON_MAX_LENGTH
from reports.selectors.closes.open_months import last_month_over, open_months
from reports.services.closing import revise
from reports.services.closing_runs import ask_to_close


class CloseForm(forms.Form):
    """For one desk; the month is one of those that are over and not closed, the newest to begin with."""

    desk = forms.CharField(widget=forms.HiddenInput)
    until = forms.ChoiceField(
        label=_("Close every month up to"),
        help_text=_("All months before it that are not closed yet are closed with it. Nothing opens a closed month."),
        error_messages={"invalid_choice": _("“%(value)s” is no month that can be closed. Take one of the list.")},
    )

    def __init__(self, data: Any = None, *, desk: Desk, today: dt.date) -> None:
        self.row = desk
        self.months = open_months(desk, last_month_over(today))[::-1]
        super().__init__(data, initial={"desk": desk.code}, prefix=None, auto_id=f"close-{desk.code}-%s")
        until = self.fields["until"]
        until.choices = [(month.code, str(month)) for month in self.months]  # type: ignore[attr-defined]

    def perform(self, actor: User) -> ClosingRun:
        """Raises `ActionRefused`."""
        until = Month.parse(self.cleaned_data["until"])
        assert until is not None  # noqa: S101 - one of the choices
        return ask_to_close(desk=self.row, until=until, actor=actor)


def close_forms(desks: Iterable[Desk], today: dt.date) -> list[CloseForm]:
    return [CloseForm(desk=desk, today=today) for desk in desks]


class ReviseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason of the new edition"),
        help_text=_("It stands on the close for good. Name no case and nobody."),
        max_length=REASON_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def perform(self, close: MonthlyClose, actor: User) -> MonthlyClose:
        """Raises `ActionRefused` and `StaleRow`."""
        return revise(close_id=close.pk, actor=actor, reason=self.cleaned_data["reason"])
