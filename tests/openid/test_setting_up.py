"""An admin arranges the sign-in with the work account: tried first, then on, then perhaps the only way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.openid.rules import Check, Expected, first_wrong, judged
from tenants.database import db
from tenants.errors import Invalid
from tenants.models import Account
from tenants.provider_terms import Brand
from tenants.providers import own_proof_counts, read_role_map
from tenants.roles import TENANT_ROLES, Role
from tests.openid.visiting import (
    arranges,
    begins,
    comes_back,
    describes,
    goes,
    is_in,
    signs_in_at_work,
    switches,
    tries_out,
)
from tests.players import PASSWORD, Page, Player, somebody

ROOT = "/linde/org/sso"
BRAM = "bram@linde.example"


def log_of(player: Player) -> str:
    return player.opens(f"/{player.house}/org/audit").text


def handle_of(page: Page, name: str) -> str:
    return next(str(one["value"]) for one in page.soup.select("select[name=keeper] option") if one.get_text() == name)


def own_ways(app) -> dict[str, bool]:
    """Say of some people whether a passkey or password of their own opens their account."""
    emails = (BRAM, "henk@linde.example", "tom@vechtdal.example")
    with app.app_context():
        rows = db.session.execute(select(Account.email, Account.id).where(Account.email.in_(emails))).all()
        return {email: own_proof_counts(account_id) for email, account_id in rows}


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


def test_the_only_way_refuses_passwords_but_one(app, provider, henk, nobody, come):
    arranges(henk, provider)
    keeper = handle_of(henk.opens(ROOT), "Henk Visser")
    assert switches(henk, "enforced").errors == ["Kies een beheerder die een wachtwoord heeft"]
    assert switches(henk, "enforced", keeper=keeper).status == 303
    assert "Henk Visser houdt een wachtwoord" in log_of(henk)

    def tries(email: str, password: str) -> Page:
        browser = Player(app, None)
        first = browser.posts("/signin", {"email": email}, on="/signin")
        return Page(browser.browser.post("/signin", data=first.form("/signin") | {"password": password}))

    right, wrong, unknown = tries(BRAM, PASSWORD), tries(BRAM, "wrong"), tries("iemand@linde.example", "wrong")
    assert (
        right.errors == wrong.errors == unknown.errors == ["Dit wachtwoord geldt hier niet. Log in met je werkaccount"]
    )
    assert tries("henk@linde.example", "wrong").errors == right.errors
    assert tries("henk@linde.example", PASSWORD).status == 302
    assert tries("tom@vechtdal.example", PASSWORD).status == 302
    assert signs_in_at_work(nobody, BRAM).status == 302

    assert own_ways(app) == {BRAM: False, "henk@linde.example": True, "tom@vechtdal.example": True}

    switches(henk, "on")
    assert tries(BRAM, PASSWORD).status == 302
    assert own_ways(app)[BRAM]


def test_who_is_invited_comes_in_with_the_work_account_where_it_is_the_only_way(
    app, provider, henk, nobody, post_office
):
    arranges(henk, provider)
    switches(henk, "enforced", keeper=handle_of(henk.opens(ROOT), "Henk Visser"))
    invite = {"name": "Lot Nieuw", "email": "lot@linde.example", "language": "nl"}
    path = "/linde/org/users/new"
    henk.browser.post(path, data=henk.opens(path).form("") | invite)
    mail = post_office.mails("lot@")[-1].get_body(("plain",)).get_content()
    link = next(word for word in mail.split() if "/activate/" in word).removeprefix("http://localhost")

    page = nobody.opens(link)
    assert "Je hebt geen wachtwoord nodig" in page
    provider.who = {"sub": "lot-1", "email": "lot@linde.example", "email_verified": True}

    begun = Page(nobody.browser.post("/signin/sso", data=page.form("/signin/sso")))
    assert comes_back(nobody, goes(begun)).status == 302
    assert is_in(nobody)
    assert "Lot Nieuw kwam voor het eerst binnen met het werkaccount" in log_of(henk)


def test_an_account_is_made_only_when_that_is_allowed(provider, henk, nobody):
    arranges(henk, provider)
    provider.who = {"sub": "eva-1", "email": "eva@linde.example", "email_verified": True, "name": "Eva Nieuw"}
    page = signs_in_at_work(nobody, "eva@linde.example")
    assert (page.status, "nog geen account" in page.text) == (403, True)

    assert not is_in(nobody)


def test_a_claim_decides_the_role_of_a_new_account(provider, henk, nobody):
    arranges(henk, provider)
    path = f"{ROOT}/accounts"
    filled = {
        "makes_accounts": "y",
        "default_role": "employee",
        "role_claim": "groups",
        "role_map": "Planners = manager",
    }
    assert henk.posts(path, filled, on=path).status == 303
    provider.who = {
        "sub": "eva-1",
        "email": "eva@linde.example",
        "email_verified": True,
        "name": "Eva Nieuw",
        "groups": ["Everybody", "Planners"],
    }

    page = signs_in_at_work(nobody, "eva@linde.example", "/linde/")

    assert (page.status, page.location) == (302, "/linde/"), page.text
    assert nobody.opens("/linde/").status == 200
    row = next(one for one in henk.opens("/linde/org/users").soup.select("tbody tr") if "Eva Nieuw" in one.get_text())
    assert "Leidinggevende" in row.get_text()
    assert "Eva Nieuw kwam met het werkaccount" in log_of(henk)


@pytest.mark.parametrize("role", ["agent", "lead", "service_admin", "owner", ""])
def test_a_provider_gives_no_role_that_an_admin_may_not_give(provider, henk, role):
    describes(henk, provider)
    path = f"{ROOT}/accounts"

    page = henk.posts(path, {"role_claim": "groups", "role_map": f"everybody = {role}"}, on=path)

    assert page.status == 422
    assert page.errors
    forced = henk.posts(path, {"default_role": "service_admin"}, on=path)
    assert forced.status == 422


@given(st.dictionaries(st.text("abc =", min_size=1).map(str.strip).filter(bool), st.sampled_from(sorted(TENANT_ROLES))))
def test_a_role_map_is_read_as_it_is_written(meant):
    assert read_role_map("\n".join(f"{value} = {role}" for value, role in meant.items())) == meant


@given(st.text(max_size=60))
def test_a_role_map_gives_roles_of_customers_or_is_refused(text):
    try:
        found = read_role_map(text)
    except Invalid:
        return
    assert set(found.values()) <= TENANT_ROLES
    assert Role.SERVICE_ADMIN not in found.values()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
GOOD = {"iss": "i", "aud": "us", "exp": 1_300.0, "iat": 1_000.0, "nonce": "n", "sub": "s", "email_verified": True}
EXPECTED = Expected("i", "us", "n", 1_000.0, Brand.OTHER, frozenset({"linde.example"}))


@given(name=st.sampled_from([*sorted(GOOD), "azp", "nbf"]), value=ANYTHING)
def test_a_claim_that_says_anything_else_is_wrong_and_breaks_nothing(name, value):
    claims = GOOD | {name: value}
    wrong = first_wrong(judged(claims, BRAM, True, EXPECTED))

    if name in ("iss", "nonce", "aud") and value != GOOD[name] and value != ["us"]:
        assert wrong is not None
    if name == "email_verified":
        assert (wrong is Check.VERIFIED) == (value is not True)


def test_what_is_right_is_right():
    assert first_wrong(judged(GOOD, BRAM, True, EXPECTED)) is None
    entra = Expected("i", "us", "n", 1_000.0, Brand.ENTRA, frozenset({"linde.example"}))
    owned = {name: value for name, value in GOOD.items() if name != "email_verified"} | {"xms_edov": True}
    assert first_wrong(judged(owned, BRAM, True, entra)) is None
    assert first_wrong(judged(owned | {"email_verified": False}, BRAM, True, entra)) is Check.VERIFIED
    assert first_wrong(judged(owned | {"xms_edov": False}, BRAM, True, entra)) is Check.VERIFIED


@pytest.mark.parametrize("who", ["samira", "bram", "ilse", "ruud", "joost"])
def test_nobody_but_its_admins_reaches_the_pages(provider, henk, come, who):
    describes(henk, provider)
    other = come(who)
    expected = 403 if somebody(who).house == "LINDE" else 404

    for path in ("", "/provider", "/accounts", "/domains"):
        assert other.opens(ROOT + path).status == expected
    for path in ("/standing", "/test", "/provider", "/accounts", "/unlinking", "/domains", "/domains/abc/look"):
        assert other.sends(ROOT + path, {"standing": "on", "version": "1"}).status == expected


def test_known_and_unknown_addresses_get_the_same_second_step(provider, henk, nobody):
    arranges(henk, provider)

    def second(email: str) -> tuple[int, int, str]:
        page = nobody.posts("/signin", {"email": email}, on="/signin")
        return page.status, page.statements, page.text.replace(email, "")

    assert second(BRAM) == second("nobody@linde.example")
    assert "werkaccount van Zorggroep De Linde" in second(BRAM)[2]
    assert second("tom@vechtdal.example") == second("nobody@vechtdal.example")
    assert second("x@nowhere.example")[1] == second(BRAM)[1]
    goes_on = begins(nobody, "nobody@linde.example")
    assert goes_on.status == 200


def test_a_right_password_where_only_the_work_account_counts_is_no_wrong_one_in_the_log(
    app, provider, henk, bram, come, nobody, post_office
):
    arranges(henk, provider)
    switches(henk, "enforced", keeper=handle_of(henk.opens(ROOT), "Henk Visser"))

    pages = [_typed(nobody, email, word) for email, word in (("bram", PASSWORD), ("bram", "fout"), ("niemand", "fout"))]
    post_office.works()

    assert [page.status for page in pages] == [422, 422, 422]
    assert len({tuple(page.errors) for page in pages}) == 1
    log = henk.opens("/linde/org/audit").text
    why = "Bram Kuipers is niet binnengelaten met het juiste wachtwoord: de organisatie wil het werkaccount."
    assert log.count(why) == 1
    assert log.count("Iemand probeerde in te loggen als Bram Kuipers, met een verkeerd wachtwoord.") == 1
    history = bram.opens("/account/security/history").text
    assert "met het juiste wachtwoord, maar je organisatie wil het werkaccount" in history


def _typed(browser: Player, email: str, password: str) -> Page:
    step = browser.posts("/signin", {"email": f"{email}@linde.example"}, on="/signin")
    return Page(browser.browser.post("/signin", data=step.form("/signin") | {"password": password}))
