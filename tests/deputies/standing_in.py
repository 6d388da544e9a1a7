"""Naming a deputy as people do it: with the form of the page."""

from datetime import timedelta
from typing import Any

from portal.web.days import day_typed
from portal.web.language import today
from tests.people.inviting import fields_of, handle_of
from tests.players import Page, Player


def days(first: int, last: int) -> dict[str, str]:
    """Return the fields of a time, in days from today."""
    return {"starts": day_typed(today() + timedelta(days=first)), "until": day_typed(today() + timedelta(days=last))}


def fills_in(player: Player, path: str, deputy: str, first: int = 0, last: int = 6, **more: Any) -> Page:
    """Open the form for somebody who is away, and send it."""
    page = player.opens(path)
    assert page.status == 200, page.status
    filled = fields_of(page, path) | {"deputy": deputy} | days(first, last) | more
    return Page(player.browser.post(path, data=filled))


def names(manager: Player, deputy: str, admin: Player, first: int = 0, last: int = 6) -> Page:
    """Let a manager name a deputy for themselves; `admin` knows their handle."""
    return fills_in(manager, f"/{manager.house}/deputies/me", handle_of(admin, deputy), first, last)


def ends(player: Player, words: str = "") -> Page:
    """Press the first button that ends one."""
    house = "desk/absence" if player.house == "nova" else f"{player.house}/deputies"
    page = player.opens(f"/{house}")
    action = next(str(form["action"]) for form in page.soup.select("main form") if words in form.get_text())
    return player.posts(action, {}, on=f"/{house}")
