"""Several at once, over sockets, to two worker processes: who asks to join is seen once, and decided about once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from tenants.asker_rows import Asker
from tenants.database import db
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_of_link
from tenants.scope import inside
from tests.joining.asks import asks, asks_and_confirms, waiting
from tests.people.inviting import token_in
from tests.privacy.erased import has_address, page_about
from tests.races.forked import serving
from tests.races.test_members import both_at_once, make_admin
from tests.servers import Browser


def how_many(app, *wanted: Any) -> list[int]:
    with app.app_context(), inside(organisation_of_link("LINDE") or 0):
        return [db.session.scalar(one) or 0 for one in wanted]


def test_eight_presses_of_one_link_let_the_admins_see_one_who_asks(app, nobody, post_office):
    asks(nobody)
    path = f"/join/{token_in(post_office.mails('sanne')[-1], 'join')}"
    with serving(app, workers=2) as server:
        browser = Browser(server.port)
        token = browser.fields_of(path)["csrf_token"]

        def press() -> int:
            with browser.clone() as mine:
                return mine.request("POST", path, {"csrf_token": token})[0]

        statuses = both_at_once([press] * 8)
        browser.close()

    assert statuses == [303] + [410] * 7
    assert how_many(app, select(func.count(Asker.id))) == [1]
    assert post_office.subjects("henk").count("Iemand vraagt om een account") == 1


def test_of_two_admins_who_decide_at_the_same_moment_one_does(app, henk, nobody, post_office):
    make_admin(app, "Noor de Graaf")
    asks_and_confirms(nobody, post_office)
    path = waiting(henk)["Sanne Vermeer"]
    with serving(app, workers=2) as server:
        first, second = (Browser(server.port).sign_in(f"{name}@linde.example") for name in ("henk", "noor"))

        def approves(browser: Browser) -> Callable[[], int]:
            token = browser.fields_of(path)["csrf_token"]
            fields = {"csrf_token": token, "key": f"key of {token}"[:60], "name": "Sanne Vermeer", "language": "nl"}
            return lambda: browser.request("POST", path, fields)[0]

        def declines(browser: Browser) -> Callable[[], int]:
            fields = {"csrf_token": browser.fields_of(path)["csrf_token"], "reason": "Nee."}
            return lambda: browser.request("POST", f"{path}/refusal", fields)[0]

        statuses = both_at_once([approves(first), declines(second)])
        first.close()
        second.close()

    assert statuses == [303, 409]
    made = select(func.count(Membership.id)).join(Account, Account.id == Membership.account_id)
    (members,) = how_many(app, made.where(Account.email == "sanne@linde.example"))
    told = post_office.subjects("sanne")[1:]
    assert told == (["Je account voor het loket van Nova Zorgsoftware"] if members else ["Je krijgt nu geen account"])


def test_eight_approvals_at_once_make_one_account_and_one_mail(app, henk, nobody, post_office):
    asks_and_confirms(nobody, post_office)
    path = waiting(henk)["Sanne Vermeer"]
    with serving(app, workers=2) as server:
        browser = Browser(server.port).sign_in("henk@linde.example")
        token = browser.fields_of(path)["csrf_token"]

        def act(place: int) -> Callable[[], int]:
            key = {"key": f"key number {place % 4}"}
            fields = {"csrf_token": token, "name": "Sanne Vermeer", "language": "nl"} | key

            def send() -> int:
                with browser.clone() as mine:
                    return mine.request("POST", path, fields)[0]

            return send

        statuses = both_at_once([act(place) for place in range(8)])
        browser.close()

    assert set(statuses) == {303, 409}
    made = select(func.count(Membership.id)).join(Account, Account.id == Membership.account_id)
    assert how_many(app, made.where(Account.email == "sanne@linde.example")) == [1]
    assert post_office.subjects("sanne").count("Je account voor het loket van Nova Zorgsoftware") == 1


def test_who_asked_is_let_in_while_the_one_of_that_address_is_erased_and_both_are_whole(
    app, henk, nobody, post_office, later
):
    make_admin(app, "Noor de Graaf")
    asks_and_confirms(nobody, post_office)
    path = waiting(henk)["Sanne Vermeer"]
    has_address(app, "bram@linde.example", "sanne@linde.example")  # Bram has the address since, and is erased
    about = page_about(henk, "Bram Kuipers")
    with serving(app, workers=2) as server:
        first, second = (Browser(server.port).sign_in(f"{name}@linde.example") for name in ("henk", "noor"))
        fields = {"name": "Sanne Vermeer", "language": "nl", "key": "key number one"}
        approves = {"csrf_token": first.fields_of(path)["csrf_token"]} | fields
        erases = {"csrf_token": second.fields_of(about)["csrf_token"], "typed": "Bram Kuipers", "files": "yes"}
        statuses = both_at_once(
            [
                lambda: first.request("POST", path, approves)[0],
                lambda: second.request("POST", about, erases)[0],
            ]
        )
        first.close()
        second.close()
    post_office.works()
    with later(minutes=25):
        post_office.works()

    assert statuses[1] == 303
    assert statuses[0] in (303, 422)
    with app.app_context(), inside(organisation_of_link("LINDE") or 0):
        names = set(db.session.scalars(select(Person.name)))
        here = select(Account.name, Account.active).join(Membership, Membership.account_id == Account.id)
        came = db.session.execute(here.where(Account.email == "sanne@linde.example")).all()
    assert "Bram Kuipers" not in names
    assert any(name.startswith("Oud-collega") for name in names)
    assert [tuple(one) for one in came] in ([], [("Sanne Vermeer", True)])
