"""A desk's roster comes in from a file: whole or not at all, and nobody is changed unasked (docs/import.md)."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import normalise_organisation_name
from mediso.common.japanese_text import label_key
from mediso.common.tabular.reader import Table
from mediso.desks.models import Desk
from supporters.enums import InterestKind, RosterPart
from supporters.models import Expertise, Interest, Supporter, SupporterChange
from supporters.selectors.entry import held
from supporters.services.entry.changing import difference
from supporters.services.roster_compare import FIELDS, differing_headings, roster_by_name
from supporters.services.roster_rows import RosterRow

Pair = tuple[RosterRow, Supporter]
# What a file can change of somebody who is on the roster.
IMPORTED = (
    RosterPart.APPOINTMENT,
    RosterPart.PROFILE,
    RosterPart.EXPERTISE,
    RosterPart.CAPACITY,
    RosterPart.INTERESTS,
)


@dataclass(frozen=True)
class Imported:
    """How many were appointed, how many stood on the roster so already, and who was changed in which columns."""

    loaded: int
    unchanged: int
    changed: dict[str, tuple[str, ...]]


@transaction.atomic
def import_roster(
    *,
    desk: Desk,
    table: Table,
    update: bool = False,
    actor: User | None = None,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda _rows: None,
) -> Imported:
    """Appoint everybody who is not on the desk's roster; the same name is the same supporter.

    Someone on the roster with other contents is an error, or with `update` takes over the file's. Whoever the file
    does not name stays as they are. Raises `TableErrors` with everything wrong; nothing is written then, nor with
    `dry_run`. Two imports into one desk wait for each other.
    """
    Desk.objects.select_for_update().get(pk=desk.pk)
    roster = roster_by_name(desk)
    changed = _changed(table, roster)
    if not update:
        _refuse(table, changed)
    rows = table.built(RosterRow)
    new = [row for row in rows if row.key not in roster]
    _appoint(desk, new)
    pairs = [(row, roster[row.key]) for row in rows if row.line in changed]
    with _kept_changes([supporter.pk for _row, supporter in pairs], actor):
        _take_over(pairs)
    progress(len(rows))
    if dry_run:
        transaction.set_rollback(True)
    return Imported(
        loaded=len(new),
        unchanged=len(rows) - len(new) - len(changed),
        changed={row.name: changed[row.line] for row in rows if row.line in changed},
    )


def _changed(table: Table, roster: dict[str, Supporter]) -> dict[int, tuple[str, ...]]:
    """By line, the headings in which a row differs from the supporter it names."""
    found = {}
    for row in table.rows:
        supporter = roster.get(label_key(row.values["name"])) if row.has("name") else None
        if supporter and (headings := differing_headings(table, row, supporter)):
            found[row.line] = headings
    return found


def _refuse(table: Table, changed: dict[int, tuple[str, ...]]) -> None:
    for row in table.rows:
        if row.line in changed:
            reason = _("On the roster with other contents: %(headings)s. --update takes over the file's.")
            table.refuse(row, "name", reason % {"headings": "、".join(changed[row.line])})


def _appoint(desk: Desk, rows: Sequence[RosterRow]) -> None:
    supporters = Supporter.objects.bulk_create(
        Supporter(desk=desk, name=" ".join(row.name.split()), **_fields(row)) for row in rows
    )
    pairs = list(zip(rows, supporters, strict=True))
    _add_knowledge(pairs)
    Interest.objects.bulk_create(
        _employer(row, supporter, row.term_start) for row, supporter in pairs if row.affiliation
    )


def _take_over(pairs: Sequence[Pair]) -> None:
    """A new employer is a new interest from today. The one before stays in force: ending it is a person's decision."""
    today = timezone.localdate()
    moved = [(row, supporter) for row, supporter in pairs if row.affiliation not in {"", supporter.affiliation}]
    for row, supporter in pairs:
        for name, value in _fields(row).items():
            setattr(supporter, name, value)
    supporters = [supporter for _row, supporter in pairs]
    Supporter.objects.bulk_update(supporters, FIELDS)
    Expertise.objects.filter(supporter__in=supporters).delete()
    Supporter.product_types.through.objects.filter(supporter__in=supporters).delete()
    _add_knowledge(pairs)
    Interest.objects.bulk_create(_employer(row, supporter, today) for row, supporter in moved)


@contextmanager
def _kept_changes(ids: Sequence[int], actor: User | None) -> Iterator[None]:
    """A change for each part that the block changed, of all supporters in a constant number of queries."""
    before = {one.pk: {part: held(one, part) for part in IMPORTED} for one in _read(ids, lock=True)}
    yield
    differences = (difference(one, part, before[one.pk][part], actor) for one in _read(ids) for part in IMPORTED)
    SupporterChange.objects.bulk_create(change for change in differences if change is not None)


def _read(ids: Sequence[int], *, lock: bool = False) -> QuerySet[Supporter]:
    rows = Supporter.objects.filter(pk__in=ids).order_by("pk")
    rows = rows.select_for_update() if lock else rows
    return rows.prefetch_related("expertise", "product_types", "interests")


def _fields(row: RosterRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in FIELDS} | {"languages": list(row.languages)}


def _add_knowledge(pairs: Sequence[Pair]) -> None:
    Expertise.objects.bulk_create(
        Expertise(supporter=supporter, topic_id=topic_id, level=level)
        for row, supporter in pairs
        for topic_id, level in row.expertise
    )
    through = Supporter.product_types.through
    through.objects.bulk_create(
        through(supporter_id=supporter.pk, producttype_id=product_type_id)
        for row, supporter in pairs
        for product_type_id in row.product_types
    )


def _employer(row: RosterRow, supporter: Supporter, since: dt.date) -> Interest:
    return Interest(
        supporter=supporter,
        organisation_name=row.affiliation,
        normalised_name=normalise_organisation_name(row.affiliation),
        kind=InterestKind.EMPLOYER,
        valid_from=since,
    )
