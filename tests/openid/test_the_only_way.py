"""The work account as the only way in: no password counts but that of who keeps one."""

from sqlalchemy import select

from tenants.database import db
from tenants.models import Account
from tenants.providers import own_proof_counts
from tests.openid.visiting import (
    arranges,
    begins,
    comes_back,
    goes,
    is_in,
    log_of,
    signs_in_at_work,
    switches,
)
from tests.players import PASSWORD, Page, Player

ROOT = "/linde/org/sso"
BRAM = "bram@linde.example"


def handle_of(page: Page, name: str) -> str:
    return next(str(one["value"]) for one in page.soup.select("select[name=keeper] option") if one.get_text() == name)


def own_ways(app) -> dict[str, bool]:
    """Say of some people whether a passkey or password of their own opens their account."""
    emails = (BRAM, "henk@linde.example", "tom@vechtdal.example")
    with app.app_context():
        rows = db.session.execute(select(Account.email, Account.id).where(Account.email.in_(emails))).all()
        return {email: own_proof_counts(account_id) for email, account_id in rows}


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
