"""The set-up is the service admin's alone: for everybody else it does not exist."""

import pytest
from flask import Flask

from tenants.permissions import TABLE, Action, Reach
from tenants.roles import Role
from tests.guards.masking import masked
from tests.players import Player, somebody

NOBODY_ELSE = ("bram", "anneke", "samira", "noor", "henk", "joost", "fatma", "marijke", "ilse", "dewi")
ARGUMENTS = {"organisation": "linde", "service": "planning", "department": "helpdesk", "user": "0" * 12}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Return (method, address) of every page and post of the set-up, about things that are there."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("admin."):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", ARGUMENTS[name])
            found += [(method, path) for method in sorted(rule.methods - {"OPTIONS", "HEAD"})]
    return found


@pytest.mark.parametrize("name", NOBODY_ELSE)
def test_for_everybody_else_there_is_no_set_up(app, noon, name):
    player = Player(app, somebody(name))
    nothing = masked(player.browser.get("/nergens/te/vinden"))
    token = player.opens("/signin").soup.select_one("input[name=csrf_token]")["value"]

    for method, path in addresses(app):
        answer = player.browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert (method, path, answer.status_code) == (method, path, 404)
        if method == "GET" and player.house != "nova":
            assert masked(answer) == nothing
    assert len(addresses(app)) > 10


def test_a_stranger_is_asked_to_sign_in(app, nobody):
    for method, path in addresses(app):
        if method == "GET":
            page = nobody.opens(path)
            assert (page.status, page.location.partition("?")[0]) == (302, "/signin")


def test_the_service_admin_opens_every_page(app, ruud):
    first = ruud.opens("/admin/people").soup.select_one(".list a.t")["href"]  # Fatma: not Ruud himself
    gone = f"/admin/people/{ARGUMENTS['user']}"
    pages = {path.replace(gone, first) for method, path in addresses(app) if method == "GET"}

    assert {path: status for path in pages if (status := ruud.opens(path).status) != 200} == {}


def test_the_table_gives_the_set_up_to_one_role():
    row = dict(zip(Role, TABLE[Action.ADMINISTER], strict=True))

    assert {role for role, reach in row.items() if reach} == {Role.SERVICE_ADMIN}
    assert row[Role.SERVICE_ADMIN] is Reach.EVERYWHERE


def test_the_service_admin_comes_in_at_the_set_up(ruud):
    assert ruud.opens("/").location == "/admin"
    assert ruud.opens("/admin").title == "Inrichten"


def test_the_service_admin_reads_no_request(ruud, bram):
    ticket = bram.files("Een geheim woord", "Zonnebloem.")

    assert ruud.opens(f"/desk/requests/{ticket.reference}").status == 404
    assert ruud.opens("/desk/inbox/all").status == 404
    for path in ("/admin", "/admin/organisations", "/admin/organisations/linde", "/admin/organisations?q=zonnebloem"):
        page = ruud.opens(path)
        assert page.status == 200
        assert "geheim woord" not in page.html
        assert "Zonnebloem." not in page.html


def test_what_is_not_there_is_not_found(ruud):
    for path in ("organisations/nergens", "organisations/nova", "services/nergens", "departments/nergens", "iets"):
        assert ruud.opens(f"/admin/{path}").status == 404
