from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from mediso import env

NAME = "DESK_TEST_VALUE"


READ: dict[str, tuple[Callable[[], Any], str | None, object]] = {
    "text": (lambda: env.text(NAME), "a", "a"),
    "text by default": (lambda: env.text(NAME, "b"), None, "b"),
    "text empty": (lambda: env.text(NAME, "b"), "", ""),
    "secret": (lambda: env.secret(NAME), "a", "a"),
    "secret by default": (lambda: env.secret(NAME, ""), None, ""),
    "yes": (lambda: env.boolean(NAME, default=False), "Yes", True),
    "no": (lambda: env.boolean(NAME, default=True), "0", False),
    "boolean by default": (lambda: env.boolean(NAME, default=True), None, True),
    "integer": (lambda: env.integer(NAME, 5), "7", 7),
    "integer by default": (lambda: env.integer(NAME, 5), None, 5),
    "items": (lambda: env.items(NAME), " a, b ,,", ["a", "b"]),
    "items by default": (lambda: env.items(NAME, "c"), None, ["c"]),
    "service by port": (lambda: env.service(NAME), "tcp://clamav:3310", "tcp://clamav:3310"),
    "service by path": (lambda: env.service(NAME), "unix:///run/clamd.ctl", "unix:///run/clamd.ctl"),
    "no service": (lambda: env.service(NAME), "", ""),
    "service by default": (lambda: env.service(NAME), None, ""),
    "folder": (lambda: env.folder(NAME), "/", Path("/")),
    "no folder": (lambda: env.folder(NAME), "", None),
}


@pytest.mark.parametrize(("read", "given", "expected"), READ.values(), ids=READ)
def test_values(monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any], given: str | None, expected: object) -> None:
    if given is not None:
        monkeypatch.setenv(NAME, given)
    assert read() == expected


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (lambda: env.text(NAME), None),
        (lambda: env.text(NAME), " "),
        (lambda: env.secret(NAME), None),
        (lambda: env.boolean(NAME, default=False), "maybe"),
        (lambda: env.integer(NAME, 5), "five"),
        (lambda: env.service(NAME), "clamav:3310"),
        (lambda: env.service(NAME), "tcp://clamav"),
        (lambda: env.service(NAME), "tcp://clamav:port"),
        (lambda: env.service(NAME), "unix://run/clamd.ctl"),
        (lambda: env.folder(NAME), "/no/such/folder"),
    ],
    ids=[
        "text missing",
        "text blank",
        "secret missing",
        "boolean",
        "integer",
        "service without a kind",
        "service without a port",
        "service with a word for its port",
        "service with a host and a path",
        "folder",
    ],
)
def test_what_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any], given: str | None
) -> None:
    if given is not None:
        monkeypatch.setenv(NAME, given)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        read()


def test_a_secret_may_be_a_mounted_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    monkeypatch.setenv(NAME, "from the variable")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert env.secret(NAME) == "from the file"
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match=f"{NAME}_FILE cannot be read"):
        env.secret(NAME)


def test_database_over_the_network() -> None:
    found = env.database("postgresql://us%40er:p%2Fw@db.example:6432/desk?sslmode=require")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.postgresql", "desk")
    assert (found["USER"], found["PASSWORD"]) == ("us@er", "p/w")
    assert (found["HOST"], found["PORT"]) == ("db.example", "6432")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_password_may_come_beside_the_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("p/w\n")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(file))
    assert env.database("postgresql://desk@db/desk")["PASSWORD"] == "p/w"
    assert env.database("postgresql://desk:named@db/desk")["PASSWORD"] == "named"


def test_a_database_that_is_away_is_not_waited_for_long() -> None:
    planner = "-c random_page_cost=1.1"
    assert env.database("postgresql://desk@db/desk")["OPTIONS"] == {"connect_timeout": "5", "options": planner}
    other = env.database("postgresql://desk@db/desk?connect_timeout=9&options=-c%20jit%3Doff")["OPTIONS"]
    assert other == {"connect_timeout": "9", "options": "-c jit=off"}


def test_database_on_a_socket() -> None:
    found = env.database("postgresql://desk@/desk?host=%2Fa%2Fb")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("/a/b", "", "")
    assert "host" not in found["OPTIONS"]


@pytest.mark.parametrize("url", ["sqlite:///desk.db", "mysql://a@b/c", "postgresql://host", "desk"])
def test_postgresql_is_the_only_engine(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
        env.database(url)
