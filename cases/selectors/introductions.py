"""The supporters who accepted a case, as its founder is told about them."""

from accounts.models import User
from cases.models import Case
from cases.models.assignment import HAS_ACCEPTED
from cases.selectors.visibility import visible_cases
from mediso.files.models import StoredFile
from supporters.models import Supporter
from supporters.selectors.introduction import Introduction, introduction_of, photo_for_founders


def introductions(case: Case) -> list[Introduction]:
    """In the order in which they were asked; one query."""
    accepted = case.assignments.filter(state__in=HAS_ACCEPTED).select_related("supporter__photo")
    supporters = {one.supporter_id: one.supporter for one in accepted}
    return [introduction_of(supporter) for supporter in supporters.values()]


def photo_shown_to_founder(founder: User, number: str, supporter_id: int) -> StoredFile | None:
    """Only of who accepted a case that this person asked, and only while the consent holds."""
    cases = visible_cases(founder).filter(number=number, consultation__asked_by=founder)
    supporter = (
        Supporter.objects.filter(pk=supporter_id, assignments__case__in=cases, assignments__state__in=HAS_ACCEPTED)
        .select_related("photo")
        .first()
    )
    return photo_for_founders(supporter) if supporter else None
