"""Every row of some tables in one query, so that a test can say that nothing happened."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def rows_of(tables: Sequence[type[Model]]) -> dict[str, list[dict[str, Any]]]:
    """By model, each row by column; values as JSON has them."""
    selects = [
        f"SELECT '{table._meta.label}', array_agg(row_to_json(one)::text ORDER BY row_to_json(one)::text)"  # noqa: S608
        f' FROM "{table._meta.db_table}" one'
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        return {label: [json.loads(row) for row in rows or ()] for label, rows in cursor.fetchall()}
