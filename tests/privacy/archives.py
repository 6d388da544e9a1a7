"""Ask for the file with all that is kept of somebody, and read what is in it."""

import io
import json
import zipfile
from typing import Any

from tests.players import Page, Player


class Taken:
    """An archive, as who fetched it reads it."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        assert self.zip.testzip() is None

    @property
    def names(self) -> list[str]:
        return sorted(self.zip.namelist())

    @property
    def text(self) -> str:
        """Every part that can be read, one after the other."""
        return "\n".join(self.zip.read(name).decode("utf-8", "replace") for name in self.names)

    def data(self, folder: str) -> Any:
        return json.loads(self.zip.read(f"{folder}/data.json"))

    def files(self) -> dict[str, bytes]:
        return {name: self.zip.read(name) for name in self.names if "/files/" in name}


def asks(player: Player, path: str = "/account/data") -> Page:
    """Ask for a file on the page for it."""
    return player.posts(path, {}, on=path)


def link_on(player: Player, path: str = "/account/data") -> str:
    """Return the address of the newest file, "" while there is none."""
    return next((link for link in player.opens(path).links if link.startswith(f"{path}/")), "")


def takes(player: Player, path: str, post_office: Any) -> Taken:
    """Ask for the file, let the worker make it, and fetch it."""
    assert asks(player, path).status == 303
    post_office.works()
    link = link_on(player, path)
    assert link, player.opens(path).text
    with player.browser.get(link) as fetched:
        assert fetched.status_code == 200
        assert fetched.headers["Content-Type"] == "application/zip"
        assert fetched.headers["Cache-Control"] == "private, no-store"
        return Taken(fetched.data)


def fetches(player: Player, link: str) -> int:
    """Return how a file is answered."""
    with player.browser.get(link) as fetched:
        return fetched.status_code
