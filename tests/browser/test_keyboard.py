"""Without a mouse: everything is reached with Tab, works with Enter and Space, and the focus is always in sight."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person
from tests.browser.stage import Window

pytestmark = pytest.mark.browser

FAR = 120
"""No page has more stops than this."""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there."""
    goal = target.element_handle()
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("(goal) => document.activeElement === goal", goal):
            return
    raise AssertionError(f"no Tab leads to {target}")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/signin"),
        ("samira", "/linde/"),
        ("samira", "/linde/requests"),
        ("samira", "/linde/requests/1"),
        ("samira", "/linde/new/question/planning"),
        ("joost", "/desk/inbox/all"),
        ("joost", "/desk/requests/LINDE-1?view=all"),
    ],
)
def test_the_first_tab_skips_to_the_content(window: Window, who: str, path: str) -> None:
    page = window(who)
    page.goto(path)

    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Naar de inhoud")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main :focus")).to_have_count(1)


def test_a_question_is_asked_and_a_reply_is_sent_by_keyboard_only(window: Window) -> None:
    bram = Person(window("bram")).opens("/linde/")
    page = bram.page
    tab_to(page, page.get_by_role("link", name=bram.words("Ask a question")))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Planning"))
    page.keyboard.press("Enter")
    tab_to(page, bram.field("Subject"))
    page.keyboard.type("Zonder muis")
    tab_to(page, bram.field("Explanation"))
    page.keyboard.type("Dit typte ik.")
    tab_to(page, bram.field("Confidential"))
    page.keyboard.press("Space")
    expect(bram.field("Confidential")).to_be_checked()
    page.keyboard.press("Space")
    tab_to(page, page.locator(".if-open summary"))
    page.keyboard.press("Enter")
    expect(page.locator(".if-open dl")).to_be_visible()
    tab_to(page, bram.button("Send"))
    page.keyboard.press("Enter")
    bram.reads("Your question is sent")
    tab_to(page, bram.button("View your request"))
    page.keyboard.press("Enter")
    tab_to(page, bram.field("Your reply"))
    page.keyboard.type("Ook zonder muis.")
    tab_to(page, bram.button("Send reply"))
    page.keyboard.press("Enter")

    bram.reads("Your reply is sent.")
    expect(page.locator(".thread")).to_contain_text("Ook zonder muis.")


def test_an_agent_answers_by_keyboard_only(window: Window) -> None:
    joost = Person(window("joost")).opens("/desk/inbox/unassigned")
    page = joost.page
    tab_to(page, page.locator(".tk a").first)
    page.keyboard.press("Enter")
    tab_to(page, joost.button("Take"))
    page.keyboard.press("Enter")
    joost.reads("You have this request now.")
    tab_to(page, page.get_by_role("radio", name=joost.words("Reply to the customer")))
    page.keyboard.press("ArrowRight")
    expect(joost.button("Save note")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.type("Kies Ruilen.")
    tab_to(page, page.locator(".split summary"))
    page.keyboard.press("Enter")
    tab_to(page, joost.button("Send answer"))
    page.keyboard.press("Enter")

    joost.reads("Your message is sent.")


@pytest.mark.parametrize(
    ("who", "path", "width"),
    [
        ("", "/signin", 1280),
        ("samira", "/linde/", 1280),
        ("samira", "/linde/", 390),
        ("joost", "/desk/requests/LINDE-30", 1280),
        ("joost", "/desk/requests/LINDE-30", 390),
    ],
)
def test_every_menu_opens_with_enter_and_closes_with_escape_and_gives_the_focus_back(
    window: Window, who: str, path: str, width: int
) -> None:
    page = window(who, width=width)
    page.goto(path)
    menus = page.locator("details.menu:visible")
    assert menus.count() > 0

    for place in range(menus.count()):
        menu = menus.nth(place)
        summary = menu.locator("summary")
        tab_to(page, summary)
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        expect(menu.locator(":focus")).to_have_count(1)
        expect(menu.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()


def test_a_click_elsewhere_closes_a_menu(window: Window) -> None:
    page = window("samira")
    page.goto("/linde/")
    page.locator("summary.me").click()
    expect(page.locator("details.menu[open]")).to_have_count(1)

    page.locator("h1").click()

    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_light_or_dark_is_chosen_in_the_menu_and_stays(window: Window) -> None:
    samira = Person(window("samira", theme="light")).opens("/linde/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = samira.page.evaluate(ground)
    samira.page.locator("summary.me").click()

    samira.presses("Dark")

    samira.is_at("/linde/")
    assert samira.page.evaluate(ground) != light
    assert Person(window("samira", theme="light")).opens("/linde/requests").page.evaluate(ground) != light


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/signin"),
        ("samira", "/linde/"),
        ("samira", "/linde/requests?scope=organisation"),
        ("samira", "/linde/requests/16"),
        ("samira", "/linde/requests/1"),
        ("samira", "/linde/new/question/planning"),
        ("joost", "/desk/inbox/all"),
        ("joost", "/desk/requests/LINDE-30?view=all"),
        ("marijke", "/desk/requests/LINDE-1"),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_is_seen_at_every_stop_and_no_bar_covers_it(window: Window, who: str, path: str, width: int) -> None:
    page = window(who, width=width)
    page.goto(path)

    assert _out_of_sight(page) == []


def test_a_planted_bar_and_a_missing_ring_are_found(window: Window) -> None:
    page = window("samira", width=390)
    page.goto("/linde/requests/1")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(".tabs { block-size: 60vh } .btn:focus-visible { outline: 0 !important }")
            document.adoptedStyleSheets = [sheet]
        }"""
    )

    found = " ".join(_out_of_sight(page))

    assert "is covered by .tabs" in found
    assert "has no ring" in found


def _out_of_sight(page: Page) -> list[str]:
    """Walk through a page with Tab; return where the focus cannot be seen."""
    found, stops = [], 0
    while stop := _next_stop(page):
        stops += 1
        assert stops < FAR
        found += [f"{stop['what']} {fault}" for fault in stop["faults"]]
    assert stops > 3
    return found


def _next_stop(page: Page) -> dict[str, Any] | None:
    """Press Tab; return what has the focus now and what is wrong with how that looks; None at the end of the page."""
    page.keyboard.press("Tab")
    return page.evaluate(
        """() => {
            const one = document.activeElement
            if (one === document.body || one.dataset.stopped) return null
            one.dataset.stopped = "yes"
            const faults = []
            const drawn = (who, part) => {
                const style = getComputedStyle(who, part)
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            }
            const near = [one, one.parentElement, one.parentElement.parentElement]
            if (!near.some((who) => drawn(who) || drawn(who, "::after"))) faults.push("has no ring")
            const shown = one.closest("label") ?? one
            const box = [...shown.getClientRects()].find((part) => part.width && part.height)
            if (!box) return { what: one.outerHTML.slice(0, 120), faults: ["has no box"] }
            const middle = box.left + box.width / 2
            for (const y of [Math.max(box.top, 0) + 2, Math.min(box.bottom, innerHeight) - 2]) {
                const top = document.elementFromPoint(middle, y)
                const bar = top?.closest(".top, .abar, .tabs, .stickyreply")
                if (bar && !bar.contains(one)) faults.push(`is covered by .${bar.className}`)
            }
            if (box.bottom < 0 || box.top > innerHeight) faults.push("is outside the window")
            return { what: one.outerHTML.slice(0, 120), faults }
        }"""
    )
