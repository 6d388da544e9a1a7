"""Nothing on screen leads to nowhere: every link and every form that only reads ends at a page, for each role."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.guards.crawl import Visit, Walk, crawl, own
from tests.guards.planted import dead_ends
from tests.guards.twin import twin_of
from tests.guards.walking import endpoint_of
from tests.players import Player, somebody

UNVISITED = {
    "admin.new_admin": "each customer of the demo has an admin; opened in the story of a new one",
    "admin.domains": "after saying why one looks in, in its own story",
    "admin.holds": "the same, in tests/admin/test_holds.py",
    "join.show": "by the link of a mail, in its own story",
    "listing.news_in_list": "by an open page, in tests/listing/test_news.py",
    "listing.news_in_request": "by an open page, in tests/listing/test_news.py",
    "knowledge.suggest": "while somebody writes a request, in tests/knowledge",
    "listing.suggest": "while somebody types, in tests/listing/test_search.py",
    "static": "the assets of each page are asked for below",
    "files.black_out": "after a picture was chosen for a form, in tests/files",
    "desk_files.black_out": "the same at the desk",
    "files.preview": "pictures of pages, in tests/files",
    "desk_files.preview": "the same at the desk",
    "not_me.show": "by the link of a mail, in tests/sessions",
    "proof.ask": "long after signing in, before what is dangerous, in tests/sessions",
    "proof.ask_to_read": "the same, before a download",
    "ending.state": "by an open page, in tests/sessions",
    "rate.show": "by the link of a mail, below",
    "rate.thanks": "after the post that the story of a rating tells",
    "recovery.show": "by the link of a mail, in its own story",
    "importing.columns": "after a file was chosen, in tests/importing",
    "importing.show": "the same",
    "importing.errors": "the same",
    "importing.undo": "after people were imported, in tests/importing",
    "code.show": "after the password of who has a second step, in tests/factor",
    "code.recovery": "the same",
    "factor.app": "while somebody sets up an app, in tests/factor",
    "factor.codes": "where there is a second step, in tests/factor",
    "factor.remove_app": "the same",
    "factor.remove_passkey": "the same",
    "sso.accounts": "once an organisation said where it signs in, in tests/openid",
    "work.back": "by the provider that somebody went to, in tests/openid",
    "agreed.read": "where an organisation has terms, in tests/agreed",
    "address.show": "by the link of a mail, in its own story",
    "privacy.fetch_mine": "once the worker has made a file, in its own story",
    "privacy.fetch_about": "once the worker has made a file, in its own story",
    "export.fetch": "once the worker has made a file, in its own story",
    "exchange.fetch": "the same",
    "tickets.sent": "after the post that the story of a question tells",
}
"""Routes that read and that no walk reaches, and where they are opened instead."""


SAMPLES = {"development.styleguide"}
"""A page of samples: its parts are shown as they look, and lead nowhere."""


def dead_links(visits: Iterable[Visit]) -> list[str]:
    """Return each address that a page leads to and that is no page."""
    return sorted(
        {
            f"{visit.who} comes from {visit.came_from} to {visit.path}: {visit.status}"
            for visit in visits
            if visit.status >= 400
        }
    )


def dead_anchors(walk: Walk) -> list[str]:
    """Return each link to a place on a page where that page has no such place, and each place that is there twice."""
    found = []
    for visit in walk.pages():
        if visit.endpoint in SAMPLES:
            continue
        found += [f"{visit.path}: two things have the id {name}" for name in visit.read.twice]
        for link in visit.read.links:
            fragment = urlsplit(urljoin(visit.path, link)).fragment
            target = visit if link.startswith("#") else walk.visits.get(own(visit.path, link))
            if fragment and target is not None and target.status == 200 and fragment not in target.read.ids:
                found.append(f"{visit.path} leads to {link}, and there is no {fragment}")
    return sorted(set(found))


def dead_posts(app: Flask, visits: Iterable[Visit]) -> list[str]:
    """Return each form that posts to an address where nothing takes a post."""
    adapter, found = app.url_map.bind("localhost"), set()
    for visit in visits:
        for form in visit.read.forms if visit.endpoint not in SAMPLES else ():
            action = urlsplit(urljoin(visit.path, form.action)).path
            try:
                adapter.match(action, method=form.method.upper())
            except HTTPException as refusal:
                found.add(f"{visit.path}: a form {form.method}s to {action}: {refusal.code}")
    return sorted(found)


def unvisited(app: Flask, visits: Iterable[Visit]) -> list[str]:
    """Return each route that reads and that nobody came across."""
    seen = {visit.endpoint for visit in visits if visit.status < 400}
    every = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    return sorted(every - seen - UNVISITED.keys())


def test_every_link_of_every_role_leads_to_a_page(walks):
    assert dead_links(walks.visits()) == []


def test_every_link_to_a_place_on_a_page_finds_that_place(walks):
    assert [fault for walk in walks.walks for fault in dead_anchors(walk)] == []


def test_every_form_posts_to_something_that_takes_it(walks):
    assert dead_posts(walks.app, walks.pages()) == []


def test_every_page_there_is_was_opened_by_somebody(walks):
    assert unvisited(walks.app, walks.visits()) == []


def test_every_asset_of_every_page_is_there(walks):
    assets = {asset for visit in walks.pages() for asset in visit.read.assets if "/files/" not in asset}

    assert len(assets) > 4
    browser = walks.app.test_client()
    for asset in assets:
        response = browser.get(asset)
        assert (asset, response.status_code) == (asset, 200)
        assert "immutable" in response.headers["Cache-Control"]
        response.close()


def test_every_link_in_a_mail_opens_for_whom_it_was_sent_to(demo):
    names = {
        one.email: one for one in map(somebody, ("bram", "anneke", "samira", "karim", "tom", "ilse", "wouter", "els"))
    }
    browsers: dict[str, Player] = {}
    links = []
    visitor = Player(demo, None)
    for mail in (path for path in visitor.opens("/dev/mail").links if path.startswith("/dev/mail/")):
        page = visitor.opens(mail)  # the walks may be of another worker, whose links have other tokens
        addressee = next((email for email in names if email in page.html), None)
        for link in page.links:
            path = own(mail, link)
            if addressee and path.startswith(("/linde/", "/vechtdal/", "/eemland/", "/rate/")):
                links.append((addressee, path))
    assert len(links) > 5
    for addressee, path in links:
        if addressee not in browsers:
            browsers[addressee] = Player(demo, names[addressee])
        assert (path, browsers[addressee].opens(path).status) == (path, 200)


def test_planted_dead_ends_are_found(demo):
    with twin_of(demo, dead_ends.blueprint) as twin:
        player = Player(twin, somebody("bram"))
        walk = crawl("employee", player.browser.get, ("/planted/dead-ends",), lambda path: endpoint_of(twin, path))

        assert dead_links(walk.visits.values()) == [
            "employee comes from /planted/dead-ends to /planted/nowhere: 404",
            "employee comes from /planted/dead-ends to /planted/search?kind=second: 404",
        ]
        assert dead_anchors(walk) == [
            "/planted/dead-ends leads to #missing, and there is no missing",
            "/planted/dead-ends: two things have the id here",
        ]
        assert dead_posts(twin, walk.pages()) == ["/planted/dead-ends: a form posts to /planted/nothing: 404"]
        assert "planted.lonely" in unvisited(twin, walk.visits.values())
