"""After somebody of the service organisation is erased, nobody reads their name anywhere; what they answered stays."""

import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from portal.privacy.models import Erasure
from portal.tickets.models import Entry, Rating, Ticket
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tenants.organisations import organisation_named, the_service_organisation
from tenants.roles import Role
from tenants.scope import inside
from tests.admin.setting_up import looks_in
from tests.admin.test_people import page_of, sends_form
from tests.audit.reading import lines
from tests.files.pictures import PDF
from tests.knowledge import explaining
from tests.news import telling
from tests.onboarding.applying import applies, declines, first_in_queue, without_admin
from tests.players import Page, Player, somebody
from tests.privacy.erased import dying, has_address, is_called
from tests.privacy.everything import files_with, where_it_stands

NAME, ADDRESS = "Zebedeus Quackenbosch", "z.quackenbosch@nova.example"
ANSWER = "Je vindt het rooster onder Planning"
BYTES = b"Kwikstaartje in een bestand"


@pytest.fixture
def leaver(app, joost, post_office) -> Player:
    """Somebody of the desk with a name that nobody else has, who may do everything there."""
    is_called(app, "joost@nova.example", NAME, house="nova")
    has_address(app, "joost@nova.example", ADDRESS)
    with app.app_context(), inside(the_service_organisation()), write_transaction():
        account = select(Account.id).where(Account.email == ADDRESS).scalar_subquery()
        everything = frozenset({Role.AGENT, Role.LEAD, Role.SERVICE_ADMIN})
        db.session.execute(update(Membership).where(Membership.account_id == account).values(roles=everything))
    post_office.works()
    joost.browser = Player(app, None).browser
    joost.one = replace(somebody("joost"), name=NAME, email=ADDRESS)
    joost.signs_in()
    return joost


@pytest.fixture
def lived(app, leaver, samira, bram, tom, henk, fatma, ruud, nobody, post_office):
    """What somebody of the desk leaves behind in two organisations and in what all of them read."""
    first, other, third = samira.files(f"Voor {NAME}", "Help je me?"), tom.files(), bram.files("Nog een")
    leaver.takes(first)
    leaver.answers(first, f"{ANSWER}. Groet, {NAME} ({ADDRESS})")
    samira.replies(first, f"Dank je, {NAME.upper()}!")
    leaver.notes(first, "Gebeld.")
    leaver.acts(first, "replies", send="comment", body="Met bestand.", files=(io.BytesIO(PDF + BYTES), "uitleg.pdf"))
    leaver.resolves(first)
    samira.rates(first, "dissatisfied", words=f"{NAME} was kort")
    leaver.takes(other)
    leaver.resolves(other, "Het staat goed.")
    fatma.acts(third, "assignee", assignee=NAME)
    fatma.takes(third)
    fatma.notes(third, f"Overgenomen van {NAME}.")
    leaver.acts(third, "draft", ring="reply", body=f"Half af, {NAME}", files=(io.BytesIO(PDF + BYTES), "half.pdf"))
    explaining.publishes(leaver, f"Uitleg van {NAME}", f"Vraag het {NAME} of mail {ADDRESS}.")
    telling.publishes(leaver, f"Bericht van {NAME}", "Lees dit maar.")
    telling.publishes(henk, f"Bezoek van {NAME}", "Morgen.")
    looks_in(leaver, "linde", reason=f"{NAME} zoekt iets uit")
    without_admin(app)
    applies(nobody, contact_name=NAME)
    post_office.works()
    declines(leaver, first_in_queue(ruud))
    leaver.browser.post("/account/data", data=leaver.opens("/account/data").form("/account/data"))
    post_office.works()
    return first, other, third


def page_about(ruud: Player, name: str = NAME) -> str:
    return f"{page_of(ruud, name)}/erasure"


def erases(ruud: Player, path: str = "", typed: str = NAME) -> Page:
    path = path or page_about(ruud)
    return ruud.posts(path, {"typed": typed}, on=path)


def hands_over(ruud: Player) -> None:
    path = f"{page_of(ruud, NAME)}/deactivation"
    assert sends_form(ruud, path, path, successor="Fatma Yıldız").status == 303


def erased(ruud: Player, post_office, later) -> Page:
    hands_over(ruud)
    path = page_about(ruud)
    page = erases(ruud, path)
    assert page.status == 303, page.text
    post_office.works()
    with later(minutes=25):
        post_office.works()
    return ruud.opens(path)


def counts(app) -> dict[str, int]:
    found = {}
    for house in ("linde", "vechtdal", "nova"):
        with app.app_context(), inside(organisation_named(house) or the_service_organisation()):
            for model in (Ticket, Entry, Rating, Person, Membership):
                found[f"{house} {model.__tablename__}"] = db.session.scalar(select(func.count()).select_from(model))
    return found


def test_nothing_names_who_is_erased_in_any_organisation(
    app, ruud, samira, tom, henk, fatma, marijke, lived, post_office, later, caplog
):
    first, other, third = lived
    before = set(where_it_stands(app, NAME, ADDRESS))
    assert {"ticket.assignee_name", "entry.author_name", "entry.detail", "entry.body", "look_in.reason"} <= before
    assert {"article.author_name", "article.text_nl", "broadcast.author_name", "admin_application.decided_by"} <= before

    page = erased(ruud, post_office, later)

    assert "Alles is gewist" in page.text
    assert where_it_stands(app, NAME, "quackenbosch", ADDRESS) == []
    assert not re.search(r"quackenbosch", caplog.text, re.IGNORECASE)
    for reader, path in (
        *((samira, samira.path_of(first)), (tom, tom.path_of(other)), (henk, "/linde/org/audit"), (henk, "/linde/kb")),
        *((fatma, fatma.path_of(one)) for one in (first, other, third)),
        *((ruud, "/admin/people"), (ruud, "/admin/audit"), (ruud, "/admin/articles"), (marijke, "/desk/inbox/all")),
        (henk, "/linde/news"),
    ):
        assert "uackenbosch" not in reader.opens(path).html, path
    assert samira.lists(q="Quackenbosch") == []
    assert explaining.read_by(samira, "?q=Quackenbosch") == []


def test_what_they_answered_stays_under_a_pseudonym_and_the_counts_too(
    app, ruud, samira, tom, henk, lived, post_office, later
):
    first, other, _third = lived
    before = counts(app)

    erased(ruud, post_office, later)

    assert counts(app) == before | {"linde entry": before["linde entry"] + 1}  # that it was handed over
    assert ANSWER in samira.page(first).text
    assert re.search(r"Oud-behandelaar [0-9a-f]{4}", samira.page(first).text)
    assert re.search(r"Oud-behandelaar [0-9a-f]{4}", tom.page(other).text)
    assert len(files_with(app, BYTES)) == 1
    assert any(re.search(r"Oud-behandelaar [0-9a-f]{4} \(Nova Zorgsoftware\) keek", one) for one in lines(henk))
    log = ruud.opens("/admin/audit").text
    assert re.search(r"Ruud Peters wiste iemand, die sindsdien Oud-behandelaar [0-9a-f]{4} heet\.", log)


def test_who_is_erased_signs_in_no_more_and_may_come_back_as_somebody_new(app, ruud, leaver, lived, post_office, later):
    hands_over(ruud)
    erases(ruud)

    assert leaver.opens("/desk/inbox/all").status in (302, 303)
    assert "Deze gegevens kloppen niet samen" in leaver.signs_in().text
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Account.email == ADDRESS)) == 0


def test_what_is_in_hand_is_handed_over_first(ruud, leaver, bram):
    leaver.takes(bram.files())

    page = erases(ruud)

    assert page.status == 409
    assert "in behandeling" in page.text
    assert any(link.endswith("/deactivation") for link in page.links)


def test_who_still_signs_in_is_put_out_by_it(app, ruud, leaver):
    assert leaver.opens("/desk/inbox/all").status == 200
    assert erases(ruud).status == 303
    assert leaver.opens("/desk/inbox/all").status in (302, 303)


def test_nobody_erases_themselves_and_who_is_no_service_admin_any_more_erases_nobody(app, ruud, leaver):
    path = page_about(leaver)
    assert erases(leaver, path).status == 409
    page = leaver.opens(path)
    assert "Een andere servicebeheerder kan je wissen" in page
    assert not any(link.endswith("/deactivation") for link in page.links)

    with app.app_context(), inside(the_service_organisation()), write_transaction():
        ruuds = select(Account.id).where(Account.email == "ruud@nova.example").scalar_subquery()
        db.session.execute(
            update(Membership).where(Membership.account_id == ruuds).values(roles=frozenset({Role.AGENT}))
        )
    assert ruud.opens(path).status == 404


def test_the_only_service_admin_does_not_erase_themselves_either(ruud):
    assert "Een andere servicebeheerder" in ruud.opens(page_about(ruud, "Ruud Peters"))
    assert erases(ruud, page_about(ruud, "Ruud Peters"), "Ruud Peters").status == 409


def test_another_name_erases_nobody(ruud, leaver):
    page = erases(ruud, typed="Zebedeus")

    assert page.status == 422
    assert page.errors == ["Schrijf de naam precies zoals die hierboven staat"]


def test_asked_twice_it_happens_once(app, ruud, leaver):
    path = page_about(ruud)
    form = ruud.opens(path).form(path) | {"typed": NAME}

    assert [ruud.browser.post(path, data=form).status_code for _twice in range(2)] == [303, 303]
    with app.app_context(), inside(the_service_organisation()):
        assert db.session.scalar(select(func.count()).select_from(Erasure)) == 1


def test_what_is_held_where_they_worked_holds_them_too(ruud, leaver, henk, samira):
    ticket = samira.files()
    leaver.answers(ticket)
    hands_over(ruud)
    hold = f"/linde/requests/{ticket.number}/hold"
    henk.posts(hold, {"reason": "Een geschil"}, on=hold)

    page = erases(ruud)
    assert page.status == 409
    assert "vastgehouden" in page.text
    henk.posts(hold, {"reason": ""}, on=hold)
    assert erases(ruud).status == 303


def test_an_account_that_a_customer_uses_too_is_erased_there_first(app, ruud, leaver):
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        account = db.session.scalars(select(Account.id).where(Account.email == ADDRESS)).one()
        person = Person(name=NAME)
        db.session.add(person)
        db.session.flush()
        db.session.add(Membership(person_id=person.id, account_id=account, roles=frozenset({Role.EMPLOYEE})))

    page = erases(ruud)

    assert page.status == 409
    assert "ook bij een andere organisatie" in page.text


def test_a_customer_with_the_same_name_keeps_theirs(app, ruud, leaver, bram, post_office, later):
    is_called(app, "bram@linde.example", NAME)
    mine = bram.files("Van een naamgenoot", f"Groet, {NAME}.")
    leaver.takes(mine)
    leaver.answers(mine, f"{ANSWER}.")
    leaver.resolves(mine)

    erased(ruud, post_office, later)

    page = bram.page(mine).text
    assert NAME in page
    with app.app_context(), inside(organisation_named("linde") or 0):
        written = dict(db.session.execute(select(Entry.event, Entry.author_name).where(Entry.body != "")).all())
        assert written["answered"].startswith("Oud-behandelaar")
        assert written["filed"] == NAME
        assert db.session.scalars(select(Ticket.filed_by_name).where(Ticket.number == mine.number)).one() == NAME


def test_a_worker_that_dies_anywhere_goes_on_and_ends_the_same(app, ruud, lived, post_office, later, monkeypatch):
    hands_over(ruud)
    assert erases(ruud).status == 303
    assert dying(app, later, monkeypatch, house="", each=10) > 3
    assert where_it_stands(app, NAME, ADDRESS) == []


def test_only_a_service_admin_may_and_not_by_the_door_of_customers(app, ruud, leaver, fatma, marijke, henk, samira):
    path = page_about(ruud)
    user = path.split("/")[-2]
    with app.app_context(), inside(the_service_organisation()):
        public = db.session.scalars(select(Person.public_id).where(Person.name == NAME)).one()
    for other in (fatma, marijke, henk, samira):
        assert other.opens(path).status == 404
        assert other.sends(path, {"typed": NAME}).status == 404
    for door in (f"/linde/org/people/{public}/erasure", f"/linde/org/people/{user}/erasure"):
        assert henk.opens(door).status == 404
        assert henk.sends(door, {"typed": NAME, "files": "yes"}).status == 404
    assert ruud.opens(f"/nova/org/people/{public}/erasure").status == 404
    with app.app_context():
        assert db.session.scalars(select(Account.name).where(Account.email == ADDRESS)).one() == NAME
