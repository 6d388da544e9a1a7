"""Somebody takes along what is kept of them, and an admin what the organisation keeps of one of its people."""

import io
import logging

import pytest
from sqlalchemy import select

from portal.files.places import Unreachable
from portal.privacy import duties
from portal.privacy.models import PersonalFile
from tenants.database import db, write_transaction
from tenants.models import Membership, Person
from tenants.organisations import organisation_named
from tenants.roles import Role
from tenants.scope import inside
from tests.privacy.archives import asks, fetches, link_on, takes

MINE = "/account/data"


def called(app, house: str, name: str) -> str:
    """Return the public id of somebody of the directory."""
    with app.app_context(), inside(organisation_named(house) or 0):
        return db.session.scalars(select(Person.public_id).where(Person.name == name)).one()


def about(app, player, name: str) -> str:
    return f"/{player.house}/org/people/{called(app, player.house, name)}/data"


def test_somebody_takes_along_all_that_is_kept_of_them(bram, joost, post_office):
    attached = (io.BytesIO(b"regel een, regel twee"), "mijn lijst.txt")
    ticket = bram.files("Waar is mijn loonstrook?", "Die van oktober ontbreekt.", files=attached)
    joost.answers(ticket, "Hij staat klaar.")
    bram.rates(ticket, "satisfied")

    taken = takes(bram, MINE, post_office)

    assert taken.data("account")["account"][0]["email"] == "bram@linde.example"
    here = taken.data("linde")
    assert here["directory"][0]["name"] == bram.name
    mine = next(one for one in here["requests"] if one["number"] == ticket.number)
    assert mine["subject"] == "Waar is mijn loonstrook?"
    assert {"Die van oktober ontbreekt.", "Hij staat klaar."} <= {one["text"] for one in here["messages"]}
    assert b"regel een, regel twee" in taken.files().values()
    assert "Waar is mijn loonstrook?" in taken.zip.read("linde/overview.html").decode()


def test_somebody_of_two_organisations_gets_both_each_in_its_folder(come, post_office):
    taken = takes(come("karin", "eemland"), MINE, post_office)

    assert {name.split("/")[0] for name in taken.names} >= {"account", "eemland"}
    assert len({name.split("/")[0] for name in taken.names}) == 3


def test_what_others_wrote_elsewhere_and_notes_of_the_desk_are_not_in_it(bram, samira, joost, post_office):
    ticket = bram.files()
    joost.notes(ticket, "Notitie die aan de balie blijft.")
    samira.files("Een vraag van Samira", "Die gaat Bram niets aan.")

    taken = takes(bram, MINE, post_office)

    assert "Notitie die aan de balie blijft" not in taken.text
    assert "Een vraag van Samira" not in taken.text


def test_a_draft_is_in_ones_own_file_and_not_in_that_of_an_admin(app, henk, bram, post_office):
    form = bram.opens("/linde/new/question/planning").form("") | {"subject": "Nog niet af"}
    bram.browser.post("/linde/drafts?kind=question&service=planning", data=form)

    assert "Nog niet af" in takes(bram, MINE, post_office).text
    assert "Nog niet af" not in takes(henk, about(app, henk, bram.name), post_office).text


def test_nobody_else_fetches_it(app, bram, samira, henk, post_office):
    asks(bram)
    post_office.works()
    link = link_on(bram)

    assert fetches(bram, link) == 200
    assert fetches(samira, link) == 404
    assert fetches(henk, link) == 404
    code = link.rpartition("/")[2]
    assert henk.opens(f"{about(app, henk, bram.name)}/{code}").status == 404


def test_asked_twice_it_is_made_once(app, bram, post_office):
    first, second = asks(bram), asks(bram)

    assert (first.status, second.status) == (303, 303)
    assert "We maken al een bestand." in bram.opens(MINE).html
    with app.app_context():
        assert len(db.session.scalars(select(PersonalFile)).all()) == 1


def test_it_ends_after_seven_days(app, bram, post_office, later):
    asks(bram)
    post_office.works()
    link = link_on(bram)

    with later(days=6, hours=23):
        bram.signs_in()
        assert fetches(bram, link) == 200
    with later(days=7, minutes=1):
        bram.signs_in()
        assert fetches(bram, link) == 404
        post_office.works()
        with app.app_context():
            assert db.session.scalars(select(PersonalFile)).all() == []


def test_an_admin_reads_of_what_is_confidential_the_number_and_no_word(app, henk, bram, post_office):
    secret = bram.files("Geheim onderwerp", "Geheime tekst.", confidential="y")
    plain = bram.files("Gewoon onderwerp", "Gewone tekst.")

    taken = takes(henk, about(app, henk, bram.name), post_office)

    rows = {one["number"]: one for one in taken.data("linde")["requests"]}
    assert rows[plain.number]["subject"] == "Gewoon onderwerp"
    assert rows[secret.number].keys() == {"number", "service", "state", "confidential"}
    assert "Geheim" not in taken.text
    assert "Gewone tekst." in taken.text


def test_an_admin_gets_nothing_of_another_organisation(app, come, dewi, post_office):
    karin = come("karin", "vechtdal")
    karin.files("Alleen van Vechtdal", "Die staat daar.")

    taken = takes(dewi, about(app, dewi, karin.name), post_office)

    assert "Vechtdal" not in taken.text
    assert {name.split("/")[0] for name in taken.names} == {"eemland"}


def test_somebody_without_an_account_is_told_of_too(app, henk, post_office):
    with app.app_context(), inside(organisation_named("linde") or 0):
        has_one = select(Membership.person_id)
        name = db.session.scalars(select(Person.name).where(Person.id.not_in(has_one)).order_by(Person.id)).first()

    assert takes(henk, about(app, henk, name), post_office).data("linde")["directory"][0]["name"] == name


def test_only_admins_of_the_organisation_ask_about_somebody(app, samira, dewi, bram):
    path = about(app, samira, bram.name)

    assert samira.opens(path).status == 403
    assert samira.sends(path, {}).status == 403
    assert dewi.opens(path).status == 404
    assert dewi.opens(path.replace("/linde/", f"/{dewi.house}/")).status == 404
    assert dewi.sends(path.replace("/linde/", f"/{dewi.house}/"), {}).status == 404


def test_who_is_no_admin_any_more_when_it_is_made_gets_nothing(app, henk, bram, post_office):
    path = about(app, henk, bram.name)
    asks(henk, path)
    with app.app_context():
        asked = db.session.scalars(select(PersonalFile)).one()
        with inside(organisation_named("linde") or 0):
            theirs = db.session.scalars(select(Membership).where(Membership.account_id == asked.account_id)).one()
            roles = theirs.roles
        with inside(organisation_named("linde") or 0), write_transaction():
            db.session.get_one(Membership, theirs.id).roles = roles - {Role.ADMIN}
    post_office.works()

    with app.app_context():
        row = db.session.scalars(select(PersonalFile)).one()
        assert row.failed_at is not None
        assert row.lies_at == ""


def test_it_stands_in_the_log(app, henk, bram, post_office):
    asks(henk, about(app, henk, bram.name))
    asks(bram)

    log = henk.opens("/linde/org/audit")

    assert f"vroeg een bestand met wat er van {bram.name} wordt bewaard" in log.text
    assert f"{bram.name} vroeg een bestand met wat er van deze persoon wordt bewaard" in log.text


def test_a_worker_that_cannot_keep_it_tries_again(app, bram, post_office, monkeypatch, later, caplog):
    class Full:
        def put(self, *_: object) -> None:
            raise Unreachable("full")

        def listed(self, *_: object):
            return iter(())

    asks(bram)
    with monkeypatch.context() as broken, caplog.at_level(logging.CRITICAL):
        broken.setattr(duties.storage, "place", Full)
        with app.app_context():
            assert duties.make_personal_files() == 0
    assert link_on(bram) == ""
    with later(minutes=31), app.app_context():
        assert duties.make_personal_files() == 1
    assert link_on(bram)


def test_files_with_odd_names_stay_in_their_folder(bram, post_office):
    bram.files("Vreemde naam", "Zie het bestand.", files=(io.BytesIO(b"inhoud"), "../../weg.txt"))

    names = takes(bram, MINE, post_office).files()

    assert all(".." not in name.split("/") for name in names)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_reads_in_the_language_of_who_asked(app, henk, dewi, post_office, language):
    reader = henk if language == "nl" else dewi

    told = takes(reader, MINE, post_office).zip.read("account/overview.html").decode()

    assert f'<html lang="{language}">' in told
    assert ("Waar je bent ingelogd" if language == "nl" else "Where you signed in") in told


def test_ones_browsers_and_sign_ins_are_in_ones_own_file_and_in_that_of_no_admin(app, henk, bram, post_office):
    bram.signs_in()
    post_office.works()

    mine = takes(bram, MINE, post_office)

    came = mine.data("account")["sign_ins"]
    assert came
    assert {"at", "came_in", "way", "network", "device"} <= came[-1].keys()
    assert mine.data("account")["devices"]
    assert "sign_ins" not in takes(henk, about(app, henk, bram.name), post_office).text


def test_that_an_admin_fetches_a_file_about_somebody_stands_in_the_log_once_a_download(app, henk, bram, post_office):
    path = about(app, henk, bram.name)
    asks(henk, path)
    post_office.works()
    link = link_on(henk, path)

    for method, asked in (("GET", {}), ("GET", {"Range": "bytes=10-"}), ("HEAD", {})):
        with henk.browser.open(link, method=method, headers=asked) as answer:
            assert answer.status_code in (200, 206)
            answer.get_data()

    log = henk.opens("/linde/org/audit").text
    assert log.count(f"Henk Visser haalde een bestand op met wat er van {bram.name} wordt bewaard.") == 1
