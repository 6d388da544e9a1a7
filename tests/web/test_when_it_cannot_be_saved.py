"""When database or disk say no: a page in one's own language, what was typed kept, nothing done by halves."""

import errno
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from psycopg.errors import AdminShutdown, DiskFull
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from portal.tickets.models import Ticket
from portal.web.faults import Trouble, trouble_of
from tenants import turnstile
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.players import Page, Player, somebody

FORM = "/linde/new/question/planning"


def sqlite_error(code: int, words: str = "no") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


def wrapped(cause: Exception, kind: type[DBAPIError] = OperationalError, *, lost: bool = False) -> DBAPIError:
    return kind("select 1", {}, cause, connection_invalidated=lost)


@contextmanager
def statements_fail(error: Exception, beginning: str = "") -> Iterator[list[str]]:
    """Let each statement fail that begins so; return those that were asked."""
    asked: list[str] = []

    def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("BEGIN"):
            return
        asked.append(statement)
        if statement.lower().startswith(beginning):
            raise error

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", fail)


@contextmanager
def statements_fail_inside(player: Player, error: Exception) -> Iterator[list[str]]:
    """Let the view's statements fail, once it is known who asks."""
    with statements_fail(error, "never") as asked:

        def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if len(asked) > 2:
                raise error

        event.listen(Engine, "before_cursor_execute", fail)
        try:
            yield asked
        finally:
            event.remove(Engine, "before_cursor_execute", fail)


def requests_filed(app: Flask) -> int:
    with app.app_context(), inside(organisation_named("LINDE") or 0):
        return db.session.scalar(select(func.count(Ticket.id))) or 0


def fill_in(player: Player, **more: Any) -> dict[str, Any]:
    fields = player.opens(FORM).form("")
    return fields | {"subject": "Hoe ruil ik een dienst?", "note": "Regel een.\r\nRegel <b>twee</b> & meer."} | more


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (wrapped(sqlite_error(sqlite3.SQLITE_BUSY)), Trouble.PASSING),
        (wrapped(sqlite_error(sqlite3.SQLITE_IOERR | 10 << 8)), Trouble.PASSING),
        (wrapped(sqlite_error(sqlite3.SQLITE_FULL)), Trouble.NO_ROOM),
        (wrapped(sqlite_error(sqlite3.SQLITE_READONLY)), Trouble.NO_ROOM),
        (wrapped(sqlite_error(sqlite3.SQLITE_ERROR, "no such column: wrong")), Trouble.OURS),
        (wrapped(AdminShutdown("restarting")), Trouble.PASSING),
        (wrapped(DiskFull("could not extend file")), Trouble.NO_ROOM),
        (wrapped(TimeoutError("lock")), Trouble.PASSING),
        (wrapped(ConnectionError(), DBAPIError, lost=True), Trouble.PASSING),
        (wrapped(ValueError("syntax"), ProgrammingError), Trouble.OURS),
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.NO_ROOM),
        (OSError(errno.EDQUOT, "Quota exceeded"), Trouble.NO_ROOM),
        (FileNotFoundError(errno.ENOENT, "not there"), Trouble.OURS),
        (ZeroDivisionError(), Trouble.OURS),
    ],
)
def test_what_passes_is_told_from_what_is_full_and_what_is_our_fault(error, trouble):
    assert trouble_of(error) is trouble


@pytest.mark.parametrize("path", ["/linde/", "/linde/requests", "/linde/news"])
def test_a_database_that_goes_away_under_a_page_is_told_in_dutch_and_not_asked_again(bram, path):
    bram.opens(path)
    with statements_fail(wrapped(sqlite_error(sqlite3.SQLITE_BUSY))) as asked:
        page = bram.opens(path)

    assert (page.status, page.response.headers["Retry-After"]) == (503, "5")
    assert page.title == "We zijn even niet bereikbaar"
    assert len(asked) == 1
    assert page.buttons == ["Laad deze pagina opnieuw", "Naar de startpagina"]
    assert "/signin" not in page.links  # who is signed in cannot be known now


@pytest.mark.parametrize(("who", "path"), [("bram", "/linde/"), ("joost", "/desk/inbox/all"), ("ruud", "/admin")])
def test_a_page_of_each_side_survives_a_database_that_goes_away_in_the_middle(app, who, path):
    player = Player(app, somebody(who))
    with statements_fail_inside(player, wrapped(AdminShutdown("restarting"))) as asked:
        page = player.opens(path)
        before = len(asked)

    assert page.status == 503
    assert before <= 3
    assert player.opens(path).status == 200


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "We zijn even niet bereikbaar"), ("en", "We cannot be reached for a moment")]
)
def test_who_cannot_be_known_now_reads_it_in_the_language_of_the_browser(bram, language, title):
    bram.opens("/linde/")
    with statements_fail(wrapped(AdminShutdown("restarting"))):
        page = bram.opens("/linde/", **{"Accept-Language": language})

    assert (page.status, page.title) == (503, title)


def test_a_statement_that_is_wrong_is_our_fault_and_not_the_databases(bram):
    with statements_fail(wrapped(sqlite_error(sqlite3.SQLITE_ERROR, "no such column: wrong"))):
        page = bram.opens("/linde/")

    assert page.status == 500
    assert "Retry-After" not in page.response.headers


def test_a_full_disk_is_told_and_what_was_typed_is_sent_once_more_and_filed_once(app, bram):
    fields = fill_in(bram)
    with statements_fail(wrapped(sqlite_error(sqlite3.SQLITE_FULL)), "insert"):
        refused = Page(bram.browser.post(FORM, data=fields))
        assert requests_filed(app) == 0

    assert (refused.status, refused.title) == (503, "We kunnen nu niets opslaan")
    kept = refused.form("")
    assert kept["note"].splitlines() == fields["note"].splitlines()
    first, again = (Page(bram.browser.post(FORM, data=kept)) for _time in range(2))
    assert (first.status, first.location) == (303, again.location)
    assert requests_filed(app) == 1


def test_what_has_no_key_is_not_offered_again(nobody):
    fields = nobody.opens("/signin").form("/signin") | {"email": "bram@linde.example", "password": "geheim"}
    with statements_fail(wrapped(sqlite_error(sqlite3.SQLITE_FULL))):
        page = Page(nobody.browser.post("/signin", data=fields))

    assert page.status == 503
    assert "geheim" not in page.html


def test_a_writer_that_queues_too_long_is_told_to_come_back(app, bram, monkeypatch, tmp_path):
    lock, fields = tmp_path / "lock", fill_in(bram)
    monkeypatch.setattr(turnstile, "LOCK_WAIT", 0.05)
    monkeypatch.setattr("tenants.database._turnstile", lambda _bind: turnstile.turnstile(str(lock)))
    with lock.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        page = Page(bram.browser.post(FORM, data=fields))
        assert (page.status, page.response.headers["Retry-After"]) == (503, "5")
        assert requests_filed(app) == 0

    assert Page(bram.browser.post(FORM, data=page.form(""))).status == 303
    assert requests_filed(app) == 1


def test_a_page_that_is_made_is_given_also_when_the_connection_is_lost_then(bram, monkeypatch):
    ticket = bram.files()
    real = db.session.session_factory.class_.commit

    def lost(self: Any) -> None:
        if not self.info.get("writing"):
            raise wrapped(AdminShutdown("restarting"))
        real(self)

    monkeypatch.setattr(db.session.session_factory.class_, "commit", lost)

    assert bram.page(ticket).status == 200


def test_a_file_for_which_there_is_no_room_is_told_and_the_rest_can_be_sent(app, bram, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("portal.files.disk._write", full)
    fields = fill_in(bram)
    file = (BytesIO(b"Wat er op de loonstrook staat."), "loonstrook.txt")
    refused = Page(bram.browser.post(FORM, data=fields | {"files": file}))

    assert refused.status == 503
    assert "loonstrook.txt" in refused.errors[0]
    assert Page(bram.browser.post(FORM, data=refused.form("") | {"subject": fields["subject"]})).status == 303
    assert requests_filed(app) == 1
