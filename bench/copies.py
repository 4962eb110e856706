"""A million cases in a minute: copies of generated ones, made by the database."""

from django.db import connection

STEP = 100_000_000
"""What is added to the keys of each round of copies."""


def copy_cases(times: int) -> None:
    """Each case of the database so many times more, with a consultation of its own, on the same day."""
    for round_ in range(1, times + 1):
        _copy("cases_consultation", {"id": f"id + {round_ * STEP}"})
        _copy(
            "cases_case",
            {
                "id": f"id + {round_ * STEP}",
                "consultation_id": f"consultation_id + {round_ * STEP}",
                "number": f"'{round_}-' || number",
            },
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) cases_case")


def _copy(table: str, changes: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        columns = [column.name for column in described]
        values = [changes.get(name, f'"{name}"') for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE id < {STEP}")
