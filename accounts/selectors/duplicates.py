"""Rows that may be the one somebody is typing: few questions to the database, each answered by an index."""

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Length

from accounts.corporate_number import SHAPE, fold_corporate_number
from accounts.duplicates import (
    SHORTEST_BEGINNING,
    Asker,
    Named,
    Reason,
    are_the_same_contact,
    are_the_same_organisation,
    compare_contacts,
    compare_organisations,
)
from accounts.models import Contact, Organisation
from accounts.names import normalise_organisation_name
from accounts.near_names import SAME_AT_THE_EDGES, SHORTEST_MISTYPED, one_letter_off, whole_of
from accounts.persons import person_key, phone_key
from accounts.selectors.candidates import Similar, parted, rank, standing
from accounts.sounds import sound_key
from mediso.common.japanese_text import clean_text, fold_code

OFFERED = 8
# Rows looked at for one kind of reason; more of them would be no help to anybody.
LOOKED_AT = 50
SLIPS_LOOKED_AT = 1_000


def similar_organisations(
    *, name: str = "", corporate_number: str = "", prefecture: str = "", but: int | None = None, limit: int = OFFERED
) -> Similar[Organisation]:
    """Organisations that are, or perhaps are, the one of this name and corporate number, at most `limit` of them.

    Rows merged into another one offer that one. The prefecture only orders those that are equally near. `but` is a
    row that is not to be offered. Three queries, less where a name is too short to be asked about.
    """
    number = fold_corporate_number(corporate_number)
    typed = _named(clean_text(name), number if SHAPE.fullmatch(number) else "")
    compared = (
        (row, compare_organisations(typed, _named(row.name, row.corporate_number or ""))) for row in _rows(typed)
    )
    candidates = [candidate for candidate in standing(compared) if candidate.row.pk != but]
    candidates.sort(key=lambda one: (*rank(one), one.row.prefecture != prefecture, len(one.row.name), one.row.name))
    return parted(candidates, are_the_same_organisation, limit)


def _named(name: str, number: str) -> Named:
    key = normalise_organisation_name(name)
    return Named(name, key, sound_key(key), number)


def _rows(typed: Named) -> Iterator[Organisation]:
    if not typed.key and not typed.number:
        return
    rows = Organisation.objects.select_related("merged_into")
    near = Q(normalised_name__in=[typed.key, *whole_of(typed.key)]) | Q(pk__in=_slips(typed.sound))
    if typed.sound:
        near |= Q(sound_key=typed.sound)
    if typed.number:
        near |= Q(corporate_number=typed.number)
    yield from rows.filter(near).order_by("pk")[:LOOKED_AT]
    if len(typed.sound) >= SHORTEST_BEGINNING:
        begin = rows.filter(sound_key__startswith=typed.sound).exclude(sound_key=typed.sound)
        yield from begin.order_by(Length("sound_key"), "sound_key", "pk")[:LOOKED_AT]


def _slips(sound: str) -> list[int]:
    """Ids of the organisations that differ by one slip, from those with the same edges and nearly the same length."""
    if len(sound) < SHORTEST_MISTYPED - 1:
        return []
    first, last = sound[:SAME_AT_THE_EDGES], sound[-SAME_AT_THE_EDGES:]
    edges = Organisation.objects.filter(sound_key__startswith=first, sound_key__endswith=last)
    alike = edges.alias(length=Length("sound_key")).filter(length__gte=len(sound) - 1, length__lte=len(sound) + 1)
    found = alike.order_by("pk").values_list("pk", "sound_key")[:SLIPS_LOOKED_AT]
    return [pk for pk, known in found if one_letter_off(sound, known)]


def similar_contacts(
    *,
    name: str = "",
    kana: str = "",
    email: str = "",
    phone: str = "",
    organisation: int | None = None,
    but: int | None = None,
    limit: int = OFFERED,
) -> Similar[Contact]:
    """Contacts that are, or perhaps are, this person; at `organisation` (an id) first, if it is known. Two queries."""
    typed = Asker(
        clean_text(name), person_key(name), person_key(kana), fold_code(email).lower(), phone_key(phone), organisation
    )
    compared = ((row, compare_contacts(typed, _asker(row))) for row in _people(typed))
    candidates = [candidate for candidate in standing(compared) if candidate.row.pk != but]
    candidates.sort(key=lambda one: (Reason.ELSEWHERE in one.reasons, *rank(one), one.row.name, one.row.pk))
    known = organisation is not None
    return parted(candidates, lambda reasons: are_the_same_contact(reasons, organisation_known=known), limit)


def _asker(row: Contact) -> Asker:
    return Asker(
        row.name, row.normalised_name, row.normalised_kana, row.email, row.normalised_phone, row.organisation_id
    )


def _people(typed: Asker) -> Iterator[Contact]:
    people = Contact.objects.select_related("organisation", "merged_into__organisation")
    columns = {
        "normalised_name": typed.key,
        "normalised_kana": typed.reading,
        "normalised_phone": typed.phone,
        "email": typed.email,
    }
    alike = [Q((column, value)) for column, value in columns.items() if value]
    if not alike:
        return
    anyone = alike[0]
    for one in alike[1:]:
        anyone |= one
    if typed.organisation is not None:
        begins = Q(normalised_name__startswith=typed.key) if typed.key else Q(pk=None)
        here = people.filter(anyone | begins, organisation=typed.organisation)
        yield from here.order_by("normalised_name", "pk")[:LOOKED_AT]
        people = people.exclude(organisation=typed.organisation)
    yield from people.filter(anyone).order_by("pk")[:LOOKED_AT]
