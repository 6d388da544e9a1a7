"""An admin reads who did what: in words, in their language, with names as they are now."""

import csv
import io

import pytest

from portal.demo.cast import PASSWORD
from tenants.errors import Forbidden
from tests.admin.setting_up import sets
from tests.audit.reading import lines
from tests.people.inviting import presses
from tests.players import Player, somebody


def change(player, who, **fields):
    """Let an admin change a colleague, on the page of that colleague."""
    path = player.opens(f"/linde/org/users?q={who}").soup.select_one("tbody a")["href"]
    return player.posts(path, fields, on=path)


def test_what_an_admin_does_to_an_account_and_to_rights_is_a_line_each(henk, post_office):
    assert change(henk, "bram", roles=["manager"]).status == 303
    assert sets(henk, "/linde/org/users/new", name="Mia Post", email="mia@linde.example").status == 303

    assert lines(henk)[:2] == [
        "Henk Visser stuurde Mia Post een uitnodiging.",
        "Henk Visser veranderde Bram Kuipers. Rollen: Leidinggevende. Rechten: geen.",
    ]


def test_a_name_is_what_the_person_is_called_now(henk, bram):
    change(henk, "bram", roles=["manager"])
    change(henk, "bram", name="Bram Kuipers-Jansen", roles=["manager"])

    assert lines(henk)[1] == "Henk Visser veranderde Bram Kuipers-Jansen. Rollen: Leidinggevende. Rechten: geen."


def test_settings_exports_and_units_are_lines(henk, samira):
    henk.posts("/linde/org/settings", {"language": "en"}, on="/linde/org/settings")
    samira.sends("/linde/requests/export", {"query": "scope=organisation", "format": "csv"})

    assert lines(henk)[:2] == [
        "Samira El Amrani exporteerde een lijst met aanvragen: 0 regels als CSV.",
        "Henk Visser veranderde de instellingen. Taal: English.",
    ]


def test_who_signed_in_and_who_was_refused_is_told_with_the_network_they_came_from(app, henk, bram, post_office):
    stranger = Player(app, None)
    stranger.one = somebody("bram")
    assert stranger.signs_in("een verkeerd wachtwoord").status == 422
    post_office.works()

    assert lines(henk, "?kind=sign-in&who=bram") == [
        "Iemand probeerde in te loggen als Bram Kuipers, met een verkeerd wachtwoord.",
        "Bram Kuipers logde in.",
    ]
    assert "127.0.0.1" in henk.opens("/linde/org/audit?kind=sign-in&who=bram")


def test_a_try_with_an_address_that_nobody_has_is_no_line_anywhere(app, henk, dewi, nobody, post_office):
    post_office.works()
    before = lines(henk), lines(dewi)
    fields = nobody.posts("/signin", {"email": "niemand@linde.example"}, on="/signin").form("/signin")
    assert nobody.browser.post("/signin", data=fields | {"password": PASSWORD}).status_code == 422
    post_office.works()

    assert (lines(henk), lines(dewi)) == before


def test_of_somebody_in_two_organisations_each_reads_who_signed_in(come, ilse, dewi, post_office):
    come("karin", "eemland")
    post_office.works()

    assert "Karin Vos logde in." in lines(ilse)
    assert "Karin Vos signed in." in lines(dewi) or "Karin Vos logde in." in lines(dewi)


def test_a_line_is_told_once_when_the_worker_comes_twice(bram, henk, post_office):
    post_office.works()
    post_office.works()

    assert lines(henk, "?kind=sign-in&who=bram") == ["Bram Kuipers logde in."]


def test_what_happens_to_requests_is_told_on_their_page_and_not_here(henk, bram, joost):
    joost.answers(bram.files("Een geheim", "Niet voor Henk.", confidential="y"))

    assert [line for line in lines(henk) if "aanvra" in line or "geheim" in line] == []


@pytest.mark.parametrize("who", ["bram", "anneke", "samira"])
def test_who_is_no_admin_reads_no_log(come, who):
    player = come(who)

    assert player.opens("/linde/org/audit").status == 403
    assert player.sends("/linde/org/audit/export", {"query": "", "format": "csv"}).status == 403


def test_another_organisation_has_no_log(henk, ruud, joost):
    assert henk.opens("/vechtdal/org/audit").status == 404
    assert ruud.opens("/linde/org/audit").status == 404
    assert joost.opens("/linde/org/audit").status == 404


def test_no_line_of_one_organisation_stands_in_the_log_of_another(henk, ilse, dewi):
    change(henk, "bram", roles=["manager"])

    assert [line for line in (*lines(ilse), *lines(dewi)) if "Bram" in line] == []


def test_the_log_is_narrowed_by_name_kind_and_period(henk, noon, later):
    change(henk, "bram", roles=["manager"])
    change(henk, "karim", roles=["professional"])
    with later(days=3):
        henk.posts("/linde/org/settings", {"language": "en"}, on="/linde/org/settings")

        assert len(lines(henk, "?who=bram")) == 1
        assert len(lines(henk, "?who=henk")) >= 3
        assert [line for line in lines(henk, "?kind=rights") if "veranderde" not in line] == []
        assert len(lines(henk, "?kind=settings")) == 1
        assert len(lines(henk, "?kind=settings&until=18-11-2026")) == 0
        assert len(lines(henk, "?kind=rights&since=17-11-2026&until=17-11-2026")) == 2
        assert len(lines(henk, "?kind=rights&since=2026-11-18")) == 0


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=gisteren", "Dit is geen datum. Schrijf hem zo: 24-12-2026"),
        ("since=2026-11-18&until=2026-11-01", "Deze dag is voor de eerste"),
    ],
)
def test_a_day_that_is_none_is_said_at_its_field(henk, query, says):
    page = henk.opens(f"/linde/org/audit?{query}")

    assert page.status == 200
    assert page.errors == [says]


@pytest.mark.parametrize("odd", ["\x00", "x" * 10_000, "%", "'; drop table trail", "20261117T110000000000-99999999999"])
def test_odd_words_in_the_address_break_nothing(henk, odd):
    for name in ("who", "kind", "since", "until", "after", "before"):
        assert henk.browser.get("/linde/org/audit", query_string={name: odd}).status_code == 200


def test_many_lines_come_a_page_at_a_time_there_and_back(henk, noon):
    for number in range(61):
        change(henk, "bram", name=f"Bram {number:02}", roles=["employee"])
    path, pages = "/linde/org/audit?kind=rights", []
    while path:
        page = henk.opens(path)
        pages.append(page)
        older = page.soup.select_one("a[rel=next]")
        path = older["href"] if older else ""
    counts = [len(page.soup.select("tbody tr")) for page in pages]
    back = henk.opens(pages[-1].soup.select_one("a[rel=prev]")["href"])

    assert counts == [25, 25, 11]
    assert len(back.soup.select("tbody tr")) == 25
    assert "Bram" in back
    assert {page.statements for page in pages[1:]} == {pages[1].statements}


def test_a_page_of_the_log_sends_the_same_statements_with_one_line_and_with_many(henk):
    change(henk, "bram", roles=["manager"])
    one = henk.opens("/linde/org/audit").statements
    for number in range(40):
        change(henk, "bram", name=f"Bram {number:02}", roles=["employee"])

    assert henk.opens("/linde/org/audit").statements == one <= 10


def taken(player, query="", form="csv"):
    return player.sends("/linde/org/audit/export", {"query": query, "format": form})


def read(page):
    return list(csv.reader(io.StringIO(page.response.get_data().decode("utf-8-sig")), delimiter=";"))


def test_a_file_holds_the_lines_that_are_shown_and_taking_it_is_a_line(henk):
    change(henk, "bram", name="=1+1", roles=["manager"])
    shown = lines(henk, "?kind=rights")
    page = taken(henk, "kind=rights")
    heads, *rows = read(page)

    assert page.status == 200
    assert page.response.headers["Content-Disposition"].startswith('attachment; filename="logboek-')
    assert heads == ["Wanneer", "Wie", "Soort", "Wat", "Netwerkadres"]
    assert [row[3] for row in rows] == shown
    assert lines(henk)[0] == "Henk Visser exporteerde het logboek: 1 regels als CSV."


def test_a_name_that_is_a_formula_reaches_the_file_as_text(app, henk):
    henk.posts("/account", {"name": "=1+1"}, on="/account")
    change(henk, "bram", roles=["manager"])
    rows = read(taken(henk, "kind=rights"))

    assert rows[1][1] == "'=1+1"


def test_the_log_is_a_workbook_too(henk):
    change(henk, "bram", roles=["manager"])
    fields = henk.opens("/linde/org/audit").form("/linde/org/audit/export") | {"format": "xlsx"}
    response = henk.browser.post("/linde/org/audit/export", data=fields)

    assert response.status_code == 200
    assert response.get_data().startswith(b"PK")


def test_a_file_of_another_form_or_an_endless_query_is_refused(henk):
    assert taken(henk, form="exe").status == 400
    assert taken(henk, "since=gisteren").status == 422


@pytest.fixture
def small_parts(monkeypatch):
    """A log of a few lines is as one of years: it is read in parts of three, and a workbook holds five."""
    monkeypatch.setattr("portal.audit.show.AT_ONCE", 3)
    monkeypatch.setattr("portal.audit.views.MOST", 5)


def test_a_long_log_leaves_whole_some_lines_at_a_time(henk, small_parts):
    for number in range(10):
        change(henk, "bram", name=f"Bram {number:02}", roles=["manager" if number % 2 else "employee"])
    shown = lines(henk)
    fields = henk.opens("/linde/org/audit").form("/linde/org/audit/export") | {"format": "csv"}
    answer = henk.browser.post("/linde/org/audit/export", data=fields)

    pieces = [piece for piece in answer.response if piece]

    assert len(shown) >= 10
    assert max(piece.count(b"\r\n") for piece in pieces) <= 4  # the heads stand before the first
    heads, *rows = csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig")), delimiter=";")
    assert heads[0] == "Wanneer"
    assert [row[3] for row in rows] == shown
    assert b"".join(pieces).count(b"\xef\xbb\xbf") == 1


def test_who_may_read_the_log_no_more_gets_no_further_lines(henk, ruud, small_parts):
    for number in range(6):
        change(henk, "bram", name=f"Bram {number:02}", roles=["manager" if number % 2 else "employee"])
    change(henk, "anneke", roles=["manager", "admin"])
    fields = henk.opens("/linde/org/audit").form("/linde/org/audit/export") | {"format": "csv"}
    pieces = iter(henk.browser.post("/linde/org/audit/export", data=fields).response)
    next(pieces)
    anneke = Player(henk.app, somebody("anneke"))
    assert presses(anneke, "Henk Visser", "deactivation").status in (303, 403)
    change(anneke, "henk", roles=["employee"])

    with pytest.raises(Forbidden):
        list(pieces)


def test_a_workbook_that_is_too_long_says_what_to_do(henk, small_parts):
    for number in range(10):
        change(henk, "bram", name=f"Bram {number:02}", roles=["manager" if number % 2 else "employee"])
    page = taken(henk, form="xlsx")

    assert page.status == 422
    assert page.errors == ["Dit is te lang voor een Excel-bestand. Neem het mee als CSV-bestand, of kies een periode."]
