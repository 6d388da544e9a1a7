"""People come in with the work account of their organisation."""

import pytest
from sqlalchemy import select

from tenants.database import db
from tenants.models import Account, Session
from tests.openid.visiting import arranges, begins, comes_back, goes, is_in, signs_in_at_work
from tests.players import PASSWORD, Page, Player

BRAM = "bram@linde.example"
KARIN = "karin@eemland.example"


def test_somebody_comes_in_with_the_work_account(provider, henk, nobody):
    arranges(henk, provider)

    page = signs_in_at_work(nobody, BRAM, "/linde/requests")

    assert (page.status, page.location) == (302, "/linde/requests"), page.text
    assert is_in(nobody)
    assert "Bram" in nobody.opens("/account").html


def test_the_first_time_is_told_by_mail_and_in_the_log_and_later_times_only_in_the_log(
    app, provider, henk, nobody, post_office
):
    arranges(henk, provider)
    signs_in_at_work(nobody, BRAM)
    signs_in_at_work(Player(app, None), BRAM)

    assert post_office.subjects("bram").count("Je bent ingelogd met je werkaccount") == 1
    log = henk.opens("/linde/org/audit").text
    assert log.count("Bram Kuipers kwam voor het eerst binnen met het werkaccount") == 1
    assert log.count("Bram Kuipers logde in") + log.count("Bram Kuipers heeft ingelogd") >= 2


def test_a_new_address_at_the_provider_is_still_the_same_person(app, provider, henk, nobody):
    arranges(henk, provider)
    signs_in_at_work(Player(app, None), BRAM)
    provider.who = provider.who | {"email": "bram.kuipers@linde.example"}

    assert signs_in_at_work(nobody, BRAM).status == 302
    assert "Bram" in nobody.opens("/account").html


def test_who_was_put_out_does_not_come_in(app, provider, henk, nobody):
    arranges(henk, provider)
    signs_in_at_work(Player(app, None), BRAM)
    people = henk.opens("/linde/org/users?q=Bram")
    path = next(link for link in people.links if "/org/users/" in link and not link.endswith("/new"))
    gone = henk.posts(f"{path}/deactivation", {}, on=f"{path}/deactivation")
    assert gone.status in (200, 303), gone.text

    page = signs_in_at_work(nobody, BRAM)

    assert (page.status, "beëindigd" in page.text) == (403, True), page.text
    assert not is_in(nobody)
    assert "kwam met het werkaccount van Bram Kuipers" in henk.opens("/linde/org/audit").text


def test_a_colleague_with_a_new_work_account_comes_in_once_an_admin_forgot_the_old_one(app, provider, henk, nobody):
    arranges(henk, provider)
    bram = Player(app, None)
    signs_in_at_work(bram, BRAM)
    provider.who = provider.who | {"sub": "bram-2"}
    assert signs_in_at_work(nobody, BRAM).status == 403

    root = "/linde/org/sso"
    assert henk.posts(f"{root}/unlinking", {"email": "nobody@linde.example"}, on=root).status == 422
    assert henk.posts(f"{root}/unlinking", {"email": BRAM}, on=root).status == 303

    assert not is_in(bram)
    assert signs_in_at_work(nobody, BRAM).status == 302


@pytest.fixture
def of_two(app, provider, dewi, ruud):
    """Karin is of Eemland and of Vechtdal; Eemland has its own sign-in."""
    from tests.admin.test_domains import adds

    assert adds(ruud, "eemland", "eemland.example").status == 303
    arranges(dewi, provider)
    provider.who = {"sub": "karin-1", "email": KARIN, "email_verified": True, "name": "Karin Vos"}
    return provider


def test_who_is_of_two_organisations_gives_the_password_once(app, of_two, nobody):
    page = signs_in_at_work(nobody, KARIN, "/eemland/requests")
    assert (page.status, page.title) == (200, "Eén keer je wachtwoord")
    assert not is_in(nobody)
    path = "/signin/sso/password"

    wrong = Page(nobody.browser.post(path, data=page.form(path) | {"password": "wrong"}))
    assert (wrong.status, wrong.errors) == (422, ["Dit is niet het wachtwoord van dit account"])
    empty = Page(nobody.browser.post(path, data=page.form(path) | {"password": ""}))
    assert empty.status == 422
    right = Page(nobody.browser.post(path, data=page.form(path) | {"password": PASSWORD}))
    assert (right.status, right.location) == (302, "/eemland/requests")
    again = Page(nobody.browser.post(path, data=page.form(path) | {"password": PASSWORD}))
    assert again.status in (400, 403)

    other = Player(app, None)
    assert signs_in_at_work(other, KARIN).status == 302  # the work account is enough from now on


def test_the_password_counts_in_the_browser_that_came_back_only(app, of_two, nobody):
    page = signs_in_at_work(nobody, KARIN)
    path = "/signin/sso/password"
    thief = Player(app, None)
    token = thief.opens("/signin").form("/signin")["csrf_token"]

    stolen = page.form(path) | {"password": PASSWORD, "csrf_token": token}

    assert Page(thief.browser.post(path, data=stolen)).status == 403
    assert not is_in(thief)


def test_the_address_with_which_one_came_back_is_of_no_use_while_the_password_is_asked(of_two, nobody):
    address = goes(begins(nobody, KARIN))
    assert comes_back(nobody, address).status == 200

    assert comes_back(nobody, address).status == 403
    assert not is_in(nobody)


def test_ten_wrong_passwords_lock_this_way_in_too(of_two, nobody):
    page = signs_in_at_work(nobody, KARIN)
    path = "/signin/sso/password"
    for _ in range(10):
        nobody.browser.post(path, data=page.form(path) | {"password": "wrong"})

    locked = Page(nobody.browser.post(path, data=page.form(path) | {"password": PASSWORD}))

    assert locked.status == 429
    assert not is_in(nobody)


def test_the_keys_and_the_metadata_are_asked_once(app, provider, henk):
    arranges(henk, provider)
    for _ in range(3):
        signs_in_at_work(Player(app, None), BRAM)

    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 1


def test_the_address_may_come_when_it_is_asked_for(provider, henk, nobody):
    arranges(henk, provider)
    provider.userinfo = {"sub": "bram-1", "email": BRAM, "email_verified": True}
    provider.who = {"sub": "bram-1"}
    assert signs_in_at_work(nobody, BRAM).status == 302

    provider.userinfo |= {"sub": "henk-1"}
    assert signs_in_at_work(nobody, BRAM).status == 403


def test_a_session_opened_at_work_is_one_session(app, provider, henk, nobody):
    arranges(henk, provider)
    signs_in_at_work(nobody, BRAM)

    with app.app_context():
        mine = select(Session.id).join(Account, Account.id == Session.account_id).where(Account.email == BRAM)
        assert len(db.session.scalars(mine).all()) == 1


def test_a_visit_that_never_came_back_is_forgotten(app, provider, henk, nobody, post_office, later):
    from tenants.provider_rows import ProviderVisit

    arranges(henk, provider)
    begins(nobody, BRAM)
    with later(minutes=11):
        post_office.works()

    with app.app_context():
        assert db.session.scalars(select(ProviderVisit.state_hash)).all() == []
