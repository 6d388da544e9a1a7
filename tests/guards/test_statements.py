"""How many statements a page sends: within its budget, and the same with one row and with a hundred.

Counted at the cursor by `portal/web/timing.py` and told in the `Server-Timing` header; BEGIN, COMMIT and the
scope apart. Source: the figures are promised in the docs and compared with other portals.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from portal.catalogue.rules import Kind
from portal.demo.acting import Players
from portal.tickets import following
from portal.tickets.filing import Filing, file_request
from portal.tickets.models import Ticket
from portal.tickets.queries import ticket_for
from portal.web.text import written
from tenants.database import db, write_transaction
from tests.guards.planted import many_statements
from tests.guards.twin import twin_of
from tests.players import PROBLEM, Page, Player, somebody

# A request beside the list it was opened from is two pages in one.
BUDGET = {
    "list": 4,
    "request": 7,
    "request beside a list": 8,
    "start": 7,
    "search": 5,
    "file": 14,
    "file a change": 16,  # its draft is looked up, and forgotten
    "reply": 10,
    "sign in": 0,
    "set-up": 9,  # the menu counts who waits, and a customer has services, people, requests and domains
    "help": 5,  # outside every organisation: whose menu it is, and what is new there, is looked up besides
}

TENANT_PAGES = {
    "start": "/linde/",
    "list: mine": "/linde/requests?scope=mine",
    "list: team": "/linde/requests?scope=team",
    "list: organisation": "/linde/requests?scope=organisation",
    "list: by turn and state": "/linde/requests?scope=mine&turn=desk&state=received",
    "search: two words": "/linde/requests?scope=mine&q=vraag+rooster",
    "search: no hit": "/linde/requests?scope=mine&q=geenenkelwoord",
    "search: a reference": "/linde/requests?scope=mine&q=LINDE-1",
    "request": "/linde/requests/1",
    "request: confirmation": "/linde/requests/1/sent",
    "list: news": "/linde/news",
    "list: news of a kind": "/linde/news?kind=update",
    "list: articles": "/linde/kb",
    "list: articles found": "/linde/kb?q=rooster",
}
DESK_PAGES = {
    "list: desk, all": "/desk/inbox/all",
    "list: desk, mine": "/desk/inbox/mine",
    "list: desk, mail": "/desk/mail",
    "search: desk": "/desk/inbox/all?q=rooster",
    "request: desk": "/desk/requests/LINDE-1",
    "request beside a list: desk": "/desk/requests/LINDE-1?view=all",
}
READERS = {"bram": TENANT_PAGES, "anneke": TENANT_PAGES, "samira": TENANT_PAGES, "henk": TENANT_PAGES}
READERS |= {"joost": DESK_PAGES, "marijke": DESK_PAGES}
SETUP_PAGES = {
    "set-up: overview": "/admin",
    "set-up: organisations": "/admin/organisations",
    "set-up: organisation": "/admin/organisations/linde",
    "set-up: held": "/admin/organisations/linde/holds",
    "set-up: new organisation": "/admin/organisations/new",
    "set-up: people": "/admin/people",
    "set-up: invite": "/admin/people/new",
    "set-up: log": "/admin/audit",
    "set-up: services": "/admin/services",
    "set-up: service": "/admin/services/planning",
    "set-up: departments": "/admin/departments",
    "set-up: department": "/admin/departments/helpdesk",
    "set-up: articles": "/admin/articles",
    "set-up: new article": "/admin/articles/new",
    "set-up: contact": "/admin/contact",
    "help": "/help",
    "help: contact": "/contact",
    "help: privacy": "/privacy",
    "help: accessibility": "/accessibility",
}
READERS |= {"ruud": SETUP_PAGES}


@dataclass(frozen=True)
class Counted:
    """How many statements one answer took."""

    what: str
    who: str
    rows: int
    time: str
    statements: int


def over_budget(counted: Iterable[Counted]) -> list[str]:
    """Return each answer that took more statements than its kind may."""
    return [
        f"{one.what} as {one.who} with {one.rows} rows, {one.time} time: {one.statements}"
        for one in counted
        if one.statements > BUDGET[one.what.split(":")[0]]
    ]


def growing(counted: Iterable[Counted]) -> list[str]:
    """Return each answer that takes more statements when there is more to show."""
    answers: dict[tuple[str, str, str], dict[int, int]] = {}
    for one in counted:
        answers.setdefault((one.what, one.who, one.time), {})[one.rows] = one.statements
    return [
        f"{what} as {who}, {time} time: " + ", ".join(f"{some} with {rows} rows" for rows, some in by_rows.items())
        for (what, who, time), by_rows in answers.items()
        if len(set(by_rows.values())) > 1
    ]


def count(player: Player, pages: dict[str, str], rows: int) -> list[Counted]:
    """Open each page twice, with all others in between, so that the second time is the tenth web request or later."""
    counted = []
    for time in ("first", "tenth"):
        for what, path in pages.items():
            page = player.opens(path)
            assert page.status in (200, 302), (what, player.name, page.status)
            counted.append(Counted(what, player.name, rows, time, page.statements))
    return counted


def fill(app: Flask, rows: int) -> None:
    """Let there be so many requests of Bram's, the first with so many entries, all of them found by one word."""
    with app.app_context():
        players = Players()
        bram = players.of("bram", "linde")
        players.enter(bram, "linde")
        text = written("Ik heb een vraag over mijn rooster.")
        with write_transaction():
            there = db.session.scalar(select(func.max(Ticket.number))) or 0
            for number in range(there + 1, rows + 1):
                answers = {"subject": f"Vraag {number} over het rooster", "note": text}
                file_request(bram, Filing(Kind.QUESTION, "planning", answers), key=f"nummer {number}")
            first = ticket_for(bram, 1, lock=True)
            for number in range(first.entries, rows):
                following.reply(bram, first, text, f"reactie {number}")


def statements_of(player: Player, path: str, fields: dict[str, Any]) -> int:
    """Post a form of a page and return how many statements the post took."""
    form = player.opens(path if "new" in path else path.rpartition("/")[0]).form("" if "new" in path else path)
    page = Page(player.browser.post(path, data=form | fields))
    assert page.status == 303, page.text
    return page.statements


def test_every_page_keeps_to_its_statements_with_one_row_and_with_a_hundred(app, noon):
    counted, people = [], [Player(app, somebody(name)) for name in READERS]
    for rows in (1, 100):
        fill(app, rows)
        for player, pages in zip(people, READERS.values(), strict=True):
            counted += count(player, pages, rows)

    assert over_budget(counted) == []
    assert growing(counted) == []


def test_a_solved_and_rated_request_keeps_to_its_statements(bram, joost, anneke):
    ticket = bram.files()
    joost.resolves(ticket)
    bram.rates(ticket, "dissatisfied", "Het duurde lang.")

    counted = [
        Counted("request: solved", player.name, 1, "first", player.page(ticket).statements)
        for player in (bram, anneke, joost)
    ]
    assert over_budget(counted) == []


def test_a_follow_up_of_a_closed_request_keeps_to_its_statements(app, bram, joost, later, post_office):
    ticket = bram.files()
    joost.resolves(ticket)
    with later(days=31):
        post_office.works()
        bram.signs_in()
        page = bram.replies(ticket, "Het is er weer.")
        assert page.status == 303
        shown = Page(bram.browser.get(page.location))

    assert over_budget([Counted("request: follow-up", "Bram", 1, "first", shown.statements)]) == []


def test_filing_keeps_to_its_statements_the_first_time_and_later(bram, samira):
    fields = {"subject": "Hoe ruil ik een dienst?", "note": "Ik wil dinsdag ruilen.", "client_number": "61877"}
    counted = [
        Counted("file", player.name, 1, time, statements_of(player, "/linde/new/question/planning", fields))
        for player in (bram, samira)
        for time in ("first", "tenth")
    ]

    assert over_budget(counted) == []


def test_a_problem_keeps_to_its_statements_when_it_is_filed_and_read(samira):
    counted = [
        Counted("file", "Samira", 1, time, statements_of(samira, "/linde/new/problem/planning", PROBLEM))
        for time in ("first", "tenth")
    ]
    counted.append(Counted("request: problem", "Samira", 1, "first", samira.opens("/linde/requests/1").statements))

    assert over_budget(counted) == []


def test_a_change_keeps_to_its_statements_on_every_page(samira):
    draft = samira.begins_a_change()
    pages = {"list: start": "/linde/new/change/planning", "list: parts": draft, "list: part": f"{draft}/where"}

    counted = count(samira, pages | {"request: check": f"{draft}/check"}, 1)
    sent = samira.posts(f"{draft}/check", {}, on=f"{draft}/check")

    assert over_budget([*counted, Counted("file a change", "Samira", 1, "first", sent.statements)]) == []


def test_a_reply_keeps_to_its_statements_in_every_state(bram, anneke, joost):
    counted = []
    for name, before in {
        "new": lambda _ticket: None,
        "answered": joost.answers,
        "asked": joost.asks,
        "solved": joost.resolves,
    }.items():
        ticket = bram.files()
        before(ticket)
        for player in (bram, anneke):
            verb, field = ("reopening", "words") if (name, player) == ("solved", bram) else ("replies", "body")
            statements = statements_of(player, f"{ticket.path}/{verb}", {field: "Nog een vraag."})
            counted.append(Counted(f"reply: {name}", player.name, 1, "first", statements))

    assert over_budget(counted) == []


def test_the_sign_in_page_asks_the_database_nothing(nobody):
    assert [nobody.opens("/signin").statements for _time in range(10)] == [0] * 10


def test_the_header_counts_what_the_cursor_counts(bram):
    ticket, seen = bram.files(), []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        told = bram.page(ticket).statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)

    assert told == len([one for one in seen if not one.lower().startswith(("begin", "commit", "select set_config"))])
    assert told > 0


def test_a_planted_page_that_asks_for_each_row_is_found(app, noon):
    with twin_of(app, many_statements.blueprint) as twin:
        player, counted = Player(twin, somebody("bram")), []
        for rows in (1, 6):
            fill(twin, rows)
            counted += count(player, {"list: planted": "/linde/planted/names"}, rows)

    both = [f"list: planted as Bram Kuipers{told}" for told in (" with 6 rows, {} time: 8", ", {} time: {}")]
    times = ("first", "tenth")
    assert over_budget(counted) == [both[0].format(time) for time in times]
    assert growing(counted) == [both[1].format(time, "3 with 1 rows, 8 with 6 rows") for time in times]
