"""Setting an organisation up: what is seen, what an admin says, putting it off, and who comes there first."""

import pytest

from portal.people.rules import Task
from tests.admin.setting_up import adds_organisation, sets
from tests.admin.test_organisations import EVA
from tests.guards.behind import Behind
from tests.people.inviting import activates, changes, invites, token_in
from tests.players import Page, Player

HOME = "/eemland/org"
WELCOME = "/eemland/welcome"


@pytest.fixture
def dewi(come):
    """The admin of an organisation in which nothing was arranged yet."""
    return come("dewi", "eemland")


def states(player: Player) -> dict[str, str]:
    """Return what the list says of each task."""
    rows = player.opens(f"/{player.house}/welcome").soup.select(".tasks li")
    return {row.select_one("a").get_text(): row.select_one(".pill").get_text() for row in rows}


def says(player: Player, task: str, answer: str = "yes") -> Page:
    path = f"/{player.house}/welcome/tasks/{task}"
    return player.sends(path, {"answer": answer})


def test_what_is_there_is_seen_and_what_is_not_can_be_said(dewi):
    before = states(dewi)
    assert list(before) == [
        "Check your details",
        "Add colleagues",
        "Who may what",
        "Who sees requests",
        "Terms of use",
    ]
    assert before["Add colleagues"] == "Done"
    assert before["Check your details"] == before["Terms of use"] == "To do"

    assert dewi.posts(f"{WELCOME}/tasks/details", {}, on=WELCOME).location == WELCOME
    assert states(dewi)["Check your details"] == "Done"
    assert dewi.posts(f"{WELCOME}/tasks/details", {}, on=WELCOME).status == 303
    assert states(dewi)["Check your details"] == "To do"


def test_a_task_is_done_by_doing_it_and_nobody_can_say_that_it_is_not(dewi):
    page = dewi.opens(f"{HOME}/settings")
    dewi.browser.post(f"{HOME}/settings", data=page.form(f"{HOME}/settings") | {"language": "en"})
    terms = {"text_nl": "Wees aardig.", "text_en": "Be kind."}
    assert dewi.posts(f"{HOME}/terms", terms, on=f"{HOME}/terms").status in (302, 303)
    dewi.posts("/eemland/terms", {}, on="/eemland/terms")

    assert states(dewi)["Check your details"] == states(dewi)["Terms of use"] == "Done"
    says(dewi, "details", "no")
    assert states(dewi)["Check your details"] == "Done"


def test_rights_given_by_name_and_another_sight_are_seen(henk):
    before = states(henk)
    changes(henk, "Samira El Amrani", authorisations=[])
    assert (before["Wie mag wat"], states(henk)["Wie mag wat"]) == ("Klaar", "Nog te doen")

    form = henk.opens("/linde/org/access").form("/linde/org/access") | {"employees_see": "5", "confirmed": "y"}
    assert henk.browser.post("/linde/org/access", data=form).status_code in (302, 303)
    assert states(henk)["Wie ziet aanvragen"] == states(henk)["Wie mag wat"] == "Klaar"


def test_pressing_twice_is_once_and_stands_in_the_log_once(dewi, engine):
    for _press in range(2):
        assert says(dewi, "terms").status == 303

    assert Behind(engine).rows("select count(*) from set_up_mark")[0][0] == 1
    assert dewi.opens(f"{HOME}/audit").text.count("Terms of use: Done") == 1


def test_the_list_stands_on_the_first_page_until_it_is_put_off_and_stays_one_line_until_all_is_done(dewi):
    assert "Go on setting up your organisation" in dewi.opens(HOME)
    assert dewi.posts(f"{WELCOME}/later", {}, on=WELCOME).location == "/eemland/"
    page = dewi.opens(HOME)
    assert "Go on setting up your organisation" not in page
    assert "Setting up: 2 of 5 done" in page
    assert WELCOME in page.links

    assert dewi.posts(f"{WELCOME}/later", {}, on=WELCOME).location == WELCOME
    assert "Go on setting up your organisation" in dewi.opens(HOME)

    for task in Task:
        says(dewi, task)
    assert WELCOME not in dewi.opens(HOME).links
    assert "All of it is done" in dewi.opens(WELCOME)
    says(dewi, "sight", "no")
    assert WELCOME in dewi.opens(HOME).links


def test_only_admins_set_up(dewi, come, bram, samira, ilse, joost):
    for player in (bram, samira):
        assert player.opens("/linde/welcome").status == 403
        assert says(player, "terms").status == 403
        assert player.sends("/linde/welcome/later", {"answer": "yes"}).status == 403
    assert ilse.opens("/linde/welcome").status == joost.opens("/linde/welcome").status == 404
    assert ilse.sends("/linde/welcome/tasks/terms", {"answer": "yes"}).status == 404
    assert states(dewi)["Terms of use"] == "To do"


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("tasks/terms", {"answer": "misschien"}, 400),
        ("tasks/terms", {}, 400),
        ("tasks/terms", {"answer": "yes", "extra": "1"}, 400),
        ("tasks/onzin", {"answer": "yes"}, 404),
        ("tasks/later", {"answer": "yes"}, 404),
        ("later", {"answer": ""}, 400),
    ],
)
def test_a_forged_press_is_refused(dewi, path, fields, status):
    assert dewi.sends(f"{WELCOME}/{path}", fields).status == status


def test_the_page_takes_as_many_statements_however_much_is_done(dewi):
    before = dewi.opens(WELCOME).statements
    for task in Task:
        says(dewi, task)

    assert dewi.opens(WELCOME).statements == before <= 4


def test_the_first_admin_of_an_organisation_lands_there(ruud, nobody, post_office):
    adds_organisation(ruud)
    sets(ruud, "/admin/organisations/veld/admins/new", **EVA)

    landed = activates(nobody, token_in(post_office.mails("eva@veld.example")[-1]))

    assert landed.location == "/veld/welcome"
    page = nobody.opens(landed.location)
    assert "Richt je organisatie in" in page
    assert "0 van de 5 klaar" in page


def test_later_admins_and_everybody_else_land_on_the_start_page(henk, app, post_office):
    for who, roles in (("joe", ["admin"]), ("kim", [])):
        invites(henk, f"{who}@linde.example", who.title(), roles=roles)
        landed = activates(Player(app, None), token_in(post_office.mails(who)[-1]))
        assert landed.location == "/linde/"
