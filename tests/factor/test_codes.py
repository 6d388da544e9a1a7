"""A code of an app as the second step: each works once, tries are limited, and nobody is in before it."""

import pytest
from sqlalchemy import func, select, update

from portal.demo.cast import PASSWORD
from tenants.database import db, write_transaction
from tenants.factor_rows import Authenticator, RecoveryCode
from tenants.models import Account
from tests.factor.proving import (
    HERE,
    Telephone,
    at_another_browser,
    begins,
    is_in,
    secret_on,
    sets_up_app,
    shows_code,
    shows_password,
    shows_recovery_code,
)
from tests.players import Page

WRONG = "Dit is niet je wachtwoord. Probeer het opnieuw"


def test_bram_sets_up_an_app_and_signs_in_with_its_code(bram, later):
    telephone, codes = sets_up_app(bram)
    assert len(codes) == 10 == len(set(codes))
    assert is_in(bram)

    other = at_another_browser(bram)
    assert shows_password(other, "/linde/requests").location == "/signin/code"
    with later(seconds=40):
        page = shows_code(other, telephone.code())

    assert page.location == "/linde/requests"
    assert is_in(other)


def test_the_picture_and_the_text_are_there_and_nothing_of_it_is_styled_inline(bram):
    begins(bram)
    page = bram.opens(f"{HERE}/app")

    assert page.soup.select_one("svg.qr path")
    assert "style=" not in page.html
    assert len(secret_on(page)) == 32


def test_the_app_counts_only_once_it_was_confirmed_with_a_code(bram):
    begins(bram)
    telephone = Telephone(secret_on(bram.opens(f"{HERE}/app")))

    wrong = bram.posts(f"{HERE}/app/confirmation", {"code": "000000"}, on=f"{HERE}/app")
    assert wrong.status == 422
    assert shows_password(at_another_browser(bram)).location == "/"

    right = bram.posts(f"{HERE}/app/confirmation", {"code": telephone.code()}, on=f"{HERE}/app")
    assert right.status == 200
    assert shows_password(at_another_browser(bram)).location == "/signin/code"


def test_setting_it_up_long_after_signing_in_asks_for_the_password(bram, later):
    with later(minutes=11):
        asked = begins(bram).location
        assert asked.startswith("/account/proof/")
        assert bram.posts(asked, {"password": "verkeerd"}, on=asked).errors == [WRONG]
        assert bram.posts(asked, {"password": PASSWORD}, on=asked).location == asked
        assert bram.posts(f"{HERE}/app", {}, on=asked).location == f"{HERE}/app"


def test_what_somebody_else_began_is_seen_and_confirmed_by_nobody_without_a_proof(bram, later):
    begins(bram)
    with later(minutes=11):
        assert bram.opens(f"{HERE}/app").location == f"/account/proof?next={HERE}/app"
        assert bram.sends(f"{HERE}/app/confirmation", {"code": "123456"}).location.startswith("/account/proof/")


def test_who_has_no_password_sets_it_up_too(bram, app):
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == "bram@linde.example").values(password_hash=None))

    _telephone, codes = sets_up_app(bram)

    assert len(codes) == 10


def test_the_secret_is_sealed_and_recovery_codes_are_hashed(bram, app):
    begins(bram)
    secret = secret_on(bram.opens(f"{HERE}/app"))
    telephone = Telephone(secret)
    page = bram.posts(f"{HERE}/app/confirmation", {"code": telephone.code()}, on=f"{HERE}/app")

    with app.app_context():
        assert secret not in str(db.session.scalar(select(Authenticator.secret)))
        hashes = list(db.session.scalars(select(RecoveryCode.code_hash)))
    assert len(hashes) == 10
    assert not [one for one in hashes if one in page.html]


def test_a_code_works_once(bram, later):
    telephone, _codes = sets_up_app(bram)
    first, second = at_another_browser(bram), at_another_browser(bram)
    with later(seconds=40):
        code = telephone.code()
        shows_password(first)
        shows_password(second)

        assert shows_code(first, code).status == 302
        assert shows_code(second, code).status == 422

    assert is_in(first)
    assert not is_in(second)


def test_the_code_that_confirmed_the_app_does_not_sign_in(bram, noon):
    telephone, _codes = sets_up_app(bram)
    other = at_another_browser(bram)
    shows_password(other)

    assert shows_code(other, telephone.code()).status == 422


@pytest.mark.parametrize(("ago", "status"), [(0, 302), (30, 302), (-30, 302), (60, 422), (-60, 422)])
def test_a_clock_may_differ_by_half_a_minute(bram, noon, later, ago, status):
    telephone, _codes = sets_up_app(bram)
    other = at_another_browser(bram)
    with later(minutes=5):
        shows_password(other)
        assert shows_code(other, telephone.code(ago)).status == status


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "x" * 41, "12 34"])
def test_what_is_no_code_is_refused_at_the_field(bram, typed):
    sets_up_app(bram)
    other = at_another_browser(bram)
    shows_password(other)

    page = shows_code(other, typed)

    assert page.status == 422
    assert len(page.errors) == 1


def test_a_code_with_a_space_in_it_is_right(bram, later):
    telephone, _codes = sets_up_app(bram)
    other = at_another_browser(bram)
    with later(minutes=2):
        shows_password(other)
        code = telephone.code()
        assert shows_code(other, f"{code[:3]} {code[3:]}").status == 302


def test_five_wrong_codes_ask_for_the_password_again(bram, later):
    sets_up_app(bram)
    other = at_another_browser(bram)
    with later(minutes=2):
        shows_password(other, "/linde/requests")
        for _ in range(4):
            assert shows_code(other, "000000").status == 422
        assert shows_code(other, "000000").location == "/linde/requests"

        assert other.opens("/signin/code").status == 303
        assert other.opens("/linde/requests").location.startswith("/signin")


def test_ten_wrong_codes_lock_the_second_step_of_an_account_in_every_browser(bram, later):
    telephone, codes = sets_up_app(bram)
    with later(minutes=2):
        for _ in range(2):
            other = at_another_browser(bram)
            shows_password(other)
            for _ in range(5):
                shows_code(other, "000000")
        other = at_another_browser(bram)
        shows_password(other)

        locked = shows_code(other, telephone.code())
        assert locked.status == 429
        assert int(locked.response.headers["Retry-After"]) > 0
        assert shows_recovery_code(other, codes[0]).status == 429
    with later(minutes=18):
        shows_password(other)
        assert shows_code(other, telephone.code()).status == 302


def test_who_showed_only_the_password_is_in_nowhere(bram, app, later):
    sets_up_app(bram)
    other = at_another_browser(bram)
    shows_password(other)

    with app.test_request_context():
        rules = [
            rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments - {"key"}
        ]
    pages = [rule.rule.replace("<key>", "linde") for rule in rules if not _is_public(app, rule.endpoint)]
    assert len(pages) > 30
    open_ones = [path for path in pages if not other.opens(path).location.startswith("/signin")]
    assert open_ones == []


def _is_public(app, endpoint: str) -> bool:
    return bool(getattr(app.view_functions[endpoint], "public", None))


def test_the_first_proof_counts_in_its_own_browser_and_for_ten_minutes(bram, later):
    sets_up_app(bram)
    here, elsewhere = at_another_browser(bram), at_another_browser(bram)
    shows_password(here)

    assert elsewhere.opens("/signin/code").location == "/"
    with later(minutes=9):
        assert here.opens("/signin/code").status == 200
    with later(minutes=11):
        assert here.opens("/signin/code").location == "/"


def test_another_password_ends_what_was_half_way(bram):
    sets_up_app(bram)
    other = at_another_browser(bram)
    shows_password(other)
    assert other.opens("/signin/code").status == 200

    new = {"current": PASSWORD, "password": "een heel andere zin over wind"}
    assert bram.posts("/account/security/password", new, on="/account/security").status == 303

    assert other.opens("/signin/code").status == 303


def test_a_recovery_code_works_once_and_its_owner_is_mailed(bram, post_office):
    _telephone, codes = sets_up_app(bram)
    first, second = at_another_browser(bram), at_another_browser(bram)
    shows_password(first)
    shows_password(second)

    assert shows_recovery_code(first, codes[3].upper().replace("-", " ")).status == 302
    assert "Je hebt nog 9 herstelcodes" in first.opens("/linde/").html
    assert shows_recovery_code(second, codes[3]).status == 422

    assert is_in(first)
    assert not is_in(second)
    assert "Iemand heeft ingelogd met een herstelcode" in post_office.subjects("bram")


def test_new_recovery_codes_end_the_old_ones(bram, later):
    _telephone, old = sets_up_app(bram)
    page = bram.posts(f"{HERE}/codes", {}, on=f"{HERE}/codes")
    new = [one.get_text() for one in page.soup.select(".codes code")]
    other = at_another_browser(bram)
    shows_password(other)

    assert shows_recovery_code(other, old[0]).status == 422
    assert shows_recovery_code(other, new[0]).status == 302


def test_setting_it_up_ends_other_sessions_and_is_mailed_and_in_the_log(bram, come, henk, post_office):
    elsewhere = come("bram")
    before = bram.browser.get_cookie("balie").value

    sets_up_app(bram)

    assert bram.browser.get_cookie("balie").value != before
    assert is_in(bram)
    assert not is_in(elsewhere)
    assert "Er is een app voor codes toegevoegd aan je account" in post_office.subjects("bram")
    assert "Bram Kuipers heeft een tweede stap toegevoegd" in henk.opens("/linde/org/audit")


def test_a_wrong_code_is_in_the_log(bram, henk, later):
    sets_up_app(bram)
    other = at_another_browser(bram)
    shows_password(other)
    shows_code(other, "000000")

    assert "wist het wachtwoord van Bram Kuipers" in henk.opens("/linde/org/audit")


def test_removing_the_app_lets_the_password_do_again(bram, app, post_office):
    sets_up_app(bram)
    path = f"{HERE}/app/removal"

    assert shows_password(at_another_browser(bram)).location == "/signin/code"
    assert bram.posts(path, {}, on=path).status == 303

    assert shows_password(at_another_browser(bram)).location == "/"
    assert is_in(bram)
    assert "Er is een tweede stap weggehaald van je account" in post_office.subjects("bram")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 0


@pytest.mark.parametrize("what", ["app/removal", "codes"])
def test_long_after_signing_in_only_a_new_sign_in_with_the_second_step_changes_it(bram, later, what):
    telephone, _codes = sets_up_app(bram)
    path = f"{HERE}/{what}"
    with later(minutes=11):
        asked = bram.posts(path, {}, on=path).location
        page = bram.opens(asked)
        assert page.soup.select_one("input[name=password]") is None
        assert bram.sends(asked, {"password": PASSWORD}).status == 422

        first = bram.posts("/signin", {"email": "bram@linde.example", "next": asked}, on=f"/signin?next={asked}")
        Page(bram.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD}))
        assert shows_code(bram, telephone.code()).location == asked
        assert bram.posts(path, {}, on=asked).status in (200, 303)


def test_a_confirmed_address_does_not_go_round_the_second_step(bram, nobody, post_office):
    sets_up_app(bram)
    bram.posts("/account/address", {"email": "bram.kuipers@linde.example"}, on="/account/address")
    mail = next(mail for mail in post_office.mails() if "bram.kuipers@" in str(mail["To"]))
    body = mail.get_body(("plain",))
    assert body
    token = body.get_content().split("/address/")[1].split()[0]

    page = nobody.posts(f"/address/{token}", {"password": PASSWORD}, on=f"/address/{token}")

    assert page.location == "/signin/code"
    assert not is_in(nobody)
