from pathlib import Path

import pytest

from mediso.beat import SCHEDULE
from mediso.celery import app
from mediso.embedded.addresses import data_dir


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE)
def test_what_is_scheduled_is_a_task_the_worker_knows(entry: dict[str, object]) -> None:
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks


def test_the_schedule_is_beats_and_its_file_is_with_the_other_state() -> None:
    assert app.conf.beat_schedule == SCHEDULE
    assert Path(app.conf.beat_schedule_filename).parent == data_dir()
    assert str(app.conf.timezone) == "Asia/Tokyo"
