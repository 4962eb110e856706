"""Two imports at once, and one that breaks off: with real transactions."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from cases.models import Case
from cases.services.register_import import Imported, import_register, read_register
from mediso.desks.models import Desk
from tests.factories.supporters import SupporterFactory
from tests.registers import case_row, everything, mediso_desk, saved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk() -> Desk:
    desk = mediso_desk()
    SupporterFactory.create(desk=desk, name="野村 進")
    return desk


def test_two_imports_of_one_file_at_once_load_it_once(desk: Desk, tmp_path: Path) -> None:
    path = saved(tmp_path, [case_row(number) for number in range(1, 31)])

    def load(_thread: int) -> Imported:
        try:
            return import_register(desk=desk, table=read_register(path, desk=desk), file=path.name)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(load, range(2)), key=lambda result: result.loaded)
    assert done == [Imported(0, 30, 0), Imported(30, 0, 1)]
    assert Case.objects.count() == 30


def test_an_import_that_breaks_off_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    table = read_register(saved(tmp_path, [case_row(1), case_row(2), case_row(3)]), desk=desk)
    before = everything()
    batches = []

    def breaks_off(rows: int) -> None:
        batches.append(rows)
        if len(batches) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_register(desk=desk, table=table, file="x", batch=1, progress=breaks_off)
    assert batches == [0, 1, 1]
    assert everything() == before
