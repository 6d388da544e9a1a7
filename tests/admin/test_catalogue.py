"""The service admin sets up services and departments: added, ordered, changed and archived, never deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.naming import SERVICE_ICONS, slug_of
from portal.web.assets import FOLDER
from tests.admin.setting_up import listed, sets
from tests.players import Page

UPDATES = {"name_nl": "Update aanvragen", "name_en": "Ask for an update", "icon": "refresh-cw"}
LEGAL = {
    "name_nl": "Juridisch",
    "name_en": "Legal",
    "sentence_nl": "Onze jurist kijkt mee. Je hoort binnen een week van ons.",
    "sentence_en": "Our lawyer looks at it. You will hear from us within a week.",
    "hours": "168",
    "outlook": "discussed",
}


def test_a_new_service_stands_last_or_where_it_is_put(ruud):
    assert sets(ruud, "/admin/services/new", **UPDATES).status == 303
    assert listed(ruud, "/admin/services")[-1] == "Update aanvragen"

    sets(ruud, "/admin/services/ask-for-an-update", place="1")
    assert listed(ruud, "/admin/services")[:3] == ["Dossier", "Update aanvragen", "Planning en rooster"]
    sets(ruud, "/admin/services/records", place="5")
    assert listed(ruud, "/admin/services")[-1] == "Dossier"


def test_a_new_service_is_for_who_subscribes_to_it(ruud, bram, tom):
    sets(ruud, "/admin/services/new", **UPDATES)
    sets(ruud, "/admin/organisations/linde", services=["planning", "ask-for-an-update"])

    def tiles(player):
        return [one.get_text(strip=True) for one in player.opens(f"/{player.house}/").soup.select(".svc")]

    assert tiles(bram) == ["Planning en rooster", "Update aanvragen"]
    assert "Update aanvragen" not in tiles(tom)
    assert bram.tries_to_file("Een update graag", "Wanneer kan het?", service="ask-for-an-update").status == 303


def test_an_archived_service_takes_no_requests_and_its_requests_keep_it(ruud, bram, joost):
    ticket = bram.files()
    sets(ruud, "/admin/services/planning", archived="y")

    assert "Planning en rooster" not in [one.get_text(strip=True) for one in bram.opens("/linde/").soup.select(".svc")]
    assert bram.tries_to_file("Nog een", "Vraag").status == 404
    assert "Planning en rooster" in bram.page(ticket)
    assert joost.sees(ticket)
    assert "Niet meer in gebruik" in ruud.opens("/admin/services")

    sets(ruud, "/admin/services/planning", archived=None)
    assert bram.tries_to_file("Nog een", "Vraag").status == 303


def test_two_services_of_one_name_have_addresses_of_their_own(ruud):
    for _time in range(2):
        assert sets(ruud, "/admin/services/new", **UPDATES | {"name_en": "New"}).status == 303

    links = [link["href"] for link in ruud.opens("/admin/services").soup.select(".list a.t")]
    assert links[-2:] == ["/admin/services/new-2", "/admin/services/new-3"]


def test_a_form_that_is_sent_twice_adds_one_service(ruud):
    form = ruud.opens("/admin/services/new").form("") | UPDATES
    for _time in range(2):
        assert ruud.browser.post("/admin/services/new", data=form).status_code == 303

    assert listed(ruud, "/admin/services").count("Update aanvragen") == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name_nl": ""}, "Schrijf de naam in het Nederlands"),
        ({"name_en": " "}, "Schrijf de naam in het Engels"),
        ({"icon": "skull"}, "Kies een pictogram"),
        ({"icon": ""}, "Kies een pictogram"),
        ({"place": "99"}, "Kies uit deze lijst"),
        ({"place": "-1"}, "Kies uit deze lijst"),
        ({"name_nl": "x" * 10_000}, "Maak dit korter: nu 10000 tekens, hooguit 60"),
    ],
)
def test_a_service_that_is_not_right_is_refused_at_its_field(ruud, fields, says):
    page = sets(ruud, "/admin/services/new", **UPDATES | fields)

    assert (page.status, page.errors) == (422, [says])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"sentence_nl": ""}, "Schrijf in het Nederlands wat de klant mag verwachten"),
        ({"sentence_en": ""}, "Schrijf in het Engels wat de klant mag verwachten"),
        ({"hours": "0"}, "Schrijf een heel aantal uren, zoals 24"),
        ({"hours": "-5"}, "Schrijf een heel aantal uren, zoals 24"),
        ({"hours": "1.5"}, "Schrijf een heel aantal uren, zoals 24"),
        ({"hours": str(10**18)}, "Schrijf een heel aantal uren, zoals 24"),
        ({"hours": "²"}, "Schrijf een heel aantal uren, zoals 24"),
        ({"outlook": "lost"}, "Kies uit deze lijst"),
    ],
)
def test_a_department_says_in_both_languages_what_to_expect(ruud, fields, says):
    page = sets(ruud, "/admin/departments/new", **LEGAL | fields)

    assert (page.status, page.errors) == (422, [says])
    assert "Juridisch" not in listed(ruud, "/admin/departments")


@pytest.mark.parametrize(("hours", "says"), [("24", "1 dag"), ("36", "36 uur"), ("168", "7 dagen")])
def test_a_promise_is_told_in_days_when_it_is_whole_days(ruud, hours, says):
    sets(ruud, "/admin/departments/new", **LEGAL | {"hours": hours})

    assert f"Belofte: {says} ·" in ruud.opens("/admin/departments")


def test_a_new_department_can_be_chosen_at_the_desk_and_tells_the_customer_what_to_expect(ruud, bram, joost):
    sets(ruud, "/admin/departments/new", **LEGAL)
    ticket = bram.files()
    assert joost.acts(ticket, "department", department="legal", body="").status == 303

    assert "Onze jurist kijkt mee." in bram.page(ticket)
    assert "In overleg" in bram.page(ticket)
    assert "Onze jurist kijkt mee." in bram.opens("/help")


def test_a_changed_sentence_is_what_customers_read_from_then_on(ruud, bram):
    ticket = bram.files()
    sets(ruud, "/admin/departments/helpdesk", sentence_nl="Je hoort morgen van ons.", hours="")

    assert "Je hoort morgen van ons." in bram.page(ticket)
    assert "Je hoort morgen van ons." in bram.opens("/help")


def test_requests_arrive_at_the_first_department_that_is_used(ruud, bram):
    sets(ruud, "/admin/departments/updates", place="0")
    assert "Nu bij Updates" in bram.page(bram.files())

    sets(ruud, "/admin/departments/updates", archived="y")
    assert "Nu bij Helpdesk" in bram.page(bram.files())


def test_an_archived_department_keeps_what_lies_there_and_takes_no_more(ruud, bram, joost):
    ticket = bram.files()
    joost.acts(ticket, "department", department="bi", body="")
    sets(ruud, "/admin/departments/bi", archived="y")
    second = bram.files()

    assert "BI" in bram.page(ticket)
    assert joost.opens("/desk/inbox/department-bi").status in (200, 404)
    assert ticket.reference in joost.opens("/desk/inbox/all").html
    assert joost.acts(second, "department", department="bi", body="").status == 422
    assert "BI" not in [one.get_text() for one in joost.page(second).soup.select("select[name=department] option")]


def test_the_last_department_cannot_be_archived(ruud):
    slugs = [link["href"] for link in ruud.opens("/admin/departments").soup.select(".list a.t")]
    answers = [sets(ruud, path, archived="y") for path in slugs]

    assert [answer.status for answer in answers] == [303] * (len(slugs) - 1) + [422]
    assert answers[-1].errors == ["Aanvragen hebben een afdeling nodig om binnen te komen. Voeg eerst een andere toe."]


def test_who_saves_a_department_second_reads_both_texts(ruud):
    path = "/admin/departments/helpdesk"
    mine = ruud.opens(path).form("") | {"sentence_nl": "Je hoort vandaag van ons.", "hours": "8"}
    sets(ruud, path, sentence_nl="Je hoort morgen van ons.")

    page = Page(ruud.browser.post(path, data=mine))
    assert page.status == 409
    assert "Je hoort morgen van ons." in page
    assert page.form("")["sentence_nl"] == "Je hoort vandaag van ons."
    assert ruud.browser.post(path, data=page.form("")).status_code == 303
    assert "Je hoort vandaag van ons." in ruud.opens("/admin/departments")


def test_every_icon_on_offer_is_shipped():
    sprite = (FOLDER / "vendor/icons.svg").read_text(encoding="utf-8")

    assert [name for name in SERVICE_ICONS if f'id="{name}"' not in sprite] == []
    assert len(set(SERVICE_ICONS)) == len(SERVICE_ICONS)


@given(st.text(max_size=200), st.frozensets(st.text("abc-2", max_size=5)))
def test_a_slug_is_a_word_for_addresses_that_nothing_else_has(name, taken):
    slug = slug_of(name, taken)

    assert slug not in taken | {"new"}
    assert slug == slug_of(slug, taken)
    assert slug.strip("-") == slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
