"""Whoever was erased here and lives on elsewhere comes back as somebody new; what was erased keeps its pseudonym."""

import re

import pytest
from sqlalchemy import select

from portal.exchange.outsiders import accounts_in
from portal.exchange.reading import everything
from portal.privacy import erasing_duties
from tenants.database import db
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.admin.test_domains import adds
from tests.importing.bringing import as_csv, brings, fates, imports, told
from tests.joining.asks import approves, asks_and_confirms, waiting
from tests.people.inviting import invites
from tests.players import Player, somebody
from tests.privacy.erased import called, erases, page_about
from tests.privacy.test_erasing import open_requests_of

ADDRESS, NAME = "karin@eemland.example", "Karin Vos"
BACK = "Karin Nieuwenhuis"


@pytest.fixture
def karin(come, post_office) -> Player:
    """Somebody of two organisations, who asked things in the one that erases her."""
    one = come("karin", "eemland")
    one.files("Vraag van vroeger", "Mijn woorden van vroeger.")
    post_office.works()  # so that the log knows of her
    return one


@pytest.fixture
def erasing(app, karin, dewi) -> str:
    """She was erased, and the worker has not come by; the public id of whom she was."""
    for number in open_requests_of(app, "eemland", NAME):
        karin.sends(f"/eemland/requests/{number}/resolution", {"reason": "withdrawn", "words": ""})
    before = called(app, "eemland", NAME)
    page = erases(dewi, NAME)
    assert page.status == 303, page.text
    return before


@pytest.fixture
def erased(erasing, post_office, later) -> str:
    post_office.works()
    with later(minutes=25):
        post_office.works()
    return erasing


def comes_in(app, post_office, house: str = "eemland") -> Player:
    """Accept the invitation with the account that lived on."""
    karin = Player(app, somebody("karin", "vechtdal"))
    mail = next(mail for mail in reversed(post_office.mails("karin")) if "/activate/" in str(mail.get_body(("plain",))))
    found = re.search(r"(/activate/[\w.-]+)", mail.get_body(("plain",)).get_content())
    assert found
    page = karin.opens(found[1])
    action = next(form["action"] for form in page.soup.select("main form"))
    assert karin.posts(action, {}, on=found[1]).status == 303
    assert karin.opens(f"/{house}/").status == 200
    return karin


def people_with(app, address: str, house: str = "eemland") -> list[str]:
    with app.app_context(), inside(organisation_named(house) or 0):
        mine = select(Person.name).join(Membership, Membership.person_id == Person.id)
        return list(db.session.scalars(mine.join(Account).where(Account.email == address)))


def name_of(app, public_id: str) -> str:
    with app.app_context(), inside(organisation_named("eemland") or 0):
        return db.session.scalars(select(Person.name).where(Person.public_id == public_id)).one()


def test_who_was_erased_is_invited_again_as_somebody_new(app, dewi, erased, post_office):
    pseudonym = name_of(app, erased)

    assert invites(dewi, ADDRESS, BACK).status == 303
    karin = comes_in(app, post_office)

    assert people_with(app, ADDRESS) == [BACK]
    assert name_of(app, erased) == pseudonym
    assert re.fullmatch(r"Oud-collega [0-9a-f]{4}", pseudonym)
    assert karin.lists() == []
    assert karin.opens("/vechtdal/").status == 200


def test_what_was_done_before_stays_of_the_pseudonym(app, dewi, erased, post_office):
    pseudonym = name_of(app, erased)
    invites(dewi, ADDRESS, BACK)
    comes_in(app, post_office)

    for request in dewi.lists(scope="organisation"):
        page = dewi.opens(f"/eemland/requests/{request.rpartition('-')[2]}")
        assert BACK not in page.text
    log = dewi.opens("/eemland/org/audit").text
    assert f"{BACK}" in log
    assert pseudonym in log
    assert f"{pseudonym} signed in" in log
    assert pseudonym not in dewi.opens(f"/eemland/org/audit?who={BACK.split()[1]}").text
    assert BACK not in dewi.opens(f"/eemland/org/audit?who={pseudonym.split()[1]}").text


def test_what_leaves_with_the_organisation_tells_nobody_who_it_was(app, dewi, erased, post_office):
    invites(dewi, ADDRESS, BACK)
    comes_in(app, post_office)

    with app.app_context(), inside(organisation_named("eemland") or 0):
        records = {name: list(rows) for name, rows in everything(notes=False)}
        known = set(accounts_in(notes=False).members.values())
        back = db.session.scalars(select(Membership.joined_at).join(Account).where(Account.email == ADDRESS)).one()

    assert ADDRESS in known
    assert all(one["at"] >= back.isoformat()[:19] for one in records["trail"] if one["account"] == ADDRESS)
    assert {one["author"] for one in records["entry"]} - known
    assert ADDRESS not in {one["author"] for one in records["entry"]}


def test_until_the_worker_is_done_the_invitation_waits_with_a_sentence(app, dewi, erasing):
    page = invites(dewi, ADDRESS, BACK)

    assert page.status == 422
    assert page.errors == ["Whoever has this address is being erased. After that you can invite them as somebody new"]
    assert BACK in page.html


def test_a_worker_that_dies_after_it_sets_apart_once(app, dewi, erasing, later, monkeypatch):
    def dies(*_given):
        raise KeyboardInterrupt

    with app.app_context(), monkeypatch.context() as killing:
        killing.setattr(erasing_duties, "_end", dies)
        with pytest.raises(KeyboardInterrupt):
            erasing_duties.carry_out_erasures()
        db.session.remove()
    before = _accounts(app)
    with later(minutes=11), app.app_context():
        erasing_duties.carry_out_erasures()

    assert _accounts(app) == before
    assert people_with(app, ADDRESS) == []


def _accounts(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(Account.id).order_by(Account.id)))


def test_a_list_brings_them_back_as_somebody_new(app, dewi, erased):
    pseudonym = name_of(app, erased)

    imports(dewi, as_csv([["Naam", "E-mailadres"], [BACK, ADDRESS]]), invite="y")

    assert people_with(app, ADDRESS) == [BACK]
    assert name_of(app, erased) == pseudonym


def test_a_list_waits_until_the_worker_is_done(app, dewi, erasing):
    pseudonym = name_of(app, erasing)

    preview = dewi.opens(brings(dewi, as_csv([["Naam", "E-mailadres"], [BACK, ADDRESS]]), invite="y"))

    assert fates(preview)["Not right"] == "1"
    assert "is being erased" in told(preview)[BACK]
    assert name_of(app, erasing) == pseudonym


def test_asking_to_join_brings_them_back_as_somebody_new(app, dewi, ruud, erased, nobody, post_office):
    assert adds(ruud, "eemland", "eemland.example").status == 303
    asks_and_confirms(nobody, post_office, ADDRESS, name=BACK)

    assert approves(dewi, waiting(dewi)[BACK]).status == 303

    assert people_with(app, ADDRESS) == [BACK]
    comes_in(app, post_office)


def test_who_comes_back_can_be_erased_again(app, dewi, erased, post_office, later):
    invites(dewi, ADDRESS, BACK)
    comes_in(app, post_office)

    page = erases(dewi, BACK, page_about(dewi, BACK))
    assert page.status == 303, page.text
    post_office.works()
    with later(minutes=50):
        post_office.works()

    assert people_with(app, ADDRESS) == []
    assert invites(dewi, ADDRESS, "Weer iemand").status == 303
