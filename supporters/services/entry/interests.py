"""Declared interests: added, ended, corrected by staff; never deleted. What was declared stays in the past."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.organisations import matching_key
from mediso.common.errors import ActionRefused
from supporters.enums import InterestKind, RosterPart
from supporters.models import Interest, Supporter, SupporterChange
from supporters.policies import may_correct_interest, may_end_interest
from supporters.selectors.roster import interests_on
from supporters.services.entry.changing import changing

Kept = SupporterChange | None


def declare_interest(
    *,
    supporter_id: int,
    actor: User,
    seen: int | None,
    organisation_name: str,
    kind: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    corporate_number: str = "",
    note: str = "",
) -> Kept:
    """Add a tie, by the organisation's name. Raises `ActionRefused` for what is no name, or as `changing` does."""
    with changing(supporter_id=supporter_id, part=RosterPart.INTERESTS, actor=actor, seen=seen) as entry:
        Interest.objects.create(
            supporter=entry.supporter,
            organisation_name=organisation_name,
            normalised_name=matching_key(organisation_name),
            kind=kind,
            valid_from=valid_from,
            valid_until=valid_until,
            corporate_number=corporate_number,
            note=note,
        )
    return entry.change


def declare_employer(*, supporter: Supporter, actor: User, name: str) -> Kept:
    """A tie to a new affiliation from today on, unless there is one to that name today."""
    today = timezone.localdate()
    if interests_on(today).filter(supporter=supporter, normalised_name=matching_key(name)).exists():
        return None
    return declare_interest(
        supporter_id=supporter.pk,
        actor=actor,
        seen=None,
        organisation_name=name,
        kind=InterestKind.EMPLOYER,
        valid_from=today,
    )


def end_interest(*, interest_id: int, supporter_id: int, actor: User, seen: int, valid_until: dt.date) -> Kept:
    """Give a tie its last day, today or later: what has been stays as it was declared.

    Raises `ActionRefused` for a day that is past, before the tie begins, or of a tie that is over.
    """
    with changing(supporter_id=supporter_id, part=RosterPart.INTERESTS, actor=actor, seen=seen) as entry:
        interest = Interest.objects.select_for_update().get(pk=interest_id, supporter=supporter_id)
        today = timezone.localdate()
        if not (decision := may_end_interest(actor, entry.supporter, interest, today)):
            raise ActionRefused(decision.reason)
        if valid_until < max(today, interest.valid_from):
            raise ActionRefused(
                _("The last day is today or later, and not before the tie begins. Staff correct what is past.")
            )
        interest.valid_until = valid_until
        interest.save(update_fields=["valid_until"])
    return entry.change


def correct_interest(
    *,
    interest_id: int,
    supporter_id: int,
    actor: User,
    seen: int,
    organisation_name: str,
    kind: str,
    valid_from: dt.date,
    valid_until: dt.date | None,
    corporate_number: str,
    note: str,
) -> Kept:
    """Anything of a tie, by staff. It is untied from an organisation's row when another name is written."""
    with changing(supporter_id=supporter_id, part=RosterPart.INTERESTS, actor=actor, seen=seen) as entry:
        interest = Interest.objects.select_for_update().get(pk=interest_id, supporter=supporter_id)
        if not (decision := may_correct_interest(actor, entry.supporter)):
            raise ActionRefused(decision.reason)
        key = matching_key(organisation_name)
        if key != interest.normalised_name:
            interest.organisation = None
        interest.organisation_name, interest.normalised_name = organisation_name, key
        interest.kind, interest.corporate_number, interest.note = kind, corporate_number, note
        interest.valid_from, interest.valid_until = valid_from, valid_until
        interest.save()
    return entry.change
