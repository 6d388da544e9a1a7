"""Reporting a problem and asking for a change, at a desk and on a phone, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import Scene, Window
from tests.players import CHANGE, PROBLEM

pytestmark = pytest.mark.browser

LABELS = {
    "subject": "Subject",
    "i_do": "I do",
    "i_see": "I see",
    "i_expect": "I expect",
    "consequence": "What does it mean for your work?",
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_reports_a_problem(window: Window, width: int, scripts: bool) -> None:
    noor = Person(window("noor", width=width, scripts=scripts))
    noor.opens("/linde/new")
    noor.follows(noor.words("Report a problem"))
    noor.follows("Planning en rooster")

    noor.presses("Send")
    noor.reads("Choose how serious the problem is")
    assert noor.page.locator("#impact").count() == 1
    for key, label in LABELS.items():
        noor.fills(label, PROBLEM[key])
    noor.page.get_by_role("radio", name=re.compile(noor.words("Medium"))).check()
    noor.page.locator("details.fold summary").click()
    noor.fills("Since when?", "Sinds vanochtend")
    shown = noor.page.locator("[data-screen]")
    expect(shown).to_be_visible() if scripts else expect(shown).to_be_hidden()
    noor.presses("Send")

    noor.reads("Your report is sent")
    noor.presses("View your request")
    expect(noor.page.locator(".msg").first).to_contain_text("Sinds vanochtend")
    expect(noor.page.locator(".msg").first).to_contain_text(noor.words("Sent along"))
    size = f"{width} × "
    assert (size in noor.page.locator(".msg").first.inner_text()) is scripts


def test_a_refused_problem_is_for_everybody(scene: Scene) -> None:
    noor = scene.comes("noor").opens("/linde/new/problem/planning")

    noor.presses("Send")

    expect(noor.page.locator(".errsum")).to_be_focused()
    assert barriers(noor.page) + sideways(noor.page) == []


def test_a_long_address_does_not_stick_out(scene: Scene) -> None:
    noor = scene.comes("noor").opens("/linde/new/problem/planning?url=https://app.nova.example/" + "x" * 300)
    for key, label in LABELS.items():
        noor.fills(label, PROBLEM[key])
    noor.page.locator("#impact").check()
    noor.presses("Send")
    noor.presses("View your request")

    assert barriers(noor.page) + sideways(noor.page) == []


def test_somebody_asks_for_a_change_without_scripts(window: Window) -> None:
    samira = Person(window("samira", width=390, scripts=False))
    samira.opens("/linde/new/change/planning")
    samira.presses("Begin")
    for part in CHANGE.values():
        for key, text in part.items():
            field = samira.page.locator(f"[name={key}]")
            if field.first.get_attribute("type") == "radio":
                samira.page.locator(f"[name={key}][value={text}]").check()
            else:
                field.fill(text)
        samira.presses("Save and go on")

    assert sideways(samira.page) == []
    samira.page.get_by_role("link", name=re.compile("Voor welke cao")).click()
    samira.page.locator("[name=agreements]").fill("Cao GHZ")
    samira.presses("Save and back to the check")
    samira.presses("Send")

    samira.reads("Your request for a change is sent")


def test_the_pages_of_a_refused_change_are_for_everybody(scene: Scene) -> None:
    noor = scene.comes("noor").opens("/linde/new/change")
    assert barriers(noor.page) + sideways(noor.page) == []

    samira = scene.comes("samira").opens("/linde/new/change/planning")
    samira.presses("Begin")
    samira.presses("Save and go on")
    expect(samira.page.locator(".errsum")).to_be_visible()
    assert barriers(samira.page) + sideways(samira.page) == []
