"""One's own account: name, language, theme, mails, password, and where one is signed in."""

import pytest

from portal.signin.device_words import device_words
from tests.people.inviting import fields_of, invites, member_page
from tests.players import Page, Player, somebody

NEW = "een nieuwe zin over regen"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def saves(player: Player, path: str, **fields) -> Page:
    page = player.opens(path)
    action = next(form["action"] for form in page.soup.select("main form"))
    return Page(player.browser.post(action, data=fields_of(page, action) | fields))


def another(app, first_name: str, agent: str = FIREFOX) -> Player:
    """Somebody at a second browser."""
    player = Player(app, None)
    player.one = somebody(first_name)
    player.browser.environ_base["HTTP_USER_AGENT"] = agent
    player.signs_in()
    return player


def test_bram_changes_his_name_and_everybody_reads_it(bram, henk, joost):
    assert saves(bram, "/account", name="Bram de Kuiper").status == 303

    assert "Bram de Kuiper" in bram.opens("/linde/").html
    assert "Bram de Kuiper" in henk.opens("/linde/org/users")
    assert "Bram de Kuiper" in joost.page(bram.files())


def test_a_name_changes_in_each_organisation_somebody_is_in(come):
    karin, dewi, ilse = come("karin", "eemland"), come("dewi"), come("ilse")

    saves(karin, "/account", name="Karin Vos-Bakker")

    assert "Karin Vos-Bakker" in dewi.opens("/eemland/org/users")
    assert "Karin Vos-Bakker" in ilse.opens("/vechtdal/org/users")


def test_language_and_theme_go_along_to_every_page_and_device(bram, app):
    saves(bram, "/account", language="en", theme="dark")

    second = another(app, "bram")
    for player in (bram, second):
        page = player.opens("/linde/").soup
        assert page.html["lang"] == "en"
        assert page.html["data-theme"] == "dark"
    assert "My details" in second.opens("/account").title


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 10_000), ("language", "fr"), ("language", ""), ("theme", "roze"), ("name", "\x00")],
)
def test_bad_input_is_one_sentence_and_changes_nothing(bram, field, value):
    page = saves(bram, "/account", **{field: value})

    assert page.status == 422
    assert len(page.errors) == 1
    assert bram.opens("/account").soup.select_one("#name")["value"] == "Bram Kuipers"


@pytest.mark.parametrize("forged", ["email", "roles", "active", "password_hash"])
def test_a_field_the_form_does_not_have_is_refused(bram, forged):
    assert saves(bram, "/account", **{forged: "x"}).status == 400


def test_a_mail_that_is_switched_off_does_not_come_and_one_that_is_owed_does(bram, joost, post_office):
    ticked = bram.opens("/account/notifications").soup.select("input[name=wanted]")
    assert [box["value"] for box in ticked if not box.has_attr("checked")] == ["news"]
    assert saves(bram, "/account/notifications", wanted=["moves"]).status == 303

    ticket = bram.files()
    joost.comments(ticket)
    assert post_office.subjects("bram") == []
    joost.answers(ticket)
    joost.asks(ticket)
    assert len(post_office.subjects("bram")) == 2
    assert [box["value"] for box in bram.opens("/account/notifications").soup.select("input[checked]")] == ["moves"]


def test_what_is_switched_off_by_one_still_comes_to_another(bram, karim, joost, post_office):
    saves(bram, "/account/notifications", wanted=[])
    karim.files()

    assert len(post_office.subjects("karim")) == 1


@pytest.mark.parametrize("wanted", [["solved"], ["your turn"], ["x" * 5000], [""]])
def test_only_what_may_be_switched_off_can_be(bram, wanted):
    assert saves(bram, "/account/notifications", wanted=wanted).status == 422


def test_a_new_password_needs_the_old_one_and_signs_out_everywhere_else(bram, app):
    second = another(app, "bram")
    cookie = bram.browser.get_cookie("balie").value
    wrong = saves(bram, "/account/security", current="niet mijn wachtwoord", password=NEW)
    assert (wrong.status, wrong.errors) == (422, ["Dit is niet je wachtwoord. Probeer het opnieuw"])
    assert second.opens("/linde/").status == 200

    assert saves(bram, "/account/security", current="welkom bij de balie", password=NEW).status == 303

    assert bram.opens("/linde/").status == 200
    assert bram.browser.get_cookie("balie").value != cookie
    assert second.opens("/linde/").location.startswith("/signin")
    thief = Player(app, None)
    thief.browser.set_cookie("balie", cookie)
    assert thief.opens("/linde/").location.startswith("/signin")


def test_a_weak_new_password_is_refused(bram):
    page = saves(bram, "/account/security", current="welkom bij de balie", password="wachtwoordwachtwoord")

    assert page.status == 422
    assert page.soup.select_one("#password-err")


def test_ten_wrong_passwords_lock_the_address_here_too(bram):
    statuses = [saves(bram, "/account/security", current="mis", password=NEW).status for _time in range(10)]

    assert set(statuses) <= {422, 429}
    assert saves(bram, "/account/security", current="welkom bij de balie", password=NEW).status == 429


def test_bram_reads_where_he_is_signed_in_and_ends_one(bram, app):
    second = another(app, "bram")
    page = bram.opens("/account/security")
    assert "Firefox op Windows" in page
    assert "Dit apparaat, nu" in page

    assert bram.posts("/account/security/sessions", {}, on="/account/security").status == 303

    assert second.opens("/linde/").location.startswith("/signin")
    assert bram.opens("/linde/").status == 200
    assert "Firefox op Windows" not in bram.opens("/account/security")


def test_bram_ends_all_others_at_once(bram, app):
    others = [another(app, "bram") for _place in range(2)]

    assert bram.posts("/account/security/sessions/all", {}, on="/account/security").status == 303

    assert all(other.opens("/linde/").location.startswith("/signin") for other in others)
    assert bram.opens("/linde/").status == 200


@pytest.mark.parametrize("name", ["", "x", "0123456789abcdef", "%", "_" * 16, "x" * 64])
def test_a_session_that_is_not_ones_own_cannot_be_ended(bram, karim, name):
    answer = bram.sends("/account/security/sessions", {"name": name})

    assert answer.status in (404, 422)
    assert karim.opens("/linde/").status == 200


def test_the_session_of_a_colleague_cannot_be_ended(bram, karim, app):
    from sqlalchemy import select

    from tenants.database import db
    from tenants.models import Account, Session

    with app.app_context():
        theirs = select(Session.token_hash).join(Account, Account.id == Session.account_id)
        name = db.session.scalars(theirs.where(Account.email == "karim@linde.example")).one()[:16]

    assert bram.sends("/account/security/sessions", {"name": name}).status == 404
    assert karim.opens("/linde/").status == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) AppleWebKit/605 Version/17 Safari/605", "Safari on Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/129 Safari/537", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/129 Safari/537 Edg/129", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) AppleWebKit/605 CriOS/129 Safari/604", "Chrome on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 SamsungBrowser/26 Chrome/122", "Samsung Internet on Android"),
        ("curl/8", "An unknown device"),
        ("", "An unknown device"),
        ("<script>alert(1)</script>", "An unknown device"),
        ("Firefox/1", "A device with Firefox"),
    ],
)
def test_a_device_is_said_in_words(app, agent, words):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert device_words(agent) == words


def test_karin_switches_between_her_two_organisations_by_links(come):
    karin = come("karin", "eemland")

    assert karin.opens("/").location == "/organisations"
    assert "/organisations" in karin.opens("/eemland/").links
    assert {"/eemland/", "/vechtdal/"} <= set(karin.opens("/organisations").links)
    profile = karin.opens("/account")
    assert [one.get_text() for one in profile.soup.select("h3")] == ["Gemeente Vechtdal", "Thuiszorg Eemland"]


def test_bram_with_one_organisation_has_no_switcher(bram):
    assert "/organisations" not in bram.opens("/linde/").links
    assert "/account" in bram.opens("/linde/").links


def test_the_account_of_the_desk_is_theirs_too(joost):
    assert "/account" in joost.opens("/desk/inbox/all").links
    assert joost.opens("/account").status == 200


def test_a_visitor_is_asked_to_sign_in(nobody):
    for path in ("/account", "/account/notifications", "/account/security"):
        assert nobody.opens(path).location.startswith("/signin")


def test_an_admin_reads_when_somebody_was_here_and_nothing_of_elsewhere(henk, come, later):
    karin, dewi, ilse = come("karin", "eemland"), come("dewi"), come("ilse")
    with later(minutes=10):
        karin.opens("/vechtdal/")

        assert "vandaag" in member_page(ilse, "Karin Vos")
        assert "Laatst gezien" not in member_page(dewi, "Karin Vos")
    invites(henk, "karin@eemland.example", "Karin Vos")
    assert "Laatst gezien" not in member_page(henk, "Karin Vos")


def menu(page: Page) -> list[str]:
    """Where the main menu of a page leads."""
    return [link["href"] for link in page.soup.select(".nav a")]


def test_the_menu_leads_back_into_ones_only_organisation_and_into_none_of_several(bram, come, joost):
    karin = come("karin", "eemland")

    assert menu(bram.opens("/account")) == ["/linde/", "/linde/requests", "/linde/news", "/linde/kb"]
    assert bram.opens("/account/security").soup.select_one(".bell")["href"] == "/linde/notifications"
    assert menu(karin.opens("/account")) == menu(joost.opens("/account")) == ["/"]
    assert karin.opens("/account").soup.select_one(".bell") is None


def bell_of(player, path="/account"):
    return " ".join(player.opens(path).soup.select_one(".tools .bell").get_text(" ").split())


def test_the_bell_of_ones_own_pages_counts_as_everywhere_else(bram, joost):
    assert bell_of(bram) == bell_of(bram, "/linde/") == "Meldingen"
    joost.answers(bram.files())

    for path in ("/account", "/account/notifications", "/account/security", "/linde/"):
        assert bell_of(bram, path) == "Meldingen 1 ongelezen"


def test_who_is_in_several_organisations_has_no_bell_outside_them(come):
    assert come("karin", "eemland").opens("/account").soup.select_one(".tools .bell") is None
