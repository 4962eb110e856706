"""How a desk publishes, what is published next, and what is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mediso.desks.models import Desk
from reports.licences import Licence
from reports.models import Publication, Release, Withdrawal
from reports.models.close import REASON_MAX_LENGTH
from reports.models.publication import CONTACT_MAX_LENGTH, THRESHOLDS
from reports.publication.spans import Days
from reports.registry import PUBLISHABLE
from reports.services.publishing import Wanted, change_publication, release, withdraw


class PublicationForm(forms.Form):
    """Filled from the newest settings, which `seen` names."""

    is_open = forms.BooleanField(
        label=_("The public page is open"),
        help_text=_("Without it nobody sees what was published, from an hour later on at the latest."),
        required=False,
    )
    figures = forms.MultipleChoiceField(
        label=_("Public figures"),
        help_text=_("They count for the next release; what was published stays as it is."),
        choices=[(name, kind.title) for name, kind in PUBLISHABLE.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    threshold = forms.IntegerField(
        label=_("Smallest number shown"),
        help_text=_(
            "Numbers from 1 up to one less are hidden, and others from which they could be worked out. Usual: 5."
        ),
        min_value=THRESHOLDS[0],
        max_value=THRESHOLDS[-1],
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    contact = forms.CharField(
        label=_("Contact"),
        help_text=_("Whom readers can ask: an office, its address or telephone. Everybody sees it."),
        max_length=CONTACT_MAX_LENGTH,
        required=False,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, settings: Publication) -> None:
        kept = ("is_open", "figures", "threshold", "licence", "contact")
        super().__init__(data, initial={name: getattr(settings, name) for name in kept} | {"seen": settings.pk})

    def perform(self, desk: Desk, actor: User) -> Publication:
        """Raises `ActionRefused` and `StaleRow`."""
        values = dict(self.cleaned_data)
        seen = values.pop("seen")
        wanted = Wanted(**(values | {"figures": tuple(values["figures"])}))
        return change_publication(desk=desk, actor=actor, wanted=wanted, seen=seen)


class ReleaseForm(forms.Form):
    """`reason` is asked for where there is an edition already."""

    reason = forms.CharField(
        label=_("Reason of the new edition"),
        help_text=_("It stands on the public page. Name no case and nobody."),
        max_length=REASON_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, last: Release | None) -> None:
        super().__init__(data, initial={"seen": last.edition if last else 0})
        if last is None:
            del self.fields["reason"]

    def perform(self, desk: Desk, days: Days, actor: User) -> Release:
        """Raises `ActionRefused` and `StaleRow`."""
        values = self.cleaned_data
        return release(desk=desk, days=days, actor=actor, reason=values.get("reason", ""), seen=values["seen"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is taken off the page"),
        help_text=_("It stands on the public page. Name no case and nobody."),
        max_length=REASON_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def perform(self, made: Release, actor: User) -> Withdrawal:
        """Raises `ActionRefused` and `StaleRow`."""
        return withdraw(release_id=made.pk, actor=actor, reason=self.cleaned_data["reason"])
