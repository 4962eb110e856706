"""Two imports at once, and one that breaks off: with real transactions."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction

from cases.models import Case
from cases.services.numbering import next_number
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


def test_who_submits_meanwhile_gets_the_number_after_the_files(desk: Desk, tmp_path: Path) -> None:
    table = read_register(saved(tmp_path, [case_row(1), case_row(2)]), desk=desk)
    given: list[str] = []

    def submits() -> None:
        try:
            with transaction.atomic():
                given.append(next_number(desk, dt.date(2024, 12, 1)))
        finally:
            connection.close()

    founder = Thread(target=submits)

    def between_batches(_rows: int) -> None:
        if not founder.is_alive() and not given:
            founder.start()
            founder.join(0.3)
        assert given == []

    import_register(desk=desk, table=table, file="x", batch=1, progress=between_batches)
    founder.join()
    assert given == ["2024-0003"]
