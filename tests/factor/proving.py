"""Setting up a second step and signing in with it, as people do: the app on their telephone included."""

from contextlib import contextmanager

from bs4 import BeautifulSoup
from pyotp.totp import TOTP

from portal.demo.cast import PASSWORD
from tenants.clock import now
from tests.players import Page, Player

HERE = "/account/security/second-step"


class Telephone:
    """An app that makes codes."""

    def __init__(self, secret: str) -> None:
        self.totp = TOTP(secret)

    def code(self, ago: int = 0) -> str:
        """The code that stands there, or stood there so many seconds ago."""
        return self.totp.at(int(now().timestamp()) - ago)


def begins(player: Player) -> Page:
    return player.posts(f"{HERE}/app", {}, on=HERE)


def secret_on(page: Page) -> str:
    key = page.soup.select_one(".typed-key")
    assert key
    return key.get_text().replace(" ", "").strip()


def sets_up_app(player: Player) -> tuple[Telephone, list[str]]:
    """Set up an app and keep the recovery codes."""
    assert begins(player).location == f"{HERE}/app"
    telephone = Telephone(secret_on(player.opens(f"{HERE}/app")))
    page = player.posts(f"{HERE}/app/confirmation", {"code": telephone.code()}, on=f"{HERE}/app")
    assert page.status == 200, page.text
    return telephone, codes_on(page)


def codes_on(page: Page) -> list[str]:
    return [code.get_text() for code in BeautifulSoup(page.html, "html.parser").select(".codes code")]


def shows_password(player: Player, wanted: str = "") -> Page:
    """Sign in as far as the password leads."""
    assert player.one
    first = player.posts("/signin", {"email": player.one.email, "next": wanted}, on="/signin")
    return Page(player.browser.post("/signin", data=first.form("/signin") | {"password": PASSWORD}))


def shows_code(player: Player, code: str, **fields: str) -> Page:
    return player.posts("/signin/code", {"code": code, **fields}, on="/signin/code")


def shows_recovery_code(player: Player, code: str) -> Page:
    return player.posts("/signin/recovery-code", {"code": code}, on="/signin/recovery-code")


def is_in(player: Player, path: str = "/linde/") -> bool:
    return player.opens(path).status == 200


def at_another_browser(player: Player) -> Player:
    """The same person at a browser that knows nothing yet."""
    other = Player(player.app, None)
    other.one = player.one
    return other


@contextmanager
def asks(app, **settings):
    """Let the installation ask a second factor of these roles."""
    before = {name: app.config[name] for name in settings}
    app.config.update(settings)
    try:
        yield
    finally:
        app.config.update(before)
