"""A line names one of two people who are called the same: it follows the one, and the other keeps their name."""

from typing import Any

import pytest
from sqlalchemy import select, update

from portal.privacy.correcting_duties import carry_out_corrections
from portal.tickets.models import Entry
from tenants.database import db, write_transaction
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.admin.test_people import sends_form
from tests.people.test_handing_over import hands_over
from tests.players import Player
from tests.privacy.erased import called, erases

ONE_NAME, RIGHT = "Zebedeus Quackenbosch", "Zebedeus Quakkelstein"


def is_called_from_now_on(player: Player, name: str) -> None:
    """Let somebody put their own name right, and the copies follow."""
    assert player.posts("/account", {"name": name}, on="/account").status == 303
    with player.app.app_context():
        carry_out_corrections()


def named(app: Any, event: str) -> list[Any]:
    """Return what each such event names, in order: a name, or a list of names."""
    with app.app_context(), inside(organisation_named("linde") or 0):
        details = db.session.scalars(select(Entry.detail).where(Entry.event == event).order_by(Entry.id)).all()
    return [value for one in details for place, value in one.items() if place != "whose"]


@pytest.fixture
def two(app, henk, samira, bram, karim) -> dict[str, str]:
    """Bram and Karim, once they were named in what happened and are called the same; their public ids."""
    ids = {name: called(app, "linde", name) for name in ("Bram Kuipers", "Karim Bouali")}
    samira.acts(samira.files("Meekijken"), "watchers", watchers=list(ids.values()))
    hands_over(henk, "Bram Kuipers", "Karim Bouali", bram.files("Rooster"))
    for player in (bram, karim):
        is_called_from_now_on(player, ONE_NAME)
    assert named(app, "watched") == [[ONE_NAME, ONE_NAME]]
    assert named(app, "handed over") == [ONE_NAME, ONE_NAME]
    return ids


def test_who_has_another_name_has_it_where_they_are_meant(app, two, bram):
    is_called_from_now_on(bram, RIGHT)

    assert named(app, "watched") == [[RIGHT, ONE_NAME]]
    assert named(app, "handed over") == [RIGHT, ONE_NAME]


def test_who_is_erased_is_named_no_more_and_the_other_still_is(app, two, henk, post_office, later):
    page = erases(henk, ONE_NAME, f"/linde/org/people/{two['Bram Kuipers']}/erasure")
    assert page.status == 303, page.text
    post_office.works()

    ((first, second),) = named(app, "watched")
    assert (first.split()[0], second) == ("Oud-collega", ONE_NAME)
    assert named(app, "handed over") == [first, ONE_NAME]


def test_of_two_who_file_for_others_each_is_named_where_their_request_was_taken_over(app, samira, noor, bram, karim):
    for filer, name, player in ((samira, "Bram Kuipers", bram), (noor, "Karim Bouali", karim)):
        ticket = filer.files("Hulp", **{"for": called(app, "linde", name)})
        assert player.acts(ticket, "takeover").status == 303
    for filer, name in ((samira, ONE_NAME), (noor, ONE_NAME), (samira, RIGHT)):
        is_called_from_now_on(filer, name)

    assert named(app, "taken over") == [RIGHT, ONE_NAME]


def test_of_two_agents_with_one_name_each_is_named_where_they_took_it(
    app, bram, joost, fatma, ruud, post_office, later
):
    joost.takes(bram.files("De eerste"))
    fatma.takes(bram.files("De tweede"))
    for agent in (joost, fatma):
        is_called_from_now_on(agent, ONE_NAME)
    assert named(app, "assigned") == [ONE_NAME, ONE_NAME]

    is_called_from_now_on(joost, RIGHT)
    assert named(app, "assigned") == [RIGHT, ONE_NAME]

    is_called_from_now_on(joost, ONE_NAME)
    erases_agent(ruud, "joost@nova.example", post_office, later)
    first, second, *back = named(app, "assigned")
    assert (first.split()[0], second, back) == ("Oud-behandelaar", ONE_NAME, [""])


def erases_agent(ruud: Player, email: str, post_office: Any, later: Any) -> None:
    """Let who does the desk's people hand over what an agent has, and erase them; two of one name stand in the list."""
    everybody = [str(link["href"]) for link in ruud.opens("/admin/people").soup.select(".list a.t")]
    (path,) = [one for one in everybody if email in ruud.opens(one)]
    away = f"{path}/deactivation"
    assert sends_form(ruud, away, away, successor="").status == 303
    assert ruud.posts(f"{path}/erasure", {"typed": ONE_NAME}, on=f"{path}/erasure").status == 303
    post_office.works()
    with later(minutes=25):
        post_office.works()


def test_what_was_written_before_it_was_kept_whose_names_they_are_goes_by_the_name(app, samira, bram, karim):
    ticket = samira.files("Meekijken")
    samira.acts(ticket, "watchers", watchers=called(app, "linde", "Bram Kuipers"))
    with app.app_context(), inside(organisation_named("linde") or 0), write_transaction():
        old = {"names": ["Bram Kuipers"]}
        db.session.execute(update(Entry).where(Entry.event == "watched").values(detail=old))

    is_called_from_now_on(bram, RIGHT)

    assert named(app, "watched") == [[RIGHT]]
