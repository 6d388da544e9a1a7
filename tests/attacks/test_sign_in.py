"""Sign-in under attack: hashing is dear, so it is counted before it happens; and browsers may help with passwords."""

import re

import pytest

from portal.signin import views
from tests.guards.conftest import ROOT
from tests.players import Page

SCRIPTS = sorted((ROOT / "portal/static").glob("*.js"))


def tries(visitor, place: int, fields: dict[str, str]) -> int:
    """Try a password from a network address of one's own."""
    fields = fields | {"email": f"iemand{place}@nergens.example", "password": "geraden"}
    from_here = {"REMOTE_ADDR": f"10.0.{place // 20}.7"}
    return visitor.browser.post("/signin", data=fields, environ_overrides=from_here).status_code


def test_more_tries_than_the_machine_can_hash_are_refused_before_hashing(nobody, come, monkeypatch):
    fields = nobody.opens("/signin").form("/signin")
    hashed = []
    monkeypatch.setattr(views, "verify_password", lambda _hash, password: bool(hashed.append(password)))

    statuses = [tries(nobody, place, fields) for place in range(125)]

    assert statuses[:120] == [422] * 120
    assert set(statuses[120:]) == {429}
    assert len(hashed) == 120


def test_asking_for_the_second_step_counts_for_nobody_else(nobody):
    fields = nobody.opens("/signin").form("/signin")
    for place in range(130):
        from_here = {"REMOTE_ADDR": f"10.0.{place // 20}.7"}
        sent = fields | {"email": f"iemand{place}@nergens.example"}
        assert nobody.browser.post("/signin", data=sent, environ_overrides=from_here).status_code == 200


def test_a_password_is_masked_and_may_be_pasted(nobody):
    page = nobody.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    typed = page.soup.select_one("input[name=password]")

    assert typed["type"] == "password"
    assert typed["autocomplete"] == "current-password"
    assert not [script.name for script in SCRIPTS if re.search(r"password[^\n]*paste", script.read_text())]


@pytest.mark.parametrize(("who", "path"), [("bram", "/linde/"), ("henk", "/linde/org"), ("joost", "/desk/inbox/mine")])
def test_every_page_of_who_is_signed_in_offers_to_sign_out(come, who, path):
    page: Page = come(who).opens(path)

    assert page.soup.select_one("form[action='/signout']")


def test_our_scripts_keep_nothing_in_the_browser():
    keeping = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open")

    assert SCRIPTS
    assert [script.name for script in SCRIPTS if keeping.search(script.read_text())] == []
