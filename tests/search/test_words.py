"""What is searched and how it is found: accents, Dutch and English forms, compounds, beginnings; on both engines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.words import index_terms, query_groups, words


def finds(query: str, text: str) -> bool:
    """Say whether a query finds a text, by the same terms the engines compare."""
    terms = set(index_terms(text).split())

    def holds(term: str) -> bool:
        return any(one.startswith(term[:-1]) for one in terms) if term.endswith("*") else term in terms

    groups = query_groups(query)
    return bool(groups) and all(any(all(map(holds, way)) for way in group) for group in groups)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("rooster", "De roosters van week 48"),
        ("roosters", "Het rooster is leeg"),
        ("coordinatie", "Coördinatie van zorg"),
        ("verlof", "Mijn verlofaanvraag is weg"),
        ("aanvraag", "Mijn verlofaanvraag is weg"),
        ("salar", "De salarisrun stopt"),
        ("payslips", "My payslip is missing"),
        ("R-217", "Publiceren mislukt, code R-217"),
        ("r217", "code R-217"),
    ],
)
def test_a_query_finds_what_a_person_expects(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(("query", "text"), [("kat", "De hond blaft"), ("rooster leeg", "Het rooster is vol")])
def test_a_query_finds_nothing_else(query, text):
    assert not finds(query, text)


@given(st.text(max_size=300))
def test_every_text_can_be_indexed_and_asked_for(text):
    assert "\x00" not in index_terms(text)
    query_groups(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàéïöñ", min_size=1, max_size=40))
def test_a_word_is_found_by_itself(word):
    assert finds(word, f"voor {word} na") == bool(words(word))


@pytest.mark.parametrize("query", ['"', "*", "a OR b", "NEAR(", "' or 1=1 --", "%", "_", ":*", "a & b", "\\", "o2"])
def test_odd_queries_are_words_not_orders(bram, query):
    bram.files("Gewone vraag", "Niets bijzonders")

    assert bram.opens(f"/linde/requests?scope=mine&q={query.replace('%', '%25').replace('&', '%26')}").status == 200


def test_a_colleague_finds_a_question_by_a_part_of_a_compound(bram, samira):
    bram.files("Mijn verlofaanvraag is weg", "Ik vind hem niet terug")

    assert samira.lists(q="aanvraag") == ["Mijn verlofaanvraag is weg"]
    assert samira.lists(q="verlofaanvragen weg") == ["Mijn verlofaanvraag is weg"]
    assert samira.lists(q="onzin") == []


def test_typing_a_number_leads_to_that_request(bram, samira, tom):
    ticket = bram.files()

    assert samira.opens(f"/linde/requests?q={ticket.reference}").location.endswith(ticket.path)
    assert tom.opens(f"/vechtdal/requests?q={ticket.reference}").status == 200
