"""Searching: word forms and compounds both ways, what was found is marked, and nothing hidden is told by anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portal.search import queries
from portal.search.marking import found_in, marked, snippet
from tests.search.test_words import finds

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("verlofaanvraag", "Ik wil verlof opnemen"),
        ("verlof", "Mijn verlofaanvraag is weg"),
        ("roosterwijziging", "Het rooster klopt niet"),
        ("salarisstrook", "Mijn salaris is te laag"),
        ("aanvragen", "Mijn verlofaanvraag is weg"),
        ("café", "Het cafe is dicht"),
        ("payslip", "Two payslips are missing"),
    ],
)
def test_compounds_and_forms_are_found_both_ways(query, text):
    assert finds(query, text)
    assert "<mark>" in marked(text, query)


@pytest.mark.parametrize(("query", "text"), [("tegenwoordig", "Ik ben er tegen"), ("rooster", "De hond blaft")])
def test_what_merely_begins_alike_is_not_found(query, text):
    assert not finds(query, text)


@given(st.text(alphabet=LETTERS, min_size=5, max_size=12), st.text(alphabet=LETTERS, min_size=5, max_size=12))
def test_a_compound_is_found_by_its_first_part_and_the_other_way_round(first, second):
    assert finds(first, f"voor {first}{second} na")
    if first not in ("tegen", "onder", "boven", "samen", "terug", "under", "after", "other", "where"):
        assert finds(first + second, f"voor {first} na")


@given(st.text(max_size=300), st.text(max_size=60))
def test_marking_changes_nothing_but_the_marks(text, query):
    shown = marked(text, query)

    assert (
        Markup(shown.replace("<mark>", "").replace("</mark>", "")).unescape() == Markup(Markup.escape(text)).unescape()
    )
    assert all(0 <= start < stop <= len(text) for start, stop in found_in(text, query))


def test_what_people_write_is_never_markup():
    assert marked("<b>rooster</b>", "rooster") == "&lt;b&gt;<mark>rooster</mark>&lt;/b&gt;"


def test_a_piece_of_a_long_text_shows_the_word_with_what_stands_around_it():
    piece = snippet("woord " * 100 + "het rooster is leeg " + "nog meer " * 100, "roosters")

    assert piece is not None
    assert "<mark>rooster</mark>" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert len(piece) < 220
    assert snippet("niets hier", "rooster") is None


def test_the_list_shows_where_a_word_was_found(bram, samira):
    bram.files("Mijn verlofaanvraag", "Ik vraag <b>verlof</b> voor mei.")
    page = samira.opens("/linde/requests?q=verlof")

    assert [mark.get_text() for mark in page.soup.select(".list mark")] == ["verlof", "verlof"]
    assert "<b>verlof" not in page.html


@pytest.mark.parametrize("many", [0, 1000])
def test_a_common_word_and_a_rare_one_are_found_alike(monkeypatch, bram, samira, many):
    monkeypatch.setattr(queries, "MANY", many)
    bram.files("Rooster van maandag", "Waar staat het?")
    bram.files("Salaris van mei", "Er staat niets over het rooster.")
    bram.files("Iets anders", "Ik zoek.")

    assert samira.lists(q="rooster") == ["Salaris van mei", "Rooster van maandag"]
    assert samira.lists(q="rooster maandag") == ["Rooster van maandag"]
    assert samira.lists(q="rooster zeppelin") == []


@pytest.mark.parametrize("many", [0, 1000])
def test_nothing_hidden_is_told_by_list_suggestion_or_file(monkeypatch, bram, anneke, samira, henk, tom, joost, many):
    monkeypatch.setattr(queries, "MANY", many)
    secret = bram.files("Vertrouwelijk zeppelinhangar", "Over de zeppelinhangar.", confidential="y")
    open_one = bram.files("Gewoon", "Niets.")
    joost.notes(open_one, "Notitie over de zeppelinhangar.")

    for reader, house in ((anneke, "linde"), (henk, "linde"), (tom, "vechtdal")):
        for path in (
            f"/{house}/requests?q=zeppelinhangar",
            f"/{house}/search/suggest?q=zeppelin",
            f"/{house}/search/suggest?q={secret.number}",
            f"/{house}/requests?confidential=yes",
            f"/{house}/notifications",
        ):
            found = reader.opens(path).soup.select(".list a, [role=option]")
            assert not [link for link in found if "zeppelinhangar" in link.get_text()], path
        sent = reader.sends(f"/{house}/requests/export", {"query": "scope=organisation", "format": "csv"})
        assert "zeppelin" not in sent.html
        assert reader.opens(f"/{house}/requests/{secret.number}/news?seen=0").status == 404
    assert bram.opens("/linde/search/suggest?q=zeppelin").soup.select_one("[role=option]")["href"] == secret.path
    assert samira.lists(q="notitie") == []


def test_suggestions_hold_requests_and_services_with_the_number_first(bram, samira):
    first = bram.files("Mijn rooster", "Waar?")
    bram.files(f"Over {first.number} dingen", "Rooster.")
    page = samira.opens("/linde/search/suggest?q=rooster")
    options = [option.get_text().strip() for option in page.soup.select("[role=option]")]

    assert any(option.startswith("Mijn rooster") for option in options)
    assert any("Planning en rooster" in option for option in options)
    by_number = samira.opens(f"/linde/search/suggest?q={first.reference}")
    assert by_number.soup.select_one("[role=option]")["href"] == first.path
    assert page.statements <= 4


def test_only_services_whose_names_hold_the_word_are_suggested(bram):
    page = bram.opens("/linde/search/suggest?q=rooster")
    assert not [one for one in page.soup.select("[role=option]") if "/new/" in one["href"] and "mark" not in str(one)]


def test_one_letter_suggests_nothing(bram):
    assert not bram.opens("/linde/search/suggest?q=r").soup.select("[role=option]")
