"""Whether this process can do its work now: database, schema, and how long mail has been waiting."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal import schema
from portal.outbox.models import Mail
from tenants.clock import now
from tenants.columns import Moment
from tenants.database import db

LATE = 15 * 60
"""Seconds after which mail that waits says that no worker runs, or that the mail server does not answer."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found; `queue` is the age in seconds of the oldest mail that waits."""

    database: bool
    schema: bool
    queue: int

    @property
    def ready(self) -> bool:
        """Say whether pages can be asked for. Late mail is the worker's fault: pages still answer."""
        return self.database and self.schema


def look() -> Readiness:
    """Ask the database three things."""
    try:
        return Readiness(True, schema.is_current(), queue_age())
    except SQLAlchemyError:
        return Readiness(False, False, 0)


def waiting() -> tuple[Any, ...]:
    """Return the conditions of a mail that has not left and was not given up."""
    return Mail.sent_at.is_(None), Mail.failed_at.is_(None)


def queue_age() -> int:
    """Return for how many seconds the oldest unsent mail has been due; 0 when none is."""
    oldest = db.session.scalar(
        select(func.min(Mail.created_at, type_=Moment)).where(*waiting(), Mail.created_at <= now())
    )
    return 0 if oldest is None else int((now() - oldest).total_seconds())
