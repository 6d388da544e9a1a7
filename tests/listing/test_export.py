"""A list as a file: what the list shows, in its words and order; never a formula, never more than was asked."""

import csv
import io
import zipfile

import pytest

from portal.listing.exporting import FORMULA, harmless
from tests.guards.behind import Behind


def taken(player, query, form="csv"):
    return player.sends(f"/{player.house}/requests/export", {"query": query, "format": form})


def taken_book(player, query):
    """The sheet of the workbook, and the names of what is in the file."""
    token = player.opens(f"/{player.house}/new").soup.select_one("input[name=csrf_token]")["value"]
    fields = {"csrf_token": token, "query": query, "format": "xlsx"}
    response = player.browser.post(f"/{player.house}/requests/export", data=fields)
    assert response.status_code == 200
    book = zipfile.ZipFile(io.BytesIO(response.get_data()))
    words = book.read("xl/worksheets/sheet1.xml").decode()
    return words, book.namelist()


def lines(page, separator=";"):
    text = page.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def test_a_file_holds_what_the_list_shows_in_the_same_order(bram, samira, joost):
    first = bram.files("Eerste; vraag", "Ik zoek.")
    bram.files('Tweede "vraag"', "Ik zoek.")
    samira.files("Derde vraag", "Ik zoek.")
    joost.answers(first)
    page = taken(samira, "scope=organisation&turn=desk")
    heads, *rows = lines(page)

    assert page.status == 200
    assert page.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert page.response.headers["Content-Disposition"].startswith('attachment; filename="aanvragen-')
    assert page.response.get_data().startswith(b"\xef\xbb\xbf")
    assert heads[:5] == ["Nummer", "Onderwerp", "Soort", "Dienst", "Status"]
    assert [row[1] for row in rows] == samira.lists(turn="desk") == ["Derde vraag", 'Tweede "vraag"']
    assert rows[1][:5] == ["LINDE-2", 'Tweede "vraag"', "Vraag", "Planning en rooster", "Ontvangen"]


def test_nobody_takes_along_more_than_their_list_shows(bram, samira, anneke, tom):
    samira.files("Van Samira", "Ik zoek.")
    bram.files("Geheim", "Ik zoek.", confidential="y")

    assert [row[1] for row in lines(taken(bram, "scope=organisation"))[1:]] == ["Geheim"]
    assert "Geheim" not in str(lines(taken(anneke, "scope=organisation")))
    assert lines(taken(tom, "scope=organisation"))[1:] == []


def test_a_file_speaks_the_language_of_its_reader(come):
    dewi = come("dewi")
    heads = lines(taken(dewi, "scope=organisation"), ",")[0]

    assert heads[:2] == ["Number", "Subject"]


@pytest.mark.parametrize("start", FORMULA)
def test_what_begins_as_a_formula_is_text(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless("gewoon = niets") == "gewoon = niets"


def test_a_subject_that_is_a_formula_reaches_neither_file_as_one(bram):
    bram.files('=HYPERLINK("http://x","y")', "Ik zoek.")
    bram.files("＠SUM(1)", "Ik zoek.")
    subjects = [row[1] for row in lines(taken(bram, "scope=mine"))[1:]]
    sheet, parts = taken_book(bram, "scope=mine")

    assert subjects == ["'＠SUM(1)", '\'=HYPERLINK("http://x","y")']
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet
    assert not [part for part in parts if "sheet1.xml.rels" in part]  # no links


def test_who_took_what_along_is_on_the_trail_without_words(bram, engine):
    bram.files("Een geheim woord", "Ik zoek.")
    taken_book(bram, "scope=mine&q=geheim")
    trail = Behind(engine).rows("select action, detail, subject from trail where action = 'requests.exported'")

    assert len(trail) == 1
    assert "geheim" not in str(trail)


@pytest.mark.parametrize("form", ["", "pdf", "../csv"])
def test_another_kind_of_file_is_refused(bram, form):
    assert taken(bram, "scope=mine", form).status == 400


def test_looking_does_not_take_along(bram):
    assert bram.opens("/linde/requests/export").status == 405
