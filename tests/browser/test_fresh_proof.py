"""At a window, long after signing in: an admin is asked who they are, and what they filled in is still there."""

import sqlite3
from contextlib import closing

import pytest

from portal.demo.cast import PASSWORD
from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import Demo, Window

pytestmark = pytest.mark.browser

CIRCUMSTANCES = ((True, "nl", 1280, "light"), (False, "en", 390, "dark"), (True, "en", 390, "light"))


def long_ago(demo: Demo) -> None:
    """Let nobody have proved anything lately."""
    with closing(sqlite3.connect(demo.engine.path, timeout=30)) as behind:
        behind.execute("update session set proved_at = '2026-11-17 08:00:00.000000'")
        behind.commit()


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_inviting_an_admin_asks_the_password_and_one_more_press_sends_what_was_filled_in(
    window: Window, demo: Demo, at_: tuple
) -> None:
    scripts, language, width, theme = at_
    henk = Person(window("henk", width=width, theme=theme, scripts=scripts))
    henk.opens("/")
    if language != "nl":
        henk.chooses_language(language)
    henk.opens("/linde/org/users/new")
    henk.page.locator("#name").fill("Iris Blom")
    henk.page.locator("#email").fill("iris@linde.example")
    henk.page.locator("input[name=roles][value=admin]").check()
    long_ago(demo)
    henk.page.locator("main form button.pri").last.click()

    henk.is_at(r"/account/proof/.*")
    henk.reads("Confirm that it is you")
    assert unfit(henk.page, scripts) == []
    henk.fills("Your password", "mis")
    henk.presses("Confirm")
    henk.reads("This is not your password. Try again")
    assert unfit(henk.page, scripts) == []
    henk.fills("Your password", PASSWORD)
    henk.presses("Confirm")
    henk.reads("One more press")
    assert unfit(henk.page, scripts) == []
    henk.presses("Send it now")
    henk.is_at("/linde/org/users")
    assert "Iris Blom" in henk.page.locator("main").inner_text()


def test_where_one_signed_in_is_for_everybody(window: Window) -> None:
    for width, theme in ((1280, "light"), (390, "dark")):
        page = window("bram", width=width, theme=theme)
        page.goto("/account/security/history")
        assert unfit(page, True) == []
