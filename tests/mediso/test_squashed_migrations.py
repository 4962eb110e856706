"""How a database goes over the squash of the migrations (docs/adr/0018): with all of the old ones, or not at all."""

import pytest
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

# The migrations of each room before.
BEFORE = {"accounts": 5, "cases": 23, "desks": 14, "files": 2, "mailbox": 2, "outbox": 4, "reports": 5, "supporters": 5}
BETWEEN = [(room, count) for room, all_of_them in BEFORE.items() for count in range(1, all_of_them)]


def replaced() -> dict[str, list[str]]:
    """The old names that the new migrations stand for, by room, in their order."""
    names: dict[str, list[str]] = {room: [] for room in BEFORE}
    for migration in MigrationLoader(None).replacements.values():
        for room, name in migration.replaces:
            names[room].append(name)
    return {room: sorted(olds) for room, olds in names.items()}


def only_old_names() -> None:
    """As it was before the new names were known."""
    rows = MigrationRecorder.Migration.objects
    for room, name in MigrationLoader(None).replacements:
        assert rows.filter(app=room, name=name).delete() == (1, {"migrations.Migration": 1})


def test_each_old_migration_is_stood_for_once() -> None:
    olds = replaced()
    assert {room: len(names) for room, names in olds.items()} == BEFORE
    assert {room: len(set(names)) for room, names in olds.items()} == BEFORE


def test_no_new_migration_has_the_name_of_an_old_one() -> None:
    """It would count as applied where the old one is."""
    olds = {(room, name) for room, names in replaced().items() for name in names}
    assert olds & set(MigrationLoader(None).disk_migrations) == set()


def test_a_database_with_all_old_ones_has_nothing_to_do() -> None:
    only_old_names()
    loader = MigrationLoader(connection)
    assert set(loader.graph.nodes) - set(loader.applied_migrations) == set()


@pytest.mark.parametrize(("room", "count"), BETWEEN, ids=[f"{room} {count}" for room, count in BETWEEN])
def test_a_database_in_between_is_refused(room: str, count: int) -> None:
    only_old_names()
    later = replaced()[room][count:]
    MigrationRecorder.Migration.objects.filter(app=room, name__in=later).delete()
    with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
        MigrationLoader(connection)
