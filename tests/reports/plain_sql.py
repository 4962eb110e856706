"""Counting in plain SQL, written without a look at the desk's own queries: what the figures are held against."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

NAME_OF_PRODUCT_TYPE = "(SELECT p.name_ja FROM desks_producttype p WHERE p.id = c.product_type_id)"
HAS_TOPIC = """
    EXISTS (SELECT 1 FROM desks_topicsetmember m JOIN desks_topic t ON t.id = m.topic_id
            WHERE m.topic_set_id = c.topic_set_id AND t.name_ja = %s)
"""
ASKED_BEFORE = """
    EXISTS (SELECT 1 FROM cases_case e
            WHERE e.organisation_id = c.organisation_id AND e.desk_id = c.desk_id AND NOT e.withdrawn_untriaged
              AND (e.received_on, e.id) < (c.received_on, c.id))
"""
# 八地方区分, by the codes of JIS X 0401 as they stand in the standard.
REGIONS = {
    "hokkaido": ["01"],
    "tohoku": ["02", "03", "04", "05", "06", "07"],
    "kanto": ["08", "09", "10", "11", "12", "13", "14"],
    "chubu": ["15", "16", "17", "18", "19", "20", "21", "22", "23"],
    "kinki": ["24", "25", "26", "27", "28", "29", "30"],
    "chugoku": ["31", "32", "33", "34", "35"],
    "shikoku": ["36", "37", "38", "39"],
    "kyushu": ["40", "41", "42", "43", "44", "45", "46", "47"],
    "abroad": ["00"],
}
NOBODY = "__none__"

Clause = tuple[str, list[Any]]


def clause(name: str, value: str) -> Clause:
    """One condition of an address as SQL with its parameters. Raises `KeyError` for one that is not known here."""
    if name == "standing":
        return ASKED_BEFORE if value == "returning" else f"NOT {ASKED_BEFORE}", []
    if name == "region":
        return "c.prefecture = ANY(%s)", [REGIONS[value]]
    if value == NOBODY:
        missing = {"product_type": "c.product_type_id IS NULL", "topic": "c.topic_set_id IS NULL"}
        return missing.get(name, "c.development_stage = ''"), []
    plain = {
        "from": "c.received_on >= %s",
        "until": "c.received_on <= %s",
        "desk": "d.code = %s",
        "product_type": f"{NAME_OF_PRODUCT_TYPE} = %s",
        "topic": HAS_TOPIC,
        "kind": "c.organisation_kind = %s",
        "prefecture": "c.prefecture = %s",
        "channel": "c.channel = %s",
        "stage": "c.development_stage = %s",
        "language": "c.language = %s",
    }
    return plain[name], [value]


def counted(desks: list[str], conditions: Iterable[tuple[str, str]]) -> int:
    """Cases of these desks that meet all of the conditions, as they stand in an address."""
    clauses = [clause(name, value) for name, value in conditions if value]
    where = " AND ".join(["d.code = ANY(%s)", "NOT c.withdrawn_untriaged", *(sql for sql, _values in clauses)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM cases_case c JOIN desks_desk d ON d.id = c.desk_id WHERE {where}",  # noqa: S608
            [desks, *(value for _sql, values in clauses for value in values)],
        )
        (number,) = cursor.fetchone()
    return int(number)
