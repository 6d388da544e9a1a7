"""Somebody is invited, comes in by the mail, asks a question, and leaves: with and without scripts."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import expect

from portal.demo.cast import PASSWORD as DEMO_PASSWORD
from portal.notices.sending import send_due
from portal.signin.duties import answer_recoveries
from tenants.clock import at
from tenants.database import db
from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Demo, Scene, Window, refused
from tests.browser.ways import mails_of

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"), (True, "en", 1280, "dark"))
PASSWORD = "vier fietsen in de regen"


def newest_link(demo: Demo, to: str, what: str) -> str:
    """Let the mail leave, and return the address in the newest one to somebody."""
    with at(MOMENT), demo.app.app_context():
        answer_recoveries()
        send_due()
        db.session.remove()
    for path in reversed(mails_of(demo.app)):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        body = mail.get_body(("plain",))
        if to in str(mail["To"]) and body and (found := re.search(rf"(/{what}/[\w.-]+)", body.get_content())):
            return found[1]
    raise LookupError(f"no mail to {to} with a link to {what}")


def is_for_everybody(person: Person) -> None:
    assert barriers(person.page) + sideways(person.page) == []


def fits(person: Person) -> None:
    """What can be looked at without scripts: axe waits for ever in a window that runs none."""
    assert sideways(person.page) == []


def comes(window: Window, who: str, at_: tuple, **more: str) -> Person:
    scripts, language, width, theme = at_
    person = Person(window(who, width=width, theme=theme, scripts=scripts, **more))
    person.opens("/")
    if who and language != "nl":
        person.chooses_language(language)
    return person


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_a_colleague_is_invited_comes_in_and_asks_a_question(window: Window, demo: Demo, at_: tuple) -> None:
    looks = is_for_everybody if at_[0] else fits
    henk = comes(window, "henk", at_)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("Invite a colleague")).click()
    henk.is_at("/linde/org/users/new")
    looks(henk)
    henk.fills("E-mail address", "mirjam@linde.example")
    henk.page.get_by_label(henk.words("Name"), exact=True).fill("Mirjam Bakker")
    henk.fills("Search a colleague by name", "anneke")
    henk.presses("Search", within=".colleague")
    henk.page.get_by_role("radio", name="Anneke de Boer").check()
    expect(henk.field("E-mail address")).to_have_value("mirjam@linde.example")
    henk.presses("Invite", within=".sendbar")
    henk.is_at("/linde/org/users(#.*)?")
    henk.reads("%(name)s gets an e-mail with a link. It works for 7 days.", name="Mirjam Bakker")
    looks(henk)

    mirjam = comes(window, "", at_)
    mirjam.opens(newest_link(demo, "mirjam", "activate"))
    mirjam.speaks(at_[1])  # the mail and its page speak the language in which she was invited
    mirjam.page.get_by_label(mirjam.words("Password")).fill("kort")
    refused(mirjam, "Activate account")
    mirjam.reads("Use at least 15 characters. A sentence is easy to remember")
    looks(mirjam)
    mirjam.page.get_by_label(mirjam.words("Password")).fill(PASSWORD)
    mirjam.presses("Activate account")
    mirjam.is_at("/linde/")
    mirjam.reads("Welcome. Your account is ready: here you ask us your questions, and follow what happens to them.")
    mirjam.follows(mirjam.words("Ask a question"))
    mirjam.follows("Planning")
    mirjam.fills("Subject", "Waar zie ik mijn rooster?")
    mirjam.fills("Explanation", "Ik ben nieuw.")
    mirjam.presses("Send")
    mirjam.is_at(r"/linde/requests/\d+/sent")

    henk.opens("/linde/org/users?q=mirjam")
    henk.follows("Mirjam Bakker")
    looks(henk)
    henk.follows(henk.words("Deactivate"))
    henk.fills("Search a colleague by name", "karim")
    henk.presses("Search", within=".colleague")
    henk.page.get_by_role("radio", name="Karim Bouali").check()
    looks(henk)
    henk.presses("Deactivate", within=".sendbar")
    henk.reads("The open requests are handed over.")
    mirjam.opens("/linde/")
    mirjam.is_at(r"/signin.*")


def test_a_forgotten_password_is_chosen_anew(scene: Scene) -> None:
    visitor = scene.comes().opens("/signin")
    visitor.follows(visitor.words("Forgot your password?"))
    is_for_everybody(visitor)
    visitor.fills("E-mail address", "karim@linde.example")
    visitor.presses("Send the link")
    visitor.is_at("/forgot/sent")
    is_for_everybody(visitor)
    link = newest_link(scene.demo, "karim", "reset")
    visitor.opens(link)
    is_for_everybody(visitor)
    visitor.fills("New password", PASSWORD)
    visitor.presses("Save the password")
    visitor.is_at("/signin")
    visitor.reads("Your password is changed. Sign in with it.")


def test_karim_changes_his_address_and_signs_in_with_it(scene: Scene) -> None:
    karim = scene.comes("karim").opens("/account")
    karim.follows(karim.words("Change the e-mail address"))
    is_for_everybody(karim)
    karim.fills("New e-mail address", "karim.bouali@linde.example")
    karim.presses("Send the link")
    karim.is_at("/account(#.*)?")
    karim.opens(newest_link(scene.demo, "karim.bouali", "address"))
    is_for_everybody(karim)
    karim.fills("Password", DEMO_PASSWORD)
    karim.page.locator("main form button").last.click()
    karim.reads("You sign in with %(address)s from now on.", address="karim.bouali@linde.example")


@pytest.mark.parametrize("path", ["/activate/linde.x", "/reset/x"])
def test_a_link_that_ended_is_a_page_for_everybody(scene: Scene, path: str) -> None:
    visitor = scene.comes()
    response = visitor.page.goto(path)
    assert response is not None
    assert response.status == 410
    is_for_everybody(visitor)


@pytest.mark.parametrize("path", ["/account", "/account/notifications", "/account/security"])
def test_the_account_is_a_page_for_everybody(scene: Scene, path: str) -> None:
    is_for_everybody(scene.comes("bram").opens(path))


@pytest.mark.parametrize("path", ["/linde/org", "/linde/org/users", "/linde/org/users?q=geenenkelwoord"])
def test_the_organisation_is_a_page_for_everybody(scene: Scene, path: str) -> None:
    is_for_everybody(scene.comes("henk").opens(path))


def test_karin_switches_organisation_from_her_menu(scene: Scene) -> None:
    karin = scene.comes("karin", "eemland").opens("/eemland/")
    karin.page.locator("summary.me").click()
    karin.follows(karin.words("Switch organisation"))
    is_for_everybody(karin)
    karin.follows("Gemeente Vechtdal")
    karin.is_at("/vechtdal/")
