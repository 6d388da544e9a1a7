"""The organisation's first page: for whom requests wait and who has not come yet; and what stands in the list."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.demo import colleagues
from portal.tickets import handling
from portal.tickets.behalf import Asked
from portal.tickets.models import Ticket
from portal.web.text import written
from tenants.clock import now
from tenants.context import in_force
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tests.deputies.standing_in import names as names_deputy
from tests.guards.acting import Acts
from tests.people.inviting import activates, handle_of, invites, token_in
from tests.people.test_a_last_day import in_days
from tests.people.test_leaving import deactivates
from tests.players import Page, Player
from tests.stories.test_policy import public_id_of

HOME = "/linde/org"
TEXT = written("Kijk eens onder Planning.")
WAITING, INVITED = "section[aria-labelledby=h-waiting]", "section[aria-labelledby=h-invited]"


def plain(element) -> str:
    return re.sub(r" (?=[.:])", "", " ".join(element.get_text(" ").split()))


def waiting(page: Page) -> list[tuple[str, str, str]]:
    """Return (name, how many, since) of each line, in order."""
    return [tuple(map(plain, row.select("th, td"))) for row in page.soup.select(f"{WAITING} tbody tr")]


def led_to(henk: Player, name: str) -> list[str]:
    """Return the subjects of the list to which somebody's line leads."""
    links = henk.opens(HOME).soup.select(f"{WAITING} tbody a")
    address = next(link["href"] for link in links if link.get_text() == name)
    return sorted(link.get_text() for link in henk.opens(address).soup.select(".list a.t"))


def row_of(henk: Player, name: str, query: str = "") -> str:
    page = henk.opens(f"/linde/org/users?q={name.split()[0]}{query}")
    return plain(page.soup.select_one(".table tbody tr"))


@pytest.fixture
def crowd(app):
    """Zorggroep De Linde with thirty people."""
    with app.app_context():
        colleagues.come()


def test_each_person_is_told_with_what_waits_for_them_longest_first(henk, bram, karim, samira, joost, later):
    toeslag, rooster, verlof = karim.files("Toeslag"), bram.files("Rooster"), bram.files("Verlof")
    samira.files("Dit ligt bij de helpdesk")
    joost.answers(rooster)
    with later(days=2):
        for player in (joost, henk, bram):
            player.signs_in()
        joost.asks(toeslag)
        joost.asks(verlof)
        assert waiting(henk.opens(HOME)) == [("Bram Kuipers", "2", "2 dagen"), ("Karim Bouali", "1", "vandaag")]
        assert led_to(henk, "Bram Kuipers") == ["Rooster", "Verlof"]
        assert led_to(henk, "Karim Bouali") == ["Toeslag"]

        bram.replies(rooster, "Dat helpt niet.")
        assert waiting(henk.opens(HOME)) == [("Bram Kuipers", "1", "vandaag"), ("Karim Bouali", "1", "vandaag")]
        assert led_to(henk, "Bram Kuipers") == ["Verlof"]


def test_what_was_filed_for_a_colleague_waits_for_both_and_for_who_has_no_account_not(app, henk, joost):
    with app.app_context():
        acts = Acts("linde")
        for name in ("bram", "ria"):
            people = Asked(chosen=public_id_of(acts, name)) if name == "bram" else Asked(chosen=_ria())
            acts.do("joost", acts.file("samira", f"Voor {name}", people=people), _answer)
        acts.leaves()

    assert [line[:2] for line in waiting(henk.opens(HOME))] == [("Bram Kuipers", "1"), ("Samira El Amrani", "2")]
    assert led_to(henk, "Samira El Amrani") == ["Voor bram", "Voor ria"]
    assert led_to(henk, "Bram Kuipers") == ["Voor bram"]


def _ria() -> str:
    return db.session.scalars(select(Person.public_id).where(Person.name == "Ria Smit")).one()


def _answer(who, ticket) -> None:
    handling.answer(who, ticket, TEXT, f"answer {ticket.number}")


def test_when_nothing_waits_the_page_says_so(henk, bram):
    bram.files("Dit ligt bij de helpdesk")

    assert waiting(henk.opens(HOME)) == []
    assert "Geen aanvraag wacht op iemand van ons." in henk.opens(HOME)


def test_a_confidential_request_is_counted_for_who_sees_it_and_for_nobody_else(henk, bram, joost):
    hidden, own = bram.files("Geheimwoord", confidential="y"), henk.files("Van Henk", confidential="y")
    joost.asks(hidden)
    assert waiting(henk.opens(HOME)) == []
    assert "Bram" not in henk.opens(HOME)
    joost.asks(own)

    assert [line[:2] for line in waiting(henk.opens(HOME))] == [("Henk Visser", "1")]
    assert led_to(henk, "Henk Visser") == ["Van Henk"]
    assert "1" not in row_of(henk, "Bram Kuipers").partition("Actief")[2].split()[:1]


def test_who_left_is_told_as_long_as_nobody_took_over(henk, bram, karim, joost):
    for player in (bram, karim):
        joost.asks(player.files(f"Van {player.name}"))
    deactivates(henk, "Bram Kuipers")
    deactivates(henk, "Karim Bouali", "Samira El Amrani")

    found = sorted(line[:2] for line in waiting(henk.opens(HOME)))

    assert found == [("Bram Kuipers Kan niet meer inloggen", "1"), ("Samira El Amrani", "1")]


def test_ten_are_told_and_how_many_others(app, henk, crowd):
    _one_each(app, 12)

    page = henk.opens(HOME)

    assert len(waiting(page)) == 10
    assert "Ze wachten ook op 2 anderen." in page


def _one_each(app, count: int) -> None:
    """Let a request wait for each of so many colleagues."""
    with app.app_context():
        acts = Acts("linde")
        for number in range(count):
            acts.do("joost", acts.file("bram", f"Vraag {number}"), _answer)
        acts.comes("henk")
        here = (*in_force(Membership), Membership.person_id == Person.id)
        people = db.session.execute(select(Person.id, Person.name).join(Membership, here[-1]).where(*here)).all()
        with write_transaction():
            for ticket, (person_id, name) in zip(db.session.scalars(select(Ticket)), people, strict=False):
                ticket.filed_by_id = ticket.filed_for_id = person_id
                ticket.filed_by_name = ticket.filed_for_name = name
        acts.leaves()


def test_a_list_of_one_person_says_whose_it_is_to_who_sees_a_request_of_theirs(app, henk, bram, karim, tom):
    bram.files("Rooster")
    with app.app_context():
        acts = Acts("linde")
        one = public_id_of(acts, "bram")
        acts.leaves()

    assert "Door of voor Bram Kuipers" in henk.opens(f"/linde/requests?scope=organisation&person={one}")
    for player in (karim, tom):
        page = player.opens(f"/{player.house}/requests?person={one}")
        assert "Door of voor één persoon" in page
        assert "Bram" not in page


# Who has not come yet.


def test_who_was_invited_is_told_until_they_come_and_can_be_invited_again(henk, nobody, later, post_office):
    invites(henk, "joe@linde.example", "Joe Smit")
    assert "Joe Smit Uitgenodigd: vandaag. De link werkt tot en met" in plain(_invited(henk))

    with later(days=8):
        henk.signs_in()
        assert "Joe Smit Uitgenodigd: 8 dagen. De link werkt niet meer." in plain(_invited(henk))
        button = next(form for form in _invited(henk).select("form") if "Joe" in form.get_text())
        page = Page(henk.browser.post(button["action"], data=henk.opens(HOME).form(button["action"].split("?")[0])))
        assert (page.status, page.location) == (303, HOME)
        assert "Joe Smit Uitgenodigd: vandaag. De link werkt tot en met" in plain(_invited(henk))

        activates(nobody, token_in(post_office.mails("joe")[-1]))
        assert "Joe Smit" not in plain(_invited(henk))


def _invited(henk: Player):
    return henk.opens(HOME).soup.select_one(INVITED)


def test_nobody_else_invites_again_from_there(henk, bram, ilse, come):
    handle = handle_of(henk, "Pim Hendriks")

    assert bram.sends(f"/linde/org/users/{handle}/invitation?on=first-page", {}).status == 403
    assert ilse.sends(f"/linde/org/users/{handle}/invitation?on=first-page", {}).status == 404


# The list of members.


def test_the_list_tells_rights_open_requests_who_stands_in_and_the_last_day(henk, bram, anneke, samira, joost):
    bram.files("Rooster")
    joost.resolves(bram.files("Verlof"))
    names_deputy(anneke, "Karim Bouali", henk)
    deactivates(henk, "Bram Kuipers", ends=in_days(3))

    assert "Lopende aanvragen" in henk.opens("/linde/org/users")
    assert " 1 " in row_of(henk, "Bram Kuipers") + " "
    assert "Laatste dag: " in row_of(henk, "Bram Kuipers")
    assert "Vervangt nu: Karim Bouali" in row_of(henk, "Anneke de Boer")
    assert "Mag wijzigingen aanvragen" in row_of(henk, "Samira El Amrani")
    assert "Vervangt" not in row_of(henk, "Karim Bouali")


def test_who_has_not_been_here_for_ninety_days_is_found(app, henk, bram):
    with app.app_context():
        Acts("linde").comes("henk")
        _were_here()
        Acts.leaves()

    found = [link.get_text() for link in henk.opens("/linde/org/users?seen=long-ago").soup.select(".table th a")]

    assert found == ["Bram Kuipers", "Noor de Graaf"]
    assert "2 collega’s zijn hier 90 dagen niet geweest" in henk.opens(HOME)
    assert "/linde/org/users?seen=long-ago" in henk.opens(HOME).links


def test_who_signs_in_and_leaves_at_once_was_here(henk, bram, later, post_office):
    with later(days=100):
        henk.signs_in()
        assert "Bram Kuipers" in henk.opens("/linde/org/users?seen=long-ago")
        bram.signs_in()
        post_office.works()

        assert "vandaag" in row_of(henk, "Bram Kuipers")
        assert "Bram Kuipers" not in henk.opens("/linde/org/users?seen=long-ago")


def _were_here() -> None:
    """Let Bram have been here 91 days ago, Karim 89, and Noor only when she came in."""
    with write_transaction():
        everybody = update(Membership).values(seen_at=now())
        db.session.execute(everybody, execution_options={"synchronize_session": False})
        for name, days in (("Bram Kuipers", 91), ("Karim Bouali", 89), ("Noor de Graaf", None)):
            mine = select(Account.id).where(Account.name == name)
            seen = None if days is None else now() - timedelta(days=days)
            values = {"seen_at": seen, "joined_at": now() - timedelta(days=200)}
            db.session.execute(
                update(Membership).where(Membership.account_id.in_(mine)).values(values),
                execution_options={"synchronize_session": False},
            )


def test_both_pages_take_as_many_statements_for_three_as_for_two_hundred(app, henk):
    short = [henk.opens(path).statements for path in (HOME, "/linde/org/users")]
    with app.app_context():
        acts = Acts("linde")
        acts.comes("henk")
        with write_transaction():
            _two_hundred()
        acts.leaves()
    _one_each(app, 30)

    full = [henk.opens(path).statements for path in (HOME, "/linde/org/users")]

    assert full == short
    assert max(full) <= 9
    assert len(waiting(henk.opens(HOME))) == 10


def _two_hundred() -> None:
    """Let two hundred more be there, every third of them invited only."""
    for number in range(200):
        account = Account(email=f"c{number}@linde.example", name=f"Collega {number}", password_hash=None)
        person = Person(name=account.name, email=account.email)
        db.session.add_all((account, person))
        db.session.flush()
        came = None if number % 3 == 0 else now()
        row = Membership(account_id=account.id, person_id=person.id, roles=frozenset({"employee"}), joined_at=came)
        row.invited_at = now()
        db.session.add(row)
