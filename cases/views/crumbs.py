from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case


def list_crumb(user: User, case: Case) -> tuple[str, str]:
    """The list from which this person comes to the case, as the first of its breadcrumbs."""
    if case.consultation.asked_by_id == user.pk:
        return _("My consultations"), reverse("consultation_list")
    return _("Cases"), reverse("case_list")
