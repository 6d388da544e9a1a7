"""Getting in and out: the same for known and unknown addresses, limited before hashing, ended at once."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from portal.demo.cast import PASSWORD
from tenants.accounts import keep_stronger
from tenants.database import db, write_transaction
from tenants.models import Account, Session
from tests.players import Player, somebody


def type_in(visitor: Player, email: str, password: str = ""):
    first = visitor.posts("/signin", {"email": email}, on="/signin")
    if not password:
        return first
    fields = first.form("/signin") | {"password": password}
    answer = visitor.browser.post("/signin", data=fields)
    return answer


def plain(page) -> str:
    """The page without what differs by nature: the token and the address that was typed."""
    token = page.soup.select_one("input[name=csrf_token]")
    return page.html.replace(token["value"], "").replace("bram@linde.example", "").replace("nobody@linde.example", "")


def test_bram_signs_in_and_lands_at_his_organisation(come):
    bram = come("bram")

    assert bram.opens("/").location == "/linde/"


def test_known_and_unknown_addresses_see_the_same_second_step(nobody):
    known = type_in(nobody, "bram@linde.example")
    unknown = type_in(nobody, "nobody@linde.example")

    assert known.status == unknown.status == 200
    assert plain(known) == plain(unknown)


def test_a_wrong_password_and_an_unknown_address_read_the_same(nobody):
    wrong = type_in(nobody, "bram@linde.example", "verkeerd")
    unknown = type_in(nobody, "nobody@linde.example", "verkeerd")

    assert wrong.status_code == unknown.status_code == 422
    assert len(wrong.data) == len(unknown.data) + len("bram") * 2 - len("nobody") * 2


@pytest.mark.parametrize("email", ["bram@linde.example", "nobody@linde.example"])
def test_ten_wrong_passwords_lock_an_address_for_a_quarter_of_an_hour_known_or_not(nobody, later, email):
    for _ in range(10):
        assert type_in(nobody, email, "verkeerd").status_code == 422

    locked = type_in(nobody, email, "verkeerd")

    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) > 0
    with later(minutes=16):
        assert type_in(nobody, email, "verkeerd").status_code == 422


def test_a_locked_address_does_not_stop_others(nobody, come):
    for _ in range(11):
        type_in(nobody, "bram@linde.example", "verkeerd")

    assert come("karim").opens("/linde/").status == 200


def test_sixty_tries_a_minute_from_one_place_are_enough(nobody):
    statuses = [nobody.posts("/signin", {"email": f"a{n}@b.example"}, on="/signin").status for n in range(61)]

    assert statuses[-2:] == [200, 429]


@pytest.mark.parametrize(
    "address", ["", "geen adres", "a@b", "@linde.example", "a b@linde.example", "x" * 300 + "@a.nl"]
)
def test_what_is_no_address_is_refused_at_the_field(nobody, address):
    page = nobody.posts("/signin", {"email": address}, on="/signin")

    assert page.status == 422
    assert len(page.errors) == 1


def test_capitals_and_spaces_around_an_address_do_not_matter(nobody):
    answer = type_in(nobody, " Bram@Linde.Example ", "welkom bij de balie")

    assert answer.status_code == 302


def test_somebody_invited_cannot_sign_in_before_they_come(nobody):
    assert type_in(nobody, "pim@linde.example", "welkom bij de balie").status_code == 422


def test_a_disabled_account_is_out_at_its_next_page(bram, app):
    assert bram.opens("/linde/").status == 200
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == "bram@linde.example").values(active=False))

    assert bram.opens("/linde/").location.startswith("/signin")


def test_signing_out_ends_the_session_for_a_copied_cookie_too(bram, app):
    thief = Player(app, None)
    cookie = bram.browser.get_cookie("balie")
    thief.browser.set_cookie("balie", cookie.value)
    assert thief.opens("/linde/").status == 200

    assert bram.posts("/signout", {}, on="/linde/").location == "/signed-out"

    assert thief.opens("/linde/").location.startswith("/signin")


def test_a_session_ends_after_twelve_idle_hours_and_after_thirty_days(bram, app, later):
    with later(hours=13):
        assert bram.opens("/linde/").location.startswith("/signin")
    with app.app_context(), write_transaction():
        db.session.execute(update(Session).values(used_at=db.session.scalar(select(Session.used_at))))
    assert bram.opens("/linde/").status == 200


def test_the_browser_gets_a_new_cookie_at_sign_in_and_the_database_only_its_hash(nobody, app):
    nobody.opens("/signin")
    before = nobody.browser.get_cookie("balie").value
    type_in(nobody, "bram@linde.example", "welkom bij de balie")
    after = nobody.browser.get_cookie("balie").value

    assert before != after
    with app.app_context():
        assert all(row not in after for row in db.session.scalars(select(Session.token_hash)))


def test_karin_with_two_memberships_chooses_her_organisation(app):
    karin = Player(app, somebody("karin", "eemland"))

    page = karin.opens(karin.opens("/").location)

    assert "Gemeente Vechtdal" in page
    assert "Thuiszorg Eemland" in page
    assert karin.opens("/vechtdal/").status == karin.opens("/eemland/").status == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\tx"]
)
def test_after_sign_in_nobody_is_sent_to_another_site(nobody, wanted):
    first = nobody.posts("/signin", {"email": "bram@linde.example", "next": wanted}, on="/signin")
    answer = nobody.browser.post("/signin", data=first.form("/signin") | {"password": "welkom bij de balie"})

    assert answer.headers["Location"] == "/"


def test_who_was_on_the_way_to_a_page_arrives_there(nobody, bram):
    ticket = bram.files()
    page = nobody.opens(nobody.opens(ticket.path).location)

    fields = page.form("/signin") | {"email": "bram@linde.example", "password": "welkom bij de balie"}

    assert nobody.browser.post("/signin", data=fields).headers["Location"] == ticket.path


def test_a_hundred_wrong_passwords_from_many_places_stop_nobody_but_that_address(nobody, come):
    fields = nobody.posts("/signin", {"email": "bram@linde.example"}, on="/signin").form("/signin")
    statuses = []
    for place in range(100):
        from_here = {"REMOTE_ADDR": f"10.0.{place}.7"}
        wrong = fields | {"password": "verkeerd"}
        statuses.append(nobody.browser.post("/signin", data=wrong, environ_overrides=from_here).status_code)

    assert statuses == [422] * 10 + [429] * 90
    for name in ("karim", "henk", "joost"):
        assert come(name).opens("/account").status == 200


def test_a_hundred_wrong_passwords_for_many_addresses_stop_nobody(nobody, come):
    fields = nobody.opens("/signin").form("/signin")
    for place in range(100):
        wrong = fields | {"email": f"iemand{place}@linde.example", "password": "verkeerd"}
        answer = nobody.browser.post("/signin", data=wrong, environ_overrides={"REMOTE_ADDR": f"10.0.{place}.7"})
        assert answer.status_code == 422

    assert come("bram").opens("/linde/").status == 200


def weak_hash(app) -> str:
    """Give Bram a hash as it was made long ago; return it."""
    weak = PasswordHasher(time_cost=1, memory_cost=512, parallelism=1).hash(PASSWORD)
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == "bram@linde.example").values(password_hash=weak))
    return weak


def hash_now(app) -> str:
    with app.app_context():
        return (
            db.session.scalars(select(Account.password_hash).where(Account.email == "bram@linde.example")).one() or ""
        )


def test_a_hash_of_weaker_parameters_is_made_anew_when_its_owner_signs_in(app, come, nobody):
    inside = come("bram")
    weak = weak_hash(app)
    type_in(nobody, "bram@linde.example", "verkeerd")
    assert hash_now(app) == weak

    assert type_in(nobody, "bram@linde.example", PASSWORD).status_code == 302

    stronger = hash_now(app)
    assert stronger != weak
    assert inside.opens("/linde/").status == 200  # nobody is signed out for it
    assert type_in(Player(app, None), "bram@linde.example", PASSWORD).status_code == 302
    assert hash_now(app) == stronger


def test_a_password_that_was_changed_meanwhile_stays(app):
    weak = weak_hash(app)
    with app.app_context(), write_transaction():
        account_id = db.session.scalars(select(Account.id).where(Account.email == "bram@linde.example")).one()
        keep_stronger(account_id, "another hash", "a late one")

    assert hash_now(app) == weak
