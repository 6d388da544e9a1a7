"""Redis, when there is one: how long it may take to answer, and whether it does.

Nothing that must last is kept in it. Limits are counted in it for all machines together, and it is the clock of
the workers; while it is gone each process counts for itself.
"""

from typing import Any

CONNECTING = 1.0  # seconds
ANSWERING = 2.0
"""Seconds; longer than the second for which a worker waits for its next task."""


class Unreachable(RuntimeError):
    """Redis cannot be asked; the message says why."""


def options() -> dict[str, Any]:
    """Return how a client connects: it gives up soon, and tries once more only when a connection had gone stale."""
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return {
        "socket_connect_timeout": CONNECTING,
        "socket_timeout": ANSWERING,
        "retry": Retry(NoBackoff(), 1),
    }


def ask(url: str) -> None:
    """Ask whether it is there. Raises Unreachable."""
    from redis import Redis, RedisError

    try:
        with Redis.from_url(url, **options()) as client:
            client.ping()
    except RedisError as fault:
        raise Unreachable(type(fault).__name__) from fault
