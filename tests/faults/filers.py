"""People who file one request after another, each with a file, and send again what was not answered."""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import func, select

from portal.files import storage
from portal.files.models import Attachment
from portal.outbox.models import Mail
from portal.tickets.models import Entry, Ticket
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.faults.visiting import Answer, Visitor
from tests.servers import number_in

FORM = "/linde/new/question/planning"
LINES = 400


def file_of(subject: str) -> bytes:
    """Return the file that goes with a request: 25 KB of text that no other has."""
    lines = (hashlib.sha256(f"{subject} {line}".encode()).hexdigest() for line in range(LINES))
    return "\n".join(lines).encode()


def _try(number: int, subject: str) -> bytes:
    """Return the file as it is sent this time: its first line differs, so that a killed try leaves an orphan."""
    return f"{number}\n".encode() + file_of(subject)


@dataclass
class Filings:
    """What people sent and what they were told, by key."""

    told: dict[str, int] = field(default_factory=dict)
    tried: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    in_flight: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def filing(visitor: Visitor, people: int, *, files: bool = True, pause: float = 0) -> Iterator[Filings]:
    """Let so many people file until the block ends."""
    filings = Filings()
    token = visitor.fields_of(FORM)["csrf_token"]
    threads = [
        threading.Thread(target=_keep_filing, args=(visitor, token, filings, who, files, pause), daemon=True)
        for who in range(people)
    ]
    for thread in threads:
        thread.start()
    try:
        yield filings
    finally:
        filings.stop.set()
        for thread in threads:
            thread.join(60)


def _keep_filing(visitor: Visitor, token: str, filings: Filings, who: int, files: bool, pause: float) -> None:
    turn = tries = 0
    while not filings.stop.is_set():
        tries += 1
        key, subject = f"writer {who} number {turn}", f"Vraag {who}.{turn}"
        fields = {"csrf_token": token, "key": key, "subject": subject, "note": "Mijn vraag.", "client_number": ""}
        with filings.lock:
            filings.tried[key] = subject
            filings.in_flight += 1
        answer = visitor.posts(FORM, fields, {"bijlage.txt": _try(tries, subject)} if files else {})
        with filings.lock:
            filings.in_flight -= 1
            filings.answers.append(answer)
        if answer.status == 303:
            filings.told[key] = number_in(answer.location)
            turn += 1
            time.sleep(pause)
        else:
            time.sleep(0.05)


@dataclass
class Found:
    """What the database and the folder of files hold after the people went home."""

    numbers: set[int]
    lost: list[str]
    twice: list[str]
    half: list[int]
    confirmations: int
    attachments: int
    wrong: list[str]


def found(app: Flask, filings: Filings, *, files: bool = True) -> Found:
    """Compare what is there with what people were told."""
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        rows = db.session.execute(select(Ticket.id, Ticket.number, Ticket.subject)).all()
        subjects = Counter(row.subject for row in rows)
        half = db.session.scalars(select(Ticket.number).where(Ticket.id.not_in(select(Entry.ticket_id)))).all()
        confirmations = db.session.scalar(select(func.count(Mail.id)).where(Mail.kind == "confirmation")) or 0
        kept = db.session.execute(select(Attachment.ticket_id, Attachment.organisation_id, Attachment.digest)).all()
        by_ticket: dict[int, list[bytes]] = {}
        for one in kept:
            if one.ticket_id is not None:
                with storage.opened(one.organisation_id, one.digest)[0] as stream:
                    stream.readline()
                    by_ticket.setdefault(one.ticket_id, []).append(stream.read())
        wanted = {row.id: [file_of(row.subject)] if files else [] for row in rows}
        wrong = [row.subject for row in rows if by_ticket.get(row.id, []) != wanted[row.id]]
    numbers = {row.number: row.subject for row in rows}
    lost = [key for key, number in filings.told.items() if numbers.get(number) != filings.tried[key]]
    twice = [subject for subject, times in subjects.items() if times > 1]
    return Found(set(numbers), lost, twice, list(half), confirmations, len(by_ticket), wrong)
