"""A session that ends by itself: said ten minutes before, one press goes on, and what is typed stays after it."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Demo, Window

pytestmark = pytest.mark.browser

FORM = "/linde/new/question/planning"
STORY = "Hier schreef ik een uur aan."
LOOKS = (("nl", 1280, "light"), ("en", 390, "dark"))


def used(demo: Demo, **ago: float) -> None:
    """Let every session be used, and opened, so long ago."""
    then = (MOMENT - timedelta(**ago)).replace(tzinfo=None)
    with closing(sqlite3.connect(demo.engine.path, timeout=30)) as behind:
        behind.execute("update session set used_at = ?", (f"{then:%Y-%m-%d %H:%M:%S.%f}",))
        behind.commit()


def opened(demo: Demo, **ago: float) -> None:
    then = (MOMENT - timedelta(**ago)).replace(tzinfo=None)
    with closing(sqlite3.connect(demo.engine.path, timeout=30)) as behind:
        behind.execute("update session set created_at = ?", (f"{then:%Y-%m-%d %H:%M:%S.%f}",))
        behind.commit()


def writes(window: Window, look: tuple[str, int, str]) -> Person:
    """Somebody who typed a question, of which the draft is saved, and does nothing any more."""
    language, width, theme = look
    page = window("bram", width=width, theme=theme)
    page.clock.install(time=MOMENT)
    bram = Person(page)
    bram.opens("/linde/")
    if language != "nl":
        bram.chooses_language(language)
    bram.opens(FORM)
    page.locator("#subject").fill("Lang verhaal")
    page.locator("#note").fill(STORY)
    # The title alone is saved first, when it is left: only the answer to the whole is the last use of the session.
    with page.expect_response(lambda answer: STORY in (answer.request.post_data or "")):
        page.clock.run_for(3_000)
    expect(page.locator(".saved")).not_to_be_empty()
    return bram


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_it_is_said_in_time_and_one_press_goes_on_without_losing_anything(
    window: Window, demo: Demo, look: tuple[str, int, str]
) -> None:
    bram = writes(window, look)
    page, bar = bram.page, bram.page.locator(".endbar [role=alert]")
    expect(bar).to_be_empty()
    page.clock.fast_forward("11:45:00")
    expect(bar).to_be_empty()

    used(demo, hours=11, minutes=51)
    page.clock.fast_forward("06:00")

    expect(bar).to_contain_text(bram.words("Do you want to go on? What you typed stays."))
    assert page.evaluate("document.activeElement.id") == "note"
    assert unfit(page, True) == []
    bram.presses("Go on", ".endbar")
    expect(bar).to_be_empty()
    assert page.evaluate("document.activeElement.id") == "note"
    assert page.locator("#note").input_value() == STORY
    page.clock.fast_forward("11:00:00")
    expect(bar).to_be_empty()


def test_another_tab_that_was_used_keeps_it_silent(window: Window, demo: Demo) -> None:
    page = writes(window, LOOKS[0]).page
    page.clock.fast_forward("11:55:00")  # the server knows of use a moment ago

    page.wait_for_timeout(300)
    expect(page.locator(".endbar [role=alert]")).to_be_empty()


def test_after_thirty_days_no_press_goes_on_and_it_says_so(window: Window, demo: Demo) -> None:
    bram = writes(window, LOOKS[0])
    opened(demo, days=30, minutes=-8)
    bram.page.clock.fast_forward("11:55:00")

    bar = bram.page.locator(".endbar [role=alert]")
    expect(bar).to_contain_text("30 dagen")
    expect(bar.get_by_role("button")).to_have_count(0)
    expect(bar.get_by_role("link")).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_after_the_end_what_is_typed_stays_and_is_sent_after_signing_in_in_a_new_tab(
    window: Window, demo: Demo, look: tuple[str, int, str]
) -> None:
    bram = writes(window, look)
    page, bar = bram.page, bram.page.locator(".endbar [role=alert]")
    used(demo, hours=13)
    page.clock.fast_forward("12:01:00")
    expect(bar).to_contain_text(bram.words("You are signed out."))
    assert unfit(page, True) == []
    page.locator("#note").press_sequentially(" En nog iets.")

    with page.context.expect_page() as coming:
        bar.get_by_role("link").click()
    other = Person(coming.value)
    if look[0] != "nl":
        other.speaks(look[0])
    other.signs_in("bram@linde.example")
    other.is_at("/linde/")
    other.page.close()
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(bar).to_be_empty()
    bram.presses("Send", "main")
    bram.is_at(r"/linde/requests/\d+/sent")


def test_somebody_else_who_signs_in_at_this_browser_does_not_send_it(window: Window, demo: Demo) -> None:
    page = writes(window, LOOKS[0]).page
    used(demo, hours=13)
    page.clock.fast_forward("12:01:00")
    bar = page.locator(".endbar [role=alert]")
    expect(bar).to_contain_text("Je bent uitgelogd.")
    other = Person(page.context.new_page())
    other.signs_in("samira@linde.example")
    page.evaluate("dispatchEvent(new Event('focus'))")

    page.wait_for_timeout(300)
    expect(bar).to_contain_text("Je bent uitgelogd.")


def test_at_the_desk_it_is_said_too(window: Window, demo: Demo) -> None:
    page = window("joost")
    page.clock.install(time=MOMENT)
    page.goto("/desk/inbox/all")
    used(demo, hours=11, minutes=51)
    page.clock.fast_forward("11:51:00")

    expect(page.locator(".endbar [role=alert]")).to_contain_text("Wil je verder werken?")
    assert unfit(page, True) == []


def test_nothing_of_it_is_shown_without_scripts_or_to_a_visitor(window: Window) -> None:
    page = window("bram", scripts=False)
    page.goto("/linde/")
    expect(page.locator(".endbar .alert")).to_have_count(0)
    visitor = window()
    visitor.goto("/signin")
    expect(visitor.locator(".endbar")).to_have_count(0)
