"""Another e-mail address: asked for by the person or an admin, confirmed from the new mailbox with the password."""

import pytest

from portal.demo.cast import PASSWORD
from tests.guards.behind import Behind
from tests.people.inviting import handle_of, token_in
from tests.players import Page, Player, somebody

NEW = "b.kuipers@linde.example"
PATH = "/account/address"


def asks(player, address=NEW):
    return player.posts(PATH, {"email": address}, on=PATH)


def asks_for(admin, name, address=NEW):
    path = f"/{admin.house}/org/users/{handle_of(admin, name)}/address"
    return admin.posts(path, {"email": address}, on=path)


def token_of(post_office, address=NEW):
    return token_in(post_office.mails(address)[-1], "address")


def confirms(visitor, token, password=PASSWORD):
    path = f"/address/{token}"
    page = visitor.opens(path)
    if page.status != 200:
        return page
    return Page(visitor.browser.post(path, data=page.form(path) | {"password": password}))


def signs_in_with(app, email):
    visitor = Player(app, None)
    first = visitor.posts("/signin", {"email": email}, on="/signin")
    return visitor.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD}).status_code in (
        302,
        303,
    )


def test_bram_changes_his_address_and_the_old_one_is_told(bram, henk, nobody, app, post_office, engine):
    answer = asks(bram, f"  {NEW.upper()} ")
    assert (answer.status, answer.location) == (303, "/account")
    assert f"We hebben een link gestuurd naar {NEW}" in bram.opens("/account")
    assert signs_in_with(app, "bram@linde.example")

    mail = post_office.mails(NEW)[-1]
    assert str(mail["Subject"]) == "Bevestig je e-mailadres"
    assert post_office.subjects("bram@") == ["Er is met je account ingelogd op een nieuw apparaat"]
    assert confirms(nobody, token_of(post_office)).status == 303
    assert nobody.opens("/linde/").status == 200

    told = post_office.mails("bram@")[-1]
    assert str(told["Subject"]) == "Je e-mailadres is veranderd"
    assert NEW not in told.get_body(("plain",)).get_content()
    assert bram.opens("/linde/").status == 302  # signed out everywhere else
    assert signs_in_with(app, NEW)
    assert not signs_in_with(app, "bram@linde.example")
    assert NEW in henk.opens("/linde/org/users?q=bram")
    assert Behind(engine).rows("select email from person where name = 'Bram Kuipers'") == [(NEW,)]
    assert len(Behind(engine).rows("select id from trail where action = 'member.address'")) == 1


def test_an_admin_asks_and_only_the_member_confirms(henk, bram, app, post_office, engine):
    assert asks_for(henk, "Bram Kuipers").status == 303
    assert "Henk Visser vroeg ons" in post_office.mails(NEW)[-1].get_body(("plain",)).get_content()
    token = token_of(post_office)

    assert confirms(henk, token, "welkom bij de balie, henk").status == 422
    assert not signs_in_with(app, NEW)
    assert confirms(Player(app, None), token).status == 303
    assert signs_in_with(app, NEW)
    assert len(Behind(engine).rows("select id from trail where action = 'member.address asked'")) == 1


def test_nobody_asks_for_who_is_not_theirs_to_manage(henk, bram, samira, come, joost):
    bram_of = f"/linde/org/users/{handle_of(henk, 'Bram Kuipers')}/address"
    for player in (bram, samira):
        assert player.opens(bram_of).status == 403
        assert player.sends(bram_of, {"email": NEW}).status == 403
    for player in (come("ilse"), joost):
        assert player.opens(bram_of).status == 404
        assert player.sends(bram_of, {"email": NEW}).status == 404


def test_an_address_that_is_taken_is_answered_alike_and_gets_no_link(bram, app, post_office):
    free, taken = asks(bram, NEW), asks(bram, "tom@vechtdal.example")

    assert (free.status, free.location) == (taken.status, taken.location)
    assert "tom@vechtdal.example" in bram.opens("/account")
    assert post_office.mails("tom@") == []
    assert signs_in_with(app, "tom@vechtdal.example")


def test_an_admin_learns_of_an_address_in_the_own_organisation_only(henk):
    assert asks_for(henk, "Bram Kuipers", "samira@linde.example").status == 422
    assert asks_for(henk, "Bram Kuipers", "tom@vechtdal.example").status == 303


def test_who_took_the_address_first_keeps_it(bram, karim, app, post_office):
    asks(bram)
    asks(karim)
    post_office.works()
    first, second = (token_in(mail, "address") for mail in post_office.mails(NEW))

    assert confirms(Player(app, None), first).status == 303
    assert confirms(Player(app, None), second).status == 410
    assert signs_in_with(app, NEW)


def test_a_link_works_once_for_an_hour_and_only_the_newest(bram, app, post_office, later):
    asks(bram)
    old = token_of(post_office)
    asks(bram)
    new = token_of(post_office)
    assert old != new
    assert confirms(Player(app, None), old).status == 410

    with later(hours=1, minutes=1):
        assert confirms(Player(app, None), new).status == 410
    assert confirms(Player(app, None), new).status == 303
    assert confirms(Player(app, None), new).status == 410
    assert Player(app, None).opens("/address/x").status == 410


def test_a_new_password_ends_the_link(bram, app, post_office):
    asks(bram)
    token = token_of(post_office)
    fields = {"current": PASSWORD, "password": "een lange zin over fietsen"}
    assert bram.posts("/account/security/password", fields, on="/account/security").status == 303

    assert confirms(Player(app, None), token, "een lange zin over fietsen").status == 410


def test_a_new_address_ends_the_link_for_a_new_password(bram, nobody, app, post_office):
    nobody.posts("/forgot", {"email": "bram@linde.example"}, on="/forgot")
    recovery = token_in(post_office.mails("bram@")[-1], "reset")
    asks(bram)
    assert confirms(Player(app, None), token_of(post_office)).status == 303

    assert nobody.opens(f"/reset/{recovery}").status == 410


def test_wrong_passwords_lock_here_too(bram, app, post_office):
    asks(bram)
    visitor, token = Player(app, None), token_of(post_office)
    answers = [confirms(visitor, token, f"fout {count}").status for count in range(10)]

    assert set(answers) <= {422, 429}
    with app.app_context():
        from portal.web.limits import limiter

        limiter.reset()
    assert confirms(visitor, token).status == 429


def test_only_so_many_links_an_hour_and_the_answer_stays_the_same(bram, post_office):
    answers = [asks(bram, f"b{count}@linde.example") for count in range(7)]
    post_office.works()

    assert {(answer.status, answer.location) for answer in answers} == {(303, "/account")}
    assert len(post_office.mails("@linde.example")) <= 5


@pytest.mark.parametrize("odd", ["", "bram", "bram@", "a b@linde.example", "x" * 400 + "@linde.example", "b@\u202e"])
def test_what_is_no_address_is_told_at_its_field(bram, odd):
    page = asks(bram, odd)

    assert page.status == 422
    assert len(page.errors) == 1


def test_the_address_one_has_is_no_new_one(bram):
    assert asks(bram, "Bram@LINDE.example").status == 422


def test_karin_is_told_in_one_language_and_changed_in_both_her_organisations(come, app, post_office, engine):
    karin = come("karin", "eemland")
    assert asks(karin, "k.vos@eemland.example").status == 303
    assert confirms(Player(app, None), token_of(post_office, "k.vos")).status == 303

    rows = Behind(engine).rows("select email from person where name = 'Karin Vos'")
    assert rows == [("k.vos@eemland.example",)] * 2
    assert somebody("karin", "eemland").email != "k.vos@eemland.example"
