"""The bytes of an organisation that arrives: kept before its rows are, and taken away again when those never come."""

import io
from datetime import timedelta
from typing import BinaryIO

from portal.files import storage
from portal.files.kinds import Bomb, Damaged, kind_of
from portal.files.pictures import TooLarge, Unreadable, preview_of
from portal.files.rules import DRAWN, TYPES
from tenants.clock import now
from tenants.database import db
from tenants.organisations import all_organisations

from .opening import TakeOut

MARKS = "arriving"
GIVEN_UP = timedelta(hours=1)
"""After which an organisation that never arrived is not expected any more; its mark is renewed with each file."""

UNKNOWN = "application/octet-stream"


class Arriving:
    """The files of one organisation on their way in."""

    def __init__(self, takeout: TakeOut, organisation_id: int) -> None:
        self.takeout, self.organisation_id = takeout, organisation_id
        self.drawn: dict[str, tuple[int, int]] = {}

    def keep(self, digest: str, name: str) -> dict[str, object]:
        """Keep the bytes of a file; return what its row says of them. One that came is kept once for all its names."""
        if f"files/{digest}" not in self.takeout.parts:
            return {"media_type": UNKNOWN, "width": 0, "height": 0}  # gone before it left
        if digest not in self.drawn:
            self._mark()
            with self.takeout.opened(f"files/{digest}") as stream:
                storage.place().put(storage.name_of(self.organisation_id, digest), stream)  # type: ignore[arg-type]
        stream, _size = storage.opened(self.organisation_id, digest)
        with stream:
            media_type = _told_by(stream, name)
            if digest not in self.drawn:
                self.drawn[digest] = self._draw(digest, stream) if media_type in DRAWN else (0, 0)
        width, height = self.drawn[digest]
        return {"media_type": media_type, "width": width, "height": height}

    def _draw(self, digest: str, stream: BinaryIO) -> tuple[int, int]:
        try:
            preview = preview_of(stream)
        except (TooLarge, Unreadable):
            return 0, 0  # it can be downloaded all the same
        name = storage.name_of(self.organisation_id, digest, preview=True)
        storage.place().put(name, io.BytesIO(preview.content))
        return preview.width, preview.height

    def _mark(self) -> None:
        storage.place().put(f"{MARKS}/{self.organisation_id}", io.BytesIO(b"arriving"))

    def arrived(self) -> None:
        """Expect nothing more: the rows are there."""
        storage.place().remove(f"{MARKS}/{self.organisation_id}")

    def turn_back(self) -> None:
        """Take away what was kept: the rows never came."""
        for digest in self.drawn:
            for preview in (False, True):
                storage.place().remove(storage.name_of(self.organisation_id, digest, preview=preview))
        self.arrived()


def _told_by(stream: BinaryIO, name: str) -> str:
    try:
        which = kind_of(stream, name)
    except (Bomb, Damaged):
        return UNKNOWN
    return TYPES[which].media_type if which else UNKNOWN


def sweep_arrivals() -> int:
    """Take away the files of organisations whose arrival was cut off; return how many arrivals."""
    late = [mark for mark in storage.place().listed(MARKS) if mark.put_at < now() - GIVEN_UP]
    if not late:
        return 0
    there = set(all_organisations())
    db.session.rollback()
    for mark in late:
        organisation_id = int(mark.name.rpartition("/")[2])
        if organisation_id not in there:
            for file in list(storage.place().listed(str(organisation_id))):
                storage.remove_old(file.name, now() - GIVEN_UP)
        storage.place().remove(mark.name)
    return len(late)
