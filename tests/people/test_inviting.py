"""Somebody is invited, comes in by the link of the mail, and asks their first question."""

import pytest
from sqlalchemy import select

from tenants.database import db
from tenants.models import Invitation
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.guards.masking import masked
from tests.people.inviting import (
    activates,
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
    assert henk.opens("/linde/org/users").statements <= 6
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
