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
    "operations.readyz": "a few words for a load balancer",
    "recovery.show": "by a link that works for an hour: its own story opens it",
    "join.show": "by a link that works once: its own story opens it",
    "address.show": "by a link that works for an hour: its own story opens it",
    "work.back": "where a provider leads back to, in test_the_work_account.py",
    "not_me.show": "by a link that works once: its own story opens it",
    "proof.ask": "long after signing in, before what is dangerous, in test_fresh_proof.py",
    "proof.ask_to_read": "the same, before a passkey is made, in test_passkeys.py",
    "ending.state": "a few numbers for an open page, in test_idle.py",
    "export.fetch": "the bytes of a file",
    "exchange.fetch": "the bytes of a file",
    "privacy.fetch_mine": "the bytes of a file",
    "privacy.fetch_about": "the bytes of a file",
    "agreed.read": "where an organisation has terms, in test_terms.py",
    "code.show": "after the password of who has a second step, in test_passkeys.py",
    "code.recovery": "the same",
    "factor.app": "while somebody sets up an app, in test_passkeys.py",
    "factor.codes": "where there is a second step, in tests/factor",
    "factor.remove_app": "the same",
    "factor.remove_passkey": "the same",
    "importing.empty_list": "the bytes of a file",
    "importing.errors": "the bytes of a file",
    "importing.columns": "after a file was chosen, in test_coming_and_going.py",
    "importing.show": "the same",
    "importing.undo": "after people were imported, in test_coming_and_going.py",
    "listing.suggest": "a part of a page, in test_list.py",
    "knowledge.suggest": "a part of a page, in test_articles.py",
    "listing.news_in_list": "a part of a page, in test_list.py",
    "listing.news_in_request": "a part of a page, in test_list.py",
    "files.black_out": "after a picture was chosen for a form, in test_blacking_out.py",
    "desk_files.black_out": "the same",
}
NOT_PAGES |= dict.fromkeys(
    (f"{where}.{what}" for where in ("files", "desk_files") for what in ("download", "preview")), "the bytes of a file"
)

CUSTOMERS = ("bram", "anneke", "samira", "henk", "karin", "dewi")
ADMINS = ("henk", "dewi")
DESK = ("joost", "marijke")
SETUP = ("ruud",)
"""The service admin, who sets up and publishes news."""

NEITHER = ("",)
"""A visitor."""

SORTERS = ("samira", "karin", *ADMINS)
"""Who decides on mails of colleagues."""

PUBLISHERS = ("henk", "ruud")
"""Who comes across the pages on which news is written: of their organisation, and of the service organisation."""

REPORTERS = ("anneke", "samira", "karin", "dewi")
ASK_FOR_CHANGES = ("samira", "karin")
HAS_BEGUN = ("samira",)
"""Who may report problems, who may ask for changes, and who has begun one: the others have no such pages.

And of the admins, Dewi has neither units nor anybody without an account.
"""

EVERYBODY = (*CUSTOMERS, *DESK, *SETUP, "")  # the last is a visitor

ADMITTED = (
    ("/<key>/new/problem", REPORTERS),
    ("/<key>/new/change/<service>/<draft>", HAS_BEGUN),
    ("/<key>/new/change", ASK_FOR_CHANGES),
    ("/<key>/org/people/<person>", ("henk",)),
    ("/<key>/org/units/<unit>", ("henk",)),
    ("/<key>/org/joining/<asker>", ("henk",)),
    ("/<key>/messages/<message>", ("samira", "henk")),
    ("/<key>/messages", ("samira", "karin", *ADMINS)),
    ("/<key>/deputies/<user>", ("anneke", "henk")),
    ("/<key>/deputies", ("anneke", *ADMINS)),
)

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
    for rule, people in ADMITTED:
        if route["rule"].startswith(rule):
            return who in people
    if route.get("action") == "publish news":
        return who in PUBLISHERS and (who == "ruud") == route["rule"].startswith("/admin")
    if route.get("action") in ("manage members", "read the log", "read how it went"):
        return who in (SETUP if route["rule"].startswith("/admin") else ADMINS)
    if route["rule"].startswith("/<key>/"):
        return who in CUSTOMERS
    if route["rule"].startswith("/desk"):
        return who in DESK
    if route["rule"].startswith("/admin"):
        return who in SETUP
    return (who == "") if "public" in route else (who != "")


def way_of(who: str, page: Page, app: Flask) -> Iterator[str]:
    """Lead somebody through all their pages, as addresses; later ones are read from the screen of earlier ones."""
    if who in CUSTOMERS:
        yield from _through_the_portal(page, house_of(who))
        yield from _through_the_forms(who, page, house_of(who))
        if who in ADMINS:
            yield from _through_the_organisation(page, house_of(who))
        if who in SORTERS:
            yield f"/{house_of(who)}/messages"
            yield from _links(page, ".list a.t")[:1]
        if who == "anneke":
            yield from ("/linde/deputies/me", "/linde/deputies")
    elif who in DESK:
        yield from _through_the_desk(page)
    elif who in SETUP:
        yield from _through_the_set_up(page)
    elif not who:
        yield from _before_signing_in(app)
    if who in CUSTOMERS:
        yield f"/{house_of(who)}/news"
        yield from (*_links(page, ".newslist a.t")[:2], f"/{house_of(who)}/news?kind=update")
        yield from _to_make_confidential(page, house_of(who))
    if who in CUSTOMERS:
        yield from (f"/{house_of(who)}/kb?q=rooster", f"/{house_of(who)}/kb?q=geenenkelwoord", f"/{house_of(who)}/kb")
        yield from _links(page, ".newslist a.t")[:2]
    if who in SETUP:
        yield "/admin/articles"
        for article in _links(page, ".newslist a.t")[:2]:
            yield from (article, f"{article}/edit")
        yield "/admin/articles/new"
    if who in PUBLISHERS:
        yield from _through_what_was_written(page, "/admin/broadcasts" if who == "ruud" else "/linde/news/own")
    if who:
        yield from (
            "/",
            "/organisations",
            "/account",
            "/account/notifications",
            "/account/security",
            "/account/security/second-step",
            "/account/security/history",
            "/account/address",
            "/account/data",
        )


def _to_make_confidential(page: Page, house: str) -> Iterator[str]:
    """Look for a request of one's own, and for who would see it if it were confidential."""
    yield f"/{house}/requests?scope=mine"
    for request in _links(page, ".list a.t")[:10]:
        yield request
        if found := _links(page, 'a[href$="/secrecy"]'):
            yield found[0]
            return


def _through_the_portal(page: Page, house: str) -> Iterator[str]:
    yield f"/{house}/"
    for path in (
        "requests/views",
        "requests/exports",
        "notifications",
        "more",
        "new",
        "new/question",
        "new/question/planning",
        "drafts",
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
    if page.locator("a[href$='/org']").count():  # an admin
        yield f"{solved[0]}/hold"


def _through_the_forms(who: str, page: Page, house: str) -> Iterator[str]:
    if who in REPORTERS:
        yield from (f"/{house}/new/problem", f"/{house}/new/problem/planning")
    if who in ASK_FOR_CHANGES:
        yield from (f"/{house}/new/change", f"/{house}/new/change/payroll")
    if who in HAS_BEGUN:
        (begun,) = _links(page, ".list a.t")
        yield begun
        yield from _links(page, ".tasks a")
        yield f"{begun}/check"


def _through_the_organisation(page: Page, house: str) -> Iterator[str]:
    yield from (
        f"/{house}/org",
        f"/{house}/org/satisfaction",
        f"/{house}/welcome",
        f"/{house}/org/import",
        f"/{house}/org/export",
        f"/{house}/org/users/new",
        f"/{house}/org/users?q=geenenkelwoord",
    )
    yield f"/{house}/org/users"
    yield from _one_of_each(page, ".table tbody tr", ".pill")
    yield f"/{house}/org/users?state=active&role=employee"
    member = _links(page, ".table th a")[0]
    yield from (f"{member}/deactivation", f"{member}/handover", f"{member}/address", f"/{house}/org/settings")
    yield f"/{house}/org/retention"
    named = f"/{house}/org/access/people"
    yield from (f"/{house}/org/access", f"{named}?who=geenenkelwoord", f"{named}/{member.rpartition('/')[2]}", named)
    yield f"/{house}/org/second-step"
    yield from (f"/{house}/org/access/labels", f"/{house}/org/audit", f"/{house}/org/terms", f"/{house}/deputies")
    yield from (f"/{house}/org/sso{page}" for page in ("", "/provider", "/accounts", "/domains"))
    yield f"/{house}/org/users?role=manager"
    yield from (f"/{house}/deputies/{manager.rpartition('/')[2]}" for manager in _links(page, ".table th a")[:1])
    yield from (f"/{house}/org/people", f"/{house}/org/people/new", f"/{house}/org/people?who=without-account")
    for person in _links(page, ".table a")[:1]:
        yield from (person, f"{person}/data", f"{person}/erasure")
    yield f"/{house}/org/joining"
    yield from _links(page, ".table a")[:1]
    yield f"/{house}/org/joining/decided"
    yield from (f"/{house}/org/units/new", f"/{house}/org/units")
    yield from _links(page, "#units a")[:1]


def _through_the_desk(page: Page) -> Iterator[str]:
    yield "/desk"
    for view in _links(page, ".side a")[:8]:
        yield view
        for request in _links(page, ".tk a")[:1]:
            yield request
    yield from ("/desk/absence", "/desk/absence/me", "/desk/mail?show=nothing-done", "/desk/mail")
    yield from _links(page, ".list a.t")[:1]
    yield from ("/desk/inbox/all?q=rooster", "/desk/inbox/all?q=geenenkelwoord", "/desk/inbox/all")
    for request in _one_of_each(page, ".tk", ".sla"):
        yield request.partition("?")[0]


def _through_what_was_written(page: Page, own: str) -> Iterator[str]:
    yield own.removesuffix("/own") + "/new"
    yield own
    for preview in _links(page, ".newslist a.t")[:3]:
        yield from (preview, preview.replace("/preview", "/edit"), preview.replace("/preview", "/receipts"))


def _through_the_set_up(page: Page) -> Iterator[str]:
    yield "/admin"
    for path in (
        "organisations",
        "organisations/linde",
        "organisations/linde/domains",
        "organisations/linde/holds",
        "organisations/linde/admins/new",
        "organisations/new",
    ):
        yield f"/admin/{path}"
    for path in ("services", "services/planning", "services/new", "departments", "departments/helpdesk"):
        yield f"/admin/{path}"
    yield from ("/admin/departments/new", "/admin/contact", "/admin/organisations?q=geenenkelwoord")
    yield from ("/admin/organisations?admin=none", "/admin/onboarding?state=declined", "/admin/onboarding")
    yield from _links(page, ".list a.t")[:1]
    yield from ("/admin/audit", "/admin/audit?who=Henk", "/admin/audit?since=gisteren")
    yield from ("/admin/people/new", "/admin/people")
    colleague = _links(page, ".list a.t")[0]
    yield from (colleague, f"{colleague}/deactivation", f"{colleague}/erasure")


def _before_signing_in(app: Flask) -> Iterator[str]:
    yield from ("/signin", "/signed-out", "/styleguide", "/dev/mail")
    yield from ("/help", "/contact", "/privacy", "/accessibility")
    yield from ("/start/organisation", "/start/organisation/sent")
    yield from ("/signin", "/signed-out", "/forgot", "/forgot/sent", "/styleguide", "/dev/mail")
    yield from ("/join", "/join/sent", "/join/confirmed")
    mails = mails_of(app)
    invitation = _token(mails, r"/activate/([\w.-]+)")
    yield f"/activate/{invitation}"
    yield f"/dev/mail/{mails[-1].stem}"
    token = rating_token(mails)
    yield from (f"/rate/{token}", f"/rate/{token}?verdict=dissatisfied", f"/rate/{token}/thanks")


def mails_of(app: Flask) -> list[Path]:
    with app.app_context():
        return sorted(mail_folder().glob("*.eml"))


def rating_token(mails: Iterable[Path]) -> str:
    """Return the token of a link in a mail that asks how it went."""
    return _token(mails, r"/rate/(\w+\.[\w-]+)")


def _token(mails: Iterable[Path], pattern: str) -> str:
    letters: Any = (message_from_bytes(mail.read_bytes(), policy=default) for mail in mails)
    texts = (letter.get_body(("plain",)).get_content() for letter in letters)
    return next(found[1] for text in texts if (found := re.search(pattern, text)))


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
