"""The service admin adds a customer, changes it, and sees how it is used; never what its people ask."""

import pytest
from sqlalchemy import select

from portal.demo.cast import Somebody
from portal.trail.models import Trail
from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.admin.setting_up import NEW, adds_organisation, listed, looks_in, sets
from tests.people.inviting import activates, token_in
from tests.players import Page, Player


def trail_of(app, key: str) -> list[str]:
    with app.app_context(), inside(organisation_named(key) or 0):
        return list(db.session.scalars(select(Trail.action).order_by(Trail.id)))


EVA = {"email": "eva@veld.example", "name": "Eva Jansen", "language": "nl"}


def test_a_new_organisation_gets_an_admin_who_comes_in_and_asks_its_first_question(app, ruud, joost, post_office):
    page = adds_organisation(ruud, ("planning", "payroll"))
    assert page.location == "/admin/organisations/veld"
    assert trail_of(app, "veld") == ["organisation.added"]

    assert "Beheerder uitnodigen" in ruud.opens(page.location).buttons
    assert sets(ruud, "/admin/organisations/veld/admins/new", **EVA).status == 303
    assert "Uitgenodigd, nog niet binnen Eva Jansen" in ruud.opens("/admin/organisations/veld")

    eva = Player(app, None)
    eva.one = Somebody("VELD", "Eva Jansen", "eva@veld.example")
    (mail,) = post_office.mails("eva@veld.example")
    assert activates(eva, token_in(mail)).status == 303
    ticket = eva.files("Hoe begin ik?", "Dit is onze eerste vraag.")

    assert ticket.reference == "VELD-1"
    assert joost.sees(ticket)
    start = eva.opens("/veld/")
    assert [tile.get_text(strip=True) for tile in start.soup.select(".svc")] == ["Planning en rooster", "Salaris"]
    assert "40777" in start.text
    assert eva.opens("/veld/org/users").status == 200
    looks_in(ruud, "veld")
    assert "Beheerders die kunnen inloggen Eva Jansen" in ruud.opens("/admin/organisations/veld")


def test_once_there_is_an_admin_the_service_organisation_invites_nobody(ruud, henk):
    assert "Beheerder uitnodigen" not in ruud.opens("/admin/organisations/linde").buttons

    page = sets(ruud, "/admin/organisations/linde/admins/new", **EVA)
    assert page.status == 409
    assert "Deze organisatie heeft een beheerder." in page
    assert "Eva Jansen" not in henk.opens("/linde/org/users").text


def test_an_invitation_that_is_sent_twice_goes_out_once(ruud, post_office):
    adds_organisation(ruud)
    path = "/admin/organisations/veld/admins/new"
    form = ruud.opens(path).form("") | EVA
    assert [ruud.browser.post(path, data=form).status_code for _time in range(2)] == [303, 303]
    again = sets(ruud, path, **EVA)

    assert again.status == 422
    assert len(post_office.mails("eva@veld.example")) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": ""}, "Vul het mailadres in"),
        ({"email": "eva"}, "Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
        ({"name": ""}, "Vul de naam in"),
        ({"language": "xx"}, "Kies uit deze lijst"),
    ],
)
def test_an_invitation_needs_an_address_and_a_name(ruud, fields, says):
    adds_organisation(ruud)
    page = sets(ruud, "/admin/organisations/veld/admins/new", **EVA | fields)

    assert page.status == 422
    assert says in page.errors


def test_the_list_tells_what_can_be_counted_and_who_can_manage_people(ruud, bram):
    bram.files()
    page = ruud.opens("/admin/organisations?q=linde")

    assert "LINDE · klantnummer 40217 · 5 diensten · 8 mensen · 1 open aanvraag" in page
    assert "Heeft een beheerder" in page
    adds_organisation(ruud)
    assert "Nog geen beheerder" in ruud.opens("/admin/organisations?q=veld")
    assert "1 organisatie heeft niemand die de mensen beheert" in ruud.opens("/admin")


@pytest.mark.parametrize("words", ["vecht", "VECHTDAL", "40311", "gemeente vecht", "  Gemeente  "])
def test_words_find_an_organisation_by_name_key_and_number(ruud, words):
    assert listed(ruud, f"/admin/organisations?q={words}") == ["Gemeente Vechtdal"]


@pytest.mark.parametrize("words", ["%", "_", "nergens", "Nova", "\\"])
def test_words_that_are_in_no_name_find_nothing(ruud, words):
    page = ruud.browser.get("/admin/organisations", query_string={"q": words})

    assert page.status_code == 200
    assert "Geen organisatie met deze woorden." in page.get_data(as_text=True)


def test_many_organisations_come_a_page_at_a_time(app, ruud):
    with app.app_context(), write_transaction():
        for number in range(60):
            db.session.add(Organisation(key=f"ORG{number:02}", name=f"Organisatie {number // 2:02}"))
    seen, path = [], "/admin/organisations?q=organisatie"
    while path:
        page = ruud.opens(path)
        seen += [link.get_text() for link in page.soup.select(".list a.t")]
        older = page.soup.select_one("a[rel=next]")
        path, last = (older["href"] if older else ""), path

    assert seen == [f"Organisatie {number // 2:02}" for number in range(60)]
    back = ruud.opens(ruud.opens(last).soup.select_one("a[rel=prev]")["href"])
    assert [link.get_text() for link in back.soup.select(".list a.t")] == seen[25:50]


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"name": ""}, "name", "Schrijf de naam van de organisatie"),
        ({"name": "x" * 121}, "name", "Maak dit korter: nu 121 tekens, hooguit 120"),
        ({"code": ""}, "code", "Kies een korte naam"),
        ({"code": "1LINDE"}, "code", "Gebruik 2 tot 12 letters en cijfers, met een letter vooraan"),
        ({"code": "A"}, "code", "Gebruik 2 tot 12 letters en cijfers, met een letter vooraan"),
        ({"code": "DE LINDE"}, "code", "Gebruik 2 tot 12 letters en cijfers, met een letter vooraan"),
        ({"code": "ÉÉN"}, "code", "Gebruik 2 tot 12 letters en cijfers, met een letter vooraan"),
        ({"code": "admin"}, "code", "Een adres van het loket begint met dit woord. Kies een ander"),
        ({"code": "Desk"}, "code", "Een adres van het loket begint met dit woord. Kies een ander"),
        ({"code": "help"}, "code", "Een adres van het loket begint met dit woord. Kies een ander"),
        ({"code": "new"}, "code", "Een adres van het loket begint met dit woord. Kies een ander"),
        ({"code": "linde"}, "code", "Een andere organisatie heeft deze korte naam"),
        ({"code": "nova"}, "code", "Een andere organisatie heeft deze korte naam"),
        ({"customer_number": "40217"}, "customer_number", "Zorggroep De Linde heeft dit klantnummer al"),
        ({"language": "fr"}, "language", "Kies uit deze lijst"),
        ({"services": ["nergens"]}, "services", "Kies uit deze lijst"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_what_was_typed_stays(ruud, fields, field, says):
    page = sets(ruud, "/admin/organisations/new", **NEW | {"services": ["planning"]} | fields)

    assert page.status == 422
    assert page.errors == [says]
    assert page.soup.select_one(f".errsum a[href='#{field}']")
    kept = NEW | {name: value for name, value in fields.items() if isinstance(value, str)}
    assert page.form("")["name"] == kept["name"]
    assert page.form("")["code"] == kept["code"]


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "x" * 10_000, "-1", str(10**18), "'; drop table organisation", "🦊"])
def test_odd_input_never_breaks_a_page(ruud, odd):
    text = odd.encode("utf-8", "surrogatepass")
    for field in ("name", "code", "customer_number", "language", "version", "key"):
        form = ruud.opens("/admin/organisations/new").form("") | NEW | {field: text}
        assert ruud.browser.post("/admin/organisations/new", data=form).status_code in (303, 422)
    assert ruud.browser.get("/admin/organisations", query_string={"q": text, "after": text}).status_code == 200


def test_unknown_and_double_fields_are_refused(ruud):
    form = ruud.opens("/admin/organisations/new").form("") | NEW

    for more in ({"is_service_organisation": "y"}, {"name": ["Een", "Twee"]}, {"id": "1"}):
        assert ruud.browser.post("/admin/organisations/new", data=form | more).status_code == 400


def test_a_form_that_is_sent_twice_adds_one_organisation(app, ruud):
    form = ruud.opens("/admin/organisations/new").form("") | NEW
    answers = [ruud.browser.post("/admin/organisations/new", data=form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert trail_of(app, "veld") == ["organisation.added"]


def test_a_key_changes_until_it_stands_in_numbers(ruud, bram):
    adds_organisation(ruud)
    changed = sets(ruud, "/admin/organisations/veld", code="veldz", services=["planning"])
    assert changed.location == "/admin/organisations/veldz"
    assert ruud.opens("/admin/organisations/veld").status == 404

    bram.files()
    refused = sets(ruud, "/admin/organisations/linde", code="boom", services=["planning"])
    assert refused.status == 422
    assert refused.errors == ["Er zijn aanvragen met deze korte naam in hun nummer. Hij kan niet meer anders."]
    assert bram.opens("/linde/").status == 200


def test_services_that_are_taken_away_take_no_new_requests_and_keep_the_old(ruud, bram):
    ticket = bram.files()
    saved = sets(ruud, "/admin/organisations/linde", services=["records"])

    assert saved.status == 303
    assert bram.tries_to_file("Nog een", "Vraag").status == 404
    assert bram.tries_to_file("Nog een", "Vraag", service="records").status == 303
    assert "Planning en rooster" in bram.page(ticket)


def test_services_of_one_organisation_change_nothing_elsewhere(ruud, tom):
    sets(ruud, "/admin/organisations/linde", services=None)

    assert tom.files("Waar is het rooster?").number == 1


def test_who_saves_second_reads_both_texts_and_chooses(app, ruud):
    path = "/admin/organisations/linde"
    looks_in(ruud, "linde")
    mine = ruud.opens(path).form("") | {"name": "De Linde Zorg", "services": ["planning"]}
    sets(ruud, path, name="Lindezorg", services=["planning", "payroll"])

    page = Page(ruud.browser.post(path, data=mine))
    assert page.status == 409
    assert "Iemand heeft dit net gewijzigd" in page
    assert "Naam Lindezorg Diensten Planning en rooster, Salaris" in page
    assert page.form("")["name"] == "De Linde Zorg"
    assert ruud.opens(path).title == "Lindezorg"

    form = page.form("") | {"services": ["planning"]}
    assert ruud.browser.post(path, data=form).status_code == 303
    assert ruud.opens(path).title == "De Linde Zorg"
    assert trail_of(app, "linde")[-2:] == ["organisation.changed", "organisation.changed"]


def test_the_service_organisation_is_no_customer(ruud):
    assert "Nova" not in ruud.opens("/admin/organisations").text
    assert ruud.opens("/admin/organisations/nova").status == 404
