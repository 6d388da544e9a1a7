"""News at a window: written, published, read and acknowledged, with and without scripts, for everybody."""

import re

import pytest

from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import Demo, Scene, Window, refused

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")], ids=["desk", "phone"])
def test_a_message_is_written_looked_at_published_and_read(
    window: Window, width: int, theme: str, scripts: bool
) -> None:
    henk = Person(window("henk", "linde", width=width, theme=theme, scripts=scripts)).opens("/linde/news")
    henk.presses("Write a message")
    henk.fills("Title in Dutch", "De parkeerplaats is dicht")
    henk.fills("Text in Dutch", "Maandag en **dinsdag** kun je er niet staan.")
    henk.ticks("Noord")
    henk.fills("Everybody reads this before", "2026-12-01")
    henk.presses("Save and look at it first")
    henk.reads("The draft is saved. Nobody else sees it yet.")
    told = henk.page.get_by_text(re.compile(r"Dit lezen \d+ mensen")).first.inner_text()
    readers = re.findall(r"Dit lezen (\d+) mensen", told)[0]
    henk.presses("Publish")
    henk.reads("The message is published.")

    bram = Person(window("bram", "linde", width=width, theme=theme, scripts=scripts)).opens("/linde/")
    bram.follows("De parkeerplaats is dicht")
    bram.reads("Read this before %(date)s", date="dinsdag 1 december")
    bram.presses("I have read this")
    bram.reads("Thank you. We noted that you read this.")
    bram.reads("You read this on %(date)s.", date="dinsdag 17 november 2026, 12.00")

    henk.follows("De parkeerplaats is dicht")
    henk.follows(henk.words("Who read this"))
    henk.text(f"1 van de {readers} mensen zeggen dat ze het lazen.").wait_for()


def test_a_refused_message_says_what_is_wrong_and_keeps_the_rest(scene: Scene) -> None:
    henk = scene.comes("henk").opens("/linde/news/new")
    henk.fills("Text in Dutch", "Mijn hele verhaal")
    henk.ticks("Zuid")

    refused(henk, "Publish")

    assert henk.page.locator(".errsum li").count() == 1
    assert henk.field("Text in Dutch").input_value() == "Mijn hele verhaal"
    assert henk.page.get_by_label("Zuid").is_checked()
    assert barriers(henk.page) == []
    assert sideways(henk.page) == []


PAGES = {
    "bram": ("/linde/", "/linde/news", "/linde/news?kind=outage"),
    "henk": ("/linde/news", "/linde/news/own", "/linde/news/new"),
    "ruud": ("/admin/broadcasts", "/admin/broadcasts/new"),
    "dewi": ("/eemland/news",),
}
BELOW = {"henk": ("preview", "edit", "receipts"), "ruud": ("preview", "edit", "receipts"), "bram": (), "dewi": ()}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_of_the_news_is_for_everybody(scene: Scene, demo: Demo, who: str) -> None:
    person = scene.comes(who, "eemland" if who == "dewi" else "")
    paths = list(PAGES[who])
    person.opens(paths[min(1, len(paths) - 1)] if who in ("bram", "henk") else paths[0])
    found = [link.get_attribute("href") or "" for link in person.page.locator(".newslist a.t").all()]
    paths += found[:3]
    for verb in BELOW[who]:
        paths += [link.replace("/preview", f"/{verb}") for link in found if link.endswith("/preview")]
    assert len(paths) > 2

    faults = {}
    for path in paths:
        person.opens(path)
        faults[path] = barriers(person.page) + sideways(person.page)
    assert {path: fault for path, fault in faults.items() if fault} == {}
