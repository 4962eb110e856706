"""The morning's reminders of a roster: what is to be signed, and terms that end."""

from django.db import transaction
from django.utils import timezone

from mediso.desks.models import Desk
from supporters.notifications import tell_ending, tell_missing, tell_unsigned
from supporters.selectors.reminders import can_sign_in, ending_terms, missing_undertakings


def remind() -> int:
    """Tell every desk what was not told yet; how many mails were written. Safe to run at any time, twice, or late."""
    return sum(_remind(desk) for desk in Desk.objects.order_by("pk"))


@transaction.atomic
def _remind(desk: Desk) -> int:
    today = timezone.localdate()
    missing = missing_undertakings(desk, today)
    mails = sum(tell_unsigned(one, today) for one in missing if can_sign_in(one.supporter.user))
    if of_this_year := [one for one in missing if one.begun]:
        mails += tell_missing(desk, of_this_year, today)
    return mails + sum(map(tell_ending, ending_terms(desk, today)))
