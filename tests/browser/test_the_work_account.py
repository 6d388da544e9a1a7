"""An admin arranges the sign-in with the work account at a window, and a colleague comes in with it and leaves."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.looking import unfit
from tests.browser.people import Person
from tests.browser.stage import MOMENT, Demo, Window
from tests.browser.test_members import CIRCUMSTANCES, comes
from tests.openid.provider import CLIENT_ID, SECRET, Provider, provider_running

pytestmark = pytest.mark.browser


@pytest.fixture
def provider(demo: Demo) -> Iterator[Provider]:
    """A provider that lives at the moment at which the server stands still, and leads back to where it listens."""
    with provider_running() as running:
        made = int(MOMENT.timestamp())
        leads = running.authorize
        running.forged = lambda claims: claims | {"iat": made, "exp": made + 300}
        running.authorize = lambda query: demo.url + urlsplit(leads(query))._replace(scheme="", netloc="").geturl()
        running.who = {"sub": "henk-1", "email": "henk@linde.example", "email_verified": True, "name": "Henk Visser"}
        yield running


def describes(henk: Person, provider: Provider) -> None:
    henk.page.get_by_label(henk.words("Another one"), exact=True).check()
    henk.fills("Address of the provider", provider.issuer)
    henk.fills("Client ID", CLIENT_ID)
    henk.page.locator("#secret").fill(SECRET)
    henk.presses("Save")
    henk.is_at("/linde/org/sso(#.*)?")


def begins(person: Person, email: str) -> None:
    person.opens("/signin")
    person.fills("E-mail address", email)
    person.presses("Continue")
    person.page.get_by_role("button", name="Zorggroep De Linde").click()


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_an_admin_tests_it_and_switches_it_on_and_a_colleague_comes_in_and_leaves(
    window: Window, provider: Provider, at_: tuple
) -> None:
    scripts, _language, width, theme = at_
    henk = comes(window, "henk", at_, beside=provider.issuer)
    henk.opens("/linde/org")
    henk.page.locator(".tile", has_text=henk.words("Sign in with the work account")).click()
    henk.reads("Say where your organisation signs in.")
    assert unfit(henk.page, scripts) == []
    henk.presses("Fill in")
    assert unfit(henk.page, scripts) == []
    describes(henk, provider)
    henk.reads("Not tested yet")
    expect(henk.button("Switch on")).to_have_count(0)
    assert unfit(henk.page, scripts) == []

    henk.presses("Test the sign-in")
    henk.reads("Everything is right")
    expect(henk.page.locator("main")).to_contain_text("henk@linde.example")
    expect(henk.page.locator("main")).to_contain_text("henk-1")
    assert unfit(henk.page, scripts) == []
    henk.presses("Back to the settings")
    henk.presses("Switch on")
    henk.reads("Saved.")
    expect(henk.page.locator("main .pill.ok")).to_have_count(1)
    assert unfit(henk.page, scripts) == []

    provider.who = {"sub": "bram-1", "email": "bram@linde.example", "email_verified": True}
    bram = Person(window(width=width, theme=theme, scripts=scripts, beside=provider.issuer))
    begins(bram, "bram@linde.example")
    bram.is_at("/linde/")
    bram.page.locator("summary.me").click()
    bram.presses("Sign out", within=".menu[open]")
    bram.is_at("/signed-out")
    bram.opens("/linde/")
    bram.is_at("/signin.*")


@pytest.mark.parametrize("at_", CIRCUMSTANCES, ids=str)
def test_who_comes_back_with_an_address_elsewhere_reads_why_and_is_not_in(
    window: Window, provider: Provider, at_: tuple
) -> None:
    scripts, _language, width, theme = at_
    henk = comes(window, "henk", at_, beside=provider.issuer)
    henk.opens("/linde/org/sso/provider")
    describes(henk, provider)
    provider.who |= {"email": "henk@elders.example"}
    henk.presses("Test the sign-in")
    henk.reads("This is not right yet")
    henk.reads("Sign in at the provider with an address of your organisation, or add the domain.")
    assert unfit(henk.page, scripts) == []
    henk.presses("Back to the settings")
    expect(henk.button("Switch on")).to_have_count(0)
    provider.who |= {"email": "henk@linde.example"}
    henk.presses("Test the sign-in")
    henk.presses("Back to the settings")
    henk.presses("Switch on")

    provider.who = {"sub": "bram-1", "email": "bram@elders.example", "email_verified": True}
    bram = Person(window(width=width, theme=theme, scripts=scripts, beside=provider.issuer))
    begins(bram, "bram@linde.example")
    bram.reads("You are not signed in")
    bram.reads("Your e-mail address is not at a domain of this organisation.")
    assert unfit(bram.page, scripts) == []
    bram.presses("Back to signing in")
    bram.is_at("/signin")
    bram.opens("/linde/")
    bram.is_at("/signin.*")
