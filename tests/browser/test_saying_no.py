"""What is not there, not allowed, too late or empty says so in words, leads on, and is for everybody."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import barriers, sideways
from tests.browser.stage import Scene, refused

pytestmark = pytest.mark.browser


# Pages that say no.


def not_found(scene: Scene) -> tuple[Page, int]:
    return _get(scene.comes("tom").page, "/linde/requests/1")


def not_allowed(scene: Scene) -> tuple[Page, int]:
    """Somebody who reads along asks for more time in another's name."""
    henk = scene.comes("henk").opens("/linde/requests?scope=organisation")
    theirs = henk.page.locator(".list li").filter(has_text="Samira El Amrani").first
    path = theirs.locator("a").get_attribute("href")
    return _forges(henk.page, f"{path}/extension")


def too_late(scene: Scene) -> tuple[Page, int]:
    """Asked for more time in one window, and once more in another."""
    samira = scene.comes("samira")
    samira.opens(scene.request(samira, "/linde/requests?state=postponed", "Your turn"))
    other = scene.comes("samira").opens(samira.page.url)
    other.presses("I need more time")
    other.reads("You have two weeks more.")
    return refused(samira, "I need more time", 409).page, 409


def ended_link(scene: Scene) -> tuple[Page, int]:
    with closing(sqlite3.connect(scene.demo.engine.path)) as behind, behind:
        behind.execute("update rating_link set expires_at = '2025-01-01 00:00:00.000000'")
    return _get(scene.comes().page, scene.rating)


def page_without_its_token(scene: Scene) -> tuple[Page, int]:
    bram = scene.comes("bram").opens("/linde/")
    bram.page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach((one) => one.value = 'stale')")
    return _forges(bram.page, "/linde/requests/1/extension")


def _get(page: Page, path: str) -> tuple[Page, int]:
    response: Any = page.goto(path)
    return page, response.status


FORGED = """(path) => {
    const form = document.querySelector("form[action='/signout']")
    form.action = path
    form.requestSubmit()
}"""


def _forges(page: Page, path: str) -> tuple[Page, int]:
    """Send the form that signs out to another address: a token and nothing else."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.evaluate(FORGED, path)
    return page, told.value.status


@pytest.mark.parametrize(
    ("says_no", "status"),
    [(not_found, 404), (not_allowed, 403), (too_late, 409), (ended_link, 410), (page_without_its_token, 400)],
)
def test_a_page_that_says_no_says_what_to_do(scene: Scene, says_no: Callable[[Scene], Any], status: int) -> None:
    page, answered = says_no(scene)

    assert answered == status
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main .lead")).not_to_be_empty()
    expect(page.locator("main a.btn")).to_be_visible()
    assert barriers(page) + sideways(page) == []


def test_an_answer_that_crossed_a_reply_comes_back_with_its_text(scene: Scene) -> None:
    bram = scene.comes("bram")
    mine = scene.request(bram, "/linde/requests", "Your turn")
    joost = scene.comes("joost").opens(f"/desk/requests/LINDE-{mine.split('/')[-1]}")
    bram.opens(mine)
    bram.fills("Your reply", "Ik heb het al gevonden.")
    bram.presses("Send reply")
    bram.reads("Your reply is sent.")
    joost.fills("Your message", "Heb je al gekeken?")

    refused(joost, "Send and wait for customer", 409)

    joost.reads("A new reply has just arrived. Read it first.")
    joost.reads("New since you opened this page")
    expect(joost.field("Your message")).to_have_value("Heb je al gekeken?")
    expect(joost.page.locator(".thread")).to_contain_text("Ik heb het al gevonden.")
    assert barriers(joost.page) + sideways(joost.page) == []


# Nothing there yet.

NOTHING_OF_WOUTERS = """
    delete from participant where person_id = (select id from person where email = 'wouter@vechtdal.example');
    update ticket set filed_by_id = tom.id, filed_for_id = tom.id from person tom, person wouter
    where tom.email = 'tom@vechtdal.example' and wouter.email = 'wouter@vechtdal.example'
        and ticket.filed_by_id = wouter.id
"""


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("wouter", "/vechtdal/"),
        ("wouter", "/vechtdal/requests"),
        ("wouter", "/vechtdal/requests?q=geenenkelwoord"),
        ("joost", "/desk/inbox/department-development"),
        ("joost", "/desk/inbox/all?q=geenenkelwoord"),
    ],
)
def test_an_empty_list_says_so_and_leads_on(scene: Scene, who: str, path: str) -> None:
    with closing(sqlite3.connect(scene.demo.engine.path)) as behind, behind:
        behind.executescript(NOTHING_OF_WOUTERS)
    page = scene.comes(who).page
    page.goto(path)

    expect(page.locator(".empty").first).to_be_visible()
    assert barriers(page) + sideways(page) == []


@pytest.mark.parametrize(
    ("who", "path"),
    [("samira", "/linde/"), ("samira", "/linde/requests/1"), ("joost", "/desk/requests/LINDE-1?view=all")],
)
def test_everything_that_folds_out_is_for_everybody(scene: Scene, who: str, path: str) -> None:
    page = scene.comes(who).page
    page.goto(path)

    for place in range(page.locator("summary").count()):
        summary = page.locator("summary").nth(place)
        if summary.is_visible():
            summary.click()
            assert barriers(page) + sideways(page) == []
            if page.locator("details.menu[open]").count():
                page.keyboard.press("Escape")
