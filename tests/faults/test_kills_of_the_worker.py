"""Kill -9 of the worker while mails leave: none is lost, and a repeat carries the same Message-ID."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.rules import Kind
from portal.outbox.models import Mail
from portal.outbox.verbs import LEASE
from portal.tickets.filing import Filing, file_request
from tenants.context import Member, member_for
from tenants.database import db, write_transaction
from tenants.models import Account
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.faults.figures import Figures
from tests.faults.mailboxes import Mailbox, mail_server
from tests.faults.test_kills_of_the_web import KILLS, kill, victim_at
from tests.guardian import guard, release
from tests.servers import environment

pytestmark = pytest.mark.faults
POINTS = ("before DATA", "after DATA", "before commit", "after commit", "", "", "")


def member_called(email: str) -> Member:
    organisation = organisation_named("LINDE") or 0
    account = db.session.scalar(select(Account.id).where(Account.email == email)) or 0
    with inside(organisation):
        member = member_for(account, organisation)
    assert member
    return member


def let_wait(app: Flask, count: int, email: str = "bram@linde.example") -> None:
    """Let so many mails wait to leave: each confirms a request of its own."""
    with app.app_context():
        bram = member_called(email)
        for place in range(count):
            with inside(bram.organisation_id), write_transaction():
                filing = Filing(Kind.QUESTION, "planning", {"subject": f"Vraag {place}", "note": "x"})
                file_request(bram, filing, key=f"mail number {place}")


def unsent(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))) or 0


class Nursery:
    """Starts workers, each at a moment of its own."""

    def __init__(self, env: dict[str, str]) -> None:
        line = [sys.executable, "-m", "tests.faults.work"]
        self.process = subprocess.Popen(
            line, env=env, start_new_session=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.guardian = guard(self.process.pid)
        assert self._says() == "ready"

    def starts(self, moment: datetime) -> int:
        """Start a worker and return its process."""
        assert self.process.stdin
        print(moment.isoformat(), file=self.process.stdin, flush=True)
        return int(self._says())

    def _says(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        release(self.guardian)
        os.killpg(self.process.pid, 9)
        self.process.communicate()


def test_kills_of_the_worker(app: Flask, tmp_path: Path, figures: Figures) -> None:
    """Kill -9 of the worker in mid-send"""
    waiting, chance = KILLS * 4, random.Random(5)
    let_wait(app, waiting)
    mailbox, struck = Mailbox(), Counter[str]()
    point, log = tmp_path / "point", tmp_path / "log"
    clock = datetime.now(UTC)
    with mail_server(mailbox) as address:
        nursery = Nursery(environment(app, BALIE_SMTP_URL=address, FAULT_POINT=str(point), FAULT_LOG=str(log)))
        try:
            began, kills = time.monotonic(), 0
            while kills < KILLS and unsent(app):
                # Each worker lives later than the one before, when the claims of the dead have run out.
                clock += LEASE + timedelta(minutes=1)
                wanted, before = POINTS[kills % len(POINTS)], len(mailbox.offered)
                seen = len(log.read_text().splitlines()) if log.exists() else 0
                point.write_text(wanted)
                worker = nursery.starts(clock)
                if wanted:
                    assert victim_at(log, seen, 30) is not None, f"{wanted} was not reached"
                else:
                    deadline = time.monotonic() + 30
                    while len(mailbox.offered) <= before and time.monotonic() < deadline:
                        time.sleep(0.001)
                    time.sleep(chance.uniform(0, 0.15))
                assert kill(worker)
                point.write_text("")
                struck[wanted or "anywhere"] += 1
                kills += 1
            spent = time.monotonic() - began
            left = unsent(app)
            worker = nursery.starts(clock + LEASE + timedelta(minutes=1))
            deadline = time.monotonic() + 300
            while unsent(app) and time.monotonic() < deadline:
                time.sleep(0.1)
        finally:
            nursery.close()

    with app.app_context():
        names = set(db.session.scalars(select(Mail.message_id)))
    delivered = {name.strip("<>").partition("@")[0] for name in mailbox.taken}
    subjects = Counter(mailbox.subjects.values())
    figures.tell("kills", kills, ", ".join(f"{where} {times}" for where, times in sorted(struck.items())))
    figures.tell("kills a minute", round(60 * kills / spent))
    figures.tell("mails", len(names))
    figures.tell("unsent at the last kill", left)
    figures.tell("deliveries that were repeats", len(mailbox.taken) - len(delivered))
    figures.exactly("mails unsent", unsent(app), 0)
    figures.exactly("mails not delivered", len(names - delivered), 0)
    figures.exactly("mails with more than one Message-ID", sum(times > 1 for times in subjects.values()), 0)
