"""Who has a case open, as the broker knows it."""

import logging
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from cases import presence
from cases.presence import STAYS, meet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def case_id() -> Iterator[int]:
    """Of no case that there is: what other tests left is not met."""
    number = 9_000_000_001
    yield number
    presence.broker.cache_clear()
    presence.broker().delete(presence.key_of(number))


def test_people_on_one_case_meet(case_id: int) -> None:
    assert meet(case_id=case_id, user_id=3) == []
    assert meet(case_id=case_id, user_id=20) == [3]
    assert meet(case_id=case_id, user_id=1) == [3, 20]
    assert meet(case_id=case_id, user_id=3) == [1, 20]
    assert meet(case_id=case_id + 1, user_id=3) == []


def test_who_is_not_seen_again_has_left(case_id: int) -> None:
    with time_machine.travel("2026-11-21 12:00+09:00", tick=False) as clock:
        meet(case_id=case_id, user_id=1)
        clock.shift(STAYS - 1)
        assert meet(case_id=case_id, user_id=2) == [1]
        clock.shift(1)
        assert meet(case_id=case_id, user_id=3) == [2]


def test_nothing_is_kept_for_long(case_id: int) -> None:
    meet(case_id=case_id, user_id=1)
    assert 0 < presence.broker().ttl(presence.key_of(case_id)) <= STAYS


def test_without_the_broker_everybody_is_alone(
    case_id: int, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    meet(case_id=case_id, user_id=1)
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    presence.broker.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert meet(case_id=case_id, user_id=2) == []
    assert "Nobody can be seen on cases" in caplog.text
