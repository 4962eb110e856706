"""One form for each part that is changed whole; interests and undertakings have pages of their own."""

from collections.abc import Mapping

from supporters.enums import RosterPart
from supporters.forms.entry.availability import HoursForm, LeaveForm
from supporters.forms.entry.base import PartForm
from supporters.forms.entry.expertise import ExpertiseForm
from supporters.forms.entry.interests import InterestForm
from supporters.forms.entry.plain import AppointmentForm, CapacityForm, PhotoForm, ProfileForm
from supporters.forms.entry.undertakings import SignForm

FORMS: Mapping[RosterPart, type[PartForm]] = {
    form.part: form
    for form in (
        *(AppointmentForm, ProfileForm, ExpertiseForm, CapacityForm, LeaveForm),
        *(HoursForm, InterestForm, SignForm, PhotoForm),
    )
}
