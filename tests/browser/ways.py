"""Which pages there are for whom, and on what way somebody comes to all of them."""

import json
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.cli import ScriptInfo
from playwright.sync_api import Page

from portal.cli import main
from portal.notices.posting import mail_folder
from tests.guards.walking import endpoint_of

NOT_PAGES = {
    "static": "style sheets, scripts, fonts and icons",
    "web.healthz": "a word for a load balancer",
    "listing.suggest": "a part of a page, in test_list.py",
    "listing.news_in_list": "a part of a page, in test_list.py",
    "listing.news_in_request": "a part of a page, in test_list.py",
}

CUSTOMERS = ("bram", "anneke", "samira", "henk", "karin", "dewi")
DESK = ("joost", "marijke")
NEITHER = ("ruud", "")
"""The service admin, for whom nothing is built yet, and a visitor."""

EVERYBODY = (*CUSTOMERS, *DESK, *NEITHER)

HOUSES = {"karin": "eemland", "dewi": "eemland"}


def house_of(who: str) -> str:
    return HOUSES.get(who, "linde")


def pages_for(who: str, app: Flask) -> set[str]:
    """Return the endpoints of all pages that somebody has to come across, from `balie routes --json`."""
    return {route["endpoint"] for route in routes(app) if route["endpoint"] not in NOT_PAGES and _is_for(who, route)}


def routes(app: Flask) -> list[dict[str, Any]]:
    """Return every route that reads, as the command tells it."""
    told = app.test_cli_runner().invoke(main, ["routes", "--json"], obj=ScriptInfo(create_app=lambda: app))
    every = [json.loads(line) for line in told.output.splitlines()]
    return [route for route in every if "GET" in route["methods"]]


def _is_for(who: str, route: dict[str, Any]) -> bool:
    if route["rule"].startswith("/<key>/"):
        return who in CUSTOMERS
    if route["rule"].startswith("/desk"):
        return who in DESK
    return (who == "") if "public" in route else (who != "")


def way_of(who: str, page: Page, app: Flask) -> Iterator[str]:
    """Lead somebody through all their pages, as addresses; later ones are read from the screen of earlier ones."""
    if who in CUSTOMERS:
        yield from _through_the_portal(page, house_of(who))
    elif who in DESK:
        yield from _through_the_desk(page)
    elif not who:
        yield from _before_signing_in(app)
    if who:
        yield from ("/", "/organisations")


def _through_the_portal(page: Page, house: str) -> Iterator[str]:
    yield f"/{house}/"
    for path in (
        "requests/views",
        "notifications",
        "new",
        "new/question",
        "new/question/planning",
        "requests?q=geenenkelwoord",
        "requests?q=de",
    ):
        yield f"/{house}/{path}"
    yield f"/{house}/requests"
    yield from _links(page, ".switch a:not(.plain)")
    # The widest list comes last; of it one request for each label, and where they say how it went.
    yield from (*_one_of_each(page, ".list li", ".pill"), *_links(page, ".pages a"))
    yield f"/{house}/requests?scope=organisation&state=solved"
    solved = _links(page, ".list a.t")[:2]
    yield from (*solved, f"{solved[0]}/sent")


def _through_the_desk(page: Page) -> Iterator[str]:
    yield "/desk"
    for view in _links(page, ".side a")[:8]:
        yield view
        for request in _links(page, ".tk a")[:1]:
            yield request
    yield from ("/desk/inbox/all?q=rooster", "/desk/inbox/all?q=geenenkelwoord", "/desk/inbox/all")
    for request in _one_of_each(page, ".tk", ".sla"):
        yield request.partition("?")[0]


def _before_signing_in(app: Flask) -> Iterator[str]:
    yield from ("/signin", "/signed-out", "/styleguide", "/dev/mail")
    mails = mails_of(app)
    yield f"/dev/mail/{mails[-1].stem}"
    token = rating_token(mails)
    yield from (f"/rate/{token}", f"/rate/{token}?verdict=dissatisfied", f"/rate/{token}/thanks")


def mails_of(app: Flask) -> list[Path]:
    with app.app_context():
        return sorted(mail_folder().glob("*.eml"))


def rating_token(mails: Iterable[Path]) -> str:
    """Return the token of a link in a mail that asks how it went."""
    letters: Any = (message_from_bytes(mail.read_bytes(), policy=default) for mail in mails)
    texts = (letter.get_body(("plain",)).get_content() for letter in letters)
    return next(found[1] for text in texts if (found := re.search(r"/rate/(\w+\.[\w-]+)", text)))


def _links(page: Page, selector: str) -> list[str]:
    links = page.locator(selector).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(links))


def _one_of_each(page: Page, row: str, kind: str) -> list[str]:
    """Return the first link in a list for each kind of row."""
    pairs = page.locator(row).evaluate_all(
        """(rows, kind) => rows.map((row) =>
            [row.querySelector(kind)?.textContent, row.querySelector("a").getAttribute("href")])""",
        kind,
    )
    return list(dict(reversed(pairs)).values())


def came_across(app: Flask, chain: Iterable[str]) -> set[str]:
    """Return the endpoints of addresses that answered one after another, redirects included."""
    return {endpoint_of(app, urlsplit(address).path) for address in chain}
