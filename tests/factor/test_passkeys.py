"""Passkeys: instead of the password or after it; and everything that is forged is refused."""

import json

import pytest
from sqlalchemy import select

from tenants.database import db, write_transaction
from tenants.factor_rows import Passkey
from tenants.organisations import organisation_named
from tenants.provider_rows import Provider
from tenants.provider_terms import Brand, Standing
from tenants.scope import inside
from tests.factor.keeper import Keeper
from tests.factor.proving import HERE, at_another_browser, codes_on, is_in, shows_password, shows_recovery_code
from tests.players import Page, Player

STRANGE = [
    "",
    "{}",
    "null",
    "[]",
    '"x"',
    "geen json",
    '{"id": 1}',
    '{"id":"a","rawId":"a","type":"public-key","response":{}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","authenticatorData":"YQ",'
    '"signature":"YQ","userHandle":"YQ","attestationObject":"YQ"},"clientExtensionResults":{}}',
    '{"id":null,"rawId":{},"type":7,"response":"x"}',
    "x" * 20_001,
]


def options_on(player: Player, path: str, fields: dict, on: str) -> dict:
    token = player.opens(on).soup.select_one("input[name=csrf_token]")
    assert token
    answer = player.browser.post(path, data={"csrf_token": token["value"], **fields})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return json.loads(answer.data)


def sends(player: Player, path: str, fields: dict, on: str) -> Page:
    token = player.opens(on).soup.select_one("input[name=csrf_token]")
    assert token
    return Page(player.browser.post(path, data={"csrf_token": token["value"], **fields}))


def makes(player: Player, keeper: Keeper, name: str = "Mijn telefoon", **lies) -> Page:
    fields = {"name": name, "answer": ""}
    options = options_on(player, f"{HERE}/passkeys/options", fields, HERE)
    answer = keeper.makes(options, **lies)
    return sends(player, f"{HERE}/passkeys", {"name": name, "answer": answer}, HERE)


def asked(player: Player) -> dict:
    return options_on(player, "/signin/passkey/options", {"answer": "", "second": "", "next": ""}, "/signin")


def shows(player: Player, answer: str, wanted: str = "") -> Page:
    return sends(player, "/signin/passkey", {"answer": answer, "second": "", "next": wanted}, "/signin")


def asked_second(player: Player) -> dict:
    return options_on(player, "/signin/passkey/options", {"answer": "", "second": "y"}, "/signin/code")


def shows_second(player: Player, answer: str) -> Page:
    return sends(player, "/signin/passkey", {"answer": answer, "second": "y"}, "/signin/code")


@pytest.fixture
def keeper(bram) -> Keeper:
    """The telephone of Bram, with a passkey for his account."""
    one = Keeper()
    page = makes(bram, one)
    assert page.status == 200
    assert len(codes_on(page)) == 10
    return one


def test_bram_signs_in_with_a_passkey_alone(bram, keeper, nobody):
    page = shows(nobody, keeper.shows(asked(nobody)), "/linde/requests")

    assert page.location == "/linde/requests"
    assert is_in(nobody)


def test_after_the_password_the_passkey_is_the_second_step(bram, keeper):
    other = at_another_browser(bram)
    assert shows_password(other, "/linde/requests").location == "/signin/code"
    options = asked_second(other)
    assert len(options["allowCredentials"]) == 1

    assert shows_second(other, keeper.shows(options, verifies=False)).location == "/linde/requests"
    assert is_in(other)


def test_a_lost_passkey_is_stood_in_for_by_a_recovery_code(bram):
    codes = codes_on(makes(bram, Keeper()))
    other = at_another_browser(bram)
    shows_password(other)

    assert shows_recovery_code(other, codes[0]).status == 302
    assert is_in(other)


def test_what_is_asked_tells_of_nobody(bram, keeper, nobody):
    options = asked(nobody)

    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"
    assert options["rpId"] == "localhost"
    assert "bram" not in json.dumps(options)


def test_what_a_passkey_keeps_of_an_account_tells_nobody_who_it_is(bram):
    fields = {"name": "x", "answer": ""}
    options = options_on(bram, f"{HERE}/passkeys/options", fields, HERE)

    assert options["attestation"] == "none"
    assert len(options["user"]["id"]) == 43
    assert options["rp"]["id"] == "localhost"


LIES = {
    "another origin": {"origin": "http://balie.example"},
    "another port": {"origin": "http://localhost:8000"},
    "another site": {"site": "balie.example"},
    "another challenge": {"challenge": "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY"},
    "nobody was asked who holds it": {"verifies": False},
    "another signature": {"signature": b"0\x06\x02\x01\x01\x02\x01\x01"},
    "of making, not of showing": {"kind": "webauthn.create"},
    "it says nobody's": {"user": b""},
    "it says somebody else's": {"user": b"x" * 32},
    "it is called otherwise": {"credential": b"y" * 32},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_forged_answer_signs_nobody_in(bram, keeper, nobody, lie):
    page = shows(nobody, keeper.shows(asked(nobody), **LIES[lie]))

    assert page.status == 422
    assert "Deze passkey is niet geaccepteerd" in page.text
    assert not is_in(nobody)
    assert shows(nobody, keeper.shows(asked(nobody))).status == 302


@pytest.mark.parametrize("lie", ["another origin", "another site", "another challenge"])
def test_a_forged_answer_makes_no_passkey(bram, lie, app):
    page = makes(bram, Keeper(), **LIES[lie])

    assert page.status == 422
    with app.app_context():
        assert db.session.scalar(select(Passkey.id)) is None


@pytest.mark.parametrize("answer", STRANGE)
def test_what_is_no_answer_is_refused_in_words(bram, nobody, answer):
    asked(nobody)
    assert shows(nobody, answer).status == 422
    fields = {"name": "x", "answer": ""}
    options_on(bram, f"{HERE}/passkeys/options", fields, HERE)
    page = sends(bram, f"{HERE}/passkeys", {"name": "x", "answer": answer}, HERE)
    assert page.status == 422
    assert page.errors


def test_an_answer_counts_once_in_its_browser_and_within_five_minutes(bram, keeper, nobody, app, later):
    options = asked(nobody)
    kept = nobody.browser.get_cookie("balie").value
    answer = keeper.shows(options)
    elsewhere = Player(app, None)
    asked(elsewhere)
    assert shows(elsewhere, answer).status == 422

    with later(minutes=6):
        assert shows(nobody, answer).status == 422
    nobody.browser.set_cookie("balie", kept)
    assert shows(nobody, answer).status == 302

    again = Player(app, None)
    again.browser.set_cookie("balie", kept)
    assert shows(again, answer).status == 422
    assert not is_in(again)


def test_a_challenge_of_making_is_none_of_signing_in(bram, keeper):
    fields = {"name": "x", "answer": ""}
    options = options_on(bram, f"{HERE}/passkeys/options", fields, HERE)

    assert shows(bram, keeper.shows(options)).status == 422


def test_the_passkey_of_karim_is_no_second_step_of_bram(bram, karim, keeper):
    his = Keeper()
    makes(karim, his)
    other = at_another_browser(bram)
    shows_password(other)
    options = asked_second(other)

    assert shows_second(other, his.shows(options)).status == 422
    assert not is_in(other)


def test_a_count_that_goes_back_is_refused_and_told(bram, keeper, nobody, app, henk, post_office):
    keeper.count = 7
    assert shows(nobody, keeper.shows(asked(nobody))).status == 302
    thief = Player(app, None)

    assert shows(thief, keeper.shows(asked(thief), count=8)).status == 422
    assert shows(thief, keeper.shows(asked(thief), count=3)).status == 422

    assert not is_in(thief)
    assert "Een passkey van je account is geweigerd" in post_office.subjects("bram")
    assert "Een passkey van Bram Kuipers is geweigerd" in henk.opens("/linde/org/audit").text


def test_making_one_asks_for_a_name_and_for_a_fresh_proof(bram, later):
    token = bram.opens(HERE).soup.select_one("input[name=csrf_token]")["value"]

    def asks(**fields):
        return bram.browser.post(f"{HERE}/passkeys/options", data={"csrf_token": token, "answer": "", **fields})

    assert asks(name="").get_json()["words"] == "Vul een naam in"
    assert asks(name="x").status_code == 200
    with later(minutes=11):
        assert asks(name="x").headers["Location"].startswith("/account/proof/")


def test_the_same_passkey_is_not_added_twice(bram, karim, keeper):
    assert makes(karim, Keeper(credential=keeper.credential, key=keeper.key)).status == 422


def test_bram_renames_and_removes_it_and_karim_cannot(bram, karim, keeper, nobody):
    page = bram.opens(HERE)
    path = next(
        form["action"]
        for form in page.soup.select("form")
        if "/passkeys/" in form["action"] and "options" not in form["action"]
    )

    assert bram.posts(path, {"name": "Sleutelbos"}, on=HERE).status == 303
    assert "Sleutelbos" in bram.opens(HERE)
    assert sends(karim, path, {"name": "Van mij"}, HERE).status == 404
    assert karim.opens(f"{path}/removal").status == 404
    assert bram.posts(f"{path}/removal", {}, on=f"{path}/removal").status == 303

    assert shows(nobody, keeper.shows(asked(nobody))).status == 422
    assert shows_password(at_another_browser(bram)).location == "/"


def test_making_one_ends_other_sessions_and_is_mailed(bram, come, post_office):
    elsewhere = come("bram")

    makes(bram, Keeper())

    assert is_in(bram)
    assert not is_in(elsewhere)
    assert "Er is een passkey toegevoegd aan je account" in post_office.subjects("bram")


def test_a_second_device_gets_a_passkey_of_its_own(bram, keeper, nobody):
    second = Keeper()
    assert makes(bram, second, "Laptop").status == 303

    assert shows(nobody, second.shows(asked(nobody))).status == 302
    assert is_in(nobody)


def test_a_passkey_does_not_go_round_a_sign_in_that_an_organisation_enforces(bram, keeper, nobody, app):
    with app.app_context(), write_transaction(), inside(organisation_named("LINDE") or 0):
        more = {
            "issuer": "https://id.example",
            "client_id": "balie",
            "sealed_secret": "",
            "standing": Standing.ENFORCED,
        }
        db.session.add(Provider(brand=Brand.OTHER, **more))

    assert shows(nobody, keeper.shows(asked(nobody))).status == 422
    assert not is_in(nobody)
