"""News as the cast writes and reads it, through the pages."""

from typing import Any

from tests.players import Page, Player


def place(player: Player) -> str:
    """Where this person publishes."""
    return "/admin/broadcasts" if player.house == "nova" else f"/{player.house}/news"


def writes(player: Player, title: str, text: str = "Lees dit maar.", send: str = "publish", **fields: Any) -> Page:
    """Fill in the form of a new message and send it."""
    path = f"{place(player)}/new"
    form = player.opens(path)
    if form.status != 200:
        return form
    filled = form.form(path) | {"title_nl": title, "text_nl": text, "send": send} | fields
    return Page(player.browser.post(path, data=filled))


def publishes(player: Player, title: str, text: str = "Lees dit maar.", **fields: Any) -> str:
    """Publish a message; return its code."""
    page = writes(player, title, text, **fields)
    assert page.status == 303, page.errors or page.text
    return code_of(player, title)


def code_of(player: Player, title: str) -> str:
    """The code of a message in the publisher's own list."""
    own = player.opens("/admin/broadcasts" if player.house == "nova" else f"/{player.house}/news/own")
    link = next(link for link in own.soup.select("a.t") if link.get_text() == title)
    return link["href"].split("/")[-2]


def board(player: Player, **filters: str) -> list[str]:
    """The titles on the board of somebody, in order."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    page = player.opens(f"/{player.house}/news?{query}")
    assert page.status == 200
    return [link.get_text() for link in page.soup.select(".newslist a.t")]


def unread(player: Player) -> int:
    """How much unread news the menu tells."""
    mark = player.opens(f"/{player.house}/requests").soup.select_one(".nav .dot")
    return int(mark.get_text().split()[0]) if mark else 0


def presses(player: Player, code: str, verb: str) -> Page:
    """Press a button of a message, from the page that shows it."""
    path = f"{place(player)}/{code}/{verb}"
    for page in (f"{place(player)}/{code}", f"{place(player)}/{code}/preview", f"{place(player)}/{code}/receipts"):
        try:
            return player.posts(path, {}, on=page)
        except AssertionError:
            continue
    return player.sends(path, {})


def wants(player: Player, *topics: str) -> None:
    """Choose which mails come."""
    path = "/account/notifications"
    token = player.opens(path).form(path)["csrf_token"]
    assert player.browser.post(path, data={"csrf_token": token, "wanted": list(topics)}).status_code == 303
