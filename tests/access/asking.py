"""One request by one person, after which everything is as it was."""

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.access.tables import answer_of

WRITES = ("INSERT", "UPDATE", "DELETE")
# A signed-in person's session is written with any request.
SESSIONS = '"django_session"'


@dataclass(frozen=True, slots=True)
class Asked:
    answer: str
    text: str
    written: list[str]
    """The statements that changed a row: cases, events, mails, people, anything."""


def ask(actor: User | None, method: str, address: str, data: Mapping[str, Any] | None = None) -> Asked:
    client = Client(headers={"Accept-Language": "en"}, REMOTE_ADDR=_new_address())
    with transaction.atomic():
        if actor is not None:
            client.force_login(actor)
        with CaptureQueriesContext(connection) as queries:
            response = getattr(client, method.lower())(address, data or {})
        transaction.set_rollback(True)
    statements = [query["sql"] for query in queries.captured_queries]
    written = [sql for sql in statements if sql.startswith(WRITES) and SESSIONS not in sql]
    text = response.getvalue().decode(response.charset or "utf-8", "replace")  # a file that is read whole is closed
    return Asked(answer_of(response), text, written)


def _new_address() -> str:
    """Limits count by address and outlive a test."""
    return str(ipaddress.IPv4Address(0x0A000000 + secrets.randbelow(2**24)))
