"""Twenty posts at once, over sockets, to two worker processes: what is one act happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from portal.outbox.models import Mail
from portal.tickets.models import Entry, Ticket
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.races.forked import serving
from tests.servers import Browser, number_in

POSTS = 20


def at_once(browser: Browser, path: str, fields: dict[str, str]) -> list[tuple[int, str]]:
    """Send the same post from twenty connections at the same moment."""
    start = Barrier(POSTS)

    def send(_place: int) -> tuple[int, str]:
        with browser.clone() as mine:
            mine.request("GET", "/healthz")  # the connection stands
            start.wait(timeout=30)
            status, location, _text = mine.request("POST", path, fields)
            return status, location

    with ThreadPoolExecutor(POSTS) as pool:
        return list(pool.map(send, range(POSTS)))


def count(app, statement) -> int:
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        return db.session.scalar(statement) or 0


def test_twenty_filings_with_one_key_make_one_request_and_one_confirmation(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("bram@linde.example") as bram:
        path = "/linde/new/question/planning"
        fields = bram.fields_of(path) | {"subject": "Eén vraag", "note": "Eén keer", "client_number": ""}

        answers = at_once(bram, path, fields)

    assert {status for status, _location in answers} == {303}
    assert len({location for _status, location in answers}) == 1
    assert count(app, select(func.count(Ticket.id))) == 1
    assert count(app, select(func.count(Mail.id)).where(Mail.kind == "confirmation")) == 1


def test_twenty_replies_with_one_key_make_one_reply(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("bram@linde.example") as bram:
        path = "/linde/new/question/planning"
        fields = bram.fields_of(path) | {"subject": "Vraag", "note": "Tekst", "client_number": ""}
        number = number_in(bram.request("POST", path, fields)[1])
        page = f"/linde/requests/{number}"
        fields = bram.fields_of(page)
        fields |= {"key": "the same key twice", "body": "Nog iets"}
        fields = {name: value for name, value in fields.items() if name in ("csrf_token", "key", "body")}

        answers = at_once(bram, f"{page}/replies", fields)

    assert {status for status, _location in answers} == {303}
    assert count(app, select(func.count(Entry.id)).where(Entry.event == "replied")) == 1


def test_twenty_filings_with_their_own_keys_get_twenty_numbers_in_a_row(app):
    with serving(app, workers=2) as server, Browser(server.port).sign_in("bram@linde.example") as bram:
        path = "/linde/new/question/planning"
        token = bram.fields_of(path)["csrf_token"]
        start = Barrier(POSTS)

        def file(place: int) -> int:
            with bram.clone() as mine:
                mine.request("GET", "/healthz")
                start.wait(timeout=30)
                fields = {"csrf_token": token, "key": f"key number {place}", "subject": f"Vraag {place}", "note": "x"}
                status, location, text = mine.request("POST", path, fields | {"client_number": ""})
                assert status == 303, text
                return number_in(location)

        with ThreadPoolExecutor(POSTS) as pool:
            numbers = sorted(pool.map(file, range(POSTS)))

    assert numbers == list(range(1, POSTS + 1))


def test_two_agents_take_one_request_and_one_of_them_has_it(app, bram):
    ticket = bram.files()
    with serving(app, workers=2) as server:
        page = f"/desk/requests/{ticket.reference}"
        agents = [Browser(server.port).sign_in(f"{name}@nova.example") for name in ("joost", "fatma")]
        tokens = [agent.fields_of(page)["csrf_token"] for agent in agents]
        start = Barrier(2)

        def take(place: int) -> int:
            start.wait(timeout=30)
            fields = {"csrf_token": tokens[place], "assignee": "me"}
            return agents[place].request("POST", f"{page}/assignee", fields)[0]

        with ThreadPoolExecutor(2) as pool:
            statuses = sorted(pool.map(take, range(2)))
        for agent in agents:
            agent.close()

    assert statuses == [303, 409]
