"""Deciding on who applied: a service admin, once, for the right organisation; and who may not."""

import pytest
from sqlalchemy import select

from portal.trail.models import Trail
from tenants.database import db
from tenants.models import Organisation
from tenants.scope import inside
from tests.admin.setting_up import adds_organisation, looks_in
from tests.onboarding.applying import (
    QUEUE,
    applies,
    approves,
    declines,
    first_in_queue,
    roles_of,
    waiting,
    without_admin,
)
from tests.people.inviting import activates, token_in
from tests.players import Page, Player

VELD = {"organisation": "Stichting Veldzicht", "customer_number": "40777", "email": "eva@veldzicht.example"}
WHY = "Jullie hebben geen beheerder meer."


@pytest.fixture
def asked(app, nobody, ruud, post_office) -> str:
    """Eva applied for an organisation that is new, and waits; the address of her application."""
    adds_organisation(ruud)
    applies(nobody, **VELD)
    post_office.works()
    return first_in_queue(ruud)


def test_an_application_is_approved_and_the_first_admin_comes_in(app, asked, nobody, ruud, post_office):
    page = ruud.opens(asked)
    assert "Klopt: Stichting Veldzicht" in page
    assert page.form(f"{asked}/approval")["customer"] == "VELD"

    assert approves(ruud, asked).location == asked

    mail = post_office.mails("eva")[-1]
    assert mail["Subject"] == "Je account voor het loket van Nova Zorgsoftware"
    assert activates(nobody, token_in(mail)).location == "/veld/welcome"
    assert roles_of(app, "VELD", "eva@veldzicht.example") == {"employee", "admin"}
    assert waiting(ruud) == []
    assert waiting(ruud, "approved") == ["Stichting Veldzicht"]
    assert "Goedgekeurd Door Ruud Peters" in ruud.opens(asked)


def test_an_application_is_declined_with_a_reason_in_words(asked, ruud, post_office):
    assert declines(ruud, asked, "We kennen u niet.").status == 303

    mail = post_office.mails("eva")[-1]
    assert mail["Subject"] == "Je aanmelding als beheerder is afgewezen"
    assert "We kennen u niet." in mail.get_body(("plain",)).get_content()
    assert "We kennen u niet." in mail.get_body(("html",)).get_content()
    assert waiting(ruud) == []
    assert waiting(ruud, "declined") == ["Stichting Veldzicht"]


def test_declining_needs_a_reason(asked, ruud):
    page = declines(ruud, asked, " ")

    assert page.status == 422
    assert page.errors == ["Schrijf waarom, voor wie de aanmelding deed"]
    assert waiting(ruud) == ["Stichting Veldzicht"]


def test_the_same_press_twice_is_one_act(app, asked, ruud, post_office):
    filled = ruud.opens(asked).form(f"{asked}/approval")
    for _time in range(2):
        assert ruud.browser.post(f"{asked}/approval", data=filled).status_code == 303

    assert len([mail for mail in post_office.mails("eva") if "Je account" in mail["Subject"]]) == 1


def test_an_approval_is_not_played_again(asked, ruud, post_office):
    filled = ruud.opens(asked).form(f"{asked}/approval")
    assert approves(ruud, asked).status == 303
    again = Page(ruud.browser.post(f"{asked}/approval", data=filled | {"key": "another key of mine"}))

    assert "Ruud Peters heeft hier al over beslist" in ruud.opens(again.location).html
    assert len([mail for mail in post_office.mails("eva") if "Je account" in mail["Subject"]]) == 1


def test_who_is_second_reads_who_decided(app, asked, ruud):
    filled = ruud.opens(asked).form(f"{asked}/refusal") | {"words": "Nee."}
    approves(ruud, asked)

    page = ruud.opens(Page(ruud.browser.post(f"{asked}/refusal", data=filled)).location)

    assert "Ruud Peters heeft hier al over beslist" in page.html
    assert "Goedgekeurd" in page


def test_what_was_decided_has_no_buttons(asked, ruud):
    approves(ruud, asked)

    assert ruud.opens(asked).soup.select("main form") == []


def test_when_there_is_an_admin_by_now_it_is_refused_in_words(app, asked, nobody, ruud, post_office):
    applies(nobody, **VELD | {"email": "tweede@veldzicht.example"})
    post_office.works()
    approves(ruud, asked)
    activates(Player(app, None), token_in(post_office.mails("eva")[-1]))
    second = first_in_queue(ruud)

    page = ruud.opens(second)
    assert "Eva Jansen beheert Stichting Veldzicht" in page
    page = ruud.opens(approves(ruud, second, reason=WHY).location)
    assert "Deze organisatie heeft een beheerder" in page.html
    assert waiting(ruud) == ["Stichting Veldzicht"]
    assert roles_of(app, "VELD", "tweede@veldzicht.example") == set()


def test_another_number_needs_the_second_tick(app, asked, nobody, ruud, post_office):
    without_admin(app)
    looks_in(ruud, "eemland", WHY)

    page = approves(ruud, asked, customer="EEMLAND")
    assert page.status == 422
    assert page.errors == ["Het klantnummer is anders. Vraag het na bij de organisatie en vink dit dan aan"]
    assert page.form(f"{asked}/approval")["customer"] == "EEMLAND"
    assert roles_of(app, "EEMLAND", "eva@veldzicht.example") == set()

    assert approves(ruud, asked, customer="EEMLAND", checked="y").status == 303
    activates(Player(app, None), token_in(post_office.mails("eva")[-1]))
    assert "admin" in roles_of(app, "EEMLAND", "eva@veldzicht.example")


def test_where_people_have_come_a_reason_to_look_in_is_needed_and_kept_in_their_log(app, nobody, ruud, post_office):
    without_admin(app)
    applies(nobody)
    post_office.works()
    asked = first_in_queue(ruud)

    page = approves(ruud, asked)
    assert page.errors == ["Er zijn al mensen bij deze organisatie. Schrijf waarom je meekijkt"]

    assert approves(ruud, asked, reason=WHY).status == 303
    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == "EEMLAND")).one()
        with inside(home):
            left = set(db.session.scalars(select(Trail.action)))
    assert {"support.looked in", "member.invited"} <= left


def test_a_colleague_who_is_there_already_gets_the_role_and_a_new_session(app, come, nobody, ruud, post_office):
    els = come("els")
    without_admin(app)
    applies(nobody, name="Els Prins", email="els@eemland.example")
    post_office.works()

    assert approves(ruud, first_in_queue(ruud), reason=WHY).status == 303

    assert roles_of(app, "EEMLAND", "els@eemland.example") == {"employee", "admin"}
    assert els.opens("/eemland/").location.startswith("/signin")
    assert post_office.subjects("els")[-1] == "Je bent nu de beheerder van je organisatie"
    assert come("els").opens("/eemland/org").status == 200


def test_who_was_put_out_does_not_come_back_this_way(app, come, nobody, ruud, post_office):
    from tests.people.inviting import fields_of, handle_of

    dewi = come("dewi")
    path = f"/eemland/org/users/{handle_of(dewi, 'Els Prins')}/deactivation"
    dewi.browser.post(path, data=fields_of(dewi.opens(path), path))
    without_admin(app)
    applies(nobody, name="Els Prins", email="els@eemland.example")
    post_office.works()

    page = approves(ruud, first_in_queue(ruud), reason=WHY)

    assert page.errors == ["Deze persoon mag daar niet meer inloggen. Laat iemand anders zich aanmelden"]
    assert roles_of(app, "EEMLAND", "els@eemland.example") == {"employee"}


@pytest.mark.parametrize("customer", ["NOVA", "nova", "", "NIEMAND", "LINDE' or 1=1"])
def test_no_organisation_that_is_not_in_the_list(app, asked, ruud, customer):
    page = approves(ruud, asked, customer=customer, checked="y")

    assert page.status == 422
    assert waiting(ruud) == ["Stichting Veldzicht"]


@pytest.mark.parametrize("forged", [{"role": "service_admin"}, {"roles": "agent"}, {"email": "ik@elders.example"}])
def test_a_field_that_the_page_did_not_ask_for_is_refused(asked, ruud, forged):
    assert approves(ruud, asked, **forged).status == 400
    assert waiting(ruud) == ["Stichting Veldzicht"]


@pytest.mark.parametrize("name", ["bram", "henk", "joost", "marijke", "dewi"])
def test_for_everybody_else_there_is_no_queue(app, asked, name, come):
    player = come(name)
    for path in (QUEUE, asked):
        assert player.opens(path).status == 404
    token = player.opens("/account").soup.select_one("input[name=csrf_token]")["value"]
    for what in ("approval", "refusal"):
        fields = {"csrf_token": token, "customer": "VELD", "words": "nee", "reason": WHY}
        assert player.browser.post(f"{asked}/{what}", data=fields).status_code == 404
    assert roles_of(app, "VELD", "eva@veldzicht.example") == set()


@pytest.mark.parametrize("code", ["0", "x" * 5000, "%00", "abc'", "000000000000"])
def test_an_application_that_never_was_is_not_there(ruud, code):
    assert ruud.opens(f"{QUEUE}/{code}").status == 404


def test_the_menu_and_the_overview_say_how_many_wait(asked, ruud):
    page = ruud.opens("/admin")

    assert "1 aanmelding van een eerste beheerder wacht" in page
    assert page.soup.select_one(f".nav a[href='{QUEUE}'] .dot").get_text(" ", strip=True) == "1 wachten"
    approves(ruud, asked)
    assert ruud.opens("/admin").soup.select_one(f".nav a[href='{QUEUE}'] .dot") is None


def test_those_that_wait_stand_oldest_first_and_doubles_are_flagged(app, asked, nobody, ruud, post_office, later):
    with later(hours=1):
        applies(nobody, organisation="De Brug", customer_number="555", email="kees@debrug.example")
        applies(nobody, organisation="Veldzicht", customer_number="40.777", email="jan@veldzicht.example")
        post_office.works()
        assert waiting(ruud) == ["Stichting Veldzicht", "De Brug", "Veldzicht"]
        page = ruud.opens(QUEUE)

    again = [
        row.select_one("a.t").get_text() for row in page.soup.select(".list li") if "Meer aanmeldingen" in row.text
    ]
    assert again == ["Stichting Veldzicht", "Veldzicht"]
    assert "Onbekend: geen organisatie heeft dit nummer" in page
    assert "Onbekend: niemand heeft zo'n adres" in page


def test_a_page_of_the_queue_takes_as_many_statements_for_one_as_for_thirty(asked, ruud, nobody, app, post_office):
    from portal.web.limits import limiter

    few = ruud.opens(QUEUE).statements
    for n in range(30):
        with app.app_context():
            limiter.reset()
        applies(nobody, organisation=f"Huis {n}", customer_number=f"7{n}", email=f"a@huis{n}.example")
    post_office.works()

    page = ruud.opens(QUEUE)
    assert len(page.soup.select(".list li")) == 25
    assert page.statements == few
    onward = next(link["href"] for link in page.soup.select("a[rel=next]"))
    assert len(ruud.opens(onward).soup.select(".list li")) == 6


def test_what_was_typed_is_shown_as_text(nobody, ruud, post_office):
    applies(
        nobody, customer_number="1", organisation="<b>Huis</b>", name="<script>x</script>", email="e@elders.example"
    )
    post_office.works()

    page = ruud.opens(first_in_queue(ruud))

    assert page.title == "<b>Huis</b>"
    assert "<script>x" not in page.html


def test_the_trail_says_who_decided(app, asked, ruud):
    approves(ruud, asked)

    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.is_service_organisation)).one()
        with inside(home):
            actions = [
                (row.action, row.account_id is not None)
                for row in db.session.scalars(select(Trail).where(Trail.subject == "admin_application"))
            ]
    assert actions == [("application.waiting", False), ("application.approved", True)]
