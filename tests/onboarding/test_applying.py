"""Applying to be the first admin: the same answer for everybody, and what was typed stays when it is not right."""

import pytest
from sqlalchemy import func, select

from portal.onboarding.models import AdminApplication
from tenants.database import db
from tenants.models import Account, Membership, Organisation, Person
from tenants.scope import Scope, inside
from tests.guards.masking import masked
from tests.onboarding.applying import EVA, START, applies, waiting, without_admin
from tests.players import Page, Player


def rows(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(AdminApplication.id))) or 0


def test_eva_applies_and_reads_when_she_hears_from_us(app, nobody, ruud, post_office):
    without_admin(app)
    page = applies(nobody)
    assert (page.status, page.location) == (303, f"{START}/sent")

    told = nobody.opens(page.location)
    assert told.title == "We hebben je aanmelding"
    assert "We kijken binnen 2 werkdagen" in told
    assert post_office.subjects("eva") == ["We hebben je aanmelding als beheerder"]
    assert waiting(ruud) == ["Thuiszorg Eemland"]


def test_who_has_no_account_reads_at_sign_in_where_to_apply(nobody):
    assert START in nobody.opens("/signin").links


def test_within_how_many_days_is_a_setting(app, nobody, monkeypatch):
    monkeypatch.setitem(app.config, "ONBOARDING_DAYS", 1)

    assert "Je hoort binnen 1 werkdag van ons" in nobody.opens(START)
    assert "We kijken binnen 1 werkdag." in nobody.opens(f"{START}/sent")


def test_the_same_form_sent_twice_is_one_application(app, nobody):
    filled = nobody.opens(START).form(START) | EVA
    for _time in range(2):
        assert nobody.browser.post(START, data=filled).location == f"{START}/sent"

    assert rows(app) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"customer_number": "99999", "email": "eva@nergens.example"},
        {"customer_number": "40217", "email": "bram@linde.example"},
        {"customer_number": "40217", "email": "eva@linde.example"},
        {"email": "pim@linde.example"},
    ],
    ids=["nobody's", "an account", "an organisation with an admin", "invited"],
)
def test_known_and_unknown_get_the_same_answer_and_take_the_same_statements(app, fields):
    answers, statements = [], []
    for given in ({}, fields):
        page = applies(Player(app, None), **given)
        answers.append(masked(page.response))
        statements.append(page.statements)

    assert answers[0] == answers[1]
    assert statements[0] == statements[1]


def test_nothing_is_made_but_a_row(app, nobody, post_office):
    def counted() -> tuple[int | None, ...]:
        with app.app_context(), inside(Scope(frozenset(db.session.scalars(select(Organisation.id))))):
            return tuple(db.session.scalar(select(func.count(one.id))) for one in (Account, Person, Membership))

    before = counted()
    assert all(before)
    applies(nobody, customer_number="99999", email="eva@nergens.example")
    post_office.works()

    assert counted() == before


WRONG = {
    "organisation": ("", "Vul de naam van je organisatie in"),
    "customer_number": (" ", "Vul het klantnummer in"),
    "name": ("", "Vul je naam in"),
    "function": ("", "Vul in wat je functie is"),
    "telephone": ("nul zes", "Schrijf een telefoonnummer"),
    "email": ("geen adres", "Dit is geen e-mailadres"),
    "may": (None, "Vink dit aan"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_has_a_sentence_of_its_own_and_the_rest_stays(app, nobody, field):
    typed, sentence = WRONG[field]
    page = applies(nobody, **{field: typed})

    assert page.status == 422
    assert len(page.errors) == 1
    assert sentence in page.errors[0]
    kept = page.form(START)
    assert {name: kept.get(name) for name in EVA if name != field} == {
        name: value for name, value in EVA.items() if name != field
    }
    assert rows(app) == 0


def test_all_that_is_wrong_is_said_at_once(nobody):
    token = nobody.opens(START).form(START)["csrf_token"]
    page = Page(nobody.browser.post(START, data={"csrf_token": token}))

    assert page.status == 422
    assert len(page.errors) == len(WRONG)


@pytest.mark.parametrize("address", ["eva@gmail.com", "Eva@Hotmail.NL", "eva@ziggo.nl", " eva@outlook.com "])
def test_an_address_that_anybody_can_have_is_refused_at_the_field(nobody, address):
    page = applies(nobody, email=address)

    assert page.status == 422
    assert page.errors == ["Gebruik je werkmail"]
    assert page.soup.select_one("#email-err")


@pytest.mark.parametrize(
    "forged",
    [{"role": "admin"}, {"roles": "admin"}, {"state": "approved"}, {"customer": "LINDE"}, {"organisation_id": "1"}],
)
def test_a_field_that_the_form_did_not_ask_for_is_refused(app, nobody, forged):
    assert applies(nobody, **forged).status == 400
    assert rows(app) == 0


def test_a_field_given_twice_is_refused(app, nobody):
    assert applies(nobody, customer_number=["40502", "40217"]).status == 400
    assert rows(app) == 0


@pytest.mark.parametrize("field", ["organisation", "customer_number", "name", "function", "contact_name"])
@pytest.mark.parametrize(
    "text", ["\x00", "x" * 3000, "<script>alert(1)</script>", "'; drop table account; --", "😀\r\nBcc: a@b.nl"]
)
def test_odd_texts_are_refused_in_words_or_kept_as_they_are(nobody, field, text):
    page = applies(nobody, **{field: text})

    assert page.status in (303, 422)
    assert "<script>alert" not in page.html


def test_a_fourth_application_from_one_address_in_a_day_is_not_kept(app, nobody, later):
    for _time in range(4):
        assert applies(nobody).location == f"{START}/sent"
    assert rows(app) == 3

    with later(hours=25):
        assert applies(nobody).location == f"{START}/sent"
    assert rows(app) == 4


def test_many_times_in_a_minute_are_too_many(nobody):
    assert [applies(nobody, email=f"a{n}@b.example").status for n in range(11)][-1] == 429


def test_who_applies_is_not_greeted_by_what_they_typed(nobody, post_office):
    applies(nobody, customer_number="1", name="www.kwaad.example", email="slachtoffer@elders.example")

    (mail,) = post_office.mails("slachtoffer")
    text = mail.get_body(("plain",)).get_content()
    assert text.splitlines()[0] == "Hallo,"
    assert "kwaad" not in mail.as_string()


def test_the_mail_is_in_the_language_of_the_page(app, nobody, post_office):
    page = nobody.opens(START, **{"Accept-Language": "en"})
    nobody.browser.post(
        START,
        data=page.form(START) | EVA | {"customer_number": "1", "email": "eva@elders.example"},
        headers={"Accept-Language": "en"},
    )

    assert post_office.subjects("eva") == ["We have your request to become admin"]


def test_an_organisation_with_an_admin_is_not_processed_and_both_read_that(nobody, ruud, post_office):
    applies(nobody, organisation="De Linde", customer_number="40 217", email="eva@elders.example")

    assert post_office.subjects("eva") == ["Je organisatie heeft al een beheerder"]
    (asked,) = post_office.mails("eva")
    assert "Henk" not in asked.as_string()
    (told,) = [mail for mail in post_office.mails("henk") if "beheerder" in mail["Subject"]]
    text = told.get_body(("plain",)).get_content()
    assert "Eva Jansen" in text
    assert "eva@elders.example" in text
    assert "/linde/org/users/new" in text
    assert waiting(ruud) == []
    assert waiting(ruud, "not-processed") == ["De Linde"]


def test_the_domain_says_which_organisation_it_is_when_the_number_does_not(nobody, ruud, post_office):
    applies(nobody, customer_number="onbekend", email="nieuw@linde.example")

    assert post_office.subjects("nieuw") == ["Je organisatie heeft al een beheerder"]


def test_the_number_counts_before_the_domain(app, nobody, ruud, post_office):
    without_admin(app)
    applies(nobody, customer_number="40502", email="nieuw@linde.example")

    assert post_office.subjects("nieuw") == ["We hebben je aanmelding als beheerder"]
    assert "Anders dan bij ons: mensen van Zorggroep De Linde hebben zulke adressen" in ruud.opens("/admin/onboarding")


def test_admins_are_not_told_of_strangers_without_end(app, nobody, post_office):
    for n in range(8):
        applies(nobody, customer_number="40217", email=f"a{n}@elders.example")

    assert post_office.subjects("henk").count("Iemand vroeg om beheerder van je organisatie te worden") == 5


def test_a_second_worker_finds_nothing_left(nobody, post_office):
    applies(nobody, customer_number="40217", email="eva@elders.example")
    for _time in range(3):
        post_office.works()

    assert len(post_office.mails("eva")) == 1
