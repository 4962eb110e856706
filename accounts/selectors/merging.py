"""What staff see before they merge two rows, and of the merges there were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.merging_hooks import Mover, contact_movers, organisation_movers
from accounts.models import Contact, ContactMerge, Organisation, OrganisationMerge
from accounts.policies import may_be_undone
from mediso.common.decision import Decision

Row = TypeVar("Row", Organisation, Contact)
Label = str | Promise
Fact = tuple[Label, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rows beside each other: a line is a label and the two values, in the order of the rows."""

    facts: tuple[tuple[Label, str, str], ...]
    moves: tuple[tuple[Label, int, int], ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge as the list shows it; `moved` names what moved, and how many."""

    record: OrganisationMerge | ContactMerge
    moved: tuple[tuple[Label, int], ...]
    undo: Decision


def compared_organisations(one: Organisation, other: Organisation) -> Compared:
    return _compared(one, other, _organisation_facts, organisation_movers())


def compared_contacts(one: Contact, other: Contact) -> Compared:
    return _compared(one, other, _contact_facts, contact_movers())


def _compared(one: Row, other: Row, facts: Callable[[Row], list[Fact]], movers: Sequence[Mover[Row]]) -> Compared:
    """A query a mover and row, whatever the number of their rows."""
    return Compared(
        tuple(
            (label, first, second) for (label, first), (_label, second) in zip(facts(one), facts(other), strict=True)
        ),
        tuple((mover.label, mover.count(one), mover.count(other)) for mover in movers),
    )


def _organisation_facts(row: Organisation) -> list[Fact]:
    return [
        (_("Name"), row.name),
        (_("Kind of organisation"), row.get_kind_display()),
        (_("Location"), row.get_prefecture_display()),
        (_("Corporate number"), row.corporate_number or ""),
    ]


def _contact_facts(row: Contact) -> list[Fact]:
    return [
        (_("Name"), row.name),
        (_("Reading of the name"), row.kana),
        (_("Organisation"), row.organisation.name),
        (_("E-mail address"), row.email),
        (_("Telephone"), row.phone),
        (_("Account"), row.user.email if row.user else ""),
    ]


def organisation_merges() -> QuerySet[OrganisationMerge]:
    """The newest first, with everything that a line of the list shows."""
    return OrganisationMerge.objects.select_related("kept__merged_into", "merged", "merged_by", "undone_by")


def contact_merges() -> QuerySet[ContactMerge]:
    return ContactMerge.objects.select_related(
        "kept__merged_into", "kept__organisation", "merged", "merged_by", "undone_by"
    )


def as_lines(records: Sequence[OrganisationMerge] | Sequence[ContactMerge]) -> list[MergeLine]:
    labels = {
        OrganisationMerge: {mover.name: mover.label for mover in organisation_movers()},
        ContactMerge: {mover.name: mover.label for mover in contact_movers()},
    }
    return [
        MergeLine(
            record,
            tuple((labels[type(record)].get(name, name), len(ids)) for name, ids in record.moved.items()),
            may_be_undone(record),
        )
        for record in records
    ]
