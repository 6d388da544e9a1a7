"""Somebody of each role walks through the whole demo; what they see, and what it does to the database, is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.exceptions import HTTPException

from portal.web.limits import limiter
from tenants.clock import at
from tenants.database import db
from tests.guards.behind import Behind
from tests.guards.crawl import Visit, Walk, crawl
from tests.players import Player, somebody

WALKERS = (
    ("employee", "bram", ""),
    ("manager", "anneke", ""),
    ("professional", "samira", ""),
    ("admin", "henk", ""),
    ("of two organisations", "karin", "eemland"),
    ("admin in English", "dewi", ""),
    ("agent", "joost", ""),
    ("lead", "marijke", ""),
    ("service admin", "ruud", ""),
    ("visitor", "", ""),
)

KNOWN_ADDRESSES = (
    "/",
    "/signin",
    "/signed-out",
    "/healthz",
    "/readyz",
    "/forgot/sent",
    "/start/organisation/sent",
    "/join/sent",
    "/join/confirmed",
)
"""Where people and machines come in without a link of a page: typed, bookmarked, or asked by a load balancer."""

PEOPLE_KNOW = {"ruud": ("/admin/broadcasts",)}
"""Where somebody comes in by an address that they know."""

DEMO_ONLY = ("/styleguide", "/dev/mail")
"""What the demo shows to who builds: nobody in particular, for the links in a mail are for whom it was sent to."""

BOOKKEEPING = {
    "session": {"used_at"},
    "membership": {"seen_at"},
    "broadcast_read": {"organisation_id", "broadcast_id", "membership_id", "read_at", "acknowledged_at"},
    "read_mark": {"organisation_id", "account_id", "ticket_id", "seen", "at"},
    "participant": {"news"},
    "confidential_read": {"organisation_id", "ticket_id", "account_id", "day", "at", "told_at"},
    "personal_read": {"organisation_id", "ticket_id", "account_id", "day", "at", "told_at"},
}
"""What opening a page may write: when a session was last used and in which organisation, and what was read."""

BOOKKEPT = (
    "UPDATE session SET used_at",
    "UPDATE membership SET seen_at",
    "INSERT INTO broadcast_read",
    "INSERT INTO read_mark",
    "UPDATE participant SET news",
    "INSERT INTO confidential_read",
    "INSERT INTO personal_read",
)

WRITES = ("insert", "update", "delete", "replace", "create", "drop", "alter", "truncate")


@dataclass
class Walks:
    """All walks, and what they wrote."""

    app: Flask
    walks: list[Walk] = field(default_factory=list)
    wrote: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def visits(self) -> Iterator[Visit]:
        return (visit for walk in self.walks for visit in walk.visits.values())

    def pages(self) -> Iterator[Visit]:
        return (visit for visit in self.visits() if visit.is_page)


def everybody_walks(app: Flask, behind: Behind, when: datetime) -> Walks:
    """Let everybody walk; the clock stands still, a little after they signed in."""
    found = Walks(app)
    for role, first_name, house in WALKERS:
        with app.app_context():
            limiter.reset()
        player = Player(app, somebody(first_name, house) if first_name else None)
        with at(when):
            known = PEOPLE_KNOW.get(first_name, ()) if first_name else DEMO_ONLY
            walk_one(found, behind, role, player, (*KNOWN_ADDRESSES, *known))
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return found


def walk_one(found: Walks, behind: Behind, who: str, player: Player, seeds: tuple[str, ...]) -> Walk:
    """Let one person walk from `seeds`, and note which page wrote what."""
    now_at: list[str] = []

    def fetch(path: str) -> Any:
        now_at[:] = [path]
        return player.browser.get(path)

    before = behind.digest(BOOKKEEPING)
    with writes_noted(found.wrote, who, now_at):
        walk = crawl(who, fetch, seeds, lambda path: endpoint_of(found.app, path))
    after = behind.digest(BOOKKEEPING)
    found.walks.append(walk)
    found.changed += [f"{who}: table {table}" for table in after if after[table] != before.get(table)]
    return walk


@contextmanager
def writes_noted(wrote: list[str], who: str, now_at: list[str]) -> Iterator[None]:
    """Note each statement that writes more than bookkeeping, with the page that sent it."""

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        words = statement.lower().split()
        if words and words[0] in WRITES and not statement.startswith(BOOKKEPT):
            wrote.append(f"{who} opens {now_at[0] if now_at else '?'}: {words[0]} {words[1]} {words[2]}")

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def endpoint_of(app: Flask, path: str) -> str:
    """Return the endpoint that answers a GET of a path; "" for none."""
    try:
        return app.url_map.bind("localhost").match(path.partition("?")[0], method="GET")[0]
    except HTTPException:
        return ""
