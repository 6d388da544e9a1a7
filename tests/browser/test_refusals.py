"""A form that comes back says what is wrong first, keeps what was typed, and leads to each mistake."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tenants.clock import at
from tenants.database import write_transaction
from tenants.sessions import TRIES, note_failure
from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Scene, desk_request, refused

pytestmark = pytest.mark.browser


def no_address(scene: Scene) -> Person:
    visitor = scene.comes().opens("/signin")
    visitor.fills("E-mail address", "geen adres")
    return refused(visitor, "Continue")


def wrong_password(scene: Scene) -> Person:
    visitor = scene.comes().opens("/signin")
    visitor.fills("E-mail address", "bram@linde.example")
    visitor.presses("Continue")
    visitor.fills("Password", "geraden")
    return refused(visitor, "Sign in")


def too_many_passwords(scene: Scene) -> Person:
    with at(MOMENT), scene.demo.app.app_context(), write_transaction():
        for _ in range(TRIES):
            note_failure("bram@linde.example")
    visitor = scene.comes().opens("/signin")
    visitor.fills("E-mail address", "bram@linde.example")
    visitor.presses("Continue")
    visitor.fills("Password", "geraden")
    return refused(visitor, "Sign in", 429)


def empty_question(scene: Scene) -> Person:
    return refused(scene.comes("bram").opens("/linde/new/question/planning"), "Send")


def endless_question(scene: Scene) -> Person:
    bram = scene.comes("bram").opens("/linde/new/question/planning")
    bram.fills("Subject", "Te lang " * 40)
    bram.fills("Explanation", "Veel te lang " * 2000)
    bram.ticks("Confidential")
    return refused(bram, "Send")


def empty_reply(scene: Scene) -> Person:
    bram = scene.comes("bram")
    return refused(bram.opens(scene.request(bram, "/linde/requests", "Your turn")), "Send reply")


def reopened_without_words(scene: Scene) -> Person:
    bram = scene.comes("bram")
    bram.opens(scene.request(bram, "/linde/requests?state=solved", "Solved") + "#reopen")
    return refused(bram, "Reopen", within="#reopen")


def rated_without_a_choice(scene: Scene) -> Person:
    bram = scene.comes("bram").opens("/linde/")
    bram.page.locator(".todo").get_by_role("link", name=bram.words("Rate")).first.click()
    return refused(bram, "Send", within="#rating")


def rated_by_mail_without_a_choice(scene: Scene) -> Person:
    return refused(scene.comes().opens(scene.rating), "Send")


def empty_message(scene: Scene) -> Person:
    return refused(desk_request(scene), "Send and wait for customer")


def wait_until_nowhen(scene: Scene) -> Person:
    joost = desk_request(scene)
    joost.fills("Your message", "Welke week?")
    joost.fills("Wait until", "")
    return refused(joost, "Send and wait for customer")


def wait_until_yesterday(scene: Scene) -> Person:
    joost = desk_request(scene)
    joost.fills("Your message", "Welke week?")
    joost.fills("Wait until", "2026-11-16")
    return refused(joost, "Send and wait for customer")


def solved_without_words(scene: Scene) -> Person:
    joost = desk_request(scene)
    joost.page.locator(".split summary").click()
    return refused(joost, "Send and solve")


def empty_note(scene: Scene) -> Person:
    joost = desk_request(scene)
    joost.ticks("Internal note")
    return refused(joost, "Save note")


def empty_note_on_what_is_finished(scene: Scene) -> Person:
    joost = scene.comes("joost").opens("/desk/inbox/all")
    solved = joost.page.locator(".tk").filter(has_text=joost.words("Solved")).first
    solved.locator("a").click()
    return refused(joost, "Save note")


def no_answer_to_who_is_dissatisfied(scene: Scene) -> Person:
    return refused(desk_request(scene, "unhappy", "marijke"), "Send this answer")


def moved_with_an_endless_word(scene: Scene) -> Person:
    joost = desk_request(scene)
    joost.page.locator("summary.prop").filter(has_text=joost.words("Department")).click()
    joost.fills("A word to the customer", "Veel te lang " * 2000)
    return refused(joost, "Move")


REFUSED = (
    no_address,
    wrong_password,
    too_many_passwords,
    empty_question,
    endless_question,
    empty_reply,
    reopened_without_words,
    rated_without_a_choice,
    rated_by_mail_without_a_choice,
    empty_message,
    wait_until_nowhen,
    wait_until_yesterday,
    solved_without_words,
    empty_note,
    empty_note_on_what_is_finished,
    no_answer_to_who_is_dissatisfied,
    moved_with_an_endless_word,
)


@pytest.mark.parametrize("refusal", REFUSED, ids=lambda refusal: refusal.__name__)
def test_a_refused_form_says_what_is_wrong_first_and_leads_to_it(
    scene: Scene, refusal: Callable[[Scene], Person]
) -> None:
    person = refusal(scene)
    page = person.page
    summary = page.locator(".errsum")

    expect(summary).to_be_focused()
    assert page.title().startswith(person.words("Error:"))
    assert barriers(page) + sideways(page) == []
    links = summary.get_by_role("link")
    assert links.count() > 0
    for place in range(links.count()):
        target = (links.nth(place).get_attribute("href") or "")[1:]
        links.nth(place).click()
        focused = page.locator(":focus")
        expect(focused).to_have_id(target)
        expect(focused).to_be_in_viewport()
        about = (
            page.locator("[aria-invalid=true]")
            .filter(has=focused)
            .or_(focused.and_(page.locator("[aria-invalid=true]")))
        )
        assert links.nth(place).inner_text() in person.words_beside(about)
