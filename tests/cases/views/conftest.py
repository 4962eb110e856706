from collections.abc import Callable
from typing import Protocol

import pytest
from django.test import Client

from accounts.models import User
from tests.support.pages import Page

SignIn = Callable[..., Client]


class Open(Protocol):
    def __call__(self, user: User, address: str, **headers: str) -> Page: ...


@pytest.fixture
def open_page(sign_in: SignIn) -> Open:
    """What this person meets at that address, in English."""

    def get(user: User, address: str, **headers: str) -> Page:
        return Page(sign_in(user).get(address, headers=headers))

    return get
