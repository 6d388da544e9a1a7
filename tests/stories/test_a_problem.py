"""Reporting a problem, from the tile to the desk and the mail."""

import pytest
from flask import Flask
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.models import Organisation
from tests.players import PROBLEM, Page, Player

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def employees_report(app: Flask) -> None:
    """Zorggroep De Linde lets its employees report problems."""
    with app.app_context():
        with write_transaction():
            db.session.execute(update(Organisation).where(Organisation.key == "LINDE").values(employees_report=True))
        db.session.remove()


def tiles(player: Player, path: str) -> list[str]:
    return [tile.get_text() for tile in player.opens(path).soup.select("main .tile b")]


def test_a_problem_reaches_the_desk_with_everything_that_was_filled_in(noor, joost):
    problem = noor.reports(since="Sinds vanochtend", url="https://app.nova.example/rooster?week=48")

    for page in (noor.page(problem), joost.page(problem)):
        for words in ("Probleem", "Ik doe", "Een rode balk: code R-217.", "Gemiddeld", "Sinds vanochtend"):
            assert words in page
        assert page.soup.select_one(".msg strong").get_text() == "Publiceren"
        assert "https://app.nova.example/rooster?week=48" in page.links


def test_only_what_was_filled_in_is_shown(noor):
    page = noor.page(noor.reports())

    assert "Sinds wanneer" not in page
    assert "Foutmelding" not in page


def test_the_confirmation_and_the_mail_speak_of_a_report_and_its_impact(noor, post_office):
    page = noor.tries("problem", **PROBLEM)
    sent = noor.opens(page.location)

    assert sent.title == "Je melding is verstuurd"
    [mail] = post_office.mails(to="noor@")
    assert "- Impact: Gemiddeld" in mail.get_body(("plain",)).get_content()


def test_a_list_says_what_kind_each_request_is(noor):
    noor.reports()
    noor.files()

    rows = [row.get_text() for row in noor.opens("/linde/requests").soup.select(".list small")]
    assert [row.split(" · ")[1] for row in rows] == ["Vraag", "Probleem"]


def test_a_problem_is_found_by_any_of_its_words(noor):
    noor.reports(error_message="Kabouterfout")

    assert noor.lists(q="kabouterfout") == [PROBLEM["subject"]]
    assert noor.lists(q="achttien") == [PROBLEM["subject"]]


def test_what_is_needed_is_asked_for_at_its_field_and_nothing_typed_is_lost(noor):
    page = noor.tries("problem", **(PROBLEM | {"impact": "", "i_see": " ", "consequence": ""}))

    assert page.status == 422
    assert page.errors == [
        "Schrijf op wat je zag",
        "Kies hoe erg het probleem is",
        "Schrijf op wat dit betekent voor jullie werk",
    ]
    assert page.form("")["i_do"] == PROBLEM["i_do"]
    assert page.soup.select_one("#impact")["value"] == "high"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("impact", "catastrophe", "Kies hoe erg het probleem is"),
        ("url", "javascript:alert(1)", "Kopieer het hele adres van de pagina. Het begint met https://"),
        ("url", "app.nova.example", "Kopieer het hele adres van de pagina. Het begint met https://"),
        ("url", "https://x.example/" + "a" * 2_000, "Maak dit korter: nu 2018 tekens, hooguit 2000"),
        ("i_do", "x" * 20_001, "Maak dit korter: nu 20001 tekens, hooguit 20000"),
        ("subject", "x" * 201, "Maak dit korter: nu 201 tekens, hooguit 200"),
    ],
)
def test_an_answer_that_is_not_right_is_refused_in_one_sentence(noor, field, typed, says):
    page = noor.tries("problem", **(PROBLEM | {field: typed}))

    assert (page.status, page.errors) == (422, [says])


@pytest.mark.parametrize("odd", ["\x00nul", "\ud800", "🙂" * 50, "<b>vet</b>", "{{ 7*7 }}", "' or 1=1 --", "1" * 19])
def test_odd_input_is_kept_as_it_was_or_refused_and_never_breaks_a_page(noor, odd):
    texts = {name: odd for name in PROBLEM if name != "impact"}
    optional = dict.fromkeys(("since", "others", "repeatable", "error_message", "tried"), odd)
    typed = {name: text.encode("utf-8", "surrogatepass") for name, text in (texts | optional).items()}

    page = noor.tries("problem", impact="low", **typed)

    assert page.status in (303, 422)
    if page.status == 303:
        shown = noor.opens(page.location.removesuffix("/sent"))
        assert shown.status == 200
        assert odd.encode("utf-8", "ignore").decode().replace("\x00", "") in shown
        assert "<b>vet</b>" not in shown.html


@pytest.mark.parametrize("forged", ["filed_by_id", "state", "browser", "organisation_id", "desired_date"])
def test_a_field_that_the_form_does_not_have_is_refused(noor, forged):
    assert noor.tries("problem", **PROBLEM, **{forged: "1"}).status == 400


def test_the_same_form_sent_twice_is_one_problem(noor, post_office):
    form = noor.opens("/linde/new/problem/planning").form("") | PROBLEM
    places = {noor.browser.post("/linde/new/problem/planning", data=form).location for _time in range(2)}

    assert len(places) == 1
    assert len(post_office.mails(to="noor@")) == 1


def test_the_browser_goes_along_where_it_is_shown_first(noor, joost):
    headers = {"User-Agent": FIREFOX, "Accept-Language": "nl-NL,nl;q=0.9"}
    form = Page(noor.browser.get("/linde/new/problem/planning", headers=headers))
    assert "Firefox, Windows 128.0" in form
    assert "nl-NL" in form

    filled = form.form("") | PROBLEM | {"screen": "1920 × 1080"}
    sent = Page(noor.browser.post("/linde/new/problem/planning", data=filled, headers=headers))
    page = joost.opens(f"/desk/requests/LINDE-{sent.location.split('/')[-2]}")

    assert "Meegestuurd Firefox, Windows 128.0; scherm 1920 × 1080; taal nl-NL" in page


def test_nothing_of_the_browser_is_kept_when_the_box_is_not_ticked(noor):
    form = noor.opens("/linde/new/problem/planning").form("")
    assert form.pop("machine") == "y"

    sent = Page(noor.browser.post("/linde/new/problem/planning", data=form | PROBLEM, headers={"User-Agent": FIREFOX}))

    assert "Firefox" not in noor.opens(sent.location.removesuffix("/sent"))


def test_the_size_of_a_screen_is_a_size_or_nothing(noor):
    page = noor.page(noor.reports(screen="<script>alert(1)</script>"))

    assert "scherm " not in page.text.split("Meegestuurd")[-1]


@pytest.mark.parametrize("way", ["/linde/new/problem/planning?", "/linde/new/problem?service=planning&"])
def test_an_address_fills_in_the_form(noor, way):
    page = noor.opens(f"{way}subject=Fout+R-217&url=https://app.nova.example/x")
    page = noor.opens(page.location) if page.status == 302 else page

    form = page.form("")
    assert (form["subject"], form["url"]) == ("Fout R-217", "https://app.nova.example/x")
    assert page.soup.select_one("details.fold").has_attr("open")


def test_an_address_that_names_a_service_asks_only_for_the_kind(noor, bram):
    hrefs = [tile["href"] for tile in noor.opens("/linde/new?service=planning&subject=R-217").soup.select(".tile")]
    assert hrefs == [
        "/linde/new/question?service=planning&subject=R-217",
        "/linde/new/problem?service=planning&subject=R-217",
    ]
    assert noor.opens(hrefs[1]).location == "/linde/new/problem/planning?subject=R-217"

    only = bram.opens("/linde/new?service=planning")
    assert bram.opens(only.location).location == "/linde/new/question/planning"


def test_a_javascript_address_is_never_a_link(noor):
    page = noor.opens("/linde/new/problem/planning?url=javascript:alert(1)")

    assert not [link for link in page.links if link.startswith("javascript")]


def test_managers_and_professionals_are_offered_problems_and_employees_are_not(noor, anneke, bram, henk):
    for path in ("/linde/", "/linde/new"):
        assert tiles(noor, path) == ["Een vraag stellen", "Een probleem melden"]
        assert tiles(anneke, path) == ["Een vraag stellen", "Een probleem melden"]
        assert tiles(bram, path) == ["Een vraag stellen"]
        assert tiles(henk, path) == ["Een vraag stellen"]


def test_an_employee_reports_when_the_organisation_allows_it(employees_report, bram, come):
    assert tiles(bram, "/linde/new") == ["Een vraag stellen", "Een probleem melden"]
    assert bram.sees(bram.reports())
    assert come("tom", "vechtdal").tries("problem").status == 403


def test_an_employee_who_may_not_report_is_refused_at_the_form_and_by_a_forged_post(bram):
    assert bram.opens("/linde/new/problem").status == 403
    assert bram.opens("/linde/new/problem/planning").status == 403
    assert bram.sends("/linde/new/problem/planning", PROBLEM).status == 403
    assert bram.lists() == []


def test_a_service_that_the_organisation_does_not_have_is_not_there(noor):
    assert noor.opens("/linde/new/problem/nothing").status == 404

    sent = noor.sends("/linde/new/problem/nothing", PROBLEM | {"key": "a key of mine"})
    assert (sent.status, "Kies een dienst die je organisatie heeft" in sent) == (422, True)


def test_a_confidential_problem_tells_its_impact_to_nobody_else(noor, come, post_office):
    secret = noor.reports(confidential="y", consequence="Dit gaat over kabouterloon.")

    assert not come("henk").sees(secret)
    assert come("henk").lists(q="kabouterloon") == []
    assert all("Impact" not in mail.as_string() for mail in post_office.mails())


def test_what_goes_along_is_told_once_and_after_everything_else(noor):
    labels = [
        term.get_text() for term in noor.page(noor.reports(since="Gisteren", tried="Niets")).soup.select(".msg dt")
    ]

    assert labels[-1] == "Meegestuurd"
    assert len(labels) == len(set(labels))
