"""A million cases in a minute: copies of generated ones, made by the database, each on days of its own."""

from django.db import connection

STEP = 100_000_000
"""What is added to the keys of each round of copies."""
DAYS = ("received_on", "closed_on", "preliminary_on", "interviewed_on", "followed_up_on")


def copy_cases(times: int) -> None:
    """Each case of the database so many times more, with a consultation of its own, up to four weeks earlier.

    An index keeps once what is quite alike: copies on the same day would make it as small as that of the originals.
    """
    for round_ in range(1, times + 1):
        _copy("cases_consultation", {"id": f"id + {round_ * STEP}"})
        _copy(
            "cases_case",
            {
                "id": f"id + {round_ * STEP}",
                "consultation_id": f"consultation_id + {round_ * STEP}",
                "number": f"'{round_}-' || number",
                **{day: f"{day} - ((id * 7 + {round_} * 5) % 28)::int" for day in DAYS},
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
