"""Which organisations the staff may put on a case instead of the one it has."""

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.names import normalise_organisation_name
from cases.models import Case

MOST = 20


def known_organisations(user: User) -> QuerySet[Organisation]:
    """Those that have asked at a desk whose staff the person is, without what was merged into another."""
    cases = Case.objects.filter(desk__in=user.desk_ids(Role.STAFF))
    return Organisation.objects.filter(pk__in=cases.values("organisation"), merged_into=None)


def organisation_choices(user: User, case: Case, *, words: str, chosen: str = "") -> QuerySet[Organisation]:
    """The case's own, what was chosen before, and the first `MOST` that the words find, by name.

    Words are part of the name in any spelling, or the corporate number.
    """
    ids = {case.organisation_id}
    known = known_organisations(user)
    if words.strip():
        key = normalise_organisation_name(words)
        found = known.filter(
            Q(name__icontains=words.strip()) | Q(normalised_name__contains=key) | Q(corporate_number=words.strip())
        )
        ids |= set(found.order_by("name", "pk").values_list("pk", flat=True)[:MOST])
    if chosen.isdecimal():
        ids |= set(known.filter(pk=int(chosen)).values_list("pk", flat=True))
    return Organisation.objects.filter(pk__in=ids).order_by("name", "pk")
