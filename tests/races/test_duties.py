"""Four workers with the same duties at the same moment: each thing that has come due is done once."""

from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from portal.app import DUTIES
from portal.notices import sending
from portal.notices.sending import send_due
from portal.outbox.models import Mail
from portal.signin.duties import answer_recoveries
from portal.tickets.lifecycle import State
from portal.tickets.models import Entry, Ticket
from tenants.clock import at, now
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside

WORKERS = 4


def all_work(app: Flask, moment: datetime) -> None:
    """Let four workers begin each duty together."""
    start = Barrier(WORKERS)

    def work(_number: int) -> None:
        for duty in (*DUTIES, answer_recoveries, send_due):
            start.wait(timeout=60)
            with at(moment), app.app_context():
                duty()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))


def test_what_has_come_due_is_done_once_whoever_comes_first(app, bram, joost, nobody, monkeypatch):
    left: list[str] = []
    monkeypatch.setattr(sending, "deliver", lambda _message, _address, name: left.append(name))
    answered = [bram.files(f"Vraag {turn}") for turn in range(3)]
    resolved = [bram.files(f"Opgelost {turn}") for turn in range(3)]
    for ticket in answered:
        joost.asks(ticket)
    for ticket in resolved:
        joost.resolves(ticket)
    nobody.posts("/forgot", {"email": "bram@linde.example"}, on="/forgot")

    for days in (0, 8, 13, 15, 46):
        all_work(app, now() + timedelta(days=days, minutes=1))

    with app.app_context(), inside(organisation_named("LINDE") or 0):
        entries = Tally(tuple(row) for row in db.session.execute(select(Entry.ticket_id, Entry.event)))
        states = set(db.session.scalars(select(Ticket.state)))
        written = list(db.session.scalars(select(Mail.message_id)))
    kinds = Tally(kind for _ticket, kind in entries)
    assert states == {State.CLOSED}
    assert {count for (_ticket, kind), count in entries.items() if kind in ("closed", "resolved")} == {1}
    assert kinds["closed"] == 6
    assert sorted(left) == sorted(set(left)) == sorted(written)
