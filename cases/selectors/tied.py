"""Whom a case must be kept from: those tied to whoever asks, to its parent or to a competitor of it."""

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.models import Case, RelatedOrganisation
from supporters.selectors.roster import declared_ties, organisations_in_conflict, people_in_conflict, people_tied_to


def in_conflict_with(user: User) -> Q:
    """Cases of organisations the person has a tie to, in force today, and cases that name one of them."""
    names, numbers = declared_ties(user)
    named = RelatedOrganisation.objects.filter(Q(normalised_name__in=names) | Q(corporate_number__in=numbers))
    return Q(organisation__in=organisations_in_conflict(user)) | Q(pk__in=named.values("case"))


def has_conflict_with(user: User, case: Case) -> bool:
    return Case.objects.filter(in_conflict_with(user), pk=case.pk).exists()


def people_kept_from(case: Case) -> QuerySet[User]:
    """The other way round: everybody for whom `has_conflict_with` this case is true."""
    related = case.related_organisations.all()
    numbers = related.exclude(corporate_number="").values("corporate_number")
    tied = people_tied_to(related.values("normalised_name"), numbers)
    return User.objects.filter(Q(pk__in=people_in_conflict(case.organisation)) | Q(pk__in=tied))
