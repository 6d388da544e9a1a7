"""Kill -9 of web processes while people file with a file: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.files.duties import sweep_bytes, sweep_staged
from portal.files.rules import STAGED
from tenants.clock import at, now
from tests.faults.figures import Figures
from tests.faults.filers import filing, found
from tests.faults.visiting import Visitor
from tests.servers import Server, environment

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("FAULT_KILLS", "60"))
POINTS = ("after rename", "before commit", "after commit", "", "", "")  # "" is anywhere in flight
PEOPLE = 6
EVERY = 1.0  # seconds between two kills


class Prefork(Server):
    """Web processes of which the next is there at once."""

    def line(self) -> list[str]:
        """Return the command that serves."""
        return [sys.executable, "-m", self.target, str(self.port), str(self.workers)]


def workers_of(server: Server) -> list[int]:
    """Return the processes that answer: the children of the server's own."""
    assert server.process
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def victim_at(log: Path, seen: int, seconds: float) -> int | None:
    """Return who reached the place since so many lines of the log; None when nobody did in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) > seen:
            return int(lines[-1].rpartition(" ")[2])
        time.sleep(0.005)
    return None


def kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def test_kills_of_the_web_process(app: Flask, tmp_path: Path, figures: Figures) -> None:
    """Kill -9 of a web process in mid-filing with a file"""
    point, log, chance = tmp_path / "point", tmp_path / "log", random.Random(4)
    env = environment(app, FAULT_POINT=str(point), FAULT_LOG=str(log))
    server = Prefork("tests.faults.prefork", env, workers=3)
    server.start()
    struck: Counter[str] = Counter()
    began = time.monotonic()
    try:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        bram.timeout = 15
        with filing(bram, PEOPLE) as filings:
            turn = 0
            while sum(struck.values()) < KILLS:
                turn += 1
                wanted = POINTS[turn % len(POINTS)]
                seen = len(log.read_text().splitlines()) if log.exists() else 0
                point.write_text(wanted)
                due = began + EVERY * sum(struck.values())
                time.sleep(max(0.0, due - time.monotonic()))
                if wanted:
                    victim = victim_at(log, seen, 20)
                else:
                    time.sleep(chance.uniform(0, 0.05))
                    victim = chance.choice(workers_of(server) or [0])
                if victim and filings.in_flight and kill(victim):
                    struck[wanted or "anywhere"] += 1
                point.write_text("")
            spent = time.monotonic() - began
            told = len(filings.told)
            deadline = time.monotonic() + 60
            while len(filings.told) < told + 2 * PEOPLE and time.monotonic() < deadline:
                time.sleep(0.1)  # until each was answered once more
        assert len(filings.told) > told, "the server answers after the last kill"
    finally:
        server.kill()

    there = found(app, filings)
    with app.app_context():
        on_disk = len([path for path in Path(app.config["FILES_FOLDER"]).glob("*/*/*") if path.is_file()])
        with at(now() + STAGED + timedelta(hours=2)):  # what a second try staged is nobody's by then
            sweep_staged()
            swept = sweep_bytes()
        left = [path for path in Path(app.config["FILES_FOLDER"]).glob("*/*/*") if path.is_file()]
    after = found(app, filings)
    figures.tell("kills", KILLS, ", ".join(f"{where} {times}" for where, times in sorted(struck.items())))
    figures.tell("kills a minute", round(60 * KILLS / spent))
    figures.tell("filings tried", len(filings.tried))
    figures.tell("acknowledged", len(filings.told))
    figures.tell("requests", len(there.numbers))
    figures.exactly("acknowledged lost", len(there.lost), 0)
    figures.exactly("duplicates", len(there.twice), 0)
    figures.exactly(
        "requests without their text or mail", len(there.half) + len(there.numbers) - there.confirmations, 0
    )
    figures.exactly("attachments wrong or missing", len(there.wrong), 0)
    figures.exactly("gaps in the numbers", len(set(range(1, len(there.numbers) + 1)) - there.numbers), 0)
    figures.tell("orphan files of the killed, swept", swept, f"of {on_disk}")
    figures.exactly("files on disk after the sweep, beyond those of requests", len(left) - after.attachments, 0)
    figures.exactly("attachments wrong after the sweep", len(after.wrong), 0)
