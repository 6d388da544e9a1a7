"""Passkeys in a real browser, kept by Chromium's virtual device: made, shown, a second one, and one that is lost."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from portal.demo.cast import PASSWORD
from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import PATIENCE, Demo
from tests.browser.test_fresh_proof import long_ago
from tests.browser.watching import watch

pytestmark = pytest.mark.browser
HERE = "/account/security/second-step"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """A browser on a device that keeps passkeys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.person = Person(page)
        self.told: CDPSession = page.context.new_cdp_session(page)
        self.told.send("WebAuthn.enable")
        self.keeper = self.told.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def loses_its_passkeys(self) -> None:
        self.told.send("WebAuthn.clearCredentials", {"authenticatorId": self.keeper})

    def kept(self) -> int:
        return len(self.told.send("WebAuthn.getCredentials", {"authenticatorId": self.keeper})["credentials"])

    def shows_password(self) -> None:
        self.person.signs_in("bram@linde.example")

    def makes_a_passkey(self, name: str) -> None:
        self.person.opens(HERE)
        self.person.fills("Name of the passkey", name)
        self.person.presses("Make a passkey")

    def leaves(self) -> None:
        self.page.context.clear_cookies()


@pytest.fixture
def at_device(demo: Demo, new_context: Callable[..., Any]) -> Iterator[Callable[..., Device]]:
    """Let Bram sit down at a device that keeps passkeys: they work on localhost, not on a number."""
    demo.put_back()
    faults: list[str] = []
    url = f"http://localhost:{demo.port}"

    def sit_down(width: int = 1280, theme: str = "light") -> Device:
        size = {"width": width, "height": 844}
        context = new_context(base_url=url, viewport=size, color_scheme=theme, reduced_motion="reduce", locale="nl-NL")
        context.set_default_timeout(PATIENCE)
        watch(context, url, faults)
        return Device(context.new_page())

    yield sit_down
    assert faults == []


def codes_on(page: Page) -> list[str]:
    expect(page.locator(".codes code")).to_have_count(10)
    return page.locator(".codes code").all_inner_texts()


def test_bram_makes_a_passkey_and_signs_in_without_a_password(at_device) -> None:
    telephone = at_device()
    telephone.shows_password()
    telephone.makes_a_passkey("Mijn telefoon")
    codes_on(telephone.page)
    assert barriers(telephone.page) == []
    assert telephone.kept() == 1
    telephone.leaves()

    telephone.page.goto("/signin?next=/linde/requests")
    telephone.person.presses("Sign in with a passkey")

    telephone.person.is_at("/linde/requests")


def test_after_the_password_the_passkey_is_the_second_step(at_device) -> None:
    telephone = at_device(390, "dark")
    telephone.shows_password()
    telephone.makes_a_passkey("Mijn telefoon")
    codes_on(telephone.page)
    telephone.leaves()

    telephone.shows_password()
    telephone.person.is_at("/signin/code")
    assert barriers(telephone.page) + sideways(telephone.page) == []
    telephone.page.goto("/linde/")
    telephone.person.is_at("/signin.*")
    telephone.page.goto("/signin/code")
    telephone.person.presses("Sign in with a passkey")

    telephone.person.is_at("/linde/")


def test_a_second_device_gets_its_own_and_a_lost_one_is_stood_in_for_by_a_recovery_code(at_device) -> None:
    telephone, laptop = at_device(), at_device()
    telephone.shows_password()
    telephone.makes_a_passkey("Mijn telefoon")
    codes = codes_on(telephone.page)

    laptop.shows_password()
    laptop.person.follows(laptop.person.words("Use a recovery code"))
    laptop.person.fills("Recovery code", codes[0])
    laptop.person.presses("Sign in")
    laptop.person.is_at("/linde/")
    laptop.makes_a_passkey("Laptop")
    laptop.person.reads("The passkey is there. You can sign in with it.")
    laptop.leaves()
    laptop.page.goto("/signin")
    laptop.person.presses("Sign in with a passkey")
    laptop.person.is_at("/linde/")

    telephone.leaves()
    telephone.loses_its_passkeys()
    telephone.shows_password()
    telephone.person.follows(telephone.person.words("Use a recovery code"))
    telephone.person.fills("Recovery code", codes[1])
    telephone.person.presses("Sign in")
    telephone.person.is_at("/linde/")
    telephone.person.opens(HERE)
    telephone.person.reads("Laptop")


def test_long_after_signing_in_the_password_is_asked_and_the_name_of_the_passkey_is_kept(at_device, demo) -> None:
    telephone = at_device(390)
    telephone.shows_password()
    long_ago(demo)
    telephone.makes_a_passkey("Mijn telefoon & fiets")
    telephone.person.is_at(r"/account/proof\?.*")
    assert barriers(telephone.page) + sideways(telephone.page) == []
    telephone.person.fills("Your password", PASSWORD)
    telephone.person.presses("Confirm")

    expect(telephone.page.locator("#name")).to_have_value("Mijn telefoon & fiets")
    assert telephone.kept() == 0
    telephone.person.presses("Make a passkey")
    codes_on(telephone.page)
    assert telephone.kept() == 1


def test_without_scripts_it_says_so_and_the_app_works(window) -> None:
    bram = Person(window("bram", scripts=False)).opens(HERE)

    bram.reads("A passkey works only where your browser runs scripts. Switch them on to make one, or set up an app.")
    expect(bram.page.locator("[data-passkey]")).to_be_hidden()
    bram.presses("Set up an app")
    bram.is_at(f"{HERE}/app")
    expect(bram.page.locator("svg.qr")).to_be_visible()
