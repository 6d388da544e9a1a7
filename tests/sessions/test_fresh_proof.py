"""A fresh proof before what is dangerous: what was sent is kept, one more press sends it, and nothing is lost."""

import pytest
from sqlalchemy import select

from portal.demo.cast import PASSWORD
from portal.signin.models import KeptPost
from tenants.database import db
from tenants.models import Session
from tests.guards.behind import Behind
from tests.people.inviting import changes, fields_of, invites
from tests.players import Page, Player

LONG_AFTER = {"minutes": 11}


def asked(page: Page) -> bool:
    return page.status == 303 and page.location.startswith("/account/proof/")


def proves(player: Player, where: str, password: str = PASSWORD) -> Page:
    return player.posts(where, {"password": password}, on=where)


def sends_on(player: Player, where: str) -> Page:
    """Press the button of the page that holds what was kept."""
    page = player.opens(where)
    form = page.soup.select_one("main form[method=post]")
    assert form
    return Page(player.browser.post(form["action"], data=page.form(form["action"])))


def roles_of(engine, name: str) -> str:
    (row,) = Behind(engine).rows(
        f"select roles from membership join account on account.id = account_id where account.name = '{name}'"
    )
    return str(row[0])


def test_making_somebody_admin_asks_the_password_and_one_more_press_does_it(henk, later, engine):
    with later(**LONG_AFTER):
        late = changes(henk, "Bram Kuipers", roles=["employee", "admin"])
        assert asked(late)
        assert "admin" not in roles_of(engine, "Bram Kuipers")

        page = henk.opens(late.location)
        assert page.title == "Bevestig dat jij het bent"
        assert "Wijzigen wat een collega mag" in page
        done = proves(henk, late.location)
        assert (done.status, done.location) == (303, late.location)
        page = henk.opens(late.location)
        assert page.title == "Nog één keer drukken"
        assert "admin" not in roles_of(engine, "Bram Kuipers")

        assert sends_on(henk, late.location).status == 303
        assert "admin" in roles_of(engine, "Bram Kuipers")


def test_signing_in_is_a_proof_for_ten_minutes(henk, later, engine):
    with later(minutes=9.9):
        assert not asked(changes(henk, "Bram Kuipers", roles=["employee", "admin"]))
    assert "admin" in roles_of(engine, "Bram Kuipers")


def test_what_is_not_dangerous_asks_nothing(henk, later):
    with later(hours=3):
        assert not asked(changes(henk, "Bram Kuipers", personnel_number="77"))
        assert not asked(invites(henk, "nieuw@linde.example"))
        assert asked(invites(henk, "baas@linde.example", roles=["employee", "admin"]))


def test_a_proof_counts_for_the_next_one_too(henk, later):
    with later(**LONG_AFTER):
        proves(henk, changes(henk, "Bram Kuipers", roles=["manager"]).location)
        assert not asked(changes(henk, "Bram Kuipers", roles=["manager"]))
    with later(minutes=22):
        assert asked(changes(henk, "Bram Kuipers", roles=["professional"]))


def test_a_wrong_password_sends_nothing_is_told_at_the_field_and_stands_in_the_history(henk, later, post_office):
    with later(**LONG_AFTER):
        late = changes(henk, "Bram Kuipers", roles=["employee", "admin"])
        wrong = proves(henk, late.location, "niet mijn wachtwoord")
        assert (wrong.status, wrong.errors) == (422, ["Dit is niet je wachtwoord. Probeer het opnieuw"])
        empty = proves(henk, late.location, "")
        assert (empty.status, len(empty.errors)) == (422, 1)
        assert henk.opens(late.location).title == "Bevestig dat jij het bent"
        post_office.works()
        assert "Geweigerd" in henk.opens("/account/security/history")


def test_ten_wrong_passwords_lock_the_address_here_too(henk, nobody, later):
    with later(**LONG_AFTER):
        late = changes(henk, "Bram Kuipers", roles=["employee", "admin"])
        statuses = [proves(henk, late.location, "mis").status for _time in range(10)]
        assert set(statuses) == {422}
    with later(minutes=12.5):
        locked = proves(henk, late.location)
        assert locked.status == 429
        assert henk.opens(late.location).title == "Bevestig dat jij het bent"
        first = nobody.posts("/signin", {"email": "henk@linde.example"}, on="/signin")
        tried = nobody.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD})
        assert tried.status_code == 429


def test_the_session_gets_a_new_name_and_the_old_one_works_for_a_minute_only(henk, app, later):
    with later(**LONG_AFTER):
        before = henk.browser.get_cookie("balie").value
        proves(henk, changes(henk, "Bram Kuipers", roles=["manager"]).location)
        assert henk.browser.get_cookie("balie").value != before
        thief = Player(app, None)
        thief.browser.set_cookie("balie", before)
        assert henk.opens("/linde/").status == thief.opens("/linde/").status == 200
        assert asked(thief.sends("/linde/org/audit/export", {}))  # what the old name holds is not fresh
    with later(minutes=12.5):
        assert henk.opens("/linde/").status == 200
        assert thief.opens("/linde/").location.startswith("/signin")


def test_two_presses_at_once_are_one_proof_and_one_session(henk, app, later):
    with later(**LONG_AFTER):
        where = changes(henk, "Bram Kuipers", roles=["manager"]).location
        second = Player(app, None)
        second.one = henk.one
        second.browser.set_cookie("balie", henk.browser.get_cookie("balie").value)
        form = henk.opens(where).form(where) | {"password": PASSWORD}
        first_answer = henk.browser.post(where, data=form)
        second_answer = second.browser.post(where, data=form)
        assert first_answer.status_code == second_answer.status_code == 303
        with app.app_context():
            mine = select(Session.token_hash).where(Session.ended_at.is_(None), Session.replaced_at.is_(None))
            open_ones = len(db.session.scalars(mine).all())
        page = henk.opens("/account/security")
        assert page.text.count("Dit apparaat, nu") == 1
        assert "Log uit op alle andere apparaten" not in page.text
        assert open_ones == 1


def test_other_pages_that_stand_open_still_work_after_a_proof(henk, later):
    with later(**LONG_AFTER):
        standing = henk.opens("/account")
        proves(henk, changes(henk, "Bram Kuipers", roles=["manager"]).location)
        fields = fields_of(standing, "/account") | {"name": "Henk V."}
        assert Page(henk.browser.post("/account", data=fields)).status == 303


def test_two_acts_in_two_tabs_wait_beside_each_other(henk, later, engine):
    with later(**LONG_AFTER):
        one = changes(henk, "Bram Kuipers", roles=["employee", "admin"]).location
        other = changes(henk, "Noor de Graaf", roles=["employee", "manager"]).location
        proves(henk, other)
        assert sends_on(henk, one).status == sends_on(henk, other).status == 303
    assert "admin" in roles_of(engine, "Bram Kuipers")
    assert "manager" in roles_of(engine, "Noor de Graaf")


def test_nobody_else_finds_what_was_kept_and_after_an_hour_nobody_does(henk, bram, later):
    with later(**LONG_AFTER):
        where = changes(henk, "Bram Kuipers", roles=["employee", "admin"]).location
        assert bram.opens(where).status == 410
        assert henk.opens("/account/proof/wrong").status == 410
    with later(minutes=75):
        assert henk.opens(where).status == 410


def test_passwords_are_never_kept(henk, app, later):
    with later(**LONG_AFTER):
        henk.sends("/account/security/sessions/all", {"password": "geheim", "current": "geheim"})
        with app.app_context():
            (row,) = db.session.scalars(select(KeptPost.fields)).all()
    assert row == []


def test_at_most_twenty_wait(henk, app, later):
    with later(**LONG_AFTER):
        for _time in range(22):
            henk.sends("/account/security/sessions/all", {})
        with app.app_context():
            assert len(db.session.scalars(select(KeptPost.why)).all()) == 20


def test_signing_in_again_is_another_way_to_prove_it(henk, later):
    with later(**LONG_AFTER):
        where = changes(henk, "Bram Kuipers", roles=["employee", "admin"]).location
        links = henk.opens(where).links
        assert f"/signin?next={where}" in links
        henk.signs_in()
        assert henk.opens(where).title == "Nog één keer drukken"


def test_the_log_is_taken_along_after_a_proof(henk, later, post_office):
    path = "/linde/org/audit/export"
    post_office.works()
    with later(**LONG_AFTER):
        late = henk.posts(path, {"format": "csv"}, on="/linde/org/audit")
        assert asked(late)
        proves(henk, late.location)
        file = sends_on(henk, late.location)
        assert file.response.headers["Content-Disposition"].startswith("attachment")
        assert "data-file" in henk.opens(late.location).html


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_speak_the_persons_language(henk, later, language):
    with later(**LONG_AFTER):
        henk.posts("/preferences", {"language": language}, on="/linde/")
        page = henk.opens(changes(henk, "Bram Kuipers", roles=["manager"]).location)
        titles = {"nl": "Bevestig dat jij het bent", "en": "Confirm that it is you"}
        assert page.title == titles[language]
