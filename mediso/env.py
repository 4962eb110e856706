"""Typed readers of environment variables that fail loudly.

Each reader raises `ImproperlyConfigured` naming the variable when its value cannot be used, so a
misspelt setting stops the start instead of changing behaviour silently. A secret may be given as
`NAME_FILE`, the path of a mounted file, instead of `NAME`.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None or (default is None and not value.strip()):
        msg = f"{name} must be set"
        raise ImproperlyConfigured(msg)
    return value


def secret(name: str, default: str | None = None) -> str:
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return text(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        msg = f"{name}_FILE cannot be read: {error}"
        raise ImproperlyConfigured(msg) from error


def boolean(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    msg = f"{name} must be one of {sorted(TRUE | FALSE)}, not {value!r}"
    raise ImproperlyConfigured(msg)


def integer(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError as error:
        msg = f"{name} must be a whole number, not {value!r}"
        raise ImproperlyConfigured(msg) from error


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def service(name: str) -> str:
    """The address of a service that may be missing: `tcp://host:port`, `unix:///path`, or nothing."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    by_port = parts.scheme == "tcp" and parts.hostname and _port(parts)
    by_path = parts.scheme == "unix" and not parts.netloc and parts.path
    if value and not by_port and not by_path:
        msg = f"{name} must look like tcp://host:3310 or unix:///run/clamav/clamd.ctl, not {value!r}"
        raise ImproperlyConfigured(msg)
    return value


def folder(name: str) -> Path | None:
    """A folder that exists, or None where none is named."""
    value = os.environ.get(name, "").strip()
    if value and not Path(value).is_dir():
        msg = f"{name} must be a folder that exists, not {value!r}"
        raise ImproperlyConfigured(msg)
    return Path(value) if value else None


def database(url: str) -> dict[str, Any]:
    """Django's `DATABASES` entry for a `postgresql://user:password@host:port/name?host=/socket/folder` address.

    A password that is not in the address may be in `DATABASE_PASSWORD` or the file `DATABASE_PASSWORD_FILE`.
    PostgreSQL is the only engine (docs/adr/0001): any other scheme raises `ImproperlyConfigured`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        msg = "DATABASE_URL must look like postgresql://user:password@host:5432/name"
        raise ImproperlyConfigured(msg)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password) if parts.password else secret("DATABASE_PASSWORD", ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A random page costs 4 by default, as on disks that turn: figures would read whole cases, not their index.
        "OPTIONS": {"connect_timeout": "5", "options": "-c random_page_cost=1.1"} | options,
    }
