"""The suite's own services run for its time; in a folder of its own, so those of a desk are left alone."""

from collections.abc import Iterator

import pytest

from mediso.embedded.client import services


@pytest.fixture(scope="session", autouse=True)
def _services() -> Iterator[None]:
    with services():
        yield
