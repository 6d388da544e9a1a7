"""What the service admin does on the pages of the set-up, with the real forms."""

from typing import Any

from tests.players import Page, Player

NEW = {"name": "Stichting Veldzicht", "code": "VELD", "customer_number": "40777", "language": "nl"}
WHY = "Jullie vroegen per telefoon om een dienst erbij."


def sets(player: Player, path: str, **fields: Any) -> Page:
    """Fill in the form of a page of the set-up, and send it; a value None leaves a box without its tick."""
    if player.opens(path).soup.select_one("form[action$='/look-in']"):
        looks_in(player, path.split("/")[3])
    filled = player.opens(path).form("") | fields
    return Page(player.browser.post(path, data={name: value for name, value in filled.items() if value is not None}))


def looks_in(player: Player, house: str, reason: str = WHY) -> Page:
    """Say why one looks at the administration of a customer; open for an hour."""
    path = f"/admin/organisations/{house}"
    return player.posts(f"{path}/look-in", {"reason": reason}, on=path)


def adds_organisation(player: Player, services: tuple[str, ...] = ("planning",), **fields: Any) -> Page:
    return sets(player, "/admin/organisations/new", **NEW | fields, services=list(services))


def listed(player: Player, path: str) -> list[str]:
    """The names in a list of the set-up."""
    return [" ".join(link.get_text().split()) for link in player.opens(path).soup.select(".list a.t")]
