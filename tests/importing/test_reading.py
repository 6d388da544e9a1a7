"""Whatever wrote the file, the same names come out of it."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.importing.rules import Column, column_named, guessed_columns, has_heads
from portal.importing.separated import delimiter_of, read_text
from tests.importing.bringing import uploads

NAMES = ["Zoë Ménard", "José Gül", "Anaïs de Böhm", "Hélène Çelik", "Jürgen Groß", "Chloë van 't Één"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-15"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_letters_and_marks_are_guessed(encoding, mark):
    text = "\r\n".join(["Naam" + mark + "Nummer", *[f"{name}{mark}{place}" for place, name in enumerate(NAMES)]])
    rows, _encoding, found = read_text(text.encode(encoding))
    assert found == mark
    assert [row[0] for row in rows] == ["Naam", *NAMES]


@pytest.mark.parametrize("alphabet", ["utf-8-sig", "cp1252", "iso8859_15", "mac_roman", "cp850", "cp1254"])
def test_an_admin_may_say_how_the_letters_were_saved(henk, alphabet):
    list_ = "Naam;Nummer\r\n" + "\r\n".join(f"{name};3{place}" for place, name in enumerate(["Zoë Groß", "José Gül"]))
    page = uploads(henk, list_.encode(alphabet), alphabet=alphabet)

    assert page.status == 303
    assert "Zoë Groß · José Gül" in henk.opens(page.location)


def test_letters_that_were_saved_otherwise_are_told_at_the_question(henk):
    page = uploads(henk, "Naam\r\nZoë".encode("cp1252"), alphabet="utf-8-sig")

    assert page.status == 422
    assert page.errors == ["Het bestand is niet zo opgeslagen. Kies iets anders, of laat het ons uitzoeken"]
    assert uploads(henk, b"Naam\r\nZoe", alphabet="klingon").status == 422


cells = some.text(some.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=150, deadline=None)
@given(some.sampled_from([";", ",", "\t", "|"]), some.lists(some.lists(cells, min_size=3, max_size=3), min_size=4))
def test_quoted_cells_are_read_as_they_were_written(mark, rows):
    rows = [[f"{one}x" for one in row] for row in rows]
    written = io.StringIO()
    csv.writer(written, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    assert delimiter_of(written.getvalue()) == mark
    assert list(read_text(written.getvalue().encode())[0]) == rows


@settings(max_examples=200, deadline=None)
@given(some.binary(max_size=300))
def test_no_bytes_are_a_fault(content):
    from portal.importing.separated import NotText

    try:
        list(read_text(content)[0])
    except NotText:
        assert content


def test_columns_are_known_by_their_heads_and_else_by_what_stands_in_them():
    assert column_named("E-Mail") is Column.EMAIL
    assert column_named("Personeelsnummer:") is Column.NUMBER
    assert column_named("Schoenmaat") is None
    assert has_heads(["Naam", "Iets"])
    assert not has_heads(["Joke", "joke@linde.example"])
    lines = [(1, ["Joke Aalbers", "joke@linde.example", "30001"]), (2, ["Piet Baars", "piet@linde.example", "30002"])]
    assert guessed_columns(lines, headed=False) == ["name", "email", "number"]
    assert guessed_columns([(1, ["Naam", "Naam", "Schoenmaat"])], headed=True) == ["name", "", ""]
