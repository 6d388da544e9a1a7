"""Writing news: who may, drafts and their preview, dates, taking back, two editors, and odd input."""

import pytest
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.models import Membership, Person
from tenants.roles import Authorisation
from tenants.scope import inside
from tests.news.telling import board, code_of, place, presses, publishes, unread, writes
from tests.players import Page

PAGES = ("new", "own")
POSTS = ("edit", "publication", "withdrawal", "reminder")

MAY_NOT = {"bram": 403, "anneke": 403, "noor": 403, "samira": 403}
"""Who publishes nothing inside De Linde, as the table of roles was typed by hand."""


@pytest.fixture
def noor_may_publish(app):
    """Noor is a professional whom the admin authorised."""
    with app.app_context():
        with inside(2), write_transaction():
            noor = Person.name == "Noor de Graaf"
            person = db.session.scalars(db.select(Person).where(noor)).one()
            db.session.execute(
                update(Membership)
                .where(Membership.person_id == person.id)
                .values(authorisations=frozenset({Authorisation.PUBLISH_NEWS})),
                execution_options={"synchronize_session": False},
            )
        db.session.remove()


@pytest.mark.parametrize("name", MAY_NOT)
def test_who_may_not_publish_is_refused_everywhere_and_offered_nothing(request, henk, name):
    code = publishes(henk, "Van Henk")
    player = request.getfixturevalue(name)

    for page in (*PAGES, f"{code}/edit", f"{code}/preview", f"{code}/receipts"):
        assert player.opens(f"/linde/news/{page}").status == MAY_NOT[name], page
    for post in POSTS:
        assert player.sends(f"/linde/news/{code}/{post}", {"title_nl": "Van mij"}).status == 403, post
    assert player.sends("/linde/news/new", {"kind": "news", "title_nl": "Van mij"}).status == 403
    shown = player.opens("/linde/news")
    assert "Schrijf een bericht" not in shown.buttons
    assert "Onze berichten" not in shown.buttons
    assert board(player) == ["Van Henk"]


def test_a_professional_publishes_when_an_admin_authorised_them(noor_may_publish, noor, bram, samira):
    publishes(noor, "Van Noor")

    assert board(bram) == ["Van Noor"]
    assert samira.opens("/linde/news/new").status == 403


def test_the_pages_of_the_service_organisation_exist_for_its_admin_alone(ruud, joost, marijke, henk, ilse, bram):
    code = publishes(ruud, "Van Nova")

    for player in (joost, marijke, henk, ilse, bram):
        for page in ("", "/new", f"/{code}/edit", f"/{code}/preview", f"/{code}/receipts"):
            assert player.opens(f"/admin/broadcasts{page}").status == 404
        for post in POSTS:
            assert player.sends(f"/admin/broadcasts/{code}/{post}", {}).status == 404
    assert henk.opens(f"/linde/news/{code}/edit").status == 404  # an admin reads it, and it is not theirs
    assert henk.opens(f"/linde/news/{code}").status == 200


def test_signed_out_it_leads_to_sign_in(nobody):
    for path in ("/linde/news", "/linde/news/new", "/admin/broadcasts"):
        assert nobody.opens(path).status == 302


def test_a_draft_is_seen_by_publishers_only_and_tells_how_many_will_read_it(henk, bram):
    page = writes(henk, "Kerstborrel", "Op vrijdag.", send="save", units="Noord")
    shown = henk.opens(page.location)

    assert "Dit lezen 2 mensen" in shown
    assert "Onderdelen Noord" in shown
    assert "Op vrijdag." in shown
    assert board(bram) == []
    assert unread(bram) == 0
    assert bram.opens(f"/linde/news/{code_of(henk, 'Kerstborrel')}").status == 404

    presses(henk, code_of(henk, "Kerstborrel"), "publication")
    assert board(bram) == ["Kerstborrel"]


def test_the_preview_at_the_service_organisation_counts_people_and_organisations(ruud):
    page = writes(ruud, "Roosters", send="save", services="planning", organisations="vechtdal", roles="manager")
    assert "Dit lezen 1 persoon bij 1 organisatie" in ruud.opens(page.location)

    everybody = writes(ruud, "Iedereen", send="save")
    assert "Dit lezen 13 mensen bij 3 organisaties" in ruud.opens(everybody.location)


def test_a_scheduled_message_is_there_at_its_moment_and_gone_at_its_end(noon, henk, bram, later):
    publishes(henk, "Gepland", publish_from="2026-11-17T14:00", publish_until="2026-11-17T17:00")

    assert "Gepland" in henk.opens("/linde/news/own")
    for hours, there in ((0, []), (1.9, []), (2, ["Gepland"]), (4.9, ["Gepland"]), (5, [])):
        with later(hours=hours):
            assert board(bram) == there, hours


def test_a_scheduled_message_can_be_held_back_and_published_after_all(noon, henk, bram):
    code = publishes(henk, "Gepland", publish_from="2026-11-18T09:00")

    presses(henk, code, "withdrawal")
    assert "Concept" in henk.opens(f"/linde/news/{code}/preview")
    presses(henk, code, "withdrawal")
    assert henk.opens(f"/linde/news/{code}/preview").status == 404  # a draft that is thrown away
    assert board(bram) == []


def test_a_published_message_can_be_taken_back_at_once(henk, bram):
    code = publishes(henk, "Foutje")
    bram.opens(f"/linde/news/{code}")

    assert presses(henk, code, "withdrawal").status == 303
    assert board(bram) == []
    assert bram.opens(f"/linde/news/{code}").status == 404
    assert presses(henk, code, "withdrawal").status == 303  # pressed twice
    assert "Afgelopen" in henk.opens(f"/linde/news/{code}/preview")


def test_what_is_changed_is_read_changed_and_stays_read(henk, bram):
    code = publishes(henk, "Oud", "Oude tekst")
    bram.opens(f"/linde/news/{code}")
    path = f"/linde/news/{code}/edit"

    henk.posts(path, {"title_nl": "Nieuw opschrift", "text_nl": "Nieuwe tekst", "send": "save"}, on=path)

    page = bram.opens(f"/linde/news/{code}")
    assert page.title == "Nieuw opschrift"
    assert "Nieuwe tekst" in page
    assert unread(bram) == 0


def test_the_second_of_two_editors_sees_both_texts_and_chooses(noor_may_publish, henk, noor):
    code = publishes(henk, "Receptie", "Eerste tekst")
    path = f"/linde/news/{code}/edit"
    opened = henk.opens(path).form(path)
    noor.posts(path, {"text_nl": "Van Noor", "send": "save"}, on=path)

    page = Page(henk.browser.post(path, data=opened | {"text_nl": "Van Henk", "send": "save"}))
    assert page.status == 409
    assert "Noor de Graaf heeft dit bericht intussen gewijzigd" in page
    assert "Van Noor" in page
    assert page.form(path)["text_nl"] == "Van Henk"
    assert "Van Noor" in noor.opens(f"/linde/news/{code}")

    again = Page(henk.browser.post(path, data=page.form(path) | {"send": "save"}))
    assert again.status == 303
    assert "Van Henk" in noor.opens(f"/linde/news/{code}")


@pytest.mark.parametrize("fields", [{"units": "Zuid"}, {"publish_until": "2099-01-01T10:00"}, {"pinned": "y"}])
def test_the_second_of_two_editors_loses_nothing_that_is_no_text_either(noor_may_publish, henk, noor, fields):
    code = publishes(henk, "Receptie")
    path = f"/linde/news/{code}/edit"
    opened = henk.opens(path).form(path)
    noor.posts(path, {"roles": "admin", "send": "save"}, on=path)

    page = Page(henk.browser.post(path, data=opened | fields | {"send": "save"}))

    assert page.status == 409
    assert page.form(path).items() >= fields.items()


def test_a_form_that_is_sent_twice_makes_one_message(henk, bram):
    path = "/linde/news/new"
    form = henk.opens(path).form(path) | {"title_nl": "Eén keer", "text_nl": "Tekst", "send": "publish"}

    first, second = (Page(henk.browser.post(path, data=form)) for _time in range(2))
    assert first.status == second.status == 303
    assert board(bram) == ["Eén keer"]
    other = Page(henk.browser.post(path, data=form | {"text_nl": "Andere tekst"}))
    assert other.status == 409  # nothing of it is lost
    assert other.form(f"/linde/news/{code_of(henk, 'Eén keer')}/edit")["text_nl"] == "Andere tekst"


def test_a_change_that_is_sent_twice_is_made_once(henk):
    code = publishes(henk, "Titel")
    path = f"/linde/news/{code}/edit"
    form = henk.opens(path).form(path) | {"text_nl": "Gewijzigd", "send": "save"}

    assert [henk.browser.post(path, data=form).status_code for _time in range(2)] == [303, 303]


REFUSED = {
    "no title": ({"title_nl": ""}, "Geef het bericht een titel, in het Nederlands of in het Engels"),
    "no text": ({"text_nl": ""}, "Schrijf ook de tekst, of maak de titel in deze taal leeg"),
    "half English": ({"title_en": "Half"}, "Schrijf ook de tekst, of maak de titel in deze taal leeg"),
    "English without a title": ({"text_en": "Half"}, "Geef de tekst een titel in deze taal"),
    "a title too long": ({"title_nl": "x" * 201}, "Maak dit korter: nu 201 tekens, hooguit 200"),
    "over before it begins": (
        {"publish_from": "2026-11-18T10:00", "publish_until": "2026-11-18T10:00"},
        "Kies een moment na de publicatie van het bericht",
    ),
    "over already": ({"publish_until": "2026-11-17T09:00"}, "Kies een moment na de publicatie van het bericht"),
    "read before yesterday": ({"read_before": "2026-11-16"}, "Kies een dag na de publicatie van het bericht"),
    "an outage without a next message": (
        {"kind": "outage"},
        "Vul in wanneer het volgende bericht over de storing komt",
    ),
    "no date": ({"read_before": "morgen"}, "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
    "no moment": ({"publish_from": "1e18"}, "Schrijf een datum en een tijd, zoals 24-12-2026 14.00"),
    "a year beyond": ({"publish_from": "9999-12-31T23:59"}, "Schrijf een datum en een tijd, zoals 24-12-2026 14.00"),
    "the first year": ({"read_before": "0001-01-01"}, "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
    "another kind": ({"kind": "incident"}, "Kies waar het bericht over gaat"),
    "a role of the desk": ({"roles": "agent"}, "Kies uit de lijst"),
    "a unit of others": ({"units": "Sociaal domein"}, "Kies uit de lijst"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_right_is_said_at_its_field_and_nothing_is_lost(noon, henk, bram, case):
    fields, sentence = REFUSED[case]

    page = writes(henk, "Titel", **{"text": "Mijn hele verhaal"} | fields)

    assert page.status == 422
    assert page.errors == [sentence]
    if "text_nl" not in fields:
        assert page.form("/linde/news/new")["text_nl"] == "Mijn hele verhaal"
    assert board(bram) == []
    assert henk.opens("/linde/news/own").soup.select("a.t") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"title_nl": "a\x00b", "text_nl": "\x00\ud800 tekst".encode("utf-8", "surrogatepass")},
        {"text_nl": "<script>alert(1)</script> [x](javascript:alert(1))"},
        {"version": "-1"},
        {"version": "9" * 400},
        {"key": "x" * 5000},
        {"send": "%00"},
        {"title_nl": "﷽🏳️‍🌈‮ omgekeerd"},
    ],
)
def test_odd_input_is_kept_as_text_or_refused_and_never_a_fault(henk, bram, fields):
    page = writes(henk, "Titel", "Tekst", **fields)

    assert page.status in (303, 422)
    assert "<script>alert" not in bram.opens("/linde/news").html


@pytest.mark.parametrize("fields", [{"organisations": "vechtdal"}, {"services": "planning"}, {"publisher_id": "1"}])
def test_an_organisation_cannot_aim_at_others(henk, tom, fields):
    assert writes(henk, "Voor anderen", **fields).status == 400
    assert board(tom) == []


def test_a_field_that_comes_twice_is_refused_and_a_list_may(henk, bram, karim):
    assert writes(henk, "Titel", kind=["news", "update"]).status == 400
    assert writes(henk, "Beide", units=["Noord", "Zuid"]).status == 303
    assert board(bram) == board(karim) == ["Beide"]


def test_buttons_are_there_exactly_when_they_work(noon, henk, ruud, later):
    draft = writes(henk, "Concept", send="save").location.split("/")[-2]
    scheduled = publishes(henk, "Later", publish_from="2026-11-20T09:00")
    published = publishes(henk, "Nu", read_before="2026-12-01")
    ended = publishes(henk, "Voorbij", publish_until="2026-11-17T13:00")
    with later(hours=2):
        for code, buttons in {
            draft: ["Publiceren", "Wijzigen", "Concept weggooien"],
            scheduled: ["Wijzigen", "Niet publiceren"],
            published: ["Wijzigen", "Bericht intrekken"],
            ended: [],
        }.items():
            page = henk.opens(f"/linde/news/{code}/preview")
            assert page.buttons == buttons
        assert henk.opens(f"/linde/news/{ended}/edit").status == 302
        path = f"/linde/news/{ended}/edit"
        assert henk.sends(path, {"kind": "news", "title_nl": "Toch"}).status == 302
        for code in (draft, scheduled, ended):
            assert henk.sends(f"/linde/news/{code}/reminder", {}).status == 409
        assert henk.sends(f"/linde/news/{published}/publication", {}).status == 303  # pressed twice


def test_a_post_without_its_token_does_nothing(henk, bram):
    code = publishes(henk, "Titel")

    answer = henk.browser.post(f"{place(henk)}/{code}/withdrawal", data={})
    assert answer.status_code == 400
    assert board(bram) == ["Titel"]


def test_the_own_list_is_paged(henk, later):
    for number in range(27):
        with later(seconds=number):
            writes(henk, f"Concept {number}", send="save")
    with later(minutes=1):
        first = henk.opens("/linde/news/own")
        second = henk.opens(first.soup.select_one("a[rel=next]")["href"])

    titles = [link.get_text() for page in (first, second) for link in page.soup.select("a.t")]
    assert titles == [f"Concept {number}" for number in reversed(range(27))]
