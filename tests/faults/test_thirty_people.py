"""Thirty people, two web processes and two workers: no lock reaches anybody, and each duty is done once."""

import random
import threading
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.outbox.models import Mail
from portal.tickets.models import Entry
from tenants.clock import at, now
from tenants.database import db
from tenants.scope import inside
from tests.faults.figures import Figures, median, share
from tests.faults.mailboxes import Mailbox, mail_server
from tests.faults.test_kills_of_the_worker import member_called
from tests.faults.test_soak import FORM, working
from tests.faults.visiting import Answer, Visitor
from tests.players import Player, somebody
from tests.servers import number_in, serving

pytestmark = pytest.mark.faults
PEOPLE = 30
SECONDS = 45.0
THINK = (0.7, 2.0)  # seconds between two acts; people take longer
SOLVED_LONG_AGO = 12
NAMES = ("bram", "anneke", "samira", "henk")


def solve_long_ago(app: Flask) -> None:
    """Let there be requests that were solved so long ago that they are closed now."""
    bram, joost = (Player(app, somebody(name)) for name in ("bram", "joost"))
    with at(now() - timedelta(days=31)):
        for place in range(SOLVED_LONG_AGO):
            joost.resolves(bram.files(f"Lang geleden {place}"))


def visit(visitor: Visitor, token: str, who: int, chance: random.Random, done: threading.Event) -> list[Answer]:
    """Read, file and reply as people do, with a rest between two acts."""
    answers: list[Answer] = []
    own: list[int] = []
    turn = 0
    time.sleep(chance.uniform(0, THINK[1]))
    while not done.is_set():
        turn += 1
        act = chance.choice(("start", "list", "list", "file", "request", "reply", "search"))
        if act == "file" or (act in ("request", "reply") and not own):
            fields = {"csrf_token": token, "key": f"one of thirty {who} {turn}", "subject": f"Vraag {who}.{turn}"}
            answers.append(visitor.posts(FORM, fields | {"note": "x", "client_number": ""}))
            if answers[-1].status == 303:
                own.append(number_in(answers[-1].location))
        elif act == "reply":
            fields = {"csrf_token": token, "key": f"reply of thirty {who} {turn}", "body": "Nog iets."}
            answers.append(visitor.posts(f"/linde/requests/{chance.choice(own)}/replies", fields))
        else:
            page = f"requests/{own[-1]}" if act == "request" else {"list": "requests", "start": ""}.get(act)
            answers.append(visitor.gets(f"/linde/{page if page is not None else 'requests?scope=mine&q=vraag'}"))
        done.wait(chance.uniform(*THINK))
    return answers


def test_thirty_people_at_once(app: Flask, figures: Figures) -> None:
    """Two web and two worker processes under thirty people"""
    solve_long_ago(app)
    mailbox, done, chance = Mailbox(), threading.Event(), random.Random(6)
    answers: list[list[Answer]] = []
    control: list[Answer] = []
    with ExitStack() as stack:
        address = stack.enter_context(mail_server(mailbox))
        server = stack.enter_context(serving(app, workers=2))
        known = [Visitor.signed_in(server.port, f"{name}@linde.example") for name in NAMES]
        tokens = [one.fields_of(FORM)["csrf_token"] for one in known]
        for _ in range(2):
            stack.enter_context(working(app, BALIE_SMTP_URL=address))

        def keep_visiting(who: int) -> None:
            place = who % len(known)
            answers.append(visit(known[place], tokens[place], who, random.Random(chance.random()), done))

        def keep_asking() -> None:
            nobody = Visitor(server.port)
            while not done.wait(0.2):
                control.append(nobody.gets("/healthz"))

        people = [threading.Thread(target=keep_visiting, args=(who,), daemon=True) for who in range(PEOPLE)]
        people.append(threading.Thread(target=keep_asking, daemon=True))
        for person in people:
            person.start()
        time.sleep(SECONDS)
        done.set()
        for person in people:
            person.join(60)
        deadline = time.monotonic() + 90
        while waiting(app) and time.monotonic() < deadline:
            time.sleep(0.2)
    _tell(app, figures, [one for some in answers for one in some], control, mailbox)


def waiting(app: Flask) -> int:
    with app.app_context():
        due = (Mail.sent_at.is_(None), Mail.due_at <= now())
        return db.session.scalar(select(func.count(Mail.id)).where(*due)) or 0


def _tell(app: Flask, figures: Figures, answers: list[Answer], control: list[Answer], mailbox: Mailbox) -> None:
    with app.app_context(), inside(member_called("bram@linde.example").organisation_id):
        closed = Counter(db.session.scalars(select(Entry.ticket_id).where(Entry.event == "closed")))
        mails = set(db.session.scalars(select(Mail.message_id).where(Mail.outcome == "sent")))
    times, bare = [one.seconds for one in answers], [one.seconds for one in control]
    figures.tell("requests", len(answers), f"{len(answers) / SECONDS:.0f} a second")
    figures.exactly("answers that were no success", sorted({one.status for one in answers} - {200, 303}), [])
    figures.tell("median", round(median(times) * 1000), "ms")
    figures.tell("99th percentile of a page that does nothing, meanwhile", round(share(bare, 99) * 1000), "ms")
    figures.at_most("99th percentile", share(times, 99), 1.0, "s")
    figures.exactly("requests closed by a duty", len(closed), SOLVED_LONG_AGO)
    figures.exactly("of them closed more than once", sum(times > 1 for times in closed.values()), 0)
    figures.tell("mails", len(mails))
    figures.exactly("mails not delivered, or twice", len(mailbox.taken) - len(set(mailbox.taken) & _ids(mails)), 0)
    figures.exactly("mails that wait", waiting(app), 0)


def _ids(names: set[str]) -> set[str]:
    return {f"<{name}@localhost>" for name in names}
