"""Arrange the sign-in of an organisation, and go there and back, as people and their browsers do."""

from urllib.parse import urlsplit

import requests

from tests.openid.provider import CLIENT_ID, SECRET, Provider
from tests.players import Page, Player

ROOT = "/{}/org/sso"


def describes(admin: Player, provider: Provider, **fields: str) -> Page:
    path = f"/{admin.house}/org/sso/provider"
    filled = {"brand": "other", "issuer": provider.issuer, "client_id": CLIENT_ID, "secret": SECRET}
    return admin.posts(path, filled | fields, on=path)


def tries_out(admin: Player) -> Page:
    """Press the button that tests, and go there and back."""
    root = f"/{admin.house}/org/sso"
    return comes_back(admin, goes(admin.posts(f"{root}/test", {}, on=root)))


def switches(admin: Player, standing: str, **fields: str) -> Page:
    root = f"/{admin.house}/org/sso"
    return admin.posts(f"{root}/standing", {"standing": standing, **fields}, on=root)


def arranges(admin: Player, provider: Provider, **fields: str) -> None:
    """Everything until it is on."""
    before = provider.who
    provider.who = {"sub": "henk-1", "email": f"iemand@{admin.house}.example", "email_verified": True}
    assert describes(admin, provider, **fields).status == 303
    page = tries_out(admin)
    assert not page.soup.select("main .pill.bad"), page.text
    page = switches(admin, "on")
    assert page.status == 303, page.text
    provider.who = before


def begins(browser: Player, email: str, wanted: str = "") -> Page:
    """Type an address, and press the button of the work account."""
    first = browser.opens("/signin").form("/signin") | {"email": email, "next": wanted}
    second = Page(browser.browser.post("/signin", data=first))
    return Page(browser.browser.post("/signin/sso", data=second.form("/signin/sso")))


def goes(page: Page) -> str:
    """Follow the page that leads to the provider; return the address with which the browser comes back."""
    assert page.status == 200, page.text
    there = page.soup.select_one("main a.btn")
    assert there, page.text
    answer = requests.get(str(there["href"]), allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def comes_back(browser: Player, address: str) -> Page:
    parts = urlsplit(address)
    return Page(browser.browser.get(f"{parts.path}?{parts.query}"))


def signs_in_at_work(browser: Player, email: str, wanted: str = "") -> Page:
    return comes_back(browser, goes(begins(browser, email, wanted)))


def is_in(browser: Player) -> bool:
    """Say whether somebody is signed in in this browser."""
    return not browser.opens("/organisations").location.startswith("/signin")


def log_of(player: Player) -> str:
    return player.opens(f"/{player.house}/org/audit").text
