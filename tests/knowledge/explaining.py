"""Articles as the cast writes and reads them, through the pages."""

from typing import Any

from tests.players import Page, Player

NEW = "/admin/articles/new"


def writes(player: Player, title: str, text: str = "Zo doe je dat.", send: str = "publish", **fields: Any) -> Page:
    """Fill in the form of a new article and send it."""
    form = player.opens(NEW)
    if form.status != 200:
        return form
    filled = form.form(NEW) | {"title_nl": title, "text_nl": text, "send": send} | fields
    return Page(player.browser.post(NEW, data=filled))


def publishes(player: Player, title: str, text: str = "Zo doe je dat.", **fields: Any) -> str:
    """Publish an article; return its name in addresses."""
    page = writes(player, title, text, **fields)
    assert page.status == 303, page.errors or page.text
    return page.location.rpartition("/")[2]


def changes(player: Player, slug: str, **fields: Any) -> Page:
    """Change an article through its form."""
    path = f"/admin/articles/{slug}/edit"
    return player.posts(path, {"send": "save"} | fields, on=path)


def archives(player: Player, slug: str, successor: str = "") -> Page:
    """Take an article out of the way."""
    return player.posts(f"/admin/articles/{slug}/archiving", {"successor": successor}, on=f"/admin/articles/{slug}")


def read_by(player: Player, query: str = "") -> list[str]:
    """The titles that somebody finds, in order."""
    page = player.opens(f"/{player.house}/kb{query}")
    assert page.status == 200, page.text
    return [link.get_text() for link in page.soup.select(".newslist a.t")]


def says(player: Player, slug: str, helped: str, **fields: str) -> Page:
    """Say at the foot of an article whether it helped."""
    path = f"/{player.house}/kb/{slug}"
    return player.posts(f"{path}/opinion", {"helped": helped} | fields, on=path)


def counted(player: Player, slug: str) -> dict[str, str]:
    """What readers think of an article, as its keeper reads it."""
    page = player.opens(f"/admin/articles/{slug}")
    return {one.dt.get_text(): one.dd.get_text() for one in page.soup.select("aside dl.kv > div") if one.dt and one.dd}
