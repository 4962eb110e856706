"""A real browser against the real server, database and broker. Without chromium these tests are skipped, and say so."""

import os
import shutil
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import BrowserContext, Playwright, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from accounts.models import User
from tests.journeys.pages import Window

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 20_000
"""Milliseconds: a busy machine is slow, not wrong."""

MISSING = "There is no chromium: `make browser` fetches it, and the browser tests run too."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. `DESK_REQUIRE_BROWSER=1` makes a missing one a failure."""
    # Playwright's loop runs in this thread from now on; Django would refuse every query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("DESK_REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test has its server's own; the plugin's fixture is written in a way that pytest warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    expect.set_options(timeout=PATIENCE)
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def _connections_beside_the_loop(playwright: Playwright, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Beside Playwright's loop Django keeps this thread's connections in another place, where nobody closes them."""
    yield
    with django_db_blocker.unblock():
        connections.close_all()


class OpenWindow(Protocol):
    def __call__(self, user: User | None = None, *, scripts: bool = True, width: int = 1280) -> Window: ...


@pytest.fixture
def window(
    chromium: str,
    new_context: CreateContextCallback,
    live_server: LiveServer,
    _connections_beside_the_loop: None,
) -> Iterator[OpenWindow]:
    """Opens a window of its own browser: of a visitor, or of somebody who has signed in already.

    At the end of the test no window may have complained: no error in the console, no breach of the security policy.
    """
    opened: list[Window] = []

    def open_window(user: User | None = None, *, scripts: bool = True, width: int = 1280) -> Window:
        context = new_context(
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            base_url=live_server.url,
        )
        if user is not None:
            _sign_in(context, user, live_server.url)
        opened.append(Window(context.new_page()))
        return opened[-1]

    yield open_window
    assert [complaint for one in opened for complaint in one.complaints] == []


def _sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


@pytest.fixture
def confirmed_addresses(founder: User, staff: User, supporter: User, manager: User) -> None:
    """Signing in by form needs a confirmed address."""
    for user in (founder, staff, supporter, manager):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
