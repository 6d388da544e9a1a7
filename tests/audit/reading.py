"""How an admin reads the log."""

from tests.players import Player


def lines(player: Player, query: str = "") -> list[str]:
    """What the lines of the first page say, newest first."""
    page = player.opens(f"/{player.house}/org/audit{query}")
    assert page.status == 200, page.text
    return [_plain(cell.find(string=True)) for cell in page.soup.select("tbody th")]


def _plain(text: object) -> str:
    return " ".join(str(text).split())
