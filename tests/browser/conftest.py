"""For the browser tests: the demo, served by a real process, and windows at which the cast sits down."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.app import create_app
from portal.demo.acting import act_all
from portal.demo.loading import load_cast
from portal.notices.sending import send_due
from portal.schema import upgrade
from tenants.clock import at
from tenants.database import db
from tests.browser.stage import HEIGHTS, LOOKS, MOMENT, PATIENCE, Demo, Scene, Window
from tests.browser.watching import watch
from tests.conftest import SETTINGS
from tests.engines import Sqlite
from tests.players import Player, somebody
from tests.servers import serving

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The cast and their sixty requests in a fresh database, their mails sent, behind a server of our own."""
    engine = Sqlite(tmp_path_factory.mktemp("database"))
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path_factory.mktemp("instance")), "DATABASE_URL": engine.url})
    with at(MOMENT):
        with app.app_context():
            upgrade()
            load_cast()
            act_all()
        Player(app, somebody("joost")).resolves(Player(app, somebody("bram")).files())  # a mail asks how it went
        with app.app_context():
            send_due()
            db.session.remove()
            db.engine.dispose()
    engine.keep_as_template()
    with serving(app, BALIE_NOW=MOMENT.isoformat(), BALIE_OUTBOUND_ALLOW="127.0.0.1") as server:
        yield Demo(app, engine, f"http://127.0.0.1:{server.port}", server.port)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, asking nobody for anything."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return browser_type_launch_args | {
        "executable_path": shutil.which("chromium") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", *quiet],
    }


@pytest.fixture
def window(demo: Demo, new_context: Callable[..., Any]) -> Iterator[Window]:
    """Let somebody sit down: `window("bram", width=390, theme="dark", scripts=False)`; nobody is a visitor.

    `beside` is another server that the window may be led to, such as that of a provider.

    Whatever goes wrong in any window behind the back of a test (watching.py), fails it.
    """
    demo.put_back()
    faults: list[str] = []
    pages: list[Page] = []

    def sit_down(
        who: str = "",
        house: str = "",
        *,
        width: int = 1280,
        theme: str = "light",
        scripts: bool = True,
        beside: str = "",
        **more: Any,
    ) -> Page:
        context = new_context(
            base_url=demo.url,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=theme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            locale="nl-NL",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        watch(context, demo.url, faults, beside)
        if who:
            cookie = demo.session_of(somebody(who, house).email)
            context.add_cookies([{"name": "balie", "value": cookie, "url": demo.url}])
        pages.append(context.new_page())
        return pages[-1]

    yield sit_down
    for page in pages:
        page.wait_for_timeout(1)  # what happened last is told when the browser is asked for something
    told = list(faults)
    for page in pages:
        if not page.is_closed():
            page.context.set_offline(True)  # a form that saves itself when it is left would do so in the next test
    assert told == []


@pytest.fixture(params=LOOKS, ids=("desk", "phone"))
def scene(window: Window, demo: Demo, request: pytest.FixtureRequest) -> Scene:
    return Scene(window, demo, *request.param)
