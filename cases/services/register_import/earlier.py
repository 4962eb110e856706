"""What earlier imports brought in, so that a repeated file changes nothing and a changed one is refused.

The `imported` event keeps a fingerprint of every cell and not the cell: events are never altered, and a name in one
would outlive the anonymising of its bearer.
"""

import datetime as dt
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from cases.enums import EventKind
from cases.models import Case, CaseEvent
from mediso.common.japanese_text import comparison_key
from mediso.common.tabular.reader import ReadRow, Table

FINGERPRINTS = "columns"
Fingerprints = Mapping[str, str]


def fingerprints(values: Mapping[str, Any]) -> dict[str, str]:
    """By column key. Equal for equal contents, however the file was saved in between and however dates are written."""
    return {key: _fingerprint(value) for key, value in values.items()}


def _fingerprint(value: Any) -> str:
    if isinstance(value, tuple):
        canonical = ",".join(sorted(str(part) for part in value))
    elif isinstance(value, dt.date):
        canonical = value.isoformat()
    else:
        canonical = "" if value is None else comparison_key(str(value))
    return blake2b(canonical.encode(), digest_size=8).hexdigest()


def imported_before(table: Table) -> dict[str, Fingerprints | None]:
    """Of the file's numbers those that are cases already, with their fingerprints; None for cases no import made."""
    numbers = [row.values["number"] for row in table.rows if row.has("number")]
    found: dict[str, Fingerprints | None] = dict.fromkeys(
        Case.objects.filter(number__in=numbers).values_list("number", flat=True)
    )
    events = CaseEvent.objects.filter(kind=EventKind.IMPORTED, case__number__in=numbers)
    for number, payload in events.values_list("case__number", "payload"):
        found[number] = payload.get(FINGERPRINTS)
    return found


def check_against_earlier(table: Table, earlier: Mapping[str, Fingerprints | None]) -> None:
    """Adds an error for every row whose number is taken by something else than this very row."""
    for row in table.rows:
        number = row.values.get("number", "")
        if number in earlier and (reason := _difference(table, row, earlier[number])):
            table.refuse(row, "number", reason)


def _difference(table: Table, row: ReadRow, before: Fingerprints | None) -> str:
    if before is None:
        return _("The desk has a case with this number that came from no register.")
    now = fingerprints(row.values)
    differing = [table.heading(key) for key in now if now[key] != before.get(key)]
    if not differing:
        return ""
    return _("It was imported before with other contents: %(headings)s.") % {"headings": "、".join(differing)}
