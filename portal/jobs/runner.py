"""The worker. Huey is its clock; what must not be lost is a row, never a task.

A killed worker loses nothing: mails and deadlines stay in the database, and the next tick finds them. Several
workers share the work: each duty looks again at its row, under a lock, before it does something. With Redis they
share a clock too; while that is gone each goes on by its own.
"""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from portal.web import redis_store

log = structlog.get_logger()
Duty = Callable[[], object]
LOOK_EVERY = 1.0  # seconds between two looks for mail
SILENT = 90.0
"""Seconds without a tick after which a worker does its round by itself."""
LAST_MAIL = 25.0
"""Seconds that the mail being sent is waited for when the worker stops; a mail server has 20 to answer."""


def run(app: Flask, urgent: Duty, duties: Sequence[Duty], nightly: Sequence[Duty] = ()) -> None:
    """Work until told to stop: all `duties` every minute, what is `urgent` (mail) every second; both at once.

    What is `nightly` is done at a quarter past three, UTC; a night that is missed is no harm.
    """
    clock, rounds = _clock(app), Rounds(app, duties)
    clock.periodic_task(crontab(minute="*"), name="every_minute")(rounds.go)
    clock.periodic_task(crontab(hour="3", minute="15"), name="every_night")(partial(_do_all, app, nightly))
    rounds.go()
    stop = threading.Event()
    postman = threading.Thread(target=_keep_doing, args=(app, urgent, rounds, stop), name="postman", daemon=True)
    postman.start()
    clock.create_consumer(workers=1, periodic=True, graceful_signal="TERM").run()
    stop.set()
    postman.join(timeout=LAST_MAIL)


class Rounds:
    """The duties of every minute, and when they were done last."""

    def __init__(self, app: Flask, duties: Sequence[Duty]) -> None:
        self.app, self.duties = app, duties
        self.gone_at = time.monotonic()

    def go(self) -> None:
        """Do them all."""
        self.gone_at = time.monotonic()
        _do_all(self.app, self.duties)

    def go_if_silent(self) -> None:
        """Do them when nobody said that it is time for long; say so when it is the clock's fault."""
        if time.monotonic() - self.gone_at < SILENT:
            return
        if url := self.app.config["REDIS_URL"]:
            try:
                redis_store.ask(url)
            except redis_store.Unreachable as fault:
                log.warning("Redis is gone, the worker goes on by its own clock", why=str(fault))
        self.go()


def _keep_doing(app: Flask, urgent: Duty, rounds: Rounds, stop: threading.Event) -> None:
    while not stop.is_set():
        _do(app, urgent)
        rounds.go_if_silent()
        stop.wait(LOOK_EVERY)


def _do_all(app: Flask, duties: Sequence[Duty]) -> None:
    for duty in duties:
        _do(app, duty)


def _do(app: Flask, duty: Duty) -> None:
    """Do a duty in a context of its own; one that fails is logged and does not stop the others."""
    try:
        with app.app_context():
            duty()
    except Exception:
        log.exception("duty failed", duty=duty.__name__)


def _clock(app: Flask) -> Huey:
    if url := app.config["REDIS_URL"]:
        from redis import ConnectionPool  # only here: one machine needs no library for it

        pool = ConnectionPool.from_url(url, **redis_store.options())
        return RedisHuey("balie", connection_pool=pool, results=False)
    path = Path(app.config["INSTANCE"]) / "clock.db"
    return SqliteHuey("balie", filename=str(path), results=False)
