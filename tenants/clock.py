"""What time it is. Everything that needs the present asks here, so that tests and the demo can set it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime


def _frozen(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


FROZEN = _frozen(os.environ.get("BALIE_NOW", ""))
_told: ContextVar[datetime | None] = ContextVar("told_time", default=None)


def now() -> datetime:
    """Return the present moment in UTC; `BALIE_NOW` (ISO 8601) freezes it for tests and pictures."""
    if (told := _told.get()) is not None:
        return told
    return FROZEN or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything inside the block happen at `moment` (the demo files requests in the past with it)."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
