"""`/healthz`: whether this process can serve people. It says which part fails; why goes to the log."""

import logging
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

BROKER_TIMEOUT = 2.0  # seconds


@never_cache
@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when every part is well, else 503 with the names of those that are not."""
    failing = [name for name, is_well in PARTS.items() if not _ask(name, is_well)]
    return JsonResponse({"well": not failing, "failing": failing}, status=503 if failing else 200)


def _ask(name: str, is_well: Callable[[], bool]) -> bool:
    try:
        return is_well()
    except (DatabaseError, RedisError, NodeNotFoundError) as error:  # the last: a database in between (docs/adr/0018)
        logger.warning("Unhealthy: %s: %s", name, error)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


class _Migrations:
    """Whether every migration of this code is applied; once they are, they stay so for this process."""

    def __init__(self) -> None:
        self.applied = False

    def __call__(self) -> bool:
        if not self.applied:
            executor = MigrationExecutor(connection)
            self.applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self.applied


@cache
def _broker_client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=BROKER_TIMEOUT, retry=Retry(NoBackoff(), 0))


def _broker() -> bool:
    return bool(_broker_client().ping())


PARTS: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _Migrations(), "broker": _broker}
