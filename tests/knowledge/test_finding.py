"""Finding articles: forms of words in two languages, compounds, the best first, and what looks like a subject."""

import pytest

from portal.knowledge.rules import enough, telling, with_anchors
from tests.knowledge.explaining import changes, publishes, read_by


@pytest.fixture
def library(ruud):
    """Some articles that are about different things."""
    publishes(ruud, "Een dienst ruilen met een collega", "Open je rooster en kies Ruilen.", service="planning")
    publishes(
        ruud,
        "Verlof aanvragen",
        "Vraag het zes weken van tevoren aan.",
        title_en="Requesting leave",
        text_en="Ask six weeks before your holidays.",
    )
    publishes(ruud, "Exporteren naar de salarisadministratie", "Kies Exporteren. Daarna staat het rooster klaar.")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("rooster", ["Een dienst ruilen met een collega", "Exporteren naar de salarisadministratie"]),
        ("roosters", ["Een dienst ruilen met een collega", "Exporteren naar de salarisadministratie"]),
        ("verlofaanvraag", ["Verlof aanvragen"]),
        ("administratie", ["Exporteren naar de salarisadministratie"]),
        ("salaris", ["Exporteren naar de salarisadministratie"]),
        ("holiday", ["Verlof aanvragen"]),
        ("requests", ["Verlof aanvragen"]),
        ("COLLEGA", ["Een dienst ruilen met een collega"]),
        ("colle", ["Een dienst ruilen met een collega"]),
        ("rooster verlof", []),
        ("zeppelin", []),
        ("' OR 1=1 -- \" * ( )", []),
        ("%", []),
    ],
)
def test_words_are_found_in_their_forms_and_inside_others(library, bram, query, titles):
    page = bram.opens("/linde/kb") if not query else None
    found = read_by(bram, f"?q={query.replace('%', '%25')}") if page is None else []

    assert sorted(found) == sorted(titles)


def test_a_word_in_the_title_comes_first(ruud, bram):
    publishes(ruud, "Uitloggen", "Sluit je wachtwoord niet op.")
    publishes(ruud, "Wachtwoord wijzigen", "Zo doe je dat.")
    publishes(ruud, "Iets anders", "Hier staat ook wachtwoord.")

    assert read_by(bram, "?q=wachtwoord")[0] == "Wachtwoord wijzigen"


def test_what_was_changed_is_found_by_its_new_words_only(ruud, bram):
    slug = publishes(ruud, "Dienst ruilen", "Over zeppelins.")
    changes(ruud, slug, text_nl="Over luchtballonnen.")

    assert read_by(bram, "?q=zeppelins") == []
    assert read_by(bram, "?q=luchtballon") == ["Dienst ruilen"]


def test_nothing_found_says_so_and_leads_to_a_question(library, bram):
    page = bram.opens("/linde/kb?q=zeppelin")

    assert "Niets gevonden voor “zeppelin”." in page
    assert "/linde/new/question?subject=zeppelin" in page.links


def test_a_search_for_requests_finds_articles_too(library, bram):
    bram.files("Mijn rooster is leeg")
    page = bram.opens("/linde/requests?q=rooster")

    assert [one.get_text() for one in page.soup.select("main .list a.t")] == ["Mijn rooster is leeg"]
    assert len(page.soup.select("main .newslist a.t")) == 2
    assert "/linde/kb?q=rooster" in page.links
    assert "Kennisbank" not in [one.get_text() for one in bram.opens("/linde/requests").soup.select("main h2")]


def test_a_search_without_requests_shows_the_articles(library, bram):
    page = bram.opens("/linde/requests?q=verlof")

    assert [one.get_text() for one in page.soup.select("main .newslist a.t")] == ["Verlof aanvragen"]


def test_articles_are_suggested_while_one_types_in_the_search_box(library, bram):
    page = bram.opens("/linde/search/suggest?q=verlof")

    option = next(one for one in page.soup.select("[role=option]") if "Verlof aanvragen" in one.get_text())
    assert option["href"] == "/linde/kb/verlof-aanvragen"


def test_a_subject_finds_what_it_looks_like_although_not_every_word_stands_there(library, bram):
    page = bram.opens("/linde/search/articles?subject=Hoe kan ik mijn dienst ruilen met Anneke?")

    assert [one.get_text() for one in page.soup.select("summary")] == ["Een dienst ruilen met een collega"]
    assert "1 suggestie" in page.soup.get_text()
    assert not bram.opens("/linde/search/articles?subject=Hoe kan ik dit").soup.select("summary")
    assert not bram.opens("/linde/search/articles?subject=").soup.select("summary")


def test_the_words_that_tell_nothing_are_left_out():
    assert telling(["hoe", "kan", "ik", "mijn", "rooster", "zien", "rooster"]) == ["rooster"]
    assert [enough(words) for words in range(6)] == [1, 1, 1, 2, 2, 3]


def test_headings_get_anchors_in_order():
    html, found = with_anchors("<h2>Een <strong>twee</strong></h2><h3>Sub</h3><h2>Drie</h2>")

    assert html == '<h2 id="part-1">Een <strong>twee</strong></h2><h3>Sub</h3><h2 id="part-2">Drie</h2>'
    assert found == [("part-1", "Een twee"), ("part-2", "Drie")]
