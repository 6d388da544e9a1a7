"""Where the browser tests play: the demo as it is served, windows to sit down at, and short scenes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, Response

from tests.browser.people import Person
from tests.browser.ways import mails_of, rating_token
from tests.engines import Sqlite
from tests.servers import Browser as Socket

MOMENT = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
"""A Tuesday at noon. The clock of the server stands still, so that pictures of different days are alike."""

HEIGHTS = {1280: 900, 390: 844, 320: 640}

PATIENCE = 30_000
"""Milliseconds; a machine may be busy with other things."""

PICTURES = Path(__file__).parents[2] / "test-results" / "pictures"

Window = Callable[..., Page]
"""Let somebody sit down; see the fixture `window`."""


@dataclass
class Demo:
    """The demo as it is served: its address, and the sessions of those who signed in so far."""

    app: Flask
    engine: Sqlite
    url: str
    port: int
    sessions: dict[str, str] = field(default_factory=dict)

    def session_of(self, email: str) -> str:
        """Return somebody's session cookie. They sign in once: one address may not do so thirty times a minute."""
        if email not in self.sessions:
            with Socket(self.port) as socket:
                self.sessions[email] = socket.sign_in(email).cookies["balie"]
            self._keep_sessions()
        return self.sessions[email]

    def put_back(self) -> None:
        """Make the database what it was, under a server that goes on serving."""
        with closing(sqlite3.connect(self.engine.template)) as kept, closing(sqlite3.connect(self.engine.path)) as used:
            kept.backup(used)

    def _keep_sessions(self) -> None:
        with closing(sqlite3.connect(self.engine.template)) as kept:
            kept.execute("attach database ? as used", (str(self.engine.path),))
            kept.execute("insert or ignore into session select * from used.session")
            kept.commit()


LOOKS = ((1280, "light"), (390, "dark"))


@dataclass
class Scene:
    """Windows of one size and theme, over the demo."""

    window: Window
    demo: Demo
    width: int
    theme: str

    def comes(self, who: str = "", house: str = "") -> Person:
        return Person(self.window(who, house, width=self.width, theme=self.theme))

    def request(self, who: Person, path: str, label: str) -> str:
        """Return the address of the first request in a list that has a label, as this person reads it."""
        who.opens(path)
        row = who.page.locator(".list li").filter(has=who.page.locator(".pill", has_text=who.words(label))).first
        return row.locator("a").get_attribute("href") or ""

    @property
    def rating(self) -> str:
        return f"/rate/{rating_token(mails_of(self.demo.app))}"


def _of_a_form(answer: Response) -> bool:
    """Say whether an answer is that to a form that was sent; scripts post too, to keep drafts."""
    return answer.request.method == "POST" and answer.request.is_navigation_request()


def refused(person: Person, press: str, status: int = 422, within: str = "body") -> Person:
    """Press, and be refused: the answer has this status, and everybody can read why."""
    with person.page.expect_response(_of_a_form) as told:
        person.presses(press, within)
    assert told.value.status == status
    person.page.wait_for_load_state()
    return person


def desk_request(scene: Scene, view: str = "unassigned", who: str = "joost") -> Person:
    agent = scene.comes(who).opens(f"/desk/inbox/{view}")
    agent.page.locator(".tk a").first.click()
    return agent
