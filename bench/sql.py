"""The yardsticks: the plainest SQL that gives the same answer."""

import csv
from pathlib import Path

from django.db import connection, transaction

COUNT = ("SELECT count(*) FROM cases_case",)
LIST_PAGE = (
    *COUNT,
    """
    SELECT number, received_on, state, awaits, organisation_id, product_type_id, topic_set_id
    FROM cases_case ORDER BY received_on DESC, number DESC LIMIT 25
    """,
)
MATRIX = (
    """
    SELECT c.product_type_id, m.topic_id, count(*)
    FROM cases_case c JOIN desks_topicsetmember m ON m.topic_set_id = c.topic_set_id
    GROUP BY c.product_type_id, m.topic_id
    """,
    "SELECT product_type_id, count(*) FROM cases_case GROUP BY product_type_id",
)
YEARS = ("SELECT extract(year FROM received_on), count(*) FROM cases_case GROUP BY 1 ORDER BY 1",)


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


IN_ORDER = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")


def count_in_order() -> None:
    """`count(*)` of all cases by a sequential scan in one process."""
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in IN_ORDER:
            cursor.execute(f"SET LOCAL {setting} = off")
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute(*COUNT)
        cursor.fetchall()


def insert_as_text(path: Path) -> None:
    """Every row of the file into one table of text columns, one INSERT a row, then forgotten."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    columns = ", ".join(f"c{place} text" for place in range(len(heading)))
    marks = ", ".join(["%s"] * len(heading))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE plain ({columns}) ON COMMIT DROP")
        cursor.executemany(f"INSERT INTO plain VALUES ({marks})", rows)
