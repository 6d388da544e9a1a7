"""Reading news: the board, what is new, what must be read, and what nobody else finds."""

import pytest

from tests.news.telling import board, presses, publishes, unread, writes
from tests.players import Page


def test_everybody_of_every_organisation_reads_what_the_service_organisation_tells(ruud, bram, tom, samira):
    code = publishes(ruud, "Versie 26.4 staat klaar", "Er is **veel** nieuw.", kind="update")

    for reader in (bram, tom, samira):
        page = reader.opens(f"/{reader.house}/news/{code}")
        assert page.title == "Versie 26.4 staat klaar"
        assert "Er is veel nieuw." in page
        assert "Nova Zorgsoftware" in page


def test_news_of_an_organisation_stays_inside_it(henk, bram, karim, tom, ilse, come):
    code = publishes(henk, "De receptie verhuist", "Geheimwoord")

    assert bram.opens(f"/linde/news/{code}").status == karim.opens(f"/linde/news/{code}").status == 200
    for stranger in (tom, ilse, come("karin", "vechtdal"), come("els")):
        assert board(stranger) == []
        assert unread(stranger) == 0
        assert "verhuist" not in stranger.opens(f"/{stranger.house}/").text
        for path in (f"/{stranger.house}/news/{code}", f"/linde/news/{code}", f"/linde/news/{code}/preview"):
            assert stranger.opens(path).status == 404
        assert stranger.sends(f"/{stranger.house}/news/{code}/acknowledgement", {}).status == 404
    for path in (f"/vechtdal/news/{code}/{page}" for page in ("preview", "edit", "receipts")):
        assert ilse.opens(path).status == 404  # an admin, elsewhere


def test_the_service_organisation_does_not_see_what_an_organisation_tells_its_own_people(henk, ruud, joost):
    code = publishes(henk, "Kerstborrel", "Alleen voor ons")

    assert "Kerstborrel" not in ruud.opens("/admin/broadcasts").text
    for path in ("edit", "preview", "receipts"):
        assert ruud.opens(f"/admin/broadcasts/{code}/{path}").status == 404
        assert joost.opens(f"/admin/broadcasts/{code}/{path}").status == 404


def test_a_message_for_a_unit_is_there_for_nobody_else(henk, bram, karim, samira):
    code = publishes(henk, "Alleen Noord", units="Noord")

    assert board(bram) == ["Alleen Noord"]
    for colleague in (karim, samira, henk):
        assert board(colleague) == []
        assert colleague.opens(f"/linde/news/{code}").status == 404


def test_a_message_for_managers_of_who_has_a_service_reaches_exactly_those(ruud, anneke, bram, come):
    publishes(ruud, "Voor leidinggevenden", roles="manager", services="planning", organisations="linde")

    assert board(anneke) == ["Voor leidinggevenden"]
    assert board(bram) == board(come("wouter")) == []


def test_what_is_new_is_counted_until_it_is_opened(ruud, henk, bram):
    first = publishes(ruud, "Eerste")
    publishes(henk, "Tweede")
    assert unread(bram) == 2
    row = next(row for row in bram.opens("/linde/news").soup.select(".newslist li") if "Eerste" in row.get_text())
    assert "unread" in row["class"]
    assert "Nieuw" in row.get_text()

    bram.opens(f"/linde/news/{first}")

    assert unread(bram) == 1
    row = next(row for row in bram.opens("/linde/news").soup.select(".newslist li") if "Eerste" in row.get_text())
    assert "unread" not in row["class"]
    assert "Nieuw" not in row.get_text()


def test_a_page_that_is_not_found_counts_nothing(ruud, bram):
    publishes(ruud, "Nieuws")

    assert bram.opens("/linde/requests/99999").soup.select(".dot") == []


def test_what_must_be_read_stands_first_and_is_asked_for_at_the_start(noon, ruud, bram):
    publishes(ruud, "Moet gelezen", "Lees dit goed. En dan nog iets.", read_before="2026-12-01")
    publishes(ruud, "Bovenaan", pinned="y")
    publishes(ruud, "Gewoon")

    assert board(bram) == ["Moet gelezen", "Bovenaan", "Gewoon"]
    assert "Lees dit vóór dinsdag 1 december" in bram.opens("/linde/news")
    start = bram.opens("/linde/")
    assert [link.get_text() for link in start.soup.select(".todo a.t")] == ["Moet gelezen"]
    assert [link.get_text() for link in start.soup.select("ul.news a")] == ["Bovenaan", "Gewoon"]


def test_who_says_that_they_read_it_is_asked_no_more_however_often_they_press(noon, ruud, bram, anneke, later):
    code = publishes(ruud, "Moet gelezen", read_before="2026-12-01")

    assert presses(bram, code, "acknowledgement").status == 303
    page = bram.opens(f"/linde/news/{code}")
    assert "Je las dit op dinsdag 17 november 2026, 12.00." in page
    assert "Ik heb dit gelezen" not in page.buttons
    with later(hours=5):
        assert bram.sends(f"/linde/news/{code}/acknowledgement", {}).status == 303
    assert "Je las dit op dinsdag 17 november 2026, 12.00." in bram.opens(f"/linde/news/{code}")

    assert bram.opens("/linde/").soup.select(".todo") == []
    assert "Moet gelezen" in anneke.opens("/linde/").soup.select_one(".todo").get_text()


def test_what_need_not_be_read_cannot_be_acknowledged(ruud, bram):
    code = publishes(ruud, "Gewoon")

    assert bram.sends(f"/linde/news/{code}/acknowledgement", {}).status == 409


def test_a_message_in_one_language_says_so_to_who_reads_the_other(ruud, come):
    code = publishes(ruud, "Alleen Nederlands", "Wat hier staat.")
    dewi = come("dewi")

    page = dewi.opens(f"/eemland/news/{code}")
    assert "Not translated yet." in page
    assert page.soup.h1["lang"] == "nl"
    both = publishes(ruud, "Nederlands", title_en="English", text_en="In English.")
    assert dewi.opens(f"/eemland/news/{both}").title == "English"
    assert "Not translated yet." not in dewi.opens(f"/eemland/news/{both}")


def test_the_board_is_filtered_by_kind_and_paged_without_losing_or_repeating_one(noon, app, ruud, bram, later):
    for number in range(23):
        with later(minutes=number % 7):  # several at the same moment
            publishes(ruud, f"Bericht {number}", kind="update" if number % 2 else "news")
    with later(hours=1):
        first = bram.opens("/linde/news")
        older = first.soup.select_one("a[rel=next]")["href"]
        second = bram.opens(older)
        both = [link.get_text() for page in (first, second) for link in page.soup.select(".newslist a.t")]

        assert len(both) == 23
        assert set(both) == {f"Bericht {number}" for number in range(23)}
        assert len(board(bram, kind="update")) == 11
        assert len(board(bram, kind="nonsense")) == 20


@pytest.mark.parametrize(
    "query",
    [
        "after=",
        "after=x",
        "after=1-2-3",
        "after=9-20261117T110000000000-aa",
        "after=%00",
        "kind=%00",
        "after=" + "1" * 5000,
    ],
)
def test_nonsense_in_the_address_shows_the_board(ruud, bram, query):
    publishes(ruud, "Nieuws")

    assert bram.opens(f"/linde/news?{query}").status == 200


@pytest.mark.parametrize("code", ["0", "-1", "x" * 3000, "%00", "%F0%28", "1000000000000000000", "new%20"])
def test_a_code_that_never_was_is_not_found(bram, henk, code):
    assert bram.opens(f"/linde/news/{code}").status == 404
    assert henk.opens(f"/linde/news/{code}/preview").status == 404


def test_an_address_after_which_nothing_comes_says_so(ruud, bram):
    publishes(ruud, "Nieuws")

    page = Page(bram.browser.get("/linde/news?after=0-20000101T000000000000-a"))
    assert "Er is geen ouder nieuws." in page


def test_without_news_the_board_says_so(bram):
    assert "Er is geen nieuws." in bram.opens("/linde/news")
    assert "Er is geen nieuws." in bram.opens("/linde/")


def test_the_desk_has_no_board(ruud, joost):
    assert ruud.opens("/linde/news").status == joost.opens("/linde/news").status == 404


def test_the_pages_send_as_many_statements_for_one_message_as_for_thirty(noon, app, ruud, henk, bram, later):
    def counted() -> dict[str, int]:
        own = {path: henk.opens(path).statements for path in ("/linde/news/own", f"/linde/news/{code}/receipts")}
        return own | {path: bram.opens(path).statements for path in ("/linde/", "/linde/news", f"/linde/news/{code}")}

    code = publishes(henk, "Eerste", read_before="2026-12-01")
    bram.opens(f"/linde/news/{code}")
    few = counted()
    for number in range(30):
        writes(henk, f"Bericht {number}", read_before="2026-12-01")

    assert counted() == few
    assert few["/linde/"] <= 7
    assert few["/linde/news"] <= 4
    assert few[f"/linde/news/{code}"] <= 4
