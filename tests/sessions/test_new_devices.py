"""A mail when an account signs in with a browser it did not use before, and "this was not me" behind its link."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.demo.cast import PASSWORD
from tenants.clock import at, now
from tenants.database import db, write_transaction
from tenants.device_rows import Device
from tenants.models import Account
from tests.guards.behind import Behind
from tests.people.inviting import invites, token_in
from tests.players import Page, Player, somebody

SUBJECT = "Er is met je account ingelogd op een nieuw apparaat"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def another(app: Flask, first_name: str, agent: str = FIREFOX) -> Player:
    """Somebody at a browser they did not use before."""
    player = Player(app, None)
    player.one = somebody(first_name)
    player.browser.environ_base["HTTP_USER_AGENT"] = agent
    player.signs_in()
    return player


def told(post_office, whom: str) -> list:
    return [mail for mail in post_office.mails(whom) if str(mail["Subject"]) == SUBJECT]


def link_in(mail) -> str:
    return f"/not-me/{token_in(mail, 'not-me')}"


def says_not_me(visitor: Player, path: str) -> Page:
    return visitor.posts(path, {}, on=path)


def test_a_browser_that_is_new_is_told_by_mail_when_with_what_and_what_to_do(bram, app, post_office):
    another(app, "bram")

    (mail,) = told(post_office, "bram")
    text = mail.get_body(("plain",)).get_content()
    assert "Firefox op Windows" in text
    assert "Was jij dit niet?" in text
    assert "http://localhost/not-me/" in text


def test_the_first_browser_of_all_is_nothing_to_tell(bram, post_office):
    assert bram.opens("/linde/").status == 200
    assert told(post_office, "bram") == []


def test_who_activates_an_account_hears_nothing_of_that_browser_and_of_the_next_one(henk, nobody, app, post_office):
    invites(henk, "iris@linde.example", "Iris Blom")
    path = f"/activate/{token_in(post_office.mails('iris')[-1], 'activate')}"
    nobody.posts(path, {"name": "Iris Blom", "password": "een lange zin over fietsen"}, on=path)
    assert nobody.opens("/linde/").status == 200
    assert told(post_office, "iris") == []

    second = Player(app, None)
    first = second.posts("/signin", {"email": "iris@linde.example"}, on="/signin")
    fields = first.form("/signin") | {"password": "een lange zin over fietsen"}
    assert second.browser.post("/signin", data=fields).status_code == 302
    assert len(told(post_office, "iris")) == 1


def test_a_browser_that_is_known_is_not_told_again_after_signing_out_or_from_another_network(bram, app, post_office):
    second = another(app, "bram")
    second.posts("/signout", {}, on="/linde/")
    second.browser.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    second.signs_in()

    assert len(told(post_office, "bram")) == 1


def test_the_same_browser_is_new_for_somebody_else(bram, samira, app, post_office):
    bram.posts("/signout", {}, on="/linde/")
    bram.one = samira.one
    bram.signs_in()

    assert len(told(post_office, "samira")) == 1
    assert told(post_office, "bram") == []


def test_two_presses_of_the_button_are_one_browser_and_one_mail(bram, app, post_office):
    second = Player(app, None)
    first = second.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    fields = first.form("/signin") | {"password": PASSWORD}
    cookie = second.browser.get_cookie("balie").value
    assert second.browser.post("/signin", data=fields).status_code == 302
    again = Player(app, None)
    again.browser.set_cookie("balie", cookie)
    assert again.browser.post("/signin", data=fields).status_code == 302

    assert len(told(post_office, "bram")) == 1


def test_a_wrong_password_is_no_browser(bram, nobody, app, post_office):
    first = nobody.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    nobody.browser.post("/signin", data=first.form("/signin") | {"password": "mis"})

    assert nobody.browser.get_cookie("balie-device") is None
    assert told(post_office, "bram") == []


def test_the_mail_is_in_the_language_of_the_person(bram, app, post_office):
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email == "bram@linde.example").values(language="en"))
    another(app, "bram")

    assert "Somebody signed in with your account on a new device" in post_office.subjects("bram")


def test_that_was_not_me_ends_every_session_and_the_password_and_a_mail_lets_choose_another(
    bram, henk, nobody, app, post_office
):
    thief = another(app, "bram")
    path = link_in(told(post_office, "bram")[0])
    page = nobody.opens(path)
    assert "Firefox op Windows" in page
    assert "bram@linde.example" in page
    assert thief.opens("/linde/").status == 200  # opening the link changes nothing

    done = says_not_me(nobody, path)

    assert (done.status, done.location) == (303, "/forgot/sent")
    assert thief.opens("/linde/").location.startswith("/signin")
    assert bram.opens("/linde/").location.startswith("/signin")
    first = thief.posts("/signin", {"email": "bram@linde.example"}, on="/signin")
    assert thief.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD}).status_code == 422
    assert "nieuw apparaat van iemand anders" in henk.opens("/linde/org/audit")

    mail = post_office.mails("bram")[-1]
    assert str(mail["Subject"]) == "Kies een nieuw wachtwoord"
    reset = f"/reset/{token_in(mail, 'reset')}"
    assert nobody.posts(reset, {"password": "een lange zin over fietsen"}, on=reset).status == 303
    assert bram.signs_in("een lange zin over fietsen").status == 302


def test_the_link_works_once_and_for_seven_days(bram, nobody, app, post_office, later):
    another(app, "bram")
    path = link_in(told(post_office, "bram")[0])
    with later(days=8):
        assert nobody.opens(path).status == 410
    form = nobody.opens(path).form(path)
    assert nobody.browser.post(path, data=form).status_code == 303
    assert nobody.browser.post(path, data=form).status_code == 410
    assert nobody.opens(path).status == 410


@pytest.mark.parametrize("token", ["x", "é" * 40, "a" * 5000])
def test_a_link_of_nothing_leads_nowhere(nobody, token):
    assert nobody.opens(f"/not-me/{token}").status == 410


def test_a_button_without_its_token_does_nothing(bram, nobody, app, post_office):
    another(app, "bram")
    path = link_in(told(post_office, "bram")[0])

    assert nobody.browser.post(path, data={}).status_code == 400
    assert bram.opens("/linde/").status == 200


def test_the_database_alone_gives_no_cookie_and_no_link_away(bram, app, engine, post_office):
    second = another(app, "bram")
    mail = told(post_office, "bram")[0]
    rows = str(Behind(engine).rows("select token_hash, seed, link_hash from device"))

    assert second.browser.get_cookie("balie-device").value not in rows
    assert token_in(mail, "not-me") not in rows


def test_a_browser_that_was_not_used_for_over_a_year_is_forgotten_but_never_the_last(bram, app, post_office, later):
    another(app, "bram")
    assert len(told(post_office, "bram")) == 1
    with later(days=200):
        bram.signs_in()
    with later(days=401):
        post_office.works()
        with app.app_context():
            left = db.session.scalars(select(Device.user_agent).join(Account).where(Account.name == "Bram Kuipers"))
            assert FIREFOX not in left.all()
    with later(days=1000):
        post_office.works()
        another(app, "bram", "Mozilla/5.0 (Macintosh) Safari/605")
        assert len(told(post_office, "bram")) == 2


def test_a_mail_that_leaves_too_late_is_not_sent(bram, app, post_office):
    another(app, "bram")
    with at(now() + timedelta(days=8)):
        assert told(post_office, "bram") == []
