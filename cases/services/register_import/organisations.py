"""The organisations of the register: found again by their normalised name, or made."""

from collections.abc import Sequence

from django.db.models.functions import Coalesce

from accounts.models import Organisation
from accounts.names import normalise_organisation_name
from cases.services.register_import.rows import RegisterRow


def organisations_of(rows: Sequence[RegisterRow]) -> tuple[dict[str, int], int]:
    """The organisation's id for each name as written, and how many organisations were made.

    Spellings with the same normalised name are one organisation. Where several rows of the table have that name
    already, the one spelt the same is taken, else the oldest; instead of a merged row the one that was kept. A new one
    gets the spelling, kind and prefecture of its latest row; each case keeps its own kind and prefecture.
    """
    latest = {
        normalise_organisation_name(row.organisation): row for row in sorted(rows, key=lambda row: row.received_on)
    }
    known = (
        Organisation.objects.filter(normalised_name__in=latest)
        .order_by("-pk")
        .annotate(kept=Coalesce("merged_into", "pk"))
    )
    ids: dict[str, int] = {}
    spelt: dict[str, int] = {}
    for pk, name, normalised in known.values_list("kept", "name", "normalised_name"):
        ids[normalised] = spelt[name] = pk
    made = Organisation.objects.bulk_create(
        Organisation(name=row.organisation, normalised_name=key, kind=row.organisation_kind, prefecture=row.prefecture)
        for key, row in latest.items()
        if key not in ids
    )
    ids |= {organisation.normalised_name: organisation.pk for organisation in made}
    written = {row.organisation for row in rows}
    return {name: spelt.get(name) or ids[normalise_organisation_name(name)] for name in written}, len(made)
