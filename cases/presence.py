"""Who has a case open at this moment: kept in the broker for seconds, and lost without harm."""

import logging
import time
from functools import cache

from django.conf import settings
from django.db import connection
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

STAYS = 45
"""Seconds after which somebody who was not seen again has left; pages ask every 20."""
TIMEOUT = 1.0  # seconds


def meet(*, case_id: int, user_id: int) -> list[int]:
    """Note that this person has the case open, and give the others who have, by their keys.

    Without the broker everybody is alone: the gate still tells the slower of two.
    """
    key, now = key_of(case_id), time.time()
    try:
        with broker().pipeline() as pipe:
            pipe.zadd(key, {str(user_id): now})
            pipe.zremrangebyscore(key, "-inf", now - STAYS)
            pipe.expire(key, STAYS)
            pipe.zrange(key, 0, -1)
            *_done, present = pipe.execute()
    except RedisError as error:
        logger.warning("Nobody can be seen on cases: %s", error)
        return []
    return sorted(set(map(int, present)) - {user_id})


def key_of(case_id: int) -> str:
    """One broker may serve several databases: the suite's workers share one."""
    return f"presence:{connection.settings_dict['NAME']}:{case_id}"


@cache
def broker() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=TIMEOUT, retry=Retry(NoBackoff(), 0))
