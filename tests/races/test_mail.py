"""Four workers and four mail servers at the same moment: each mail is kept once, filed once, and answered once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.mailin.duties import handle_mail
from portal.mailin.models import ColleagueMessage, ReceivedMail
from portal.mailin.storing import keep
from portal.tickets.models import Ticket
from tenants.database import db, write_transaction
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.mailin.mailing import became, mail

WORKERS = 4


def at_once(app: Flask, act: Callable[[int], object]) -> None:
    start = Barrier(WORKERS)

    def work(number: int) -> None:
        with app.app_context():
            start.wait(timeout=60)
            act(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))


def keeps(*raws: bytes) -> None:
    for raw in raws:
        with write_transaction():
            keep(raw)


def how_many(app: Flask, model: Any) -> int:
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        return db.session.scalar(select(func.count(model.id))) or 0


def test_one_mail_handed_over_four_times_at_once_is_one(app):
    raw = mail().as_bytes()
    at_once(app, lambda _number: keeps(raw))

    assert how_many(app, ReceivedMail) == 1


def test_each_mail_is_handled_by_one_worker(app, post_office):
    with app.app_context():
        keeps(*(mail(subject=f"Vraag {number}").as_bytes() for number in range(5)))
        keeps(*(mail("sanne@linde.example").as_bytes() for _number in range(3)))
        keeps(*(mail("iemand@nergens.example").as_bytes() for _number in range(3)))

    at_once(app, lambda _number: handle_mail())

    assert became(app) == ["filed"] * 5 + ["held: domain"] * 3 + ["kept: unknown"] * 3
    assert (how_many(app, Ticket), how_many(app, ColleagueMessage)) == (5, 3)
    assert [len(post_office.mails(who)) for who in ("iemand@", "sanne@")] == [1, 1]


def test_one_message_that_came_by_four_ways_is_filed_once(app):
    raw = mail().as_bytes()
    with app.app_context():
        keeps(*(f"Received: by way {number}\r\n".encode() + raw for number in range(WORKERS)))

    at_once(app, lambda _number: handle_mail())

    assert sorted(became(app)) == ["filed"] + ["kept: again"] * 3
    assert how_many(app, Ticket) == 1
