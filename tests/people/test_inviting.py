"""Somebody is invited, comes in by the link of the mail, and asks their first question."""

import pytest
from sqlalchemy import func, select

from tenants.context import organisation_named
from tenants.database import db
from tenants.models import Account, Invitation, Membership
from tenants.scope import inside
from tests.guards.masking import masked
from tests.people.inviting import (
    activates,
    changes,
    handle_of,
    invites,
    links_in,
    member_page,
    presses,
    token_in,
)
from tests.players import Page, Player


def test_lotte_is_invited_activates_her_account_and_asks_her_first_question(henk, nobody, post_office):
    answer = invites(
        henk, "lotte@linde.example", "Lotte Meijer", unit="Noord", personnel_number="20999", roles=["professional"]
    )
    assert answer.status == 303

    mail = post_office.mails("lotte")[-1]
    assert mail["Subject"] == "Je account voor het loket van Nova Zorgsoftware"
    assert links_in(mail) == [f"http://localhost/activate/{token_in(mail)}"]
    page = nobody.opens(f"/activate/{token_in(mail)}")
    assert "lotte@linde.example" in page
    assert activates(nobody, token_in(mail), name="Lotte Meijer-Smit").location == "/linde/"

    assert "Lotte" in nobody.opens("/linde/").title
    form = nobody.opens("/linde/new/question/planning").form("")
    sent = nobody.browser.post(
        "/linde/new/question/planning", data=form | {"subject": "Mijn eerste vraag", "note": "Hoe werkt dit?"}
    )
    assert sent.status_code == 303
    shown = member_page(henk, "Lotte Meijer-Smit")
    assert "Actief" in shown
    assert shown.soup.select_one("#personnel_number")["value"] == "20999"
    assert shown.soup.select_one("input[value=professional]").has_attr("checked")


def test_the_english_reader_gets_an_english_invitation(henk, post_office):
    invites(henk, "joe@linde.example", "Joe Smith", language="en")

    mail = post_office.mails("joe")[-1]
    assert mail["Subject"] == "Your account for Nova Zorgsoftware's service desk"
    assert "Choose a password and you can start" in " ".join(mail.get_body(("plain",)).get_content().split())


def test_which_mails_come_may_be_said_at_once_or_skipped(henk, nobody, app, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    invites(henk, "joe@linde.example", "Joe Smith")
    path = f"/activate/{token_in(post_office.mails('lotte')[-1])}"
    boxes = {box["value"]: box.has_attr("checked") for box in nobody.opens(path).soup.select("[name=wanted]")}
    assert boxes == dict.fromkeys(["confirmation", "replies", "moves", "reopened", "thanks"], True) | {"news": False}

    activates(nobody, path.rpartition("/")[2], wanted=["news", "replies"])
    joe = Player(app, None)
    activates(joe, token_in(post_office.mails("joe")[-1]))

    def ticked(player):
        return {box["value"] for box in player.opens("/account/notifications").soup.select("[name=wanted][checked]")}

    assert ticked(nobody) == {"news", "replies"}
    assert ticked(joe) == {"confirmation", "replies", "moves", "reopened", "thanks"}


def test_a_mail_that_does_not_exist_cannot_be_chosen_at_activation(henk, nobody, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])

    page = activates(nobody, token, wanted=["everything"])
    assert page.status == 422
    assert page.errors == ["Kies uit de mails op deze pagina"]
    assert activates(nobody, token).status == 303


def test_a_link_works_once(henk, nobody, come, app, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])
    assert activates(nobody, token).status == 303

    again = Player(app, None)
    assert again.opens(f"/activate/{token}").status == 410
    assert again.browser.post(f"/activate/{token}", data={}).status_code in (400, 410)


def test_opening_a_link_writes_nothing_and_leaves_it_working(henk, nobody, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])

    for _time in range(3):
        assert nobody.opens(f"/activate/{token}").status == 200

    assert activates(nobody, token).status == 303


def test_a_link_ends_after_seven_days_and_a_new_one_comes_to_the_same_address(henk, nobody, post_office, later):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])

    with later(days=7, minutes=1):
        page = nobody.opens(f"/activate/{token}")
        assert page.status == 410
        assert page.buttons == ["Vraag een nieuwe link", "Ik heb al een account"]
        assert nobody.posts(f"/activate/{token}/renewal", {}, on=f"/activate/{token}").status == 303
        second = token_in(post_office.mails("lotte")[-1])
        assert second != token
        assert activates(nobody, second).status == 303


def test_a_withdrawn_invitation_is_over_and_no_new_link_can_be_asked(henk, nobody, post_office, later):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])
    assert presses(henk, "Lotte Meijer", "withdrawal").status == 303

    assert nobody.opens(f"/activate/{token}").status == 410
    with later(minutes=5):
        nobody.posts(f"/activate/{token}/renewal", {}, on=f"/activate/{token}")
        assert len(post_office.mails("lotte")) == 1
    assert "Uitnodiging ingetrokken" in member_page(henk, "Lotte Meijer")


def test_sending_again_ends_the_first_link(henk, nobody, post_office, later):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    first = token_in(post_office.mails("lotte")[-1])
    with later(minutes=2):
        assert presses(henk, "Lotte Meijer", "invitation").status == 303
        second = token_in(post_office.mails("lotte")[-1])

    assert second != first
    assert nobody.opens(f"/activate/{first}").status == 410
    assert nobody.opens(f"/activate/{second}").status == 200


def test_pressing_send_again_twice_sends_one_mail(henk, post_office, later):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    with later(minutes=2):
        presses(henk, "Lotte Meijer", "invitation")
        presses(henk, "Lotte Meijer", "invitation")
        assert len(post_office.mails("lotte")) == 2


def test_an_invitation_that_is_used_before_its_mail_leaves_says_nothing(henk, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    presses(henk, "Lotte Meijer", "withdrawal")

    assert post_office.mails("lotte") == []


def test_the_same_form_sent_twice_invites_once(henk, app, post_office):
    form = henk.opens("/linde/org/users/new").form("") | {"email": "lotte@linde.example", "name": "Lotte Meijer"}
    form.pop("find", None)

    statuses = [henk.browser.post("/linde/org/users/new", data=form).status_code for _time in range(2)]

    assert statuses == [303, 303]
    assert len(post_office.mails("lotte")) == 1


def test_who_is_known_in_the_organisation_is_not_invited_again(henk):
    page = invites(henk, "Bram@Linde.Example", "Nog een Bram")

    assert page.status == 422
    assert page.errors == ["Iemand in je organisatie heeft dit adres al. Je vindt die persoon in de lijst"]
    assert page.soup.select_one("#name")["value"] == "Nog een Bram"


def test_somebody_with_an_account_elsewhere_is_invited_alike_and_accepts_with_it(henk, app, come, post_office):
    stranger = masked(invites(henk, "nieuw@elders.example", "Nieuw Iemand").response)
    known = masked(invites(henk, "els@eemland.example", "Els Prins").response)
    assert stranger == known

    mail = post_office.mails("els@")[-1]
    assert mail["Subject"] == "Je kunt nu ook vragen stellen voor Zorggroep De Linde"
    path = f"/activate/{token_in(mail)}"
    visitor = Player(app, None)
    assert f"/signin?next={path}" in visitor.opens(path).links
    assert visitor.opens("/linde/").location.startswith("/signin")

    els = come("els")
    assert els.opens("/linde/").status == 404
    assert els.posts(f"{path}/acceptance", {}, on=path).location == "/linde/"
    assert els.opens("/linde/").status == els.opens("/eemland/").status == 200
    assert "Zorggroep De Linde" in els.opens("/organisations")


def test_until_they_accept_an_admin_reads_the_same_of_an_account_elsewhere_as_of_a_new_one(henk):
    for email, name in (("nieuw@elders.example", "Nieuw Iemand"), ("els@eemland.example", "Els Prins")):
        invites(henk, email, name)
    one, other = member_page(henk, "Nieuw Iemand"), member_page(henk, "Els Prins")

    words = one.text.replace("Nieuw Iemand", "Els Prins").replace("nieuw@elders.example", "els@eemland.example")
    assert words == other.text


def test_the_invitation_of_somebody_else_cannot_be_accepted(henk, come, post_office):
    invites(henk, "els@eemland.example", "Els Prins")
    path = f"/activate/{token_in(post_office.mails('els@')[-1])}"
    tom = come("tom")

    assert "ander account" in tom.opens(path)
    answer = tom.sends(f"{path}/acceptance", {})
    assert answer.status == 410
    assert tom.opens("/linde/").status == 404


def test_an_account_that_has_a_password_gets_no_other_by_an_invitation(henk, nobody, app, post_office):
    invites(henk, "els@eemland.example", "Els Prins")
    token = token_in(post_office.mails("els@")[-1])
    csrf = nobody.opens("/signin").soup.select_one("input[name=csrf_token]")["value"]

    fields = {"csrf_token": csrf, "name": "Els", "language": "nl", "password": "een zin van een ander"}
    assert nobody.browser.post(f"/activate/{token}", data=fields).status_code == 410


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Gebruik minstens 15 tekens. Een zin onthoud je makkelijk"),
        ("veertien tekens"[:14], "Gebruik minstens 15 tekens. Een zin onthoud je makkelijk"),
        ("x" * 129, "Maak dit korter: nu 129 tekens, hooguit 128"),
        ("wachtwoordwachtwoord", "Veel mensen gebruiken dit wachtwoord. Kies een ander, bijvoorbeeld een eigen zin"),
        ("Welkom123456789!", "Veel mensen gebruiken dit wachtwoord. Kies een ander, bijvoorbeeld een eigen zin"),
        (
            "Zorggroep De Linde",
            "Dit lijkt te veel op je naam, je adres of onze naam. Voeg eigen woorden toe",
        ),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence_and_the_link_stays_good(henk, nobody, post_office, password, why):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])

    page = activates(nobody, token, password=password)

    assert (page.status, page.errors) == (422, [why])
    assert activates(nobody, token).status == 303


@pytest.mark.parametrize(
    ("email", "stored"),
    [
        ("Jos@ZORG.Example", "jos@zorg.example"),
        ("jos@zörg.example", "jos@xn--zrg-sna.example"),
        ("o'neill+balie@zorg.example", "o'neill+balie@zorg.example"),
    ],
)
def test_odd_addresses_are_invited_as_they_are(henk, app, email, stored):
    assert invites(henk, email, "Jos O'Neill").status == 303

    with app.app_context():
        assert db.session.scalar(select(Account.id).where(Account.email == stored))


@pytest.mark.parametrize(
    "email", ["", "geen adres", "a@b", "a b@c.nl", "x" * 300 + "@a.nl", "jos@zorg.example\r\nBcc: a@b.nl", "@", "\x00"]
)
def test_what_is_no_address_is_refused_at_its_field(henk, email):
    page = invites(henk, email, "Jos")

    assert page.status == 422
    assert page.soup.select_one("#email-err")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("unit", "Bestaat niet"),
        ("manager", "000000000000"),
        ("manager", "-1"),
        ("personnel_number", "20418"),
        ("personnel_number", "9" * 1000),
        ("language", "fr"),
    ],
)
def test_bad_input_is_one_sentence_at_its_field_and_keeps_what_was_typed(henk, app, field, value):
    page = invites(henk, "lotte@linde.example", **{"name": "Lotte Meijer", field: value})

    assert page.status == 422
    assert len(page.errors) == 1
    assert page.soup.select_one(f"#{field}-err")
    assert page.soup.select_one("#email")["value"] == "lotte@linde.example"
    with app.app_context():
        assert db.session.scalar(select(Account.id).where(Account.email == "lotte@linde.example")) is None


def test_ria_of_the_directory_is_invited_as_the_person_she_is(henk, app):
    assert invites(henk, "ria@linde.example", "Ria Smit", personnel_number="20777", unit="Noord").status == 303

    with app.app_context(), inside(organisation_named("LINDE") or 0):
        assert db.session.scalar(select(func.count(Membership.id)).where(Membership.joined_at.is_(None))) == 2
    assert member_page(henk, "Ria Smit").soup.select_one("#personnel_number")["value"] == "20777"


def test_a_manager_is_found_by_name_without_scripts_and_what_was_typed_stays(henk):
    page = invites(henk, "lotte@linde.example", "Lotte Meijer", who="anne", find="1", roles=["professional"])

    assert page.status == 200
    assert page.errors == []
    assert "Anneke de Boer" in page
    assert page.soup.select_one("#email")["value"] == "lotte@linde.example"
    assert page.soup.select_one("input[value=professional]").has_attr("checked")
    anneke = handle_of(henk, "Anneke de Boer")
    assert invites(henk, "lotte@linde.example", "Lotte Meijer", manager=anneke).status == 303
    assert "Anneke de Boer" in member_page(henk, "Lotte Meijer")


def test_somebody_of_the_directory_without_an_account_is_found_and_becomes_manager(henk):
    page = changes(henk, "Karim Bouali", who="SMIT", find="1")
    found = {one.find_next("b").get_text(): one["value"] for one in page.soup.select("input[name=manager]")}

    assert changes(henk, "Karim Bouali", manager=found["Ria Smit"]).status == 303
    assert "Ria Smit" in member_page(henk, "Karim Bouali")
    refused = changes(henk, "Bram Kuipers", manager=found["Ria Smit"], personnel_number="x" * 41)
    assert refused.status == 422
    assert "Ria Smit" in refused  # whom he chose stays on the form
    assert changes(henk, "Bram Kuipers", manager="0" * 16).status == 422


def test_a_search_finds_nobody_of_another_organisation(henk):
    page = invites(henk, "lotte@linde.example", "Lotte Meijer", who="Bakker", find="1")

    assert "Tom Bakker" not in page
    assert "Niemand met deze naam" in page


def test_nobody_stands_above_their_own_manager(henk):
    bram = handle_of(henk, "Bram Kuipers")

    page = changes(henk, "Anneke de Boer", manager=bram)

    assert page.errors == ["Iemand kan niet boven de eigen leidinggevende staan. Kies een ander"]


def test_a_token_is_stored_only_as_a_hash(henk, app, post_office):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    token = token_in(post_office.mails("lotte")[-1])

    with app.app_context(), inside(organisation_named("LINDE") or 0):
        row = db.session.scalars(select(Invitation)).one()
        assert token.partition(".")[2] not in (row.seed, row.token_hash)


@pytest.mark.parametrize("token", ["x", "linde.", "linde.x", "vechtdal.x", "nova.x", "linde." + "x" * 5000, "%00", "é"])
def test_a_link_that_never_was_looks_like_one_that_ended(nobody, token):
    page = nobody.opens(f"/activate/{token}")

    assert page.status == 410
    assert "Deze link werkt niet meer" in page.title


def test_the_link_names_the_configured_host_whatever_the_request_says(app, henk, post_office):
    form = henk.opens("/linde/org/users/new").form("") | {"email": "lotte@linde.example", "name": "Lotte"}
    form.pop("find", None)
    henk.browser.post("/linde/org/users/new", data=form, headers={"X-Forwarded-Host": "kwaad.example"})

    assert all(link.startswith("http://localhost/") for link in links_in(post_office.mails("lotte")[-1]))


def test_a_page_of_a_member_keeps_to_its_statements(henk):
    assert henk.opens("/linde/org/users").statements <= 4
    assert member_page(henk, "Bram Kuipers").statements <= 7
    assert isinstance(henk.opens("/linde/org"), Page)


def test_who_is_invited_in_english_reads_everything_in_english(henk, nobody, post_office):
    invites(henk, "joe@linde.example", "Joe Smith", language="en")
    token = token_in(post_office.mails("joe")[-1])

    assert "Activate account" in nobody.opens(f"/activate/{token}")
    activates(nobody, token)
    page = nobody.opens("/linde/")
    assert "Welcome. Your account is ready" in page
    assert "Welkom. Je account" not in page


def test_the_language_chosen_with_the_new_account_speaks_at_once(henk, nobody, post_office):
    invites(henk, "joe@linde.example", "Joe Smith", language="en")

    activates(nobody, token_in(post_office.mails("joe")[-1]), language="nl")
    assert "Welkom. Je account is klaar" in nobody.opens("/linde/")
