"""The lists of organisations and contacts that staff work with: found by words, suspected of being doubles."""

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from accounts.corporate_number import fold_corporate_number
from accounts.models import Contact, Membership, Organisation
from accounts.names import normalise_organisation_name
from accounts.persons import person_key, phone_key


def organisations_named_like(organisations: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    """Those whose name contains it in whatever spelling, or whose corporate number it is."""
    found = Q(name__icontains=words.strip()) | Q(corporate_number=fold_corporate_number(words))
    if key := normalise_organisation_name(words):
        found |= Q(normalised_name__contains=key)
    return organisations.filter(found)


def contacts_named_like(contacts: QuerySet[Contact], words: str) -> QuerySet[Contact]:
    """Those whose name, reading, address or organisation contains it, or whose telephone number it is."""
    found = Q(email__icontains=words.strip()) | Q(organisation__name__icontains=words.strip())
    if key := person_key(words):
        found |= Q(normalised_name__contains=key) | Q(normalised_kana__contains=key)
    if number := phone_key(words):
        found |= Q(normalised_phone=number)
    return contacts.filter(found)


def suspected_organisations(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those that share their number with another one, or their name, unless both have a number and these differ."""
    others = Organisation.objects.filter(merged_into=None).exclude(pk=OuterRef("pk"))
    number_unknown = Q(corporate_number=None) | Q(IsNull(OuterRef("corporate_number"), True))  # noqa: FBT003 - a lookup's
    same_name = others.filter(number_unknown, normalised_name=OuterRef("normalised_name"))
    same_number = others.filter(corporate_number=OuterRef("corporate_number"))
    return organisations.filter(Exists(same_name) | Exists(same_number), merged_into=None)


def suspected_contacts(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Those that share their name or address with another one at the same organisation."""
    others = Contact.objects.filter(merged_into=None, organisation=OuterRef("organisation")).exclude(pk=OuterRef("pk"))
    alike = Q(normalised_name=OuterRef("normalised_name")) | (Q(email=OuterRef("email")) & ~Q(email=""))
    return contacts.filter(Exists(others.filter(alike)), merged_into=None)


def with_counts(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each with `members` and `people`, the number of its founders with an account and of its contacts."""
    return organisations.select_related("merged_into").annotate(
        members=_count(Membership.objects.all()), people=_count(Contact.objects.filter(merged_into=None))
    )


def _count(rows: QuerySet[Model]) -> Combinable:
    mine = rows.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)
