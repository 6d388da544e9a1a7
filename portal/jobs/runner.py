"""The worker. Huey is its clock; what must not be lost is a row, never a task.

A killed worker loses nothing: mails and deadlines stay in the database, and the next tick finds them.
"""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import structlog
from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

log = structlog.get_logger()
Duty = Callable[[], object]
LOOK_EVERY = 1.0  # seconds between two looks for mail


def run(app: Flask, urgent: Duty, duties: Sequence[Duty], nightly: Sequence[Duty] = ()) -> None:
    """Work until told to stop: all `duties` every minute, what is `urgent` (mail) every second; both at once.

    What is `nightly` is done at a quarter past three, UTC; a night that is missed is no harm.
    """
    clock = _clock(app)

    def do_all(several: Sequence[Duty] = duties) -> None:
        with app.app_context():
            for duty in several:
                _do(duty)

    clock.periodic_task(crontab(minute="*"), name="every_minute")(do_all)
    clock.periodic_task(crontab(hour="3", minute="15"), name="every_night")(partial(do_all, nightly))
    do_all()
    stop = threading.Event()
    postman = threading.Thread(target=_keep_doing, args=(app, urgent, stop), name="postman", daemon=True)
    postman.start()
    clock.create_consumer(workers=1, periodic=True).run()
    stop.set()
    postman.join(timeout=LOOK_EVERY * 5)


def _keep_doing(app: Flask, duty: Duty, stop: threading.Event) -> None:
    while not stop.is_set():
        with app.app_context():
            _do(duty)
        stop.wait(LOOK_EVERY)


def _do(duty: Duty) -> None:
    """Do a duty; one that fails is logged and does not stop the others."""
    try:
        duty()
    except Exception:
        log.exception("duty failed", duty=duty.__name__)


def _clock(app: Flask) -> Huey:
    if app.config["REDIS_URL"]:
        return RedisHuey("balie", url=app.config["REDIS_URL"], results=False)
    path = Path(app.config["INSTANCE"]) / "clock.db"
    return SqliteHuey("balie", filename=str(path), results=False)
