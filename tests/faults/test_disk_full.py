"""The disk is full: a clear page, no request by halves, and all is well once there is room, without a restart."""

import os
import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.engines import ENGINE, Sqlite
from tests.faults.figures import Figures
from tests.faults.filers import FORM, file_of
from tests.faults.visiting import Answer, Visitor
from tests.servers import Server, environment, number_in

pytestmark = pytest.mark.faults
SIZE = 24  # MiB of the small disk
TITLES = ("We kunnen nu niets opslaan", "We cannot save anything now")


class OnASmallDisk(Server):
    """A server of which one folder lies on a small disk of its own, which nobody else sees mounted."""

    folder: Path

    def line(self) -> list[str]:
        """Return the command that mounts, copies what was there, and serves."""
        spaces = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        kept = f"{self.folder}.kept"
        steps = [
            f"mount -t tmpfs -o size={SIZE}m,mode=777 tmpfs {self.folder}",
            f"cp -a {kept}/. {self.folder}",
            "exec " + " ".join(super().line()),
        ]
        return [*spaces, "sh", "-ec", "; ".join(steps)]

    @property
    def disk(self) -> Path:
        """The small disk as this process can reach it."""
        assert self.process
        return Path(f"/proc/{self.process.pid}/root{self.folder}")

    def fill(self) -> None:
        """Leave no room."""
        with (self.disk / "filler").open("wb", buffering=0) as filler:
            portion = b"x" * 4096
            try:
                while True:
                    filler.write(portion)
            except OSError:
                return

    def make_room(self) -> None:
        (self.disk / "filler").unlink()


def file_once(visitor: Visitor, token: str, turn: int, *, language: str = "nl", content: bytes = b"") -> Answer:
    fields = {"csrf_token": token, "key": f"full disk {turn}", "subject": f"Vraag 0.{turn}", "note": "Wat ik typte."}
    return visitor.posts(FORM, fields | {"client_number": ""}, {"bijlage.txt": content} if content else {})


@pytest.mark.parametrize("what", ["database", "files"] if ENGINE == "sqlite" else ["files"])
def test_a_disk_that_is_full(app: Flask, engine: Sqlite, tmp_path: Path, figures: Figures, what: str) -> None:
    """The disk is full"""
    figures.experiment += f": {what}"
    small = tmp_path / "small"
    small.mkdir()
    shutil.copytree(small, f"{small}.kept")
    env = environment(app)
    if what == "database":
        shutil.copy(engine.path, f"{small}.kept/balie.db")
        env["BALIE_DATABASE_URL"] = f"sqlite:///{small / 'balie.db'}"
    else:
        env["BALIE_FILES_URL"] = f"file://{small}"
    server = OnASmallDisk("wsgi:app", env, workers=1)
    server.folder = small
    with_file = what == "files"
    try:
        server.start()
        bram = Visitor.signed_in(server.port, "bram@linde.example")
        token = bram.fields_of(FORM)["csrf_token"]
        before = file_once(bram, token, 0, content=file_of("Vraag 0.0"))
        server.fill()
        refused = [
            file_once(bram, token, turn, content=os.urandom(300).hex().encode() * 300 if with_file else b"")
            for turn in range(1, 6)
        ]
        read = bram.gets("/linde/requests")
        server.make_room()
        after = [file_once(bram, token, turn, content=file_of(f"Vraag 0.{turn}")) for turn in range(1, 6)]
        numbers = {number_in(one.location) for one in [before, *after] if one.status == 303}
        twice = {number_in(file_once(bram, token, turn).location) for turn in range(1, 6)}
        pages = [bram.gets(f"/linde/requests/{number}") for number in sorted(numbers)]
    finally:
        server.kill()
    words = "We kunnen nu niets opslaan" if what == "database" else "We kunnen bijlage.txt nu niet bewaren"
    figures.exactly("filings while it was full, by status", sorted({one.status for one in refused}), [503])
    figures.exactly("refusals in clear words, in Dutch", sum(words in one.text for one in refused), len(refused))
    figures.exactly(
        "refusals that kept what was typed", sum("Wat ik typte." in one.text for one in refused), len(refused)
    )
    figures.exactly("lists can still be read", read.status, 200)
    figures.exactly("the same filings when there was room, by status", sorted({one.status for one in after}), [303])
    figures.exactly("requests, numbered without a gap", sorted(numbers), [1, 2, 3, 4, 5, 6])
    figures.exactly("duplicates after sending them again", len(twice - numbers), 0)
    figures.exactly(
        "requests with text and file",
        sum("bijlage.txt" in one.text and "Wat ik typte." in one.text for one in pages),
        6,
    )
