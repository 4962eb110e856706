import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from mediso.files import tasks
from mediso.files.services.keeping import keep_file
from mediso.files.services.leftovers import AGE, remove_leftovers
from tests.mediso.files import samples
from tests.mediso.files.conftest import Keep

pytestmark = pytest.mark.django_db(transaction=True)

KeptIn = Callable[[], set[str]]
MINUTE = dt.timedelta(minutes=1)


def roll_back_a_file() -> None:
    with transaction.atomic():
        keep_file(name="a.pdf", content=io.BytesIO(samples.PDF))
        transaction.set_rollback(True)


def test_what_was_rolled_back_is_removed_a_day_later(keep: Keep, kept_in: KeptIn) -> None:
    stored = keep()
    roll_back_a_file()
    assert len(kept_in()) == 2
    now = timezone.now()
    with time_machine.travel(now + AGE - MINUTE):
        assert remove_leftovers() == 0
    with time_machine.travel(now + AGE + MINUTE):
        tasks.remove_leftovers()
        assert kept_in() == {stored.place}
        assert remove_leftovers() == 0


def test_before_the_first_file_there_is_nothing_to_remove(folder: Path) -> None:
    assert not folder.exists()
    assert remove_leftovers() == 0
