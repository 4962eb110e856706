"""Things done at the same moment, each on a connection of its own. Needs `django_db(transaction=True)`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE = 20  # seconds


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call answered or raised, in the order given."""
    start = Barrier(len(calls), timeout=PATIENCE)

    def run(call: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
