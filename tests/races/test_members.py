"""Two at once, over sockets, to two worker processes: an organisation keeps an admin, a link works once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select, update

from portal.tickets.models import Entry
from tenants.columns import among
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tenants.models import Session as SignedIn
from tenants.organisations import organisation_of_link
from tenants.roles import Role
from tenants.scope import inside
from tests.people.inviting import invites, token_in
from tests.races.forked import serving
from tests.servers import Browser


def both_at_once(acts: list[Any]) -> list[int]:
    start = Barrier(len(acts))

    def do(place: int) -> int:
        start.wait(timeout=30)
        return acts[place]()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(do, range(len(acts))))


def make_admin(app, name: str, key: str = "LINDE", *roles: Role) -> None:
    with app.app_context(), inside(organisation_of_link(key) or 0), write_transaction():
        theirs = select(Person.id).where(Person.name == name).scalar_subquery()
        roles = frozenset(roles or (Role.EMPLOYEE, Role.ADMIN))
        db.session.execute(update(Membership).where(Membership.person_id == theirs).values(roles=roles))


def handles(app, key: str = "LINDE") -> dict[str, str]:
    with app.app_context(), inside(organisation_of_link(key) or 0):
        rows = db.session.execute(
            select(Person.name, Membership.handle, Membership.version).join(
                Membership, Membership.person_id == Person.id
            )
        )
        return {row.name: row.handle for row in rows}


def active_admins(app, key: str = "LINDE", role: Role = Role.ADMIN) -> int:
    with app.app_context(), inside(organisation_of_link(key) or 0):
        counted = select(func.count(Membership.id)).where(
            Membership.roles.like(among(role)), Membership.active, Membership.joined_at.is_not(None)
        )
        return db.session.scalar(counted) or 0


@pytest.mark.parametrize("how", ["deactivate", "demote"])
def test_two_admins_who_remove_each_other_at_the_same_moment_leave_one(app, how):
    make_admin(app, "Noor de Graaf")
    known = handles(app)
    with serving(app, workers=2) as server:
        henk, noor = (Browser(server.port).sign_in(f"{name}@linde.example") for name in ("henk", "noor"))
        acts = []
        for browser, name in ((henk, "Noor de Graaf"), (noor, "Henk Visser")):
            path = f"/linde/org/users/{known[name]}"
            fields = {"csrf_token": browser.fields_of(path)["csrf_token"]}
            if how == "demote":
                fields |= {"name": name, "version": "1", "roles": "employee"}
            else:
                path, fields = f"{path}/deactivation", fields | {"successor": ""}
            acts.append(lambda browser=browser, path=path, fields=fields: browser.request("POST", path, fields)[0])

        statuses = both_at_once(acts)
        henk.close()
        noor.close()

    assert active_admins(app) == 1
    assert statuses[0] == 302 or statuses == [303, 403] or statuses == [303, 404], statuses


def test_two_service_admins_who_put_each_other_out_at_the_same_moment_leave_one(app):
    make_admin(app, "Marijke Brandsma", "NOVA", Role.LEAD, Role.SERVICE_ADMIN)
    known = handles(app, "NOVA")
    with serving(app, workers=2) as server:
        ruud, marijke = (Browser(server.port).sign_in(f"{name}@nova.example") for name in ("ruud", "marijke"))
        acts = []
        for browser, name in ((ruud, "Marijke Brandsma"), (marijke, "Ruud Peters")):
            path = f"/admin/people/{known[name]}/deactivation"
            fields = {"csrf_token": browser.fields_of(path)["csrf_token"], "successor": ""}
            acts.append(lambda browser=browser, path=path, fields=fields: browser.request("POST", path, fields)[0])

        statuses = both_at_once(acts)
        ruud.close()
        marijke.close()

    assert active_admins(app, "NOVA", Role.SERVICE_ADMIN) == 1
    assert statuses[0] == 302 or statuses == [303, 403] or statuses == [303, 404], statuses


def test_two_who_use_one_link_at_the_same_moment_make_one_account(app, henk, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    path = f"/activate/{token_in(post_office.mails('lotte')[-1])}"
    with serving(app, workers=2) as server:
        browsers = [Browser(server.port) for _place in range(2)]
        acts = []
        for place, browser in enumerate(browsers):
            fields = {
                "csrf_token": browser.fields_of(path)["csrf_token"],
                "name": f"Lotte {place}",
                "language": "nl",
                "password": f"een lange zin over fietsen {place}",
            }
            acts.append(lambda browser=browser, fields=fields: browser.request("POST", path, fields)[0])

        statuses = both_at_once(acts)
        for browser in browsers:
            browser.close()

    assert statuses == [303, 410]
    with app.app_context():
        lotte = select(Account.id).where(Account.email == "lotte@linde.example").scalar_subquery()
        assert db.session.scalar(select(func.count(SignedIn.id)).where(SignedIn.account_id == lotte)) == 1


def test_eight_invitations_of_one_address_make_one_account_and_one_mail(app, henk, post_office):
    with serving(app, workers=2) as server:
        browser = Browser(server.port).sign_in("henk@linde.example")
        token = browser.fields_of("/linde/org/users/new")["csrf_token"]

        def act(place: int) -> Any:
            fields = {
                "csrf_token": token,
                "key": f"key number {place}",
                "email": "lotte@linde.example",
                "name": "Lotte Meijer",
                "language": "nl",
            }

            def send() -> int:
                with browser.clone() as mine:
                    return mine.request("POST", "/linde/org/users/new", fields)[0]

            return send

        statuses = both_at_once([act(place) for place in range(8)])
        browser.close()

    assert statuses == [303] + [422] * 7
    assert len(post_office.mails("lotte")) == 1


def test_two_admins_who_hand_the_same_requests_over_at_the_same_moment_give_them_to_one(app, bram):
    make_admin(app, "Noor de Graaf")
    bram.files("Rooster")
    bram.files("Verlof")
    known = handles(app)
    path = f"/linde/org/users/{known['Bram Kuipers']}/handover"
    with serving(app, workers=2) as server:
        browsers = [Browser(server.port).sign_in(f"{name}@linde.example") for name in ("henk", "noor")]
        acts = []
        for browser, to in zip(browsers, ("Karim Bouali", "Anneke de Boer"), strict=True):
            token = browser.fields_of(path)["csrf_token"]
            fields = {"csrf_token": token, "which": "all", "successor": known[to], "confirmed": "y"}
            fields["key"] = f"key of {to}"
            acts.append(lambda browser=browser, fields=fields: browser.request("POST", path, fields)[0])

        statuses = both_at_once(acts)
        for browser in browsers:
            browser.close()

    assert statuses == [303, 303]
    with app.app_context(), inside(organisation_of_link("LINDE") or 0):
        told = db.session.scalars(select(Entry.detail).where(Entry.event == "handed over")).all()
    assert len(told) == 2
    assert len({one["to"] for one in told}) == 1
