"""A forgotten password: the same answer for everybody, a link that works once, and every session ended."""

import pytest
from sqlalchemy import select

from tenants.database import db
from tenants.models import Recovery
from tests.guards.masking import masked
from tests.people.inviting import activates, invites, token_in
from tests.players import Page, Player

NEW = "een nieuwe zin over regen"


def forgets(visitor: Player, email: str) -> Page:
    return visitor.posts("/forgot", {"email": email}, on="/forgot")


def chooses(visitor: Player, token: str, password: str = NEW) -> Page:
    return visitor.posts(f"/reset/{token}", {"password": password}, on=f"/reset/{token}")


def signs_in_with(app, email: str, password: str) -> int:
    visitor = Player(app, None)
    first = visitor.posts("/signin", {"email": email}, on="/signin")
    return visitor.browser.post("/signin", data=first.form("/signin") | {"password": password}).status_code


def test_bram_gets_a_mail_chooses_a_new_password_and_signs_in_with_it(app, nobody, bram, post_office):
    assert forgets(nobody, " Bram@Linde.example").location == "/forgot/sent"

    mail = post_office.mails("bram")[-1]
    assert mail["Subject"] == "Kies een nieuw wachtwoord"
    assert chooses(nobody, token_in(mail, "reset")).location == "/signin"

    assert "Je wachtwoord is gewijzigd" in nobody.opens("/signin")
    assert signs_in_with(app, "bram@linde.example", NEW) == 302
    assert signs_in_with(app, "bram@linde.example", "welkom bij de balie") == 422
    assert bram.opens("/linde/").location.startswith("/signin")


def test_somebody_of_the_desk_can_forget_a_password_too(nobody, post_office):
    forgets(nobody, "joost@nova.example")

    assert chooses(nobody, token_in(post_office.mails("joost")[-1], "reset")).status == 303


@pytest.mark.parametrize("address", ["nobody@linde.example", "pim@linde.example", "ria@linde.example"])
def test_known_and_unknown_addresses_get_the_same_answer_and_take_the_same_statements(app, address):
    answers, statements = [], []
    for email in ("bram@linde.example", address):
        page = forgets(Player(app, None), email)
        answers.append(masked(page.response))
        statements.append(page.statements)

    assert answers[0] == answers[1]
    assert statements[0] == statements[1]


def test_an_unknown_address_gets_no_mail_and_is_not_kept(app, nobody, post_office):
    forgets(nobody, "kwetsal@nergens.example")

    assert post_office.mails() == []
    with app.app_context():
        row = db.session.scalars(select(Recovery)).one()
        assert (row.address, row.account_id, row.token_hash) == ("", None, None)


def test_opening_the_link_changes_nothing_and_it_works_once(nobody, post_office):
    forgets(nobody, "bram@linde.example")
    token = token_in(post_office.mails("bram")[-1], "reset")
    for _time in range(3):
        assert nobody.opens(f"/reset/{token}").status == 200

    assert chooses(nobody, token).status == 303
    assert nobody.opens(f"/reset/{token}").status == 410


def test_the_link_ends_after_an_hour(nobody, post_office, later):
    forgets(nobody, "bram@linde.example")
    token = token_in(post_office.mails("bram")[-1], "reset")

    with later(minutes=61):
        page = nobody.opens(f"/reset/{token}")
        assert page.status == 410
        assert "/forgot" in page.links


def test_a_second_link_ends_with_the_first_that_is_used(nobody, post_office):
    forgets(nobody, "bram@linde.example")
    first = token_in(post_office.mails("bram")[-1], "reset")
    forgets(nobody, "bram@linde.example")
    second = token_in(post_office.mails("bram")[-1], "reset")
    assert first != second

    assert chooses(nobody, second).status == 303
    assert nobody.opens(f"/reset/{first}").status == 410


def test_a_link_dies_when_the_password_is_changed_in_the_account(nobody, bram, post_office):
    forgets(nobody, "bram@linde.example")
    token = token_in(post_office.mails("bram")[-1], "reset")
    fields = {"current": "welkom bij de balie", "password": NEW}
    assert bram.posts("/account/security/password", fields, on="/account/security").status == 303

    assert nobody.opens(f"/reset/{token}").status == 410


def test_who_was_invited_and_has_not_come_gets_the_invitation_again(henk, nobody, post_office, later):
    invites(henk, "lotte@linde.example", "Lotte Meijer")
    first = token_in(post_office.mails("lotte")[-1])
    with later(minutes=5):
        forgets(nobody, "lotte@linde.example")
        mail = post_office.mails("lotte")[-1]
        assert mail["Subject"] == "Je account voor het loket van Nova Zorgsoftware"
        assert token_in(mail) != first
        assert activates(nobody, token_in(mail)).status == 303


def test_who_was_put_out_gets_no_mail(henk, nobody, bram, post_office):
    from tests.people.inviting import fields_of, handle_of

    path = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/deactivation"
    henk.browser.post(path, data=fields_of(henk.opens(path), path))

    forgets(nobody, "bram@linde.example")

    assert post_office.mails("bram") == []


def test_six_times_in_an_hour_send_five_mails(nobody, post_office):
    for _time in range(6):
        assert forgets(nobody, "bram@linde.example").location == "/forgot/sent"

    assert len(post_office.mails("bram")) == 5


def test_many_times_in_a_minute_are_too_many(nobody):
    assert [forgets(nobody, f"a{n}@b.example").status for n in range(11)][-1] == 429


@pytest.mark.parametrize("address", ["", "geen adres", "a@b", "x" * 400 + "@a.nl", "a@b.nl\r\nBcc: c@d.nl"])
def test_what_is_no_address_is_refused_at_the_field(nobody, address):
    page = forgets(nobody, address)

    assert page.status == 422
    assert page.soup.select_one("#email-err")


@pytest.mark.parametrize("password", ["", "kort", "x" * 129, "wachtwoordwachtwoord", "bram linde example", "\x00" * 20])
def test_a_weak_new_password_is_refused_and_the_link_stays_good(nobody, post_office, password):
    forgets(nobody, "bram@linde.example")
    token = token_in(post_office.mails("bram")[-1], "reset")

    page = chooses(nobody, token, password)

    assert page.status == 422
    assert len(page.errors) == 1
    assert chooses(nobody, token).status == 303


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "é", "None"])
def test_a_link_that_never_was_looks_like_one_that_ended(nobody, token):
    assert nobody.opens(f"/reset/{token}").status == 410


def test_old_wishes_are_forgotten_after_a_day(app, nobody, post_office, later):
    from portal.signin.duties import DUTIES

    forgets(nobody, "bram@linde.example")
    with later(hours=25), app.app_context():
        for duty in DUTIES:
            duty()
        assert db.session.scalars(select(Recovery)).all() == []
