"""After somebody is erased their name, address and texts are found nowhere, and nothing else has changed."""

import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from portal.privacy import erasing_duties
from portal.privacy.models import Erasure
from portal.tickets.models import Entry, Rating, Ticket
from tenants.database import db
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.drafts.test_drafts import saves
from tests.files.pictures import PDF
from tests.players import Page, Player, somebody
from tests.privacy.erased import called, dying, erases, has_address, is_called, page_about
from tests.privacy.everything import digest_of_others, files_with, where_it_stands

NAME, ADDRESS, NUMBER = "Zebedeus Quackenbosch", "z.quackenbosch@linde.example", "PX40917"
WORDS = "Kwikstaartje"
BYTES = b"Kwikstaartje in een bestand"
FILE = PDF + b"\n%" + BYTES


@pytest.fixture
def leaver(app, bram) -> Player:
    """Somebody with a name, an address and a number that stand nowhere else, who has done everything."""
    is_called(app, "bram@linde.example", NAME, NUMBER)
    has_address(app, "bram@linde.example", ADDRESS)
    bram.browser = Player(app, None).browser
    bram.one = _renamed(somebody("bram"))
    bram.signs_in()
    return bram


def _renamed(one):
    return replace(one, name=NAME, email=ADDRESS)


@pytest.fixture
def lived(leaver, samira, joost, henk, anneke):
    """What somebody leaves behind: requests, messages, files, drafts, views, a rating, and what others said of them."""
    attached = (io.BytesIO(FILE), f"{WORDS}.pdf")
    first = leaver.files(f"Vraag over {WORDS}", f"Mijn {WORDS} doet het niet. Groet, {NAME}.", files=attached)
    joost.answers(first, f"Dag {NAME}, bel je {NUMBER}? Of mail {ADDRESS}.")
    leaver.replies(first, f"Dank, {WORDS} werkt weer.")
    joost.notes(first, f"Gesproken met {NAME.upper()}.")
    joost.resolves(first, "Opgelost.")
    leaver.rates(first, "dissatisfied", words=f"{WORDS} duurde lang", call="06-98765432")
    other = samira.files(f"Hulp voor {NAME}", f"{NAME} ({ADDRESS}) vroeg dit. Tel. 06-98765432.")
    secret = leaver.files(f"Geheim {WORDS}", f"Niet voor iedereen: {WORDS}.", confidential="y")
    leaver.withdraws(secret)
    saves(leaver, subject=f"Concept {WORDS}", note="half", files=[(io.BytesIO(FILE + b"2"), f"{WORDS}2.pdf")])
    saves(samira, subject=f"Over {NAME}", note="half")
    leaver.sends("/linde/requests/views", {"name": f"Van {WORDS}", "query": f"q={WORDS}"})
    leaver.browser.post("/account/data", data=leaver.opens("/account/data").form("/account/data"))
    return first, other, secret


def erased(henk, post_office, later, **fields: str) -> Page:
    path = page_about(henk, NAME)
    page = erases(henk, NAME, path, **fields)
    assert page.status == 303, page.text
    post_office.works()
    with later(minutes=25):
        post_office.works()
    return henk.opens(path)


def open_requests_close(samira, leaver, lived) -> None:
    for ticket in lived:
        with leaver.app.app_context(), inside(organisation_named("linde") or 0):
            state = str(db.session.scalars(select(Ticket.turn).where(Ticket.number == ticket.number)).one())
        if state != "nobody" and ticket is not lived[1]:
            leaver.withdraws(ticket)


@pytest.fixture
def ready(samira, leaver, lived):
    open_requests_close(samira, leaver, lived)
    return lived


def test_nothing_of_who_is_erased_is_found_anywhere(app, henk, samira, joost, ready, post_office, later, caplog):
    first, other, _secret = ready
    assert where_it_stands(app, NAME, ADDRESS, NUMBER, WORDS, "98765432")
    assert files_with(app, BYTES)

    page = erased(henk, post_office, later)

    assert "Alles is gewist" in page.text
    assert where_it_stands(app, NAME, "quackenbosch", ADDRESS, NUMBER, WORDS, "98765432") == []
    assert files_with(app, BYTES) == []
    assert not re.search(rf"{NAME}|{WORDS}", caplog.text)
    for reader in (samira, henk, joost):
        for path in (reader.path_of(first), reader.path_of(other)):
            assert not re.search(rf"Quackenbosch|{WORDS}|{NUMBER}", reader.opens(path).html, re.IGNORECASE)
    for path in (
        "/linde/org/audit",
        "/linde/org/people?who=ended",
        "/linde/org/users",
        "/linde/requests?scope=organisation",
    ):
        assert "Quackenbosch" not in henk.opens(path).html
    for words in (WORDS, "Quackenbosch", NUMBER):
        assert samira.lists(q=words) == []


def test_what_was_asked_and_when_stays_and_so_do_the_counts(app, henk, samira, joost, ready, post_office, later):
    first, _other, _secret = ready
    before, page_before = counts(app), len(samira.lists())

    erased(henk, post_office, later)

    assert counts(app) == before
    assert len(samira.lists()) == page_before
    page = samira.page(first)
    assert "Deze tekst is gewist op" in page.text
    assert re.search(r"Oud-collega [0-9a-f]{4}", page.text)
    assert "Dag Oud-collega" in page.text
    assert "[gewist]" in page.text


def counts(app) -> dict[str, int]:
    with app.app_context(), inside(organisation_named("linde") or 0):
        return {
            model.__tablename__: db.session.scalar(select(func.count()).select_from(model))
            for model in (Ticket, Entry, Rating, Person, Membership)
        }


def test_nothing_of_anybody_else_changes(app, henk, ready, post_office, later):
    ids = {house: _id(app, house) for house in ("eemland", "vechtdal")}
    before = {house: digest_of_others(app, one) for house, one in ids.items()}
    with app.app_context(), inside(_id(app, "linde")):
        texts = dict(db.session.execute(select(Entry.id, Entry.body).where(~Entry.body.contains("uackenbosch"))).all())

    erased(henk, post_office, later)

    assert {house: digest_of_others(app, one) for house, one in ids.items()} == before
    with app.app_context(), inside(_id(app, "linde")):
        now_there = dict(db.session.execute(select(Entry.id, Entry.body)).all())
    changed = [one for one, body in texts.items() if now_there[one] != body]
    assert all(WORDS in texts[one] or "QUACKENBOSCH" in texts[one] for one in changed)


def _id(app, house: str) -> int:
    with app.app_context():
        return organisation_named(house) or 0


def test_files_stay_when_that_is_asked_and_the_others_go(app, henk, ready, post_office, later):
    erased(henk, post_office, later, files="no")

    assert len(files_with(app, BYTES)) == 1  # what went with a message; what was staged is gone
    assert where_it_stands(app, NAME, ADDRESS, NUMBER) == []


def test_who_was_erased_signs_in_no_more(app, henk, leaver, ready):
    assert leaver.opens("/linde/").status == 200

    erases(henk, NAME)

    assert leaver.opens("/linde/").status in (302, 303)
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Account.email == ADDRESS)) == 0


def test_mail_that_waits_is_dropped_and_what_goes_to_others_names_them_no_more(app, henk, joost, ready, later):
    with app.app_context():
        send_due()  # what was waiting; from here on nothing is sent until it is asked
        before = set(mail_folder().glob("*.eml"))
    joost.comments(ready[1], f"Voor {NAME}.")
    erases(henk, NAME)
    with later(minutes=1), app.app_context():
        erasing_duties.carry_out_erasures()
        send_due()
        after = set(mail_folder().glob("*.eml")) - before

    assert after
    assert all(ADDRESS.encode() not in path.read_bytes() for path in after)
    assert all(b"Quackenbosch" not in path.read_bytes() for path in after)


def test_the_log_keeps_the_pseudonym(app, henk, ready, post_office, later):
    erased(henk, post_office, later)

    log = henk.opens("/linde/org/audit").text

    assert re.search(r"Henk Visser wiste iemand, die sindsdien Oud-collega [0-9a-f]{4} heet\.", log)
    assert re.search(r"Alle teksten en bestanden van Oud-collega [0-9a-f]{4} zijn gewist\.", log)


def test_a_worker_that_dies_anywhere_goes_on_and_ends_the_same(app, henk, ready, post_office, later, monkeypatch):
    assert erases(henk, NAME).status == 303
    assert dying(app, later, monkeypatch, house="linde", each=3) > 3
    assert where_it_stands(app, NAME, ADDRESS, NUMBER, WORDS) == []
    assert files_with(app, BYTES) == []


def test_asked_twice_it_happens_once(app, henk, ready):
    path = page_about(henk, NAME)
    form = henk.opens(path).form(path) | {"typed": NAME, "files": "yes"}

    first = Page(henk.browser.post(path, data=form))
    again = Page(henk.browser.post(path, data=form))

    assert (first.status, again.status) == (303, 303)
    with app.app_context(), inside(_id(app, "linde")):
        assert db.session.scalar(select(func.count()).select_from(Erasure)) == 1


def test_open_requests_are_handed_over_first(henk, leaver):
    leaver.files("Nog open", "Dit loopt nog.")

    page = erases(henk, NAME)

    assert page.status == 409
    assert "Er zijn open aanvragen voor deze persoon: " in page.text
    assert any(link.endswith("/deactivation") for link in page.links)


def test_nobody_erases_themselves_or_the_last_admin(app, henk):
    assert "Een andere beheerder kan je wissen" in henk.opens(page_about(henk, henk.name)).text
    assert erases(henk, henk.name).status == 409


def test_another_name_erases_nobody(app, henk, ready):
    page = erases(henk, "Zebedeus", page_about(henk, NAME))

    assert page.status == 422
    assert page.errors == ["Schrijf de naam precies zoals die hierboven staat"]
    assert called(app, "linde", NAME)


def test_only_admins_of_the_organisation_may(app, henk, samira, dewi, leaver):
    path = page_about(henk, NAME)

    assert samira.opens(path).status == 403
    assert samira.sends(path, {"typed": NAME, "files": "yes"}).status == 403
    for there in (path, path.replace("/linde/", "/eemland/")):
        assert dewi.opens(there).status == 404
        assert dewi.sends(there, {"typed": NAME, "files": "yes"}).status == 404


def test_an_account_of_two_organisations_stays_in_the_other(app, come, dewi, post_office, later):
    karin = come("karin", "vechtdal")
    path = page_about(dewi, karin.name)
    for ticket in open_requests_of(app, "eemland", karin.name):
        Player(app, somebody("karin", "eemland")).sends(
            f"/eemland/requests/{ticket}/resolution", {"reason": "withdrawn", "words": ""}
        )

    page = erases(dewi, karin.name, path)

    assert page.status == 303, page.text
    post_office.works()
    karin.signs_in()
    assert karin.opens("/vechtdal/").status == 200
    assert karin.opens("/eemland/").status == 404
    assert karin.name not in dewi.opens("/eemland/org/users").html
    with app.app_context():
        assert db.session.scalar(select(Account.name).where(Account.email == "karin@eemland.example")) == karin.name


def open_requests_of(app, house: str, name: str) -> list[int]:
    with app.app_context(), inside(_id(app, house)):
        theirs = select(Person.id).where(Person.name == name).scalar_subquery()
        return list(
            db.session.scalars(select(Ticket.number).where(Ticket.filed_for_id == theirs, Ticket.turn != "nobody"))
        )
