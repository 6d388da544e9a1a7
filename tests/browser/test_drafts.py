"""What is typed at a real browser is kept by itself, and is gone once it is sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import Scene, Window
from tests.files.pictures import PDF, png
from tests.players import CHANGE

pytestmark = pytest.mark.browser

SAVED = "Bewaard als concept om 12.00 uur"


def first_request(person: Person) -> str:
    """Open one's newest request; return its address."""
    person.opens("/linde/requests?scope=mine&turn=desk")
    with person.page.expect_navigation():
        person.page.locator(".list a.t").first.click()
    return re.sub(r"[?#].*", "", person.page.url)


def test_a_reply_keeps_itself_and_is_gone_once_it_is_sent(scene: Scene) -> None:
    bram = scene.comes("bram")
    here = first_request(bram)
    form = bram.page.locator("#reply form")
    bram.page.set_input_files(
        "#reply input[type=file]", {"name": "scherm.png", "mimeType": "image/png", "buffer": png()}
    )
    expect(form.locator(".kept")).to_have_count(1)
    bram.page.locator("#reply textarea").press_sequentially("Nog niet af")
    expect(form.locator(".saved")).to_have_text(SAVED)
    expect(form.locator("[name=version]")).not_to_have_value("")
    assert barriers(bram.page) + sideways(bram.page) == []

    bram.opens("/linde/").opens(here)
    expect(bram.page.locator("#reply textarea")).to_have_value("Nog niet af")
    expect(form.locator(".kept")).to_contain_text("scherm.png")

    bram.page.locator("#reply textarea").press("Control+End")
    bram.page.locator("#reply textarea").press_sequentially(", nu wel")
    bram.presses("Send reply")  # at once: saving is on its way
    bram.reads("Your reply is sent.")
    expect(bram.page.locator("#reply textarea")).to_have_value("")
    expect(bram.page.locator(".msg").last).to_contain_text("Nog niet af, nu wel")
    bram.opens(here)
    expect(bram.page.locator("#reply textarea")).to_have_value("")


def test_a_reply_that_was_begun_is_thrown_away_and_taken_back(scene: Scene) -> None:
    bram = scene.comes("bram")
    first_request(bram)
    bram.page.locator("#reply textarea").press_sequentially("Toch maar niet")
    expect(bram.page.locator("#reply .saved")).to_have_text(SAVED)

    bram.presses("Delete draft")
    expect(bram.page.locator("#reply textarea")).to_have_value("")
    bram.presses("Undo")
    expect(bram.page.locator("#reply textarea")).to_have_value("Toch maar niet")


def test_an_agent_jots_a_note_down_while_a_reply_waits(window: Window) -> None:
    joost = Person(window("joost")).opens("/desk/inbox/unassigned")
    joost.page.locator(".tk a").first.click()
    text = joost.page.locator("#body")
    text.press_sequentially("Beste klant")
    joost.ticks("Internal note")
    expect(text).to_have_value("")
    text.press_sequentially("Onder ons")
    expect(joost.page.locator(".comp .saved")).to_have_text(SAVED)
    assert barriers(joost.page) + sideways(joost.page) == []
    joost.presses("Save note")

    joost.reads("The note is saved. Only the desk reads it.")
    expect(text).to_have_value("Beste klant")
    expect(joost.page.get_by_label(joost.words("Reply to the customer"))).to_be_checked()


def test_a_note_is_saved_to_its_last_word_when_the_reply_is_turned_to_while_it_is_being_saved(window: Window) -> None:
    joost, held = Person(window("joost")).opens("/desk/inbox/unassigned"), []
    joost.page.locator(".tk a").first.click()
    joost.ticks("Internal note")
    address = f"**{joost.page.locator('form[data-draft]').get_attribute('data-draft')}"
    joost.page.route(address, lambda route: held.append(route), times=1)
    text = joost.page.locator("#body")
    with joost.page.expect_request(address):
        text.press_sequentially("Onder ons")
    text.press_sequentially(" gezegd")
    joost.ticks("Reply to the customer")

    with joost.page.expect_response(lambda answer: "Onder ons gezegd" in (answer.request.post_data or "")):
        held[0].continue_()
    expect(text).to_have_value("")
    joost.opens(joost.page.url)
    joost.ticks("Internal note")
    expect(text).to_have_value("Onder ons gezegd")


def test_a_change_takes_files_in_its_parts_and_watchers_at_its_check(scene: Scene) -> None:
    samira = scene.comes("samira").opens("/linde/new/change/planning")
    samira.presses("Begin")
    samira.page.set_input_files("input[type=file]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(samira.page.locator(".kept")).to_have_count(1)
    samira.page.locator("#subject").press_sequentially("Half")
    expect(samira.page.locator(".saved")).to_have_text(SAVED)
    samira.page.reload()
    expect(samira.page.locator("#subject")).to_have_value("Half")
    sends_all_parts(samira)
    expect(samira.page.locator(".kept")).to_contain_text("plan.pdf")
    samira.page.locator("#find_watcher").press_sequentially("Karim")
    samira.page.get_by_role("option").first.click()
    expect(samira.page.locator("#who-sees")).to_contain_text("Karim")
    assert barriers(samira.page) + sideways(samira.page) == []
    samira.presses("Send", within="main")
    samira.presses("View your request")
    samira.page.get_by_role("link", name="plan.pdf").first.wait_for()
    assert "Karim" in samira.page.locator("aside").first.inner_text()


def test_without_scripts_a_change_takes_files_and_watchers_and_a_reply_is_kept_by_a_button(window: Window) -> None:
    samira = Person(window("samira", width=390, scripts=False)).opens("/linde/new/change/planning")
    samira.presses("Begin")
    samira.page.set_input_files("input[type=file]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    samira.presses("Add these files")
    expect(samira.page.locator(".kept")).to_contain_text("plan.pdf")
    sends_all_parts(samira)
    expect(samira.page.locator(".kept")).to_contain_text("plan.pdf")
    samira.page.locator("#find_watcher").fill("Karim")
    samira.presses("Search", within="main")
    samira.page.locator("[name=watchers]").first.check()
    samira.presses("Send", within="main")
    samira.presses("View your request")

    samira.page.locator("#reply textarea").fill("Nog iets")
    samira.presses("Save as draft")
    samira.reads("Saved as draft at %(time)s", time="12.00")
    expect(samira.page.locator("#reply textarea")).to_have_value("Nog iets")
    samira.presses("Delete draft")
    samira.presses("Undo")
    samira.presses("Send reply")
    samira.reads("Your reply is sent.")


def sends_all_parts(person: Person) -> None:
    """Fill in every part and go on to the check."""
    for part in CHANGE.values():
        for name, value in part.items():
            field = person.page.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                person.page.locator(f"[name={name}][value={value}]").check()
            else:
                field.fill(value)
        person.page.locator(".sendbar button.pri").click()
    person.reads("Is everything right? Then send it.")
