"""The clock of the worker. Huey wakes it; what must not be lost is a row, never a task.

A killed worker loses nothing: mails and deadlines stay in the database, and the next tick finds them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab

from portal.outbox.verbs import wake_with

log = structlog.get_logger()
Duty = Callable[[], object]


def init(app: Flask, duties: Sequence[Duty]) -> None:
    """Give the app its clock: every minute all `duties`; mail at once when some was written."""
    clock = _clock(app)
    app.extensions.update(balie_clock=clock, balie_duties=duties)

    @clock.periodic_task(crontab(minute="*"), name="every_minute")
    def every_minute() -> None:
        with app.app_context():
            do_all(duties)

    @clock.task(name="send_mail")
    def send_mail() -> None:
        with app.app_context():
            do_all(duties[:1])

    app.extensions["balie_wake"] = send_mail
    wake_with(_wake)


def do_all(duties: Sequence[Duty]) -> None:
    """Do each duty; one that fails is logged and does not stop the others."""
    for duty in duties:
        try:
            duty()
        except Exception:
            log.exception("duty failed", duty=duty.__name__)


def _wake() -> None:
    try:
        current_app.extensions["balie_wake"]()
    except Exception as fault:  # the minute's tick finds the mail
        log.warning("worker not woken", error=type(fault).__name__)


def _clock(app: Flask) -> Huey:
    if app.config["REDIS_URL"]:
        return RedisHuey("balie", url=app.config["REDIS_URL"], results=False)
    path = Path(app.config["INSTANCE"]) / "clock.db"
    return SqliteHuey("balie", filename=str(path), results=False)


def run(app: Flask) -> None:
    """Run the clock until it is told to stop; first do at once what waited while no worker ran."""
    clock: Huey = app.extensions["balie_clock"]
    do_all(app.extensions["balie_duties"])
    clock.create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=1.0, backoff=1.15).run()
