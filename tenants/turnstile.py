"""Where the writers of one machine queue before SQLite, whose own retry lets the unlucky wait for seconds."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

LOCK_WAIT = 10.0
"""Seconds a writer queues at most. Who waits longer is told to come back: nothing of theirs was done."""


@contextmanager
def turnstile(path: str) -> Iterator[None]:
    """Hold the file lock at `path` for the length of the block. Raises OperationalError when it does not come free."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _queue(descriptor)
        yield
    finally:
        os.close(descriptor)


def _queue(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(descriptor)


def _wait(descriptor: int) -> None:
    """Queue in the kernel, which is fair and knows no time limit: so a thread does, and is left behind after one.

    When its turn comes after all, the descriptor is closed by then, and with it the lock is free again.
    """
    turn = threading.Event()

    def queue() -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        turn.set()

    threading.Thread(target=queue, name="turnstile", daemon=True).start()
    if not turn.wait(LOCK_WAIT):
        raise OperationalError("lock", None, TimeoutError("another writer holds the file lock"))
