"""The first layer of the wall: an address of another organisation looks as if nothing were there.

Every route with an organisation in it is tried by every role of De Linde, with the key and the numbers of
Gemeente Vechtdal. The answer is compared, byte for byte, with that for a key or number that never existed.
"""

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest
from flask import Flask

from tests.guards.masking import masked
from tests.guards.planted import leaking_route
from tests.guards.twin import twin_of
from tests.players import Player
from tests.wall.houses import draft_of, files_more

NOWHERE, NEVER = "nergens", 987_654_321
ARGUMENTS = {
    "form": "csv",
    "user": "0123456789ab",
    "asker": "0123456789ab",
    "application": "0123456789ab",
    "message": "0123456789ab",
    "mail": "0123456789ab",
    "task": "details",
    "person": "0123456789ab",
    "unit": "0123456789ab",
    "deputy": "0123456789ab",
    "proof": "0123456789ab",
    "service": "planning",
    "slug": "uitleg-van-kwetsal",  # what Vechtdal alone may read
    "file": "f" * 24,
    "part": "change",
    "code": "0123456789abcdef",
    "view": "all",
    "version": "0",
    "name": "balie.css",
    "organisation": "linde",
    "department": "helpdesk",
}
"""What stands in an address beside the organisation and the number; no secret of anybody."""

FIELDS = {
    "users/new": {"email": "lotte@vechtdal.example", "name": "Lotte Meijer", "language": "nl", "roles": "admin"},
    "deactivation": {"successor": ""},
    "handover": {"which": "all", "successor": "0123456789ab"},
    "files": {},
    "drafts": {},
    "deletion": {},
    "restoration": {},
    "change": {"subject": "Een wijziging"},
    "check": {},
    "colleague": {"to": "somebody"},
    "acknowledgement": {},
    "opinion": {"helped": "yes"},
    "solved": {},
    "edit": {"kind": "news", "title_nl": "Een bericht", "text_nl": "Mijn bericht.", "version": "1"},
    "news/new": {"kind": "news", "title_nl": "Een bericht", "text_nl": "Mijn bericht."},
    "publication": {},
    "reminder": {},
    "withdrawal": {},
    "extension": {},
    "following": {"follow": "yes"},
    "follow-up": {"made_good": "yes"},
    "objection": {"words": "Het is anders."},
    "planning": {"subject": "Een vraag", "note": "Mijn vraag."},
    "rating": {"verdict": "satisfied"},
    "reopening": {"words": "Het werkt nog niet."},
    "export": {"query": "scope=organisation", "format": "csv"},
    "name": {"name": "Een weergave"},
    "read": {},
    "removal": {},
    "messages/0123456789ab/filing": {},
    "aside": {"note": "Al gebeld."},
    "replies": {"body": "Een reactie."},
    "views": {"name": "Een weergave", "query": "scope=mine"},
    "resolution": {"reason": "solved"},
    "secrecy": {"confidential": "yes", "readers": ""},
    "takeover": {},
    "watchers": {"watchers": "0123456789abcdef"},
}
"""What a good post holds, by the last words of its address; of others the token alone."""


def fields_for(path: str) -> dict[str, str]:
    """Return what a good post to an address holds."""
    return next((fields for words, fields in FIELDS.items() if path.endswith(f"/{words}")), {})


def tenant_routes(app: Flask) -> list[tuple[str, str]]:
    """Return (method, rule) of every route inside an organisation."""
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if "key" in rule.arguments
        for method in rule.methods - {"OPTIONS"}
    )


def filled(rule: str, key: str, number: int, draft: str = "draft-of-nobody") -> str:
    """Return the address of a rule in an organisation, about a request or a draft."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return {"key": key, "number": str(number), "reference": f"{key.upper()}-{number}", "draft": draft, **ARGUMENTS}[
            name
        ]

    return re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", value, rule)


def telling(player: Player, routes: Iterable[tuple[str, str]], foreign: int) -> list[str]:
    """Return each route that answers differently for what is another organisation's and what never was."""
    found = []
    for method, rule in routes:
        draft = draft_of("vechtdal")
        pairs = [(filled(rule, "vechtdal", foreign, draft), filled(rule, NOWHERE, foreign, draft))]
        if "number" in rule:
            pairs.append((filled(rule, player.house, foreign), filled(rule, player.house, NEVER)))
        if "<slug>" in rule:
            here = filled(rule, player.house, 0)
            pairs.append((here, here.replace(ARGUMENTS["slug"], "uitleg-van-niemand")))
        if "<draft>" in rule:
            pairs.append((filled(rule, player.house, 0, draft), filled(rule, player.house, 0)))
        for theirs, nothing in pairs:
            first, second = (masked(_asks(player, method, path)) for path in (theirs, nothing))
            if "<draft>" in rule and first[0] == second[0] == 403:
                continue  # refused before anything was looked up, on a page that knows its own address
            if first == second and first[0] == 403:
                continue  # refused to everybody with this role, before anything was looked up
            if first[0] != 404:
                found.append(f"{player.name} {method} {theirs}: {first[0]}")
            elif first != second:
                found.append(f"{player.name} {method} {theirs}: differs from {nothing}")
    return found


def _asks(player: Player, method: str, path: str) -> Any:
    if method != "POST":
        return player.browser.open(path, method=method)
    return player.browser.post(path, data=fields_for(path) | {"csrf_token": player.token})


def with_token(player: Player) -> Player:
    """Give a player a token of their own page, good for any post."""
    player.token = player.opens(f"/{player.house}/new").soup.select_one("input[name=csrf_token]")["value"]
    return player


@pytest.fixture
def linde(samira, henk, anneke, bram) -> list[Player]:
    """One of each role in De Linde, each with a token of their own page."""
    return [with_token(player) for player in (samira, henk, anneke, bram)]


@pytest.fixture
def foreign(houses, app) -> int:
    """The number of a request that Vechtdal has and De Linde has not."""
    with app.app_context():
        return files_more("vechtdal", "kwetsal", 4)[-1]


def test_every_address_of_another_organisation_looks_as_if_it_never_existed(app, noon, foreign, linde):
    routes = tenant_routes(app)

    assert len(routes) > 15
    assert [fault for player in linde for fault in telling(player, routes, foreign)] == []


def test_people_of_another_organisation_find_nothing_here_either(app, noon, foreign, linde, tom):
    with_token(tom)

    assert {_asks(tom, method, filled(rule, "linde", 1)).status_code for method, rule in tenant_routes(app)} == {404}


def test_the_desk_finds_no_tenants_pages(app, noon, foreign, joost):
    joost.token = "none"
    addresses = [filled(rule, "vechtdal", 1) for method, rule in tenant_routes(app) if method == "GET"]

    assert {joost.opens(path).status for path in addresses} == {404}


def test_for_a_tenant_the_desk_does_not_exist(app, noon, houses, linde):
    nothing = masked(linde[0].browser.get("/nergens/te/vinden"))
    for player, rule in product(linde, app.url_map.iter_rules()):
        if rule.rule.split("/")[1] not in ("desk", "admin"):
            continue
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            data = {"csrf_token": player.token} if method == "POST" else None
            got = masked(player.browser.open(filled(rule.rule, "linde", 1), method=method, data=data))
            assert got[0] == 404, (player.name, method, rule.rule)
            if method == "GET" and player is linde[0]:
                assert got == nothing, rule.rule


@pytest.mark.parametrize("path", ["/desk", "/desk/inbox/all", "/desk/nothing", "/admin/", "/admin/users"])
def test_an_address_of_the_desk_answers_a_tenant_as_any_other_that_never_was(noon, bram, path):
    assert masked(bram.browser.get(path)) == masked(bram.browser.get("/nergens/te/vinden"))


def test_a_planted_route_that_answers_for_any_key_is_found(app, noon, foreign, linde):
    with twin_of(app, leaking_route.blueprint) as leaky:
        player = with_token(Player(leaky, linde[0].one))
        found = telling(player, [route for route in tenant_routes(leaky) if "planted" in route[1]], foreign)

    expected = []
    for method in ("GET", "HEAD"):
        for theirs, nothing in (("vechtdal", "nergens/planted/6"), ("linde", f"linde/planted/{NEVER}")):
            expected.append(f"{method} /{theirs}/planted/6/echo: differs from /{nothing}/echo")
            expected.append(f"{method} /{theirs}/planted/6/subject: 200")
    assert sorted(found) == sorted(f"Samira El Amrani {fault}" for fault in expected)
