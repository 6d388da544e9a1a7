"""Every route says who may enter; what says nothing does not answer. Addresses read as words."""

import re

import pytest
from flask import Flask

from tenants.keys import reserved
from tenants.permissions import TABLE, Action
from tenants.roles import Role
from tests.guards.planted import ugly_addresses, unmarked
from tests.guards.twin import twin_of
from tests.players import Player, somebody

WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ARGUMENT = re.compile(r"<(?:(?:int|path):)?[a-z]+>")


def unmarked_routes(app: Flask) -> list[str]:
    """Return each route without a mark, with an action that is not in the table, or public for no reason."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        view = app.view_functions[rule.endpoint]
        action, reason = getattr(view, "action", None), getattr(view, "public", None)
        if action is None and reason is None:
            found.append(f"{rule}: says nothing")
        elif action is not None and reason is not None:
            found.append(f"{rule}: is public and asks for {action}")
        elif action is not None and action not in TABLE:
            found.append(f"{rule}: {action!r} is not in the table")
        elif reason is not None and len(reason.split()) < 4:
            found.append(f"{rule}: is public and does not say why")
    return found


def ugly_routes(app: Flask) -> list[str]:
    """Return each route whose address is not made of lower-case words with hyphens."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        parts = [part for part in rule.rule.split("/") if part]
        if not all(WORD.fullmatch(part) or ARGUMENT.fullmatch(part) for part in parts):
            found.append(rule.rule)
    return found


def taken_keys(app: Flask, keys: list[str]) -> list[str]:
    """Return each key of an organisation at whose address another page stands."""
    return sorted(key for key in keys if key.lower() in reserved(app.url_map))


def test_every_route_says_who_may_enter(app):
    assert unmarked_routes(app) == []


def test_every_action_has_a_cell_for_every_role():
    assert set(TABLE) == set(Action)
    assert {len(row) for row in TABLE.values()} == {len(Role)}


def test_every_action_is_asked_for_somewhere(app):
    marked = {getattr(view, "action", None) for view in app.view_functions.values()}
    by_verbs = {
        Action.FILE_CHANGE,
        Action.SEE_CONFIDENTIAL,
        Action.WITHDRAW,
        Action.REASSIGN,
        Action.FOLLOW_UP,
        Action.HANDLE,
    }

    assert set(Action) - marked - by_verbs == set()


def test_planted_routes_without_a_mark_are_found(app):
    with twin_of(app, unmarked.blueprint) as twin:
        assert unmarked_routes(twin) == [
            "/<key>/planted/unmarked: says nothing",
            "/planted/both: is public and does not say why",
            "/planted/unknown-action: 'fly' is not in the table",
            "/planted/unmarked: says nothing",
        ]


@pytest.mark.parametrize("path", ["/planted/unmarked", "/linde/planted/unmarked", "/planted/unknown-action"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_a_route_that_says_nothing_does_not_answer(app, path, method):
    with twin_of(app, unmarked.blueprint) as twin:
        page = Player(twin, somebody("bram")).browser.open(path, method=method)
        nobody = twin.test_client().open(path, method=method)

    silent = 404 if "unknown" in path else 500
    assert page.status_code in ((400, 405, 500) if method == "POST" else (silent,))
    assert "leak" not in page.get_data(as_text=True)
    assert nobody.status_code in ((302, 400, 405) if method == "POST" else (302,))
    assert "leak" not in nobody.get_data(as_text=True)


def test_every_address_is_made_of_words_with_hyphens(app):
    assert ugly_routes(app) == []


def test_planted_ugly_addresses_are_found(app):
    with twin_of(app, ugly_addresses.blueprint) as twin:
        assert ugly_routes(twin) == ["/planted/camelCase", "/planted/under_score", "/planted/words.html"]


def test_no_organisation_of_the_demo_has_a_key_that_is_a_page(app):
    from portal.demo.cast import HOUSES

    assert taken_keys(app, [house.key for house in HOUSES]) == []


def test_the_first_words_of_all_addresses_are_reserved(app):
    assert {"signin", "signout", "desk", "rate", "static", "preferences", "organisations"} <= reserved(app.url_map)
    assert taken_keys(app, ["LINDE", "DESK", "Static", "healthz"]) == ["DESK", "Static", "healthz"]
    assert not any("<" in word for word in reserved(app.url_map))


def test_addresses_of_features_to_come_are_reserved_already(app):
    assert taken_keys(app, ["ADMIN", "API", "STATUS", "NEWS", "ACCOUNT"]) == [
        "ACCOUNT",
        "ADMIN",
        "API",
        "NEWS",
        "STATUS",
    ]
