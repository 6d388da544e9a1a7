"""An admin brings people from a spreadsheet: a guess, a preview, and only then people."""

import pytest

from tests.guards.behind import Behind
from tests.importing.bringing import HEADS, agrees, as_csv, as_xlsx, brings, columns_form, fates, imports, told, uploads
from tests.people.inviting import handle_of
from tests.players import Page

PEOPLE = [
    ["Joke Aalbers", "joke@linde.example", "30001", "Noord", "30002", "", "", "", ""],
    ["Piet Baars", "piet@linde.example", "30002", "Zuid", "anneke@linde.example", "", "manager", "", "en"],
    ["Mevrouw Cramer", "", "C-17", "", "", "cliënt", "", "", ""],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_becomes_people_and_nothing_is_saved_before_the_admin_says_so(henk, engine, form):
    content = (as_csv if form == "csv" else as_xlsx)([HEADS, *PEOPLE])
    before = people(engine)
    preview = brings(henk, content, f"mensen.{form}")
    page = henk.opens(preview)
    assert fates(page) == {"Nieuw": "3", "Veranderd": "0", "Ongewijzigd": "0", "Niet goed": "0"}
    assert people(engine) == before
    assert agrees(henk, preview).status == 303
    after = people(engine)
    assert set(after) - set(before) == {
        ("Joke Aalbers", "30001", "joke@linde.example", "staff", "Noord", "Piet Baars"),
        ("Piet Baars", "30002", "piet@linde.example", "staff", "Zuid", "Anneke de Boer"),
        ("Mevrouw Cramer", "C-17", "", "client", None, None),
    }
    assert "De mensen zijn geïmporteerd" in henk.opens(preview)


def people(engine):
    return [
        tuple(row)
        for row in Behind(engine).rows(
            "select p.name, p.personnel_number, p.email, p.kind, u.name, m.name from person p "
            "left join unit u on u.id = p.unit_id left join person m on m.id = p.manager_id "
            "where p.organisation_id = (select id from organisation where key = 'LINDE')"
        )
    ]


def test_who_is_known_changes_and_the_preview_says_from_what_to_what(henk, engine):
    rows = [["Bram Kuipers-Vos", "", "20418", "Zuid"], ["Karim Bouali", "karim@linde.example", "20533", "Zuid"]]
    preview = brings(henk, as_csv([HEADS[:4], *rows]))
    page = henk.opens(preview)
    assert fates(page) == {"Nieuw": "0", "Veranderd": "1", "Ongewijzigd": "1", "Niet goed": "0"}
    assert told(page) == {
        "Bram Kuipers-Vos": "Naam: Bram Kuipers → Bram Kuipers-Vos Onderdeel: Noord → Zuid",
    }
    agrees(henk, preview)
    assert ("Bram Kuipers-Vos", "20418", "bram@linde.example", "staff", "Zuid", "Anneke de Boer") in people(engine)
    assert "Ongewijzigd" in henk.opens(f"{preview}?show=same")


def test_who_is_invited_gets_a_mail_and_comes_in_with_the_roles_of_the_list(henk, post_office):
    rows = [["Lot Dijk", "lot@linde.example", "30009", "professional", "changes, vertrouwelijk"]]
    heads = [HEADS[0], HEADS[1], HEADS[2], HEADS[6], HEADS[7]]
    page = imports(henk, as_csv([heads, *rows]), invite="y")
    assert "De mensen zijn geïmporteerd" in page
    assert len(post_office.mails("lot")) == 1
    member = henk.opens(f"/linde/org/users/{handle_of(henk, 'Lot Dijk')}")
    ticked = {one["value"] for one in member.soup.select("input[type=checkbox][checked]")}
    assert ticked >= {"professional", "file_changes", "see_confidential"}


def test_without_that_choice_nobody_is_invited_and_the_preview_says_that_roles_wait(henk, post_office):
    rows = [["Lot Dijk", "lot@linde.example", "manager"]]
    preview = brings(henk, as_csv([[HEADS[0], HEADS[1], HEADS[6]], *rows]))
    assert "alleen met een account: nodig ze uit" in told(henk.opens(preview))["Lot Dijk"]
    agrees(henk, preview)
    assert post_office.mails("lot") == []


def test_units_are_made_only_when_the_admin_chose_so(henk, engine):
    content = as_csv([["Naam", "Onderdeel"], ["Joke Aalbers", "Noord / Team 3 / Nacht"]])
    page = henk.opens(brings(henk, content))
    assert "er is geen onderdeel Team 3" in told(page)["Joke Aalbers"]
    page = henk.opens(brings(henk, content, make_units="y"))
    assert "2 onderdelen worden gemaakt: Team 3, Nacht" in page
    imports(henk, content, make_units="y")
    rows = Behind(engine).rows("select c.name, p.name from unit c join unit p on p.id = c.parent_id order by c.name")
    assert [tuple(row) for row in rows if row[0] in ("Team 3", "Nacht")] == [("Nacht", "Team 3"), ("Team 3", "Noord")]


@pytest.mark.parametrize(("missing", "status"), [("leave", 200), ("end", 404)])
def test_who_is_missing_is_left_or_deactivated_as_the_admin_chose(henk, karim, engine, missing, status):
    names = [["Personeelsnummer"], ["20418"], ["20777"]]
    preview = brings(henk, as_csv(names), missing=missing)
    page = henk.opens(f"{preview}?show=missing")
    assert "Karim Bouali" in told(page)
    assert "Henk Visser" not in told(page)
    if missing == "end":
        agrees(henk, preview)
    assert karim.opens("/linde/").status == (200 if missing == "leave" else 302)
    assert henk.opens("/linde/org").status == 200


def test_rows_that_are_not_right_are_named_left_out_and_given_back_as_a_file(henk, engine):
    rows = [
        ["Joke Aalbers", "joke@linde", "30001", ""],
        ["Piet Baars", "piet@linde.example", "30002", ""],
        ["", "leeg@linde.example", "30003", ""],
        ["Dubbel", "dubbel@linde.example", "30002", ""],
        ["=HYPERLINK(1)", "geen adres", "30005", ""],
        ["Ria Smit", "bram@linde.example", "20777", ""],
        ["Bram Kuipers", "ander@linde.example", "20418", ""],
        ["Te veel", "veel@linde.example", "30007", "koning"],
    ]
    preview = brings(henk, as_csv([[*HEADS[:3], "Rollen"], *rows]))
    said = told(henk.opens(preview))
    assert said["Joke Aalbers"] == "E-mailadres: joke@linde is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"
    assert said["Dubbel"] == "Naam: rij 3 gaat over dezelfde persoon. Houd één van de twee"
    assert "dit is het adres van Bram Kuipers" in said["Ria Smit"]
    assert "het account heeft het adres bram@linde.example" in said["Bram Kuipers"]
    assert "we kennen het woord “koning” niet" in said["Te veel"]
    agrees(henk, preview)
    assert {row[0] for row in people(engine)} & {row[0] for row in rows} == {"Piet Baars", "Ria Smit", "Bram Kuipers"}
    sent = henk.browser.get(f"{preview}/errors/csv").get_data().decode("utf-8-sig").splitlines()
    assert len(sent) == 8
    assert sent[0].startswith("Rij;Naam;E-mailadres")
    assert next(line for line in sent if "HYPERLINK" in line).startswith("6;'=HYPERLINK(1);")
    assert henk.browser.get(f"{preview}/errors/xlsx").get_data()[:2] == b"PK"


def test_columns_are_matched_by_hand_when_their_heads_say_nothing(henk):
    page = uploads(henk, as_csv([["Wie", "Waar", "X"], ["Joke Aalbers", "Noord", "30001"]]))
    fields = columns_form(henk, page.location)
    assert fields["columns"] == ["", "", ""] or fields["columns"] == ["name", "", "number"]
    refused = Page(henk.browser.post(page.location, data=fields | {"columns": ["name", "name", ""]}))
    assert refused.status == 422
    assert refused.errors == ["Je koos Naam voor twee kolommen. Kies het voor één"]
    refused = Page(henk.browser.post(page.location, data=fields | {"columns": ["unit", "", ""]}))
    assert refused.status == 422
    done = Page(henk.browser.post(page.location, data=fields | {"columns": ["name", "unit", "number"], "headed": "y"}))
    assert fates(henk.opens(done.location))["Nieuw"] == "1"


def test_an_empty_list_can_be_filled_in(henk):
    csv_file = henk.browser.get("/linde/org/import/template/csv").get_data().decode("utf-8-sig")
    assert csv_file.strip().split(";") == HEADS
    workbook = henk.browser.get("/linde/org/import/template/xlsx").get_data()
    page = uploads(henk, workbook, "leeg.xlsx")
    assert columns_form(henk, page.location)["columns"] == [
        *("name", "email", "number", "unit", "manager", "kind", "roles", "rights", "language")
    ]
    assert henk.browser.get("/linde/org/import/template/pdf").status_code == 404


def test_a_list_that_is_thrown_away_leaves_nothing(henk):
    preview = brings(henk, as_csv([["Naam"], ["Joke Aalbers"]]))
    assert henk.posts(f"{preview}/drop", {}, on=preview).status == 303
    assert henk.opens(preview).status == 404


def test_the_same_button_pressed_twice_imports_once(henk, engine):
    preview = brings(henk, as_csv([["Naam"], ["Joke Aalbers"]]))
    fields = henk.opens(preview).form(f"{preview}/carrying-out")
    for _again in range(2):
        assert henk.browser.post(f"{preview}/carrying-out", data=fields).status_code == 303
    assert [row[0] for row in people(engine)].count("Joke Aalbers") == 1


@pytest.mark.parametrize("seal", ["", "0" * 32, "\0", "\0" * 32, "é" * 32, "x" * 10_000])
def test_who_agrees_to_no_plan_that_there_is_looks_again(henk, engine, seal):
    preview = brings(henk, as_csv([["Naam"], ["Joke Aalbers"]]))
    assert henk.posts(f"{preview}/carrying-out", {"seal": seal}, on=preview).status == 303
    assert "Joke Aalbers" not in [row[0] for row in people(engine)]
    assert henk.opens(preview).status == 200


def test_nobody_but_an_admin_brings_people(bram, samira, anneke, joost):
    for player in (bram, samira, anneke):
        assert player.opens("/linde/org/import").status == 403
    assert joost.opens("/linde/org/import").status == 404
