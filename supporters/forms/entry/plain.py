"""The parts of an entry whose fields are columns: appointment, profile, capacity, photo."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms.fields import NameField
from mediso.desks.models.routing import MOST_YEN_AN_HOUR
from supporters.enums import Employment, Language, RosterPart
from supporters.forms.entry.base import PartForm, date_input
from supporters.models import SupporterChange
from supporters.services.entry.parts import renew_term, save_appointment, save_capacity, save_profile
from supporters.services.entry.photo import PHOTO_MOST_MEGABYTES, save_photo

Kept = SupporterChange | None
MOST_OPEN_CASES, MOST_PROPOSALS = 200, 200
HOURS_A_MONTH = 31 * 24
MINE_TO_AGREE = gettext_lazy(
    "Only the supporter can agree. You may take the consent back; whoever changes what was agreed to ends it as well."
)


class AppointmentForm(PartForm):
    part = RosterPart.APPOINTMENT
    name = NameField(label=gettext_lazy("Name"), max_length=100)
    employment = forms.ChoiceField(
        label=gettext_lazy("Employment"), choices=Employment.choices, widget=forms.RadioSelect
    )
    term_start = forms.DateField(label=gettext_lazy("Term begins"), widget=date_input())
    term_end = forms.DateField(
        label=gettext_lazy("Term ends"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("The last day. Leave it empty for a term without an end."),
    )
    honorarium_per_hour = forms.IntegerField(
        label=gettext_lazy("Honorarium an hour (yen)"),
        required=False,
        min_value=0,
        max_value=MOST_YEN_AN_HOUR,
        help_text=gettext_lazy("Before tax. Leave it empty for the desk's rate."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_end_before_start("term_start", "term_end")
        return cleaned

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return save_appointment(**who, **values)


class RenewForm(PartForm):
    """A later last day, and nothing else."""

    part = RosterPart.APPOINTMENT
    term_end = forms.DateField(label=gettext_lazy("New last day of the term"), widget=date_input())

    def start(self) -> dict[str, Any]:
        return {}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return renew_term(**who, **values)


class ProfileForm(PartForm):
    part = RosterPart.PROFILE
    affiliation_kind = NameField(
        label=gettext_lazy("Kind of affiliation"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("For example university hospital, pharmaceutical company, law firm."),
    )
    affiliation = NameField(
        label=gettext_lazy("Affiliation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "A new affiliation is a declared interest from today on as well. The one before stays until it is ended."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    career = forms.CharField(
        label=gettext_lazy("Career"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Read by the staff of the desk."),
    )
    profile = forms.CharField(
        label=gettext_lazy("Public profile"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("How founders are told about the supporter whom they meet."),
    )
    profile_agreed = forms.BooleanField(
        label=gettext_lazy("Founders whose cases I have accepted may read the public profile"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.by_self:
            self.fields["profile_agreed"].label = gettext_lazy("The supporter agrees that founders read the profile")
            self.fields["profile_agreed"].help_text = MINE_TO_AGREE

    def start(self) -> dict[str, Any]:
        return super().start() | {"profile_agreed": self.supporter.profile_agreed_at is not None}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return save_profile(**who, **values)


class CapacityForm(PartForm):
    part = RosterPart.CAPACITY
    max_open_cases = forms.IntegerField(
        label=gettext_lazy("Most open cases at a time"), min_value=0, max_value=MOST_OPEN_CASES
    )
    hours_per_month = forms.IntegerField(label=gettext_lazy("Hours a month"), min_value=0, max_value=HOURS_A_MONTH)
    proposals_per_week = forms.IntegerField(
        label=gettext_lazy("Most proposals a week"),
        required=False,
        min_value=0,
        max_value=MOST_PROPOSALS,
        help_text=gettext_lazy("A week begins on Monday. Leave it empty for no limit."),
    )

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return save_capacity(**who, **values)


class PhotoForm(PartForm):
    part = RosterPart.PHOTO
    has_files = True
    upload = forms.FileField(
        label=gettext_lazy("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    remove = forms.BooleanField(label=gettext_lazy("Remove the photo"), required=False)
    photo_agreed = forms.BooleanField(
        label=gettext_lazy("Founders whose cases I have accepted may see the photo"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = gettext_lazy(
            "A JPEG or PNG of at most %(megabytes)d MB. Choose one that does not tell where it was taken."
        ) % {"megabytes": PHOTO_MOST_MEGABYTES}
        if self.supporter.photo is None:
            del self.fields["remove"]
        if not self.by_self:
            self.fields["photo_agreed"].label = gettext_lazy("The supporter agrees that founders see the photo")
            self.fields["photo_agreed"].help_text = MINE_TO_AGREE

    def start(self) -> dict[str, Any]:
        return {"photo_agreed": self.supporter.photo_agreed_at is not None}

    def write(self, who: Mapping[str, Any], values: Mapping[str, Any]) -> Kept:
        return save_photo(**who, **({"remove": False} | dict(values)))
