"""One transaction around the whole register."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cases.services.numbering import move_on
from cases.services.register_import.checks import Known, check_rows
from cases.services.register_import.earlier import check_against_earlier, fingerprints, imported_before
from cases.services.register_import.loading import Lookups, load_batch
from cases.services.register_import.organisations import organisations_of
from cases.services.register_import.rows import RegisterRow, year_and_running
from mediso.common.japanese_text import label_key
from mediso.common.tabular.reader import Table
from mediso.desks.models import Desk
from mediso.desks.services import intern_topic_sets
from supporters.models import Supporter

BATCH = 500


@dataclass(frozen=True)
class Imported:
    """How many rows became cases, how many were cases with the same contents already, and new organisations."""

    loaded: int
    unchanged: int
    organisations: int


@transaction.atomic
def import_register(
    *,
    desk: Desk,
    table: Table,
    file: str,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda _rows: None,
    batch: int = BATCH,
) -> Imported:
    """Load every row that is no case yet. `file` is remembered on the events; `progress` is told of rows done.

    Raises `TableErrors` with everything wrong with any row; nothing is written then, nor with `dry_run`. Two imports
    into one desk wait for each other.
    """
    Desk.objects.select_for_update().get(pk=desk.pk)
    _move_numbers_on(desk, table)
    supporters = {label_key(name): pk for pk, name in Supporter.objects.filter(desk=desk).values_list("pk", "name")}
    earlier = imported_before(table)
    check_rows(table, Known(desk=desk, today=timezone.localdate(), supporters=supporters, numbers=earlier))
    check_against_earlier(table, earlier)
    rows = table.built(RegisterRow)
    new = [row for row in rows if row.number not in earlier]
    organisations, made = organisations_of(new)
    lookups = Lookups(
        desk=desk,
        file=file,
        organisations=organisations,
        supporters=supporters,
        topic_sets=intern_topic_sets({row.topic_ids for row in new}),
        fingerprints={row.values["number"]: fingerprints(row.values) for row in table.rows},
    )
    progress(len(rows) - len(new))
    for start in range(0, len(new), batch):
        load_batch(new[start : start + batch], lookups)
        progress(len(new[start : start + batch]))
    if dry_run:
        transaction.set_rollback(True)
    return Imported(loaded=len(new), unchanged=len(rows) - len(new), organisations=made)


def _move_numbers_on(desk: Desk, table: Table) -> None:
    """First of all, so that nobody who submits meanwhile is given a number of the file: they wait and get the next."""
    numbers = sorted(year_and_running(row.values["number"], desk) for row in table.rows if row.has("number"))
    for year, highest in dict(numbers).items():
        move_on(desk, year, highest)
