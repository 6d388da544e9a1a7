"""What gives lasting power, or takes much out at once, asks a fresh proof: each of a list, and nothing else."""

from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from tenants.errors import ProveFirst
from tests.guards.twin import twin_of
from tests.players import Page, Player
from tests.sessions.planted_danger import blueprint

LISTED = [
    line.split()[1:3]
    for line in (Path(__file__).parent / "dangerous.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
SOMEBODY = {"key": "linde", "user": "aaaaaaaaaaaa", "code": "aaaaaaaaaaaa", "application": "aaaaaaaaaaaa"}
SOMEBODY |= {"organisation": "linde", "person": "aaaaaaaaaaaa", "passkey": "aaaaaaaaaaaa"}


def dangerous(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "dangerous", None) is not None
        and ("POST" in (rule.methods or ()) or rule.methods == {"GET", "HEAD", "OPTIONS"})
    }


def test_what_is_marked_is_what_is_listed(app):
    assert dangerous(app) == {(rule, endpoint) for rule, endpoint in LISTED}


def test_each_says_in_both_languages_what_it_does(inside_app):
    for _rule, endpoint in LISTED:
        words = inside_app.view_functions[endpoint].dangerous
        with force_locale("nl"):
            dutch = str(words)
        with force_locale("en"):
            assert dutch != str(words)


def filled(rule: str) -> str:
    for name, value in SOMEBODY.items():
        rule = rule.replace(f"<{name}>", value)
    return rule


def player_for(rule: str, henk: Player, ruud: Player) -> Player:
    return ruud if rule.startswith("/admin") else henk


ALWAYS = [rule for rule, endpoint in LISTED if endpoint not in ("people.change", "people.new", "people.deactivate")]


@pytest.mark.parametrize("rule", ALWAYS)
def test_each_is_kept_back_ten_minutes_after_sign_in_and_goes_on_before(rule, henk, ruud, later):
    player = player_for(rule, henk, ruud)
    path = filled(rule)
    with later(minutes=11):
        late = player.sends(path, {})
        assert (late.status, late.location.split("/")[:3]) == (303, ["", "account", "proof"])
    with later(minutes=9):
        assert not player.sends(path, {}).location.startswith("/account/proof/")


def test_the_page_of_a_form_that_is_dangerous_opens_without_a_proof(henk, ruud, later):
    with later(minutes=30):
        for player, path in ((henk, "/linde/org/access"), (ruud, "/admin/organisations/new")):
            assert player.opens(path).status == 200


@pytest.mark.parametrize(
    "path", ["/linde/org/access", "/linde/org/audit/export", "/eemland/org/access", "/nope/org/access"]
)
def test_who_may_not_is_refused_before_anything_is_kept(bram, later, path):
    with later(minutes=30):
        page = bram.sends(path, {})
    assert page.status in (403, 404)
    assert "proof" not in page.location


def test_an_act_that_is_marked_and_that_nobody_handles_is_not_done(app, henk, later, monkeypatch):
    """Without the page that asks the proof nothing gets through: the guard itself refuses."""
    monkeypatch.delitem(app.error_handler_spec[None][None], ProveFirst)
    with later(minutes=30):
        assert henk.sends("/linde/org/access", {}).status == 500


def test_a_page_that_only_reads_can_be_dangerous_too(app, henk, later):
    """A download that is opened by its address asks before it comes, and comes after."""
    with twin_of(app, blueprint) as twin:
        player = Player(twin, henk.one)
        assert player.opens("/linde/planted/everything").html == "everything"
        with later(minutes=30):
            asked = player.opens("/linde/planted/everything")
            assert asked.location == "/account/proof?next=/linde/planted/everything"
            page = player.opens(asked.location)
            assert "Het logboek meenemen als bestand" in page
            form = page.form("/account/proof") | {"password": "welkom bij de balie"}
            done = Page(player.browser.post("/account/proof", data=form))
            assert (done.status, done.location) == (303, "/linde/planted/everything")
            assert player.opens(done.location).html == "everything"
