"""For a day a list can be undone: who did nothing goes, what people did stays, and the page says so before."""

import pytest

from tests.guards.behind import Behind
from tests.importing.bringing import agrees, as_csv, brings
from tests.people.inviting import PASSWORD, invites, presses
from tests.players import Page, Player

HEADS = ["Naam", "E-mailadres", "Personeelsnummer", "Onderdeel"]
ROWS = [
    ["Joke Aalbers", "joke@linde.example", "30001", "Noord / Team 3"],
    ["Piet Baars", "piet@linde.example", "30002", "Noord / Team 3"],
    ["Bram Kuipers-Vos", "", "20418", "Zuid"],
]


def house(engine):
    """Everything of the directory that an admin can see of it."""
    here = "organisation_id = (select id from organisation where key = 'LINDE')"
    behind = Behind(engine)
    people = behind.rows(f"select name, personnel_number, email, unit_id, manager_id, active from person where {here}")
    members = behind.rows(f"select person_id, roles, authorisations, active from membership where {here}")
    units = behind.rows(f"select name, parent_id from unit where {here}")
    return sorted(map(repr, people)), sorted(map(repr, members)), sorted(map(repr, units))


def undoes(admin, preview, **fields):
    return Page(admin.browser.post(f"{preview}/undoing", data=admin.opens(f"{preview}/undoing").form("") | fields))


@pytest.fixture
def preview(henk):
    found = brings(henk, as_csv([HEADS, *ROWS]), make_units="y", invite="y")
    assert agrees(henk, found).status == 303
    return found


def comes(app, post_office, who):
    """Let somebody who was invited choose a password and come in."""
    link = next(
        word for word in post_office.mails(who)[-1].get_body(("plain",)).get_content().split() if "/activate/" in word
    )
    path = link.removeprefix("http://localhost")
    player = Player(app, None)
    fields = player.opens(path).form(path) | {"password": PASSWORD}
    assert Page(player.browser.post(path, data=fields)).status == 303
    return player


def test_undoing_leaves_everything_as_it_was(henk, engine, post_office):
    before = house(engine)
    preview = brings(henk, as_csv([HEADS, *ROWS]), make_units="y", invite="y", missing="end")
    agrees(henk, preview)
    assert house(engine) != before
    page = henk.opens(f"{preview}/undoing")
    assert "Worden verwijderd: nieuw, en ze deden nog niets 2" in page
    assert undoes(henk, preview).status == 303
    assert house(engine) == before
    assert "De import is ongedaan gemaakt" in henk.opens(preview)
    assert post_office.mails("joke") == []


@pytest.mark.parametrize("choice", ["leave", "end"])
def test_what_people_did_stays_and_they_are_left_or_deactivated_as_the_page_said(
    henk, app, engine, post_office, preview, choice
):
    joke = comes(app, post_office, "joke")
    path = "/linde/new/question/planning"
    asked = joke.opens(path).form("") | {"subject": "Waar is mijn rooster?", "note": "Ik zoek het."}
    assert Page(joke.browser.post(path, data=asked)).status == 303
    page = henk.opens(f"{preview}/undoing")
    assert "er is een aanvraag of iets anders van hen: Joke Aalbers" in page
    assert undoes(henk, preview, acted=choice).status == 303
    assert joke.opens("/linde/").status == (200 if choice == "leave" else 302)
    assert "Waar is mijn rooster?" in henk.lists()
    names = [row[0] for row in Behind(engine).rows("select name from person")]
    assert "Joke Aalbers" in names
    assert "Piet Baars" not in names
    assert "Bram Kuipers" in names


def test_who_was_changed_since_stays_as_they_are_and_the_page_names_them(henk, engine, preview):
    presses(henk, "Piet Baars", "withdrawal")
    page = henk.opens(f"{preview}/undoing")
    assert "Iemand wijzigde ze sindsdien, dus ze blijven zoals ze zijn: Piet Baars" in page
    undoes(henk, preview)
    names = [row[0] for row in Behind(engine).rows("select name from person")]
    assert "Piet Baars" in names
    assert "Joke Aalbers" not in names


def test_undoing_twice_is_once_and_after_a_day_it_is_too_late(henk, engine, later, preview):
    with later(hours=25):
        henk.signs_in()
        assert henk.opens(f"{preview}/undoing").status == 409
    fields = henk.opens(f"{preview}/undoing").form("")
    for _again in range(2):
        assert henk.browser.post(f"{preview}/undoing", data=fields).status_code == 303
    assert len(Behind(engine).rows("select 1 from trail where action = 'import.undone'")) == 1


def accounts(engine) -> list[str]:
    return sorted(row[0] for row in Behind(engine).rows("select email from account"))


def test_the_accounts_an_import_made_go_with_their_invitations(henk, engine):
    before = accounts(engine)
    preview = brings(henk, as_csv([HEADS, *ROWS]), make_units="y", invite="y")
    agrees(henk, preview)
    assert set(accounts(engine)) - set(before) == {"joke@linde.example", "piet@linde.example"}

    undoes(henk, preview)

    assert accounts(engine) == before
    again = brings(henk, as_csv([HEADS, *ROWS]), make_units="y", invite="y")
    assert agrees(henk, again).status == 303
    assert "joke@linde.example" in accounts(engine)


def test_an_account_that_another_organisation_invited_since_or_had_before_stays_theirs(henk, ilse, engine, post_office):
    invites(ilse, "piet@linde.example", "Piet bij Vechtdal")
    preview = brings(henk, as_csv([HEADS, *ROWS]), make_units="y", invite="y")
    agrees(henk, preview)
    invites(ilse, "joke@linde.example", "Joke bij Vechtdal")

    undoes(henk, preview)

    assert {"joke@linde.example", "piet@linde.example"} <= set(accounts(engine))
    page = ilse.opens("/vechtdal/org/users?state=invited")
    assert "Joke bij Vechtdal" in page
    assert "Piet bij Vechtdal" in page
    assert "Joke" not in henk.opens("/linde/org/users")


def test_who_stays_is_told_with_the_reason_before_and_after(henk, app, post_office, preview, samira):
    comes(app, post_office, "joke")
    samira.files("Voor Piet", **{"for": "30002"})

    reasons = {
        "Ze logden sindsdien in:": "Joke Aalbers",
        "Er gaat iets over hen, bijvoorbeeld een aanvraag of een team:": "Piet Baars",
    }
    assert _staying(henk.opens(f"{preview}/undoing")) == reasons
    undoes(henk, preview)
    assert _staying(henk.opens(preview)) == reasons


def _staying(page) -> dict[str, str]:
    rows = page.soup.select("[data-staying] > div")
    return {row.dt.get_text(strip=True): " ".join(row.dd.get_text().split()) for row in rows}
