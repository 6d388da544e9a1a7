"""Ask to join: the same answer for every address, an answer by mail, and a link that shows whose mailbox it is."""

import pytest
from sqlalchemy import select

from tenants.asker_rows import AskedToJoin
from tenants.database import db
from tests.admin.test_domains import adds, removes
from tests.guards.masking import masked
from tests.joining.asks import ADDRESS, CONFIRM, approves, asks, asks_and_confirms, confirms, declines, waiting
from tests.people.inviting import invites, token_in
from tests.players import Player


def test_who_has_an_address_of_a_domain_asks_confirms_and_is_seen_by_the_admin(nobody, henk, post_office):
    assert "/join" in nobody.opens("/signin").links
    assert asks(nobody).location == "/join/sent"

    mail = post_office.mails("sanne")[-1]
    assert mail["Subject"] == CONFIRM
    assert waiting(henk) == {}
    assert confirms(nobody, token_in(mail, "join")).location == "/join/confirmed"

    assert list(waiting(henk)) == ["Sanne Vermeer"]
    page = henk.opens(waiting(henk)["Sanne Vermeer"])
    assert "sanne@linde.example" in page
    assert "Ik werk in Zuid." in page
    assert "1 collega wacht op je antwoord." in henk.opens("/linde/org")


EVERYBODY = {
    "has an account": "bram@linde.example",
    "was invited": "pim@linde.example",
    "is in the directory": "ria@linde.example",
    "works at the desk": "joost@nova.example",
    "is of no domain we know": "iemand@nergens.example",
    "is of a customer without a domain": "els@eemland.example",
}


@pytest.mark.parametrize("address", EVERYBODY.values(), ids=EVERYBODY)
def test_every_address_gets_the_same_answer_and_takes_the_same_statements(app, address):
    answers, statements = [], []
    for email in ("sanne@linde.example", address):
        page = asks(Player(app, None), email)
        answers.append(masked(page.response))
        statements.append(page.statements)

    assert answers[0] == answers[1]
    assert statements[0] == statements[1]


def test_who_asked_before_or_was_declined_gets_the_same_answer_too(app, nobody, henk, post_office, later):
    first = asks(nobody)
    confirms(nobody, token_in(post_office.mails("sanne")[-1], "join"))
    with later(minutes=5):
        again = asks(Player(app, None))
        assert masked(again.response) == masked(first.response)
        assert post_office.subjects("sanne")[-1] == "Je vraag ligt bij je beheerder"
        declines(henk, waiting(henk)["Sanne Vermeer"], "Je werkt hier niet.")
    with later(minutes=10):
        once_more = asks(Player(app, None))
        assert masked(once_more.response) == masked(first.response)
        assert post_office.subjects("sanne")[-2:] == ["Je krijgt nu geen account"] * 2
    assert first.statements == again.statements == once_more.statements


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("bram@linde.example", "Je hebt al een account"),
        ("els@eemland.example", "Je hebt al een account"),
        ("iemand@nergens.example", "Vraag je collega om een account"),
        ("iemand@team.linde.example", "Vraag je collega om een account"),
        ("pim@linde.example", "Je account voor het loket van Nova Zorgsoftware"),
        ("ria@linde.example", CONFIRM),
        ("els@linde.example", CONFIRM),
    ],
)
def test_the_mail_says_what_somebody_can_do(nobody, post_office, address, subject):
    asks(nobody, address)

    assert post_office.subjects(address) == [subject]


def test_a_mail_to_an_address_that_somebody_typed_holds_nothing_that_they_typed(nobody, post_office):
    for address in ("iemand@nergens.example", "sanne@linde.example", "bram@linde.example"):
        asks(nobody, address, name="Koop nu goedkoop", words="Kijk op https://kwaad.example")
        (mail,) = post_office.mails(address)

        text = mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content()
        assert "goedkoop" not in text + str(mail["To"])
        assert "kwaad.example" not in text
        assert text.startswith("Hallo,")


def test_of_who_is_not_known_neither_name_nor_words_are_kept(app, nobody, post_office):
    asks(nobody, "iemand@nergens.example")
    post_office.works()

    with app.app_context():
        row = db.session.scalars(select(AskedToJoin)).one()
        assert (row.name, row.words, row.token_hash) == ("", "", None)


def test_opening_the_link_changes_nothing_and_it_works_once(nobody, henk, post_office):
    asks(nobody)
    token = token_in(post_office.mails("sanne")[-1], "join")
    for _time in range(3):
        assert nobody.opens(f"/join/{token}").status == 200
    assert waiting(henk) == {}

    assert [confirms(nobody, token).status for _time in range(2)] == [303, 410]
    csrf = nobody.opens("/join").form("/join")["csrf_token"]
    assert nobody.browser.post(f"/join/{token}", data={"csrf_token": csrf}).status_code == 410
    assert list(waiting(henk)) == ["Sanne Vermeer"]


def test_a_second_link_ends_with_the_first_that_is_used(nobody, henk, post_office, later):
    asks(nobody)
    first = token_in(post_office.mails("sanne")[-1], "join")
    with later(minutes=2):
        asks(nobody)
        second = token_in(post_office.mails("sanne")[-1], "join")
        assert first != second
        assert [confirms(nobody, token).status for token in (second, first)] == [303, 410]
    assert len(waiting(henk)) == 1


def test_the_link_ends_after_seven_days(nobody, post_office, later):
    asks(nobody)
    token = token_in(post_office.mails("sanne")[-1], "join")

    with later(days=7, minutes=1):
        page = nobody.opens(f"/join/{token}")
        assert page.status == 410
        assert "/join" in page.links


@pytest.mark.parametrize("token", ["x", "linde.x", "0" * 300, "%00", "%F0%9F%A6%8A"])
def test_a_link_that_never_was_leads_nowhere(nobody, token):
    assert nobody.opens(f"/join/{token}").status == 410


def test_a_link_dies_with_the_domain(nobody, ruud, post_office):
    asks(nobody)
    token = token_in(post_office.mails("sanne")[-1], "join")
    removes(ruud, "linde", "linde.example")

    assert confirms(nobody, token).status == 410


def test_a_link_dies_when_an_admin_invites_the_same_address(nobody, henk, post_office):
    asks(nobody)
    token = token_in(post_office.mails("sanne")[-1], "join")
    invites(henk, "sanne@linde.example", "Sanne Vermeer")
    csrf = nobody.opens("/join").form("/join")["csrf_token"]

    assert nobody.browser.post(f"/join/{token}", data={"csrf_token": csrf}).status_code == 410
    assert waiting(henk) == {}


def test_who_has_an_account_elsewhere_asks_too_and_accepts_with_it(app, come, ruud, henk, nobody, post_office):
    adds(ruud, "linde", "eemland.example")
    asks_and_confirms(nobody, post_office, "els@eemland.example", name="Els Prins")
    assert approves(henk, waiting(henk)["Els Prins"]).status == 303

    els = come("els")
    path = f"/activate/{token_in(post_office.mails('els')[-1])}"
    assert els.posts(f"{path}/acceptance", {}, on=path).location == "/linde/"
    assert els.opens("/linde/").status == els.opens("/eemland/").status == 200


def test_pressing_twice_and_asking_often_sends_few_mails(nobody, post_office, later):
    for _time in range(3):
        assert asks(nobody).location == "/join/sent"
    assert len(post_office.mails("sanne")) == 1

    for minutes in (2, 4, 6, 8):
        with later(minutes=minutes):
            assert asks(nobody).location == "/join/sent"
            post_office.works()
    assert len(post_office.mails("sanne")) == 3


def test_many_times_in_a_minute_are_too_many(nobody):
    assert [asks(nobody, f"a{n}@b.example").status for n in range(11)][-1] == 429


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Vul je naam in"),
        ({"name": "x" * 101}, "Maak dit korter: nu 101 tekens, hooguit 100"),
        ({"email": ""}, "Vul je e-mailadres in"),
        ({"email": "sanne"}, "Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
        ({"email": "a@b.nl\r\nBcc: c@d.nl"}, "Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
        ({"email": "sanne@Gmail.com"}, "Gebruik je werkmail"),
        ({"words": "x" * 301}, "Maak dit korter: nu 301 tekens, hooguit 300"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_what_was_typed_stays(nobody, fields, says):
    page = asks(nobody, **fields)

    assert page.status == 422
    assert page.errors == [says]
    kept = {"email": ADDRESS, "name": "Sanne Vermeer", "words": "Ik werk in Zuid."} | fields
    assert page.form("/join")["words"] == kept["words"]
    assert page.form("/join")["name"] == kept["name"]


@pytest.mark.parametrize("more", [{"organisation": "linde"}, {"role": "admin"}, {"state": "approved"}, {"next": "/"}])
def test_forged_fields_are_refused(nobody, more):
    form = nobody.opens("/join").form("/join") | {"email": ADDRESS, "name": "Sanne"}

    assert nobody.browser.post("/join", data=form | more).status_code == 400


@pytest.mark.parametrize("odd", [b"\x00", b"\xff\xfe", "🦊".encode(), b"x" * 100_000, b"'; drop table asker"])
def test_odd_input_never_breaks_the_page(nobody, odd):
    for field in ("email", "name", "words"):
        form = nobody.opens("/join").form("/join") | {"email": ADDRESS, "name": "Sanne"} | {field: odd}
        assert nobody.browser.post("/join", data=form).status_code in (303, 422)


def test_what_was_asked_and_not_confirmed_is_forgotten(app, nobody, post_office, later):
    asks(nobody)
    post_office.works()
    with later(days=8, minutes=1):
        post_office.works()
    with app.app_context():
        assert db.session.scalars(select(AskedToJoin)).all() == []
