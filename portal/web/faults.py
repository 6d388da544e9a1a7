"""What is wrong when the database or the disk says no: a passing trouble, no room left, or a fault of ours."""

import errno
import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError, OperationalError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""Numbers of the errors with which a disk refuses to take more."""

DISK_FULL = "53100"  # as PostgreSQL numbers its errors, so that who runs SQLite needs no driver for PostgreSQL


class Trouble(Enum):
    """What whoever asked for a page is told."""

    PASSING = "passing"
    NO_ROOM = "no room"
    OURS = "ours"


def trouble_of(error: BaseException) -> Trouble:
    """Return what an error means for the person who waits for a page."""
    if isinstance(error, OSError):
        return Trouble.NO_ROOM if error.errno in NO_ROOM else Trouble.OURS
    if not isinstance(error, DBAPIError):
        return Trouble.OURS
    if _is_full(error.orig):
        return Trouble.NO_ROOM
    passing = error.connection_invalidated or (isinstance(error, OperationalError) and not _is_nonsense(error.orig))
    return Trouble.PASSING if passing else Trouble.OURS


def _is_full(cause: BaseException | None) -> bool:
    full = getattr(cause, "sqlstate", None) == DISK_FULL
    return full or _sqlite_code(cause) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)


def _is_nonsense(cause: BaseException | None) -> bool:
    """Say whether SQLite did not understand a statement: it calls that an operational error too."""
    return _sqlite_code(cause) == sqlite3.SQLITE_ERROR


def _sqlite_code(cause: BaseException | None) -> int:
    extended = getattr(cause, "sqlite_errorcode", None) if isinstance(cause, sqlite3.Error) else None
    return 0 if extended is None else extended & 0xFF  # the rest says in which way
