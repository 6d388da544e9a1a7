"""Who may what, as an admin chooses it: within the bounds of the table, after reading what it changes, at once."""

import re

import pytest

from tests.files.pictures import PDF
from tests.files.test_sending_files import fetch, upload
from tests.guards.behind import Behind
from tests.people.inviting import handle_of
from tests.players import Page

PATH = "/linde/org/access"
OWN, TEAM, UNIT, ALL = "2", "3", "4", "5"


def chooses(admin, path=PATH, **fields):
    """Fill in the page and press Save; the answer is perhaps the page that says what it changes."""
    return admin.posts(path, fields, on=path)


def confirms(admin, preview, path=PATH):
    return Page(admin.browser.post(path, data=preview.form(path)))


def lets_see(admin, **fields):
    """Choose, read what it changes, and confirm."""
    preview = chooses(admin, **fields)
    assert preview.title == "Wat dit verandert", preview.text
    assert confirms(admin, preview).status == 303


def names(admin, who, sees):
    path = f"{PATH}/people/{handle_of(admin, who)}"
    preview = chooses(admin, path, sees=sees)
    assert preview.title == "Wat dit verandert", preview.text
    assert confirms(admin, preview, path).status == 303


def chosen(admin):
    soup = admin.opens(PATH).soup
    sights = [soup.select_one(f"[name={name}] option[selected]")["value"] for name in ("employees_see", "managers_see")]
    return (*sights, soup.select_one("[name=employees_report]").has_attr("checked"))


def kinds(player):
    return [link["href"].rpartition("/")[2] for link in player.opens(f"/{player.house}/new").soup.select(".kinds a")]


def test_the_table_shows_what_is_fixed_as_words_with_a_reason_and_the_rest_as_choices(henk):
    page = henk.opens(PATH)
    rows = {row.th.find(string=True): row for row in page.soup.select(".table tbody tr")}

    assert len(rows) == 12
    assert all(row.th.small.get_text() for row in rows.values())
    choices = {name: row.select("select, input") for name, row in rows.items()}
    assert {name: len(fields) for name, fields in choices.items() if fields} == {
        "Een probleem melden, ook voor anderen": 1,
        "Aanvragen zien": 2,
    }
    employees, managers = choices["Aanvragen zien"]
    assert [option["value"] for option in employees.select("option")] == [OWN, TEAM, UNIT, ALL]
    assert [option["value"] for option in managers.select("option")] == [TEAM, UNIT, ALL]
    alone = rows["Collega’s uitnodigen, rollen geven, kiezen op deze pagina"]
    assert [cell.get_text().strip() for cell in alone.select("td")] == ["Nee", "Nee", "Nee", "Ja"]
    assert "Samira El Amrani" in page.text  # who has a right by name stands there


def test_an_admin_lets_employees_report_problems_from_the_next_page_on(henk, bram, tom):
    assert "problem" not in kinds(bram)
    assert bram.opens("/linde/new/problem/planning").status == 403

    assert chooses(henk, employees_report="y").status == 303  # nobody sees more or less for it

    assert "problem" in kinds(bram)
    assert bram.reports().number
    assert "problem" not in kinds(tom)  # of another organisation
    assert chosen(henk) == (OWN, ALL, True)

    fields = {name: value for name, value in henk.opens(PATH).form(PATH).items() if name != "employees_report"}
    assert Page(henk.browser.post(PATH, data=fields)).status == 303
    assert "problem" not in kinds(bram)


def test_nothing_changes_until_it_is_confirmed(henk, bram, noor):
    theirs = noor.files("Vraag van Noor")

    preview = chooses(henk, employees_see=ALL)

    assert preview.status == 200
    assert "Er is nog niets opgeslagen" in preview
    assert not bram.sees(theirs)
    assert chosen(henk) == (OWN, ALL, False)
    assert confirms(henk, preview).status == 303
    assert bram.sees(theirs)
    assert chosen(henk) == (ALL, ALL, False)


def test_the_preview_names_for_whom_how_many_requests_become_visible_or_hidden(henk, bram, karim, noor, anneke):
    bram.files("Eerste")
    karim.files("Tweede")
    noor.files("Derde")
    noor.files("Vierde", confidential="y")

    page = chooses(henk, employees_see=UNIT, managers_see=TEAM)

    told = {row.dt.get_text(): row.dd.get_text() for row in page.soup.select(".kv div")}
    assert told == {"Anneke de Boer": "2 aanvragen worden verborgen (nu 3, straks 1)"}
    assert "1 collega ziet minder aanvragen" in page
    confirms(henk, page)
    assert anneke.lists() == ["Eerste"]

    page = chooses(henk, employees_see=ALL, managers_see=ALL)

    told = {row.dt.get_text(): row.dd.get_text() for row in page.soup.select(".kv div")}
    assert told == {
        "Anneke de Boer": "2 aanvragen worden zichtbaar (nu 1, straks 3)",
        "Bram Kuipers": "2 aanvragen worden zichtbaar (nu 1, straks 3)",
        "Karim Bouali": "2 aanvragen worden zichtbaar (nu 1, straks 3)",
    }
    assert "3 collega’s zien meer aanvragen" in page


def test_the_preview_says_when_nothing_changes_for_the_requests_there_are(henk):
    page = chooses(henk, employees_see=UNIT)

    assert "Voor de aanvragen van nu verandert er niets" in page
    assert confirms(henk, page).status == 303
    assert chosen(henk) == (UNIT, ALL, False)


def exported(player):
    fields = {"query": "scope=organisation", "format": "csv"}
    return player.sends(f"/{player.house}/requests/export", fields).html


def test_a_choice_counts_at_once_for_lists_pages_search_files_exports_and_the_sentence(henk, bram, karim):
    private = karim.files("Olifant in de kamer", confidential="y")
    shared = karim.files("Giraffe op de gang", files=[upload(PDF, "brief.pdf")])
    file = next(href for href in karim.page(shared).links if href.endswith("brief.pdf"))
    sentence = karim.page(shared).text

    lets_see(henk, employees_see=ALL)

    assert bram.lists() == ["Giraffe op de gang"]
    assert bram.lists(q="giraffe") == ["Giraffe op de gang"]
    assert "Giraffe" in exported(bram)
    assert fetch(bram, file).status_code == 200
    assert bram.sees(shared)
    assert not bram.sees(private)
    assert karim.page(shared).text != sentence

    lets_see(henk, employees_see=OWN)

    assert bram.lists("mine") == bram.lists("mine", q="giraffe") == []
    assert "Giraffe" not in exported(bram)
    assert fetch(bram, file).status_code == 404
    assert not bram.sees(shared)
    assert karim.page(shared).text == sentence


def test_somebody_named_sees_more_until_it_is_taken_back_and_signs_in_again(henk, bram, come, anneke, karim):
    colleague, unit = karim.files("Van Karim"), anneke.files("Van Anneke")

    names(henk, "Bram Kuipers", UNIT)
    assert bram.opens("/linde/").location.startswith("/signin")
    bram = come("bram")
    assert (bram.sees(unit), bram.sees(colleague)) == (True, False)
    assert "Bram Kuipers" not in karim.page(colleague).text

    names(henk, "Bram Kuipers", ALL)
    bram = come("bram")
    assert (bram.sees(unit), bram.sees(colleague)) == (True, True)
    assert bram.replies(colleague, "Mag dit?").status == 403
    assert "Bram Kuipers" in karim.page(colleague).text
    assert "Bram Kuipers" in henk.opens(PATH)

    names(henk, "Bram Kuipers", "0")
    bram = come("bram")
    assert (bram.sees(unit), bram.sees(colleague)) == (False, False)
    assert "Bram Kuipers" not in karim.page(colleague).text


def test_the_page_of_a_member_neither_gives_nor_takes_what_they_see_by_name(henk, come, karim):
    from tests.people.inviting import changes

    colleague = karim.files("Van Karim")
    assert changes(henk, "Bram Kuipers", authorisations=["see_all"]).status == 422
    names(henk, "Bram Kuipers", ALL)

    assert changes(henk, "Bram Kuipers", roles=["manager"], authorisations=["file_changes"]).status == 303

    assert come("bram").sees(colleague)


@pytest.mark.parametrize("path", [PATH, f"{PATH}/people"])
def test_nobody_but_an_admin_of_the_organisation_chooses(bram, anneke, samira, joost, ruud, come, henk, path):
    right = {"employees_see": ALL, "managers_see": ALL, "version": "1", "confirmed": "y", "employees_report": "y"}
    named = f"{PATH}/people/{handle_of(henk, 'Bram Kuipers')}"
    for player in (bram, anneke, samira):
        assert player.opens(path).status == 403
        assert player.sends(PATH, right).status == 403
        assert player.sends(named, {"sees": ALL, "version": "1", "confirmed": "y"}).status == 403
    for player in (joost, ruud, come("ilse")):
        assert player.opens(path).status == 404
        assert player.sends(PATH, right).status == 404
        assert player.sends(named, {"sees": ALL, "version": "1", "confirmed": "y"}).status == 404
    assert chosen(henk) == (OWN, ALL, False)


def test_an_admin_names_nobody_of_another_organisation(henk, come):
    theirs = handle_of(come("ilse"), "Tom Bakker")

    for sent in (
        henk.opens(f"{PATH}/people/{theirs}"),
        henk.sends(f"{PATH}/people/{theirs}", {"sees": ALL, "version": "1", "confirmed": "y"}),
        henk.opens(f"{PATH}/people/{'0' * 16}"),
    ):
        assert sent.status == 404
    assert "Tom" not in henk.opens(f"{PATH}/people?who=tom").text.replace("tom", "")


def test_an_admin_does_not_name_themselves(henk):
    path = f"{PATH}/people/{handle_of(henk, 'Henk Visser')}"

    page = chooses(henk, path, sees=ALL, confirmed="y")

    assert page.status == 422
    assert "niet meer rechten geven" in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"employees_see": "6"}, 422),
        ({"employees_see": "1"}, 422),
        ({"managers_see": OWN}, 422),
        ({"managers_see": ""}, 422),
        ({"employees_see": "alles"}, 422),
        ({"version": "x"}, 409),
        ({"employees_file_changes": "y"}, 400),
        ({"organisation_id": "1"}, 400),
    ],
)
def test_what_lies_outside_the_bounds_is_refused_and_what_was_chosen_is_kept(henk, fields, status):
    page = henk.sends(PATH, {"employees_see": ALL, "managers_see": TEAM, "version": "1", "confirmed": "y"} | fields)

    assert page.status == status
    assert chosen(henk) == (OWN, ALL, False)
    if status != 400 and "managers_see" not in fields:
        assert page.soup.select_one("[name=managers_see] option[selected]")["value"] == TEAM


def test_who_is_second_reads_what_the_first_one_chose_and_presses_again(henk, come):
    other = come("henk")
    form = other.opens(PATH).form(PATH)
    lets_see(henk, employees_see=UNIT)

    page = Page(other.browser.post(PATH, data=form | {"managers_see": TEAM}))

    assert page.status == 409
    assert "Medewerkers zien Hun team en onderdeel" in page
    preview = Page(other.browser.post(PATH, data=page.form(PATH)))
    assert confirms(other, preview).status == 303
    assert chosen(henk) == (OWN, TEAM, False)


def test_what_was_confirmed_twice_or_too_late_is_refused(henk, come):
    other = come("henk")
    preview = chooses(other, employees_see=UNIT)
    lets_see(henk, managers_see=TEAM)

    assert confirms(other, preview).status == 409
    assert chosen(henk) == (OWN, TEAM, False)


def test_what_is_chosen_is_on_the_trail(henk, engine):
    lets_see(henk, employees_see=UNIT)
    names(henk, "Bram Kuipers", ALL)

    access, sight = Behind(engine).rows(
        "select detail, subject from trail where action in ('organisation.access', 'member.sight') order by id"
    )

    assert (access[1], sight[1]) == ("organisation", "membership")
    assert "employees_see" in str(access[0])
    assert re.search(r"sees\W+5", str(sight[0]))


def test_the_page_and_the_preview_take_as_many_statements_with_more_people_and_requests(henk, noor):
    pages = []
    for _round in range(2):
        pages.append((henk.opens(PATH).statements, chooses(henk, employees_see=ALL).statements))
        for _number in range(5):
            noor.files("Nog een")

    assert pages[0][0] == pages[1][0] <= 5
    assert pages[0][1] <= pages[1][1] <= 9


def test_in_english_it_reads_in_english(henk):
    henk.browser.post("/preferences", data={"language": "en", "csrf_token": henk.opens(PATH).form(PATH)["csrf_token"]})

    page = henk.opens(PATH)

    assert page.title == "Who may what"
    assert "Everybody can always ask for help." in page
