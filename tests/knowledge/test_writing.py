"""Writing articles: who may, drafts, two editors, twice the same, what is refused, and archiving."""

import pytest

from tests.knowledge.explaining import NEW, archives, changes, publishes, read_by, writes
from tests.players import Page


def test_the_pages_for_writing_exist_for_the_service_admin_alone(ruud, joost, marijke, henk, bram):
    slug = publishes(ruud, "Dienst ruilen")

    for player in (joost, marijke, henk, bram):
        for page in ("", "/new", f"/{slug}", f"/{slug}/edit"):
            assert player.opens(f"/admin/articles{page}").status == 404, (player.name, page)
        for post in ("new", f"{slug}/edit", f"{slug}/publication", f"{slug}/archiving"):
            assert player.sends(f"/admin/articles/{post}", {"title_nl": "Van mij"}).status == 404, (player.name, post)


def test_a_draft_is_seen_by_nobody_until_it_is_published(ruud, bram):
    page = writes(ruud, "Dienst ruilen", send="save")
    slug = page.location.rpartition("/")[2]
    assert read_by(bram) == []
    assert bram.opens(f"/linde/kb/{slug}").status == 404

    path = f"/admin/articles/{slug}"
    assert ruud.posts(f"{path}/publication", {}, on=path).status == 303

    assert read_by(bram) == ["Dienst ruilen"]


def test_the_list_tells_states_and_narrows_to_one(ruud):
    publishes(ruud, "Dienst ruilen", review_on="2020-01-01")
    writes(ruud, "Nog niet af", send="save")
    archives(ruud, publishes(ruud, "Uit de tijd"))

    def titles(query: str = "") -> list[str]:
        return [one.get_text() for one in ruud.opens(f"/admin/articles{query}").soup.select("a.t")]

    assert sorted(titles()) == ["Dienst ruilen", "Nog niet af", "Uit de tijd"]
    assert titles("?state=draft") == ["Nog niet af"]
    assert titles("?state=published") == ["Dienst ruilen"]
    assert titles("?state=archived") == ["Uit de tijd"]
    assert len(titles("?state=anders&after=geen")) == 3
    assert "Loop het na: dat moest op 1 januari 2020" in ruud.opens("/admin/articles")


def test_the_list_goes_on_behind_its_first_page(ruud):
    for number in range(27):
        writes(ruud, f"Artikel {number}", send="save")

    first = ruud.opens("/admin/articles")
    older = first.soup.select_one("a[rel=next]")["href"]
    titles = [one.get_text() for page in (first, ruud.opens(older)) for one in page.soup.select("a.t")]
    assert len(titles) == len(set(titles)) == 27


def test_the_same_form_sent_twice_makes_one_article(ruud, bram):
    filled = ruud.opens(NEW).form(NEW) | {"title_nl": "Eens", "text_nl": "Tekst.", "send": "publish"}
    answers = [ruud.browser.post(NEW, data=filled) for _time in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert read_by(bram) == ["Eens"]


def test_two_articles_with_one_title_have_addresses_of_their_own(ruud):
    assert [publishes(ruud, "Dienst ruilen") for _time in range(2)] == ["dienst-ruilen", "dienst-ruilen-2"]


def test_the_later_of_two_editors_reads_both_texts_and_decides(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen", "Eerste tekst.")
    path = f"/admin/articles/{slug}/edit"
    form = ruud.opens(path).form(path)
    changes(ruud, slug, text_nl="Tekst van een ander.")

    page = Page(ruud.browser.post(path, data=form | {"text_nl": "Mijn tekst.", "send": "save"}))

    assert page.status == 409
    assert "Tekst van een ander." in page
    again = page.form(path)
    assert again["text_nl"] == "Mijn tekst."
    assert "Tekst van een ander." in bram.opens(f"/linde/kb/{slug}")
    assert ruud.browser.post(path, data=again | {"send": "save"}).status_code == 303
    assert "Mijn tekst." in bram.opens(f"/linde/kb/{slug}")


def test_the_same_change_sent_twice_is_one_change(ruud):
    slug = publishes(ruud, "Dienst ruilen")
    path = f"/admin/articles/{slug}/edit"
    form = ruud.opens(path).form(path) | {"text_nl": "Nieuw.", "send": "save"}

    assert [ruud.browser.post(path, data=form).status_code for _time in range(2)] == [303, 303]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title_nl": ""}, "title_nl", "Geef het artikel een titel in het Nederlands"),
        ({"text_nl": ""}, "text_nl", "Schrijf de tekst in het Nederlands"),
        ({"title_en": "Only a title"}, "text_en", "Schrijf ook de tekst, of maak de titel in deze taal leeg"),
        ({"text_en": "Only a text"}, "title_en", "Geef de tekst een titel in deze taal"),
        ({"title_nl": "x" * 201}, "title_nl", "Maak dit korter: nu 201 tekens, hooguit 200"),
        ({"review_on": "morgen"}, "review_on", "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
        ({"service": "bestaat-niet"}, "service", "Kies uit de lijst"),
        ({"owner": "iemand"}, "owner", "Kies uit de lijst"),
        ({"roles": "agent"}, "roles", "Kies uit de lijst"),
        ({"organisations": "nova"}, "organisations", "Kies uit de lijst"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(ruud, bram, fields, field, sentence):
    page = writes(ruud, **({"title": "Dienst ruilen", "text": "Mijn lange tekst."} | fields))

    assert page.status == 422
    assert page.errors == [sentence]
    assert page.soup.select_one(f".errsum a[href='#{field}']")
    assert "text_nl" in fields or page.form(NEW)["text_nl"] == "Mijn lange tekst."
    assert read_by(bram) == []


def test_what_is_published_stays_whole(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")

    assert changes(ruud, slug, text_nl="").status == 422
    assert "Zo doe je dat." in bram.opens(f"/linde/kb/{slug}")


def test_an_article_does_not_give_way_to_itself_or_to_a_draft(ruud):
    slug, draft = publishes(ruud, "Dienst ruilen"), writes(ruud, "Concept", send="save").location.rpartition("/")[2]

    for successor in (slug, draft):
        page = archives(ruud, slug, successor)
        assert page.status == 422
        assert page.errors == ["Kies een ander artikel dat gepubliceerd is"]
    assert archives(ruud, slug, "Geen Naam!").status == 422
    assert archives(ruud, slug, "nergens").status == 404


def test_an_archived_article_comes_back(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen")
    archives(ruud, slug)
    path = f"/admin/articles/{slug}"

    assert ruud.posts(f"{path}/publication", {}, on=path).status == 303

    assert bram.opens(f"/linde/kb/{slug}").status == 200


def test_a_draft_is_not_archived(ruud):
    slug = writes(ruud, "Concept", send="save").location.rpartition("/")[2]

    assert ruud.sends(f"/admin/articles/{slug}/archiving", {"successor": ""}).status == 409


def test_the_log_tells_who_wrote_and_published(ruud):
    publishes(ruud, "Dienst ruilen")

    log = ruud.opens("/admin/audit?kind=knowledge")
    assert "schreef een artikel voor de kennisbank" in log
    assert "publiceerde een artikel" in log
