"""Two organisations, or two contacts, that are found to be one: merging them, and taking that back.

Nothing is deleted. The merged row stays with its name and points to the kept one; what it had moves, and the record of
the merge says what. Undoing moves exactly that back: what came to the kept row since stays there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Manager
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.merging_hooks import Mover, contact_movers, organisation_checks, organisation_movers
from accounts.models import Contact, ContactMerge, Organisation, OrganisationMerge, User
from accounts.policies import may_be_undone, may_merge
from mediso.common.errors import ActionRefused

Row = TypeVar("Row", Organisation, Contact)


@dataclass(frozen=True, slots=True)
class Undone:
    """`back` counts what moved back by the name of its mover; `stayed` what had been put elsewhere since."""

    back: Mapping[str, int]
    stayed: int


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Row]):
    """What merging organisations and merging contacts do not have in common."""

    rows: Manager[Row]
    records: Manager[Any]
    movers: Callable[[], list[Mover[Row]]]
    refuse_merge: Callable[[Row, Row, User], None]
    refuse_undo: Callable[[Any], None]
    fillable: Mapping[str, str | None]
    """Columns that are filled where the kept row has nothing in them, with what that is."""


def merge_organisations(*, kept: Organisation, merged: Organisation, actor: User) -> OrganisationMerge:
    """Raises `ActionRefused` for one row twice, rows merged in the meantime, different corporate numbers, and what the
    rooms above know that stands against it."""
    record: OrganisationMerge = _merge(ORGANISATIONS, kept, merged, actor)
    return record


def merge_contacts(*, kept: Contact, merged: Contact, actor: User) -> ContactMerge:
    """Raises `ActionRefused` for one row twice, rows merged in the meantime, contacts of different organisations."""
    record: ContactMerge = _merge(CONTACTS, kept, merged, actor)
    return record


def undo_merge(*, merge: OrganisationMerge | ContactMerge, actor: User) -> Undone:
    """Raises `ActionRefused` for a merge undone already, or whose kept row was merged since, and for a merge of
    organisations whose contacts have been merged with one another since."""
    if isinstance(merge, OrganisationMerge):
        return _undo(ORGANISATIONS, merge.pk, actor)
    return _undo(CONTACTS, merge.pk, actor)


@transaction.atomic
def _merge(kind: _Kind[Row], kept: Row, merged: Row, actor: User) -> Any:
    _refuse_others(actor)
    if kept.pk == merged.pk:
        raise ActionRefused(_("Choose two different ones."))
    rows = _locked(kind, kept.pk, merged.pk)
    kept, merged = rows[kept.pk], rows[merged.pk]
    for row in (kept, merged):
        if row.merged_into is not None:
            names = {"name": row, "kept": row.merged_into}
            raise ActionRefused(_("%(name)s was merged into %(kept)s in the meantime.") % names)
    kind.refuse_merge(kept, merged, actor)
    ids = {mover.name: mover.move(kept=kept, merged=merged, actor=actor) for mover in kind.movers()}
    filled = _fill(kind, kept, merged)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    moved = {name: keys for name, keys in ids.items() if keys}
    return kind.records.create(kept=kept, merged=merged, moved=moved, filled=filled, merged_by=actor)


@transaction.atomic
def _undo(kind: _Kind[Row], merge_id: int, actor: User) -> Undone:
    _refuse_others(actor)
    record = kind.records.select_for_update().get(pk=merge_id)
    rows = _locked(kind, record.kept_id, record.merged_id)
    kept, merged = rows[record.kept_id], rows[record.merged_id]
    record.kept = kept
    if not (decision := may_be_undone(record)):
        raise ActionRefused(decision.reason)
    kind.refuse_undo(record)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    _empty_again(kind, kept, record.filled)
    back = {}
    for mover in kind.movers():
        ids = record.moved.get(mover.name, [])
        back[mover.name] = len(mover.move_back(ids=ids, kept=kept, merged=merged, actor=actor)) if ids else 0
    record.undone_by, record.undone_at = actor, timezone.now()
    record.save(update_fields=["undone_by", "undone_at"])
    stayed = sum(map(len, record.moved.values())) - sum(back.values())
    return Undone({name: count for name, count in back.items() if count}, stayed)


def _refuse_others(actor: User) -> None:
    if not (decision := may_merge(actor)):
        raise ActionRefused(decision.reason)


def _locked(kind: _Kind[Row], *ids: int) -> dict[int, Row]:
    """In the order of their keys, so that two merges at once wait for one another instead of blocking each other.

    Rows that merely point to these may be written meanwhile: no key changes.
    """
    locked = kind.rows.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in locked}


def _fill(kind: _Kind[Row], kept: Row, merged: Row) -> dict[str, Any]:
    filled = {
        field: getattr(merged, field) for field in kind.fillable if not getattr(kept, field) and getattr(merged, field)
    }
    _write(kept, filled)
    return filled


def _empty_again(kind: _Kind[Row], kept: Row, filled: Mapping[str, Any]) -> None:
    """Where the value is still the one that was filled in."""
    _write(kept, {field: kind.fillable[field] for field, value in filled.items() if getattr(kept, field) == value})


def _write(row: Organisation | Contact, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    if values:
        row.save(update_fields=list(values))


def _refuse_two_bodies(kept: Organisation, merged: Organisation, actor: User) -> None:
    numbers = {kept.corporate_number, merged.corporate_number} - {None}
    if len(numbers) > 1:
        names = {"one": kept, "other": merged}
        raise ActionRefused(
            _("%(one)s and %(other)s have different corporate numbers. Correct the wrong one before you merge them.")
            % names
        )
    for check in organisation_checks():
        check(kept=kept, merged=merged, actor=actor)


def _refuse_two_places(kept: Contact, merged: Contact, _actor: User) -> None:
    if kept.organisation_id != merged.organisation_id:
        raise ActionRefused(_("These contacts belong to different organisations. Merge the organisations first."))


def _refuse_torn_contacts(record: OrganisationMerge) -> None:
    """A contact that moved and one that did not would be parted from each other though they are one."""
    moved = record.moved.get("contacts", [])
    out = Contact.objects.filter(pk__in=moved, merged_into__isnull=False).exclude(merged_into__in=moved)
    into = Contact.objects.filter(merged_into__in=moved).exclude(pk__in=moved)
    if torn := (out | into).order_by("pk").first():
        raise ActionRefused(_("Contacts of both were merged since. Undo the merge of %(name)s first.") % {"name": torn})


def _refuse_nothing(_record: ContactMerge) -> None:
    """Nothing belongs to a contact that could be torn."""


ORGANISATIONS = _Kind(
    Organisation.objects,
    OrganisationMerge.objects,
    organisation_movers,
    _refuse_two_bodies,
    _refuse_torn_contacts,
    {"corporate_number": None},
)
CONTACTS = _Kind(
    Contact.objects,
    ContactMerge.objects,
    contact_movers,
    _refuse_two_places,
    _refuse_nothing,
    {"kana": "", "normalised_kana": "", "email": "", "phone": "", "normalised_phone": "", "user_id": None},
)
