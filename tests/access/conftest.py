"""The scene of the tables: made once for all rows of a module, or anew for a test that writes in it."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from accounts.models import User
from tests.support.scene import Scene, build_scene, passing_scene


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Only to be asked about: `ask` rolls back what a request did, each test what it made.

    No wider than a module: its transaction must have ended before another module's test empties the tables.
    """
    with django_db_blocker.unblock(), passing_scene() as made:
        yield made


@pytest.fixture
def own_scene(db: None) -> Scene:
    """For a test that writes in it, and reads what the objects in hand have become."""
    return build_scene()


@pytest.fixture
def people(scene: Scene) -> dict[str, User]:
    return scene.people
