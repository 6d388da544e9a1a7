"""Mail servers that refuse, hang, cut or are gone for hours: nothing is dropped, and pages do not notice."""

import itertools
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.notices import posting
from portal.notices.sending import send_due
from portal.outbox.models import Mail
from portal.outbox.verbs import PAUSES
from tenants.database import db
from tests.faults.figures import Figures, median
from tests.faults.mailboxes import Mailbox, mail_server
from tests.faults.test_kills_of_the_worker import let_wait
from tests.faults.test_soak import working
from tests.faults.visiting import Visitor
from tests.servers import free_port, serving

pytestmark = pytest.mark.faults
MAILS = 60
HOURS = 10
STEP = timedelta(minutes=1)
ROUNDS, PAGES = 12, 8
SLOWER = 1.25
"""How many times slower the middle page may be: what is measured is noise, on a machine that does other work."""


def moments() -> list[list[datetime]]:
    """Return for each mail the moment when it is due next; None of them is dropped."""
    rows = db.session.execute(select(Mail.id, Mail.due_at, Mail.failed_at, Mail.sent_at).order_by(Mail.id)).all()
    db.session.rollback()
    return [list(row) for row in rows]


@contextmanager
def silent_server() -> Iterator[str]:
    """Take connections and say nothing, for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("how", ["refuse", "cut", "hang", "silent", "gone"])
def test_a_mail_server_that_is_ill_for_hours(
    app: Flask, figures: Figures, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The mail server is ill for hours"""
    figures.experiment += f": {how}"
    monkeypatch.setattr(posting, "TIMEOUT", 0.2)  # the clock is moved; only the waiting for a socket is real
    let_wait(app, MAILS)
    ill, well, port = Mailbox(how), Mailbox(), free_port()
    began = datetime.now(UTC) + timedelta(seconds=1)
    tried: list[datetime] = []
    with time_machine.travel(began, tick=False) as clock, app.app_context():
        first = moments()[0][0]

        def look() -> None:
            before = {row[0]: row[1] for row in moments()}
            send_due()
            after = {row[0]: row[1] for row in moments()}
            if before.get(first) != after.get(first):
                tried.append(datetime.now(UTC))

        with mail_server(ill, port) if how not in ("silent", "gone") else silent_server() as address:
            monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:9" if how == "gone" else address)
            for _minute in range(HOURS * 60 if how in ("refuse", "gone") else 20):
                look()
                clock.shift(STEP)
            waits = [row for row in moments() if row[3] is None and row[2] is None]
        with mail_server(well) as address:
            monkeypatch.setitem(app.config, "SMTP_URL", address)
            for _minute in range(5 * 60):
                send_due()
                clock.shift(STEP)
            unsent = [row for row in moments() if row[3] is None]
        names = set(db.session.scalars(select(Mail.message_id)))
    delivered = [name.strip("<>").partition("@")[0] for name in well.taken]
    pauses = [later - earlier for earlier, later in itertools.pairwise(tried)]
    figures.tell("mails", MAILS)
    if how == "refuse":  # then each mail is tried; when no server answers, one at a time
        figures.tell("minutes between the tries of one", _minutes(pauses))
        figures.exactly("tries at other moments than planned", pauses != list(PAUSES[: len(pauses)]), False)
    figures.exactly("mails that waited", len(waits), MAILS)
    figures.exactly("mails dropped", len(unsent), 0)
    figures.exactly("mails not delivered", len(names - set(delivered)), 0)
    figures.exactly("mails delivered twice by the server that was well", len(delivered) - len(set(delivered)), 0)
    figures.exactly("repeats under another Message-ID", len(set(ill.offered) - set(well.taken)), 0)


def _minutes(pauses: list[timedelta]) -> str:
    return ", ".join(str(int(one.total_seconds() / 60)) for one in pauses)


def test_pages_are_no_slower_while_mail_cannot_leave(app: Flask, figures: Figures) -> None:
    """The mail server hangs while people work"""
    let_wait(app, MAILS)
    with silent_server() as address, serving(app, workers=2) as server:
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        with working(app, BALIE_SMTP_URL=address) as worker:
            time.sleep(3)
            times: dict[bool, list[float]] = {True: [], False: []}
            for turn in range(2 * ROUNDS):
                works = turn % 2 == 0
                os.kill(worker, signal.SIGCONT if works else signal.SIGSTOP)
                time.sleep(0.1)
                for place in range(PAGES):
                    answer = bram.gets(("/linde/", "/linde/requests")[place % 2])
                    assert answer.status == 200
                    times[works].append(answer.seconds)
            os.kill(worker, signal.SIGCONT)
    with_worker, without = median(times[True]), median(times[False])
    figures.tell(
        "median page with the worker hanging, and without a worker",
        f"{with_worker * 1000:.1f}, {without * 1000:.1f}",
        "ms",
    )
    figures.at_most("ratio of the medians, measured in turn", with_worker / without, SLOWER)


def test_a_permanent_refusal_is_seen_by_staff(app: Flask, figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server refuses an address for good"""
    let_wait(app, 1)
    with mail_server(Mailbox("refuse for good")) as address, app.app_context():
        monkeypatch.setitem(app.config, "SMTP_URL", address)
        send_due()
    with serving(app) as server:
        agent = Visitor.signed_in(server.port, "joost@nova.example")
        page = agent.gets("/desk/requests/LINDE-1")
    figures.exactly(
        "the desk reads whom mail does not reach", "Mail komt niet aan bij: Bram Kuipers" in page.text, True
    )
