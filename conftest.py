"""The suite's own services run for its time; in a folder of its own, so those of a desk are left alone."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import settings

from mediso.embedded.client import services

# A busy machine is slow, not wrong: speed is `make bench`'s matter.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_deleting() -> Iterator[None]:
    """What committed is deleted: a third of the suite's time was files of empty tables."""
    from django.db.backends.postgresql.operations import DatabaseOperations  # noqa: PLC0415 - needs the settings

    from tests.support.emptying import by_deleting  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", by_deleting)
        yield


@pytest.fixture(scope="session", autouse=True)
def _services() -> Iterator[None]:
    with services():
        yield


@pytest.fixture(autouse=True)
def _empty_cache(_services: None) -> None:
    """Rate limits and sessions of one test, or of the suite a minute ago, are no other's."""
    cache.clear()
