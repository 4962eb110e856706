"""The record of a close: the bytes whose SHA-256 seals it, the same for whoever makes them (docs/monthly-close.md)."""

import datetime as dt
import hashlib
import json
from typing import Any

from reports.models import ClosedCase, MonthlyClose

COLUMNS = ("case_id", *ClosedCase.FROZEN)


def record_bytes(close: MonthlyClose) -> bytes:
    """One line of JSON in UTF-8: names sorted, no spaces, cases in the order of their keys. One query."""
    text = json.dumps(_record(close), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day)
    return text.encode()


def seal_of(close: MonthlyClose) -> str:
    return hashlib.sha256(record_bytes(close)).hexdigest()


def _record(close: MonthlyClose) -> dict[str, Any]:
    return {
        "desk": close.desk_id,
        "month": close.of_month.code,
        "edition": close.edition,
        "closed_at": close.closed_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "closed_by": close.closed_by_id,
        "reason": close.reason,
        "follows": close.follows,
        "figures": close.figures,
        "columns": COLUMNS,
        "cases": list(close.cases.order_by("case_id").values_list(*COLUMNS)),
    }


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(value)
