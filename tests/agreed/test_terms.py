"""An organisation's terms of use: read and accepted before anything else, once for each version, told in the log."""

import pytest
from sqlalchemy import func, select

from portal.agreed.models import Acceptance
from tenants.database import db
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.admin.setting_up import sets
from tests.audit.reading import lines
from tests.guards.behind import Behind
from tests.people.inviting import activates, token_in
from tests.people.test_looking import looks_as, looks_as_role
from tests.players import Page

PATH = "/linde/org/terms"
TEXTS = {"text_nl": "Wees **aardig** voor elkaar.", "text_en": "Be **kind** to each other."}


def writes(henk, **fields):
    return henk.posts(PATH, TEXTS | fields, on=PATH)


def accepts(player, path="/linde/"):
    page = player.opens(path)
    assert page.status == 303
    return player.posts("/linde/terms", {}, on=page.location)


@pytest.fixture
def agreed(henk):
    """There are terms, and the admin who wrote them accepted them."""
    assert writes(henk).status == 303
    assert accepts(henk).status == 303


def test_without_terms_nobody_is_asked_anything(bram, henk):
    assert bram.opens("/linde/").status == 200
    assert bram.opens("/linde/terms").status == 404
    assert "Nu hoeft niemand ergens mee akkoord te gaan." in henk.opens(PATH)


def test_a_member_reads_and_accepts_them_before_anything_else_and_goes_on(agreed, bram):
    asked = bram.opens("/linde/requests?scope=mine")
    assert asked.status == 303
    page = bram.opens(asked.location)
    assert page.title == "Gebruiksvoorwaarden"
    assert page.soup.select_one(".tx strong").get_text() == "aardig"

    assert bram.posts("/linde/terms", {}, on=asked.location).location == "/linde/requests?scope=mine"
    assert bram.opens("/linde/requests?scope=mine").status == 200
    assert "Je bent hiermee akkoord." in bram.opens("/linde/terms")


def test_what_needs_no_consent_stays_open(agreed, bram):
    for path in ("/account", "/account/security", "/help", "/privacy", "/contact", "/accessibility", "/linde/more"):
        assert bram.opens(path).status in (200, 404), path
    out = bram.opens(bram.opens("/linde/").location)
    assert bram.browser.post("/signout", data=out.form("/signout")).status_code == 302


@pytest.mark.parametrize(
    "path", ["/linde/", "/linde/requests", "/linde/new", "/linde/news", "/linde/notifications", "/linde/requests/1"]
)
def test_every_other_page_leads_to_the_terms(agreed, bram, path):
    assert bram.opens(path).location.startswith("/linde/terms?next=")


def test_people_of_other_organisations_are_asked_nothing(agreed, tom, joost, ruud):
    assert tom.opens("/vechtdal/").status == 200
    assert joost.opens("/desk/inbox/all").status == 200
    assert ruud.opens("/admin").status == 200
    assert tom.opens("/linde/terms").status == 404


def test_what_somebody_may_not_see_stays_what_it_was(agreed, bram):
    assert bram.opens("/linde/org/users").status == 403
    assert bram.opens("/vechtdal/").status == 404


def test_what_was_written_meanwhile_is_kept(henk, bram):
    path = "/linde/new/question/planning"
    form = bram.opens(path).form("") | {"subject": "Lang verhaal", "note": "Hier schreef ik een uur aan."}
    writes(henk)
    late = Page(bram.browser.post(path, data=form))
    assert late.status == 303
    assert late.location.startswith("/linde/terms?next=/linde/new/question/planning")

    assert bram.posts("/linde/terms", {}, on=late.location).location == path
    page = bram.opens(path)
    assert "Wat je stuurde staat er nog" in page
    assert page.form("")["subject"] == "Lang verhaal"
    assert Page(bram.browser.post(path, data=page.form(""))).status == 303
    assert bram.lists("mine") == ["Lang verhaal"]


def test_accepting_twice_is_once_and_stands_in_the_log(app, agreed, bram, henk):
    form = bram.opens("/linde/terms").form("/linde/terms")
    answers = [bram.browser.post("/linde/terms", data=form).status_code for _time in range(2)]

    assert answers == [303, 303]
    assert lines(henk, "?kind=terms") == [
        "Bram Kuipers ging akkoord met versie 1 van de gebruiksvoorwaarden.",
        "Henk Visser ging akkoord met versie 1 van de gebruiksvoorwaarden.",
        "Henk Visser schreef versie 1 van de gebruiksvoorwaarden.",
    ]
    assert "2 collega’s gingen akkoord met de nieuwste tekst." in henk.opens(PATH)
    with app.app_context(), inside(organisation_named("linde") or 0):
        assert db.session.scalar(select(func.count()).select_from(Acceptance)) == 2


def test_a_newer_version_is_asked_again_and_an_older_one_cannot_be_accepted(agreed, bram, henk):
    old = bram.opens("/linde/terms").form("/linde/terms")
    assert accepts(bram).status == 303
    writes(henk, text_nl="Wees heel aardig.")

    page = Page(bram.browser.post("/linde/terms", data=old))
    assert page.status == 409
    assert "Er is een nieuwere tekst." in page
    assert "Wees heel aardig." in page
    assert bram.opens("/linde/").status == 303
    assert accepts(bram).status == 303
    assert bram.opens("/linde/").status == 200


def test_the_same_text_asks_nobody_again(agreed, henk):
    assert writes(henk).status == 303
    assert henk.opens("/linde/").status == 200


def test_terms_that_are_taken_away_ask_nobody(agreed, bram, henk):
    assert writes(henk, text_nl="", text_en="").status == 303

    assert bram.opens("/linde/").status == 200
    assert lines(henk, "?kind=terms")[0] == "Henk Visser trok de gebruiksvoorwaarden in."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text_en": ""}, "Schrijf het ook in het Engels"),
        ({"text_nl": " "}, "Schrijf het ook in het Nederlands"),
        ({"text_nl": "x" * 20_001}, "Maak dit korter: nu 20001 tekens, hooguit 20000"),
    ],
)
def test_what_is_not_right_is_said_and_stays(henk, fields, says):
    page = writes(henk, **fields)

    assert page.status == 422
    assert page.errors == [says]
    assert henk.opens("/linde/").status == 200


def test_two_admins_do_not_overwrite_each_other_unseen(henk):
    mine = henk.opens(PATH).form(PATH) | TEXTS
    writes(henk, text_nl="Van een ander.", text_en="Of another.")
    accepts(henk)

    page = Page(henk.browser.post(PATH, data=mine))
    assert page.status == 409
    assert "Van een ander." in page


@pytest.mark.parametrize("who", ["bram", "anneke", "samira"])
def test_who_is_no_admin_writes_no_terms(come, who):
    player = come(who)

    assert player.opens(PATH).status == 403
    assert player.sends(PATH, TEXTS).status == 403


def test_who_comes_in_by_an_invitation_reads_them_first(agreed, app, henk, nobody, post_office):
    sets(henk, "/linde/org/users/new", name="Mia Post", email="mia@linde.example")
    (mail,) = post_office.mails("mia@linde.example")
    came = activates(nobody, token_in(mail))

    assert nobody.opens(came.location).location.startswith("/linde/terms")


def test_next_leads_nowhere_else(agreed, bram):
    form = bram.opens("/linde/terms?next=https://elders.example/").form("/linde/terms")

    assert Page(bram.browser.post("/linde/terms", data=form)).location == "/linde/"


def test_a_page_sends_no_statement_more_for_it(bram, henk):
    before = bram.opens("/linde/requests?scope=mine").statements
    writes(henk)
    accepts(bram)

    assert bram.opens("/linde/requests?scope=mine").statements == before


def test_every_version_that_was_written_stays_as_it_was(agreed, henk, app, engine):
    writes(henk, text_nl="Wees heel aardig.")
    rows = Behind(engine).rows("select version, text_nl from terms_of_use order by version")

    assert [tuple(row) for row in rows] == [(1, TEXTS["text_nl"]), (2, "Wees heel aardig.")]


def test_who_looks_as_somebody_accepts_nothing_for_them(agreed, henk, bram):
    looks_as(henk, "Bram Kuipers")

    assert henk.opens("/linde/").status == 200
    assert bram.opens("/linde/").status == 303


def test_who_looks_as_a_role_is_asked_nothing(agreed, henk):
    looks_as_role(henk, "employee")

    assert henk.opens("/linde/").status == 200
