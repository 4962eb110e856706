"""Counting in plain SQL, written without a look at the desk's own queries: what the figures are held against."""

from collections.abc import Callable, Iterable
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

# Whose move it was `months` after the month of receipt: as written, or as it is now.
MOVE = """
    CASE WHEN length(c.month_end_moves) > {months} THEN substr(c.month_end_moves, ({months} + 1)::int, 1)
         ELSE (CASE c.awaits WHEN 'staff' THEN 'D' WHEN 'supporter' THEN 'S' WHEN 'founder' THEN 'F' ELSE 'N' END) END
"""
# From the month of receipt to the one of the parameter, its first day.
MONTHS = """
    (12 * date_part('year', age(%s::date, date_trunc('month', c.received_on)))
     + date_part('month', age(%s::date, date_trunc('month', c.received_on))))
"""
MOVES = {"desk": "D", "supporter": "S", "founder": "F", "unknown": "-"}
HELPED = "SELECT 1 FROM cases_assignment a {more} WHERE a.case_id = c.id AND a.state IN ('accepted', 'completed')"
COVERS = """
    JOIN supporters_supporter s ON s.id = a.supporter_id JOIN desks_desk sd ON sd.id = s.desk_id
    JOIN supporters_expertise x ON x.supporter_id = s.id AND x.level >= sd.wanted_level
    JOIN desks_topic t ON t.id = x.topic_id
    JOIN desks_topicsetmember m ON m.topic_id = t.id AND m.topic_set_id = c.topic_set_id
"""
OUTCOME = """
    EXISTS (SELECT 1 FROM cases_outcome o WHERE o.case_id = c.id AND o.occurred_on >= c.closed_on
            AND o.occurred_on <= c.closed_on + %s::interval {more})
"""

Clause = tuple[str, list[Any]]


def clause(name: str, value: str) -> Clause:
    """One condition of an address as SQL with its parameters. Raises `KeyError` for one that is not known here."""
    if name == "standing":
        return ASKED_BEFORE if value == "returning" else f"NOT {ASKED_BEFORE}", []
    if name == "region":
        return "c.prefecture = ANY(%s)", [REGIONS[value]]
    if name in SPECIAL:
        return SPECIAL[name](value)
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


def _step(value: str) -> Clause:
    column = {"preliminary": "preliminary_on", "interviewed": "interviewed_on", "followed_up": "followed_up_on"}[value]
    return f"c.{column} IS NOT NULL", []


def _target(value: str) -> Clause:
    for verdict, sql in (
        ("not_judged", "IS NULL"),
        ("judged", "IS NOT NULL"),
        ("kept", "= true"),
        ("missed", "= false"),
    ):
        if value.endswith(f"_{verdict}"):
            return f"c.{value.removesuffix(f'_{verdict}')}_kept {sql}", []
    raise KeyError(value)


def _satisfaction(value: str) -> Clause:
    if value in {"answered", "satisfied"}:
        return {"answered": "c.satisfaction > 0", "satisfied": "c.satisfaction IN (4, 5)"}[value], []
    return "c.satisfaction = %s", [int(value)]


def _open_at(value: str) -> Clause:
    first = f"{value[:7]}-01"
    return f"{MONTHS} >= 0 AND {MOVE.format(months=MONTHS)} <> 'N'", [first] * 6


def _age_at(value: str) -> Clause:
    is_open, params = _open_at(value)
    least, _dash, most = value[8:].partition("-")
    ends = (int(least), int(most or least) if value[-1] != "-" else 10_000)
    return f"{is_open} AND {MONTHS} BETWEEN %s AND %s", [*params, *params[:2], *ends]


def _move_at(value: str) -> Clause:
    first = f"{value[:7]}-01"
    return f"{MONTHS} >= 0 AND {MOVE.format(months=MONTHS)} = %s", [*[first] * 6, MOVES[value[8:]]]


def _outcome(value: str) -> Clause:
    what, _line, months = value.rpartition("_")
    after = f"{months} months"
    closed = "(c.closed_on + %s::interval)::date <= (now() AT TIME ZONE 'Asia/Tokyo')::date"
    if what == "closed":
        return closed, [after]
    told = OUTCOME.format(more="" if what in {"any", "none"} else "AND o.kind = %s")
    params = [after, after, *([] if what in {"any", "none"} else [what])]
    return f"{closed} AND {'NOT' if what == 'none' else ''} {told}", params


SPECIAL: dict[str, Callable[[str], Clause]] = {
    "step": _step,
    "target": _target,
    "satisfaction": _satisfaction,
    "open_at": _open_at,
    "age_at": _age_at,
    "move_at": _move_at,
    "outcome": _outcome,
    "supporter": lambda value: (f"EXISTS ({HELPED.format(more='')} AND a.supporter_id = %s)", [int(value)]),
    "covered": lambda value: (f"EXISTS ({HELPED.format(more=COVERS)} AND t.name_ja = %s)", [value]),
}


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
