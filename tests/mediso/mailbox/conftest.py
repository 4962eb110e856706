import os

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test keeps is no other's."""
    folder = tmp_path_factory.mktemp("kept")
    kept = settings.STORAGES["attachments"] | {"OPTIONS": {"location": os.fspath(folder)}}
    settings.STORAGES = settings.STORAGES | {"attachments": kept}
