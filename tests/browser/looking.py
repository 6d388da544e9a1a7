"""What is wrong with a page for somebody who reads, hears or enlarges it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

axe = Axe()


def barriers(page: Page) -> list[str]:
    """Return what axe finds on a page: the rule, and where it is broken. Without scripts it would wait for ever."""
    page.wait_for_load_state()
    assert page.evaluate("matchMedia('(scripting: enabled)').matches"), "axe needs scripts: ask unfit() instead"
    found: Any = axe.run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response
    return [
        f"{violation['id']} at {node['target']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def unfit(page: Page, scripts: bool) -> list[str]:
    """Return all that is wrong with a page; axe, which waits for ever without scripts, only where they run."""
    return (barriers(page) if scripts else []) + sideways(page)


def sideways(page: Page) -> list[str]:
    """Return what sticks out when a page is as narrow as 320 pixels, and each number of a request that breaks there."""
    page.wait_for_load_state()
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    outside: list[str] = page.evaluate(OUTSIDE) if wide > 320 else []
    broken: list[str] = page.evaluate(BROKEN)
    page.set_viewport_size(before or {"width": 1280, "height": 900})
    wider = [f"{wide} pixels wide at 320: {one}" for one in outside or ["?"]] if wide > 320 else []
    return wider + [f"{one} breaks at 320" for one in broken]


OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > 320.5)
    .map((one) => one.outerHTML.slice(0, 120))
    .slice(-3)"""

BROKEN = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [], range = new Range()
    for (let node; (node = walker.nextNode());) {
        if (node.parentElement.closest("pre")) continue  // the plain text of a mail, letter for letter
        for (const one of node.data.matchAll(/\\b[A-Z][A-Z0-9]+-[0-9]+\\b/g)) {
            range.setStart(node, one.index)
            range.setEnd(node, one.index + one[0].length)
            if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) found.push(one[0])
        }
    }
    return found
}"""
