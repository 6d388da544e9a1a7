"""Kill -9, in the middle: what was acknowledged is there, nothing is there twice, every mail leaves under one name."""

import http.client
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.rules import Kind
from portal.outbox.models import Mail
from portal.tickets.filing import Filing, file_request
from portal.tickets.models import Entry, Ticket
from tenants.context import Member, member_for, organisation_named
from tenants.database import db, write_transaction
from tenants.models import Account
from tenants.scope import inside
from tests.guardian import guard, release
from tests.servers import Browser, Server, environment, free_port, number_in

pytestmark = pytest.mark.faults
KILLS = 30
WRITERS = 3


@dataclass
class Filings:
    """What three people were told about their filings, by key."""

    told: dict[str, int] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    in_flight: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def keep_filing(server: Server, cookies: dict[str, str], token: str, filings: Filings, who: int) -> None:
    """File one request after another; what was not answered is sent again under its own key."""
    path = "/linde/new/question/planning"
    turn = 0
    while not filings.stop.is_set():
        key = f"writer {who} number {turn}"
        fields = {"csrf_token": token, "key": key, "subject": f"Vraag {who}.{turn}", "note": "x", "client_number": ""}
        with filings.lock:
            filings.tried.add(key)
            filings.in_flight += 1
        browser = Browser(server.port)
        browser.cookies = dict(cookies)
        try:
            status, location, _text = browser.request("POST", path, fields)
            if status == 303:
                filings.told[key] = number_in(location)
                turn += 1
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
        finally:
            browser.close()
            with filings.lock:
                filings.in_flight -= 1


def wait_for(log: Path, lines: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if log.exists() and len(log.read_text().splitlines()) > lines:
            return True
        time.sleep(0.005)
    return False


def test_thirty_kills_of_the_web_process_lose_nothing_that_was_acknowledged(app: Flask, tmp_path: Path) -> None:
    log = tmp_path / "reached"
    server = Server("tests.faults.app:app", environment(app, FAULT_LOG=str(log)))
    server.start()
    with Browser(server.port).sign_in("bram@linde.example") as bram:
        token = bram.fields_of("/linde/new/question/planning")["csrf_token"]
        cookies = bram.cookies
    server.kill()
    filings = Filings()
    chance = random.Random(4)
    writers = [
        threading.Thread(target=keep_filing, args=(server, cookies, token, filings, who), daemon=True)
        for who in range(WRITERS)
    ]
    struck = Tally[str]()
    for kill in range(KILLS):
        point = ("before commit", "after commit", "", "")[kill % 4]
        server.env["FAULT_POINT"] = point
        lines = len(log.read_text().splitlines()) if log.exists() else 0
        server.start(wait=not point)  # one that stops at a point answers nobody else
        if kill == 0:
            for writer in writers:
                writer.start()
        if point:
            assert wait_for(log, lines, 30), f"{point} was not reached"
        else:
            time.sleep(chance.uniform(0.1, 0.6))
            while not filings.in_flight:
                time.sleep(0.001)
        struck[point or "anywhere"] += 1
        server.kill()
    server.env["FAULT_POINT"] = ""
    server.start()
    time.sleep(1.5)
    filings.stop.set()
    for writer in writers:
        writer.join()
    server.kill()

    with app.app_context(), inside(organisation_named("LINDE") or 0):
        numbers = set(db.session.scalars(select(Ticket.number)))
        twice = db.session.execute(
            select(Ticket.subject).group_by(Ticket.subject).having(func.count(Ticket.id) > 1)
        ).all()
        without_entry = db.session.scalars(select(Ticket.number).where(Ticket.id.not_in(select(Entry.ticket_id)))).all()
        confirmations = db.session.scalar(select(func.count(Mail.id)).where(Mail.kind == "confirmation"))
    lost = [key for key, number in filings.told.items() if number not in numbers]
    print(
        f"\nweb kills {KILLS} ({dict(struck)}); filings tried {len(filings.tried)}, acknowledged {len(filings.told)}, "
        f"requests {len(numbers)}; lost {len(lost)}, twice {len(twice)}, half {len(without_entry)}"
    )
    assert lost == []
    assert twice == []
    assert without_entry == []
    assert confirmations == len(numbers)
    assert numbers == set(range(1, len(numbers) + 1))


class Mailbox:
    """A mail server that keeps what it was given."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.about: dict[str, str] = {}

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        message = message_from_bytes(envelope.content)  # type: ignore[attr-defined]
        self.ids.append(message["Message-ID"])
        self.about[message["Message-ID"]] = message["Subject"]
        return "250 taken"


def bram_of(app: Flask) -> Member:
    organisation = organisation_named("LINDE") or 0
    account = db.session.scalar(select(Account.id).where(Account.email == "bram@linde.example")) or 0
    with inside(organisation):
        member = member_for(account, organisation)
    assert member
    return member


def test_thirty_kills_of_the_worker_lose_no_mail_and_no_mail_has_two_names(app: Flask, tmp_path: Path) -> None:
    waiting = 240
    with app.app_context():
        bram = bram_of(app)
        for place in range(waiting):
            with inside(bram.organisation_id), write_transaction():
                filing = Filing(Kind.QUESTION, "planning", {"subject": f"Vraag {place}", "note": "x"})
                file_request(bram, filing, key=f"mail number {place}")
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    log = tmp_path / "reached"
    chance = random.Random(5)
    clock = datetime.now(UTC)
    struck = Tally[str]()
    for kill in range(KILLS + 1):
        point = ("before delivery", "after delivery", "before commit", "", "", "")[kill % 6] if kill < KILLS else ""
        # Each worker lives three minutes later than the one before, when the claims of the dead have run out.
        clock += timedelta(minutes=3)
        env = environment(
            app,
            BALIE_NOW=clock.isoformat(),
            BALIE_SMTP_URL=f"smtp://127.0.0.1:{controller.port}",
            FAULT_POINT=point,
            FAULT_LOG=str(log),
        )
        lines, before = (len(log.read_text().splitlines()) if log.exists() else 0), len(mailbox.ids)
        worker = subprocess.Popen([sys.executable, "-m", "tests.faults.work"], env=env, start_new_session=True)
        guardian = guard(worker.pid)
        if kill == KILLS:
            wait_until_all_left(app, worker)
        elif point:
            assert wait_for(log, lines, 20), f"{point} was not reached"
        else:
            deadline = time.monotonic() + 20
            while len(mailbox.ids) <= before and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.02))
        struck[point or "anywhere"] += 1
        release(guardian)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    controller.stop()

    with app.app_context():
        unsent = db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None)))
        names = set(db.session.scalars(select(Mail.message_id)))
    delivered = {name.strip("<>").partition("@")[0] for name in mailbox.ids}
    repeats = len(mailbox.ids) - len(set(mailbox.ids))
    subjects = Tally(mailbox.about.values())
    print(f"\nworker kills {KILLS} ({dict(struck)}); mails {waiting}, delivered {len(delivered)}, repeats {repeats}")
    assert unsent == 0
    assert delivered == names
    assert len(names) == waiting
    assert set(subjects.values()) == {1}, "one mail, one Message-ID"


def wait_until_all_left(app: Flask, worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and worker.poll() is None:
        with app.app_context():
            left = db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None)))
        if not left:
            return
        time.sleep(0.1)
