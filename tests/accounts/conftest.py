import ipaddress
import secrets
from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def visitor() -> Callable[..., Client]:
    """A browser of somebody who has not signed in, at an address of its own.

    Limits count by address and outlive a test; `random` would give every test the same ones.
    """

    def at_new_address(language: str = "en") -> Client:
        address = ipaddress.IPv4Address(0x0A000000 + secrets.randbelow(2**24))
        return Client(headers={"Accept-Language": language}, REMOTE_ADDR=str(address))

    return at_new_address


@pytest.fixture
def new_email() -> str:
    """An address nobody used before: limits count by it too."""
    return f"person.{secrets.token_hex(8)}@example.jp"
