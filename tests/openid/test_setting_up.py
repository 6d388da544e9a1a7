"""An admin arranges the sign-in with the work account: tried first, then on."""

import pytest

from tests.openid.visiting import (
    arranges,
    comes_back,
    describes,
    goes,
    log_of,
    tries_out,
)
from tests.players import Page, Player, somebody

BRAM = "bram@linde.example"
ROOT = "/linde/org/sso"


def test_it_cannot_be_switched_on_before_it_was_tested(provider, henk):
    describes(henk, provider)
    page = henk.opens(ROOT)

    assert "Nog niet getest" in page
    assert "Zet aan" not in page.buttons
    token = page.form(f"{ROOT}/test")
    forced = Page(henk.browser.post(f"{ROOT}/standing", data=token | {"standing": "on", "keeper": ""}))
    assert (forced.status, forced.errors) == (409, ["Test het eerst. Daarna kun je het aanzetten."])


def test_a_test_shows_what_the_provider_says_and_signs_nobody_in(app, provider, henk):
    provider.who = {"sub": "x-17", "email": "noor@linde.example", "email_verified": True, "name": "Noor de Graaf"}
    describes(henk, provider)

    page = tries_out(henk)

    assert "Alles klopt" in page
    assert all(words in page for words in ("noor@linde.example", "x-17", "Noor de Graaf"))
    assert not page.soup.select("main .pill.bad")
    assert "Henk" in henk.opens("/account").html
    assert "testte het inloggen met het werkaccount: alles klopte" in log_of(henk)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email_verified": "true"}, "email_verified als true"),
        ({"email": "henk@elders.example"}, "voeg het domein toe"),
        ({"aud": "another"}, "Klopt de client-ID?"),
        ({"iss": "https://elders.example"}, "Klopt het adres van de aanbieder"),
    ],
)
def test_a_test_that_fails_says_what_to_do(provider, henk, claims, words):
    provider.who |= claims
    describes(henk, provider)

    page = tries_out(henk)

    assert words in page
    assert len(page.soup.select("main .pill.bad")) == 1
    assert "Zet aan" not in henk.opens(ROOT).buttons


def test_a_wrong_secret_is_told_in_words(provider, henk):
    describes(henk, provider, secret="wrong")

    assert "Klopt het clientgeheim" in tries_out(henk)


def test_a_provider_that_is_not_there_is_told_in_words(provider, henk):
    describes(henk, provider, issuer=f"{provider.issuer}/nowhere")

    page = henk.posts(f"{ROOT}/test", {}, on=ROOT)

    assert (page.status, "geeft geen antwoord" in page.text) == (503, True)


def test_a_test_of_one_admin_is_shown_to_nobody_else(app, provider, henk, ilse):

    describes(henk, provider)
    address = goes(henk.posts(f"{ROOT}/test", {}, on=ROOT))

    assert comes_back(ilse, address).status == 403
    assert comes_back(Player(app, None), address).status == 403


def test_what_is_changed_has_to_be_tested_again(provider, henk, nobody):
    arranges(henk, provider)
    describes(henk, provider, client_id="another")

    assert "Nog niet getest" in henk.opens(ROOT)
    assert "werkaccount" not in nobody.posts("/signin", {"email": BRAM}, on="/signin")


def test_the_secret_is_never_shown_and_goes_to_no_other_provider(app, provider, henk):
    path = f"{ROOT}/provider"
    describes(henk, provider)
    page = henk.opens(path)

    assert "only-both-of-us-know" not in page.html
    assert describes(henk, provider, secret="").status == 303  # it is kept
    refused = describes(henk, provider, secret="", issuer="https://login.evil.example")
    assert (refused.status, refused.errors) == (422, ["Vul het clientgeheim in"])


def test_two_admins_who_change_it_at_once_read_both(provider, henk):
    path = f"{ROOT}/provider"
    describes(henk, provider)
    stale = henk.opens(path).form(path)
    describes(henk, provider, client_id="the-first")

    page = Page(henk.browser.post(path, data=stale | {"client_id": "the-second", "secret": "x"}))

    assert (page.status, "the-first" in page.text) == (409, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"brand": "other", "issuer": "http://login.example.org"}, "https://"),
        ({"brand": "other", "issuer": "https://10.0.0.1"}, "https://"),
        ({"brand": "other", "issuer": "https://localhost"}, "https://"),
        ({"brand": "other", "issuer": "https://[::1]/"}, "https://"),
        ({"brand": "other", "issuer": "https://user:word@login.example.org"}, "https://"),
        ({"brand": "other", "issuer": "https://[bad"}, "https://"),
        ({"brand": "other", "issuer": "gopher://login.example.org"}, "https://"),
        ({"brand": "entra", "directory": "contoso"}, "Entra"),
        ({"brand": "okta"}, "lijst"),
        ({"client_id": ""}, "client-ID"),
    ],
)
def test_what_is_filled_in_wrong_is_told_at_its_field(provider, henk, fields, words):
    page = describes(henk, provider, **fields)

    assert page.status == 422
    assert any(words in error for error in page.errors), page.errors


@pytest.mark.parametrize("who", ["samira", "bram", "ilse", "ruud", "joost"])
def test_nobody_but_its_admins_reaches_the_pages(provider, henk, come, who):
    describes(henk, provider)
    other = come(who)
    expected = 403 if somebody(who).house == "LINDE" else 404

    for path in ("", "/provider", "/accounts", "/domains"):
        assert other.opens(ROOT + path).status == expected
    for path in ("/standing", "/test", "/provider", "/accounts", "/unlinking", "/domains", "/domains/abc/look"):
        assert other.sends(ROOT + path, {"standing": "on", "version": "1"}).status == expected
