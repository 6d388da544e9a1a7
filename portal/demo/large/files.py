"""A few small files that go along with seeded requests: the same contents in every organisation that has some."""

import io
from collections.abc import Sequence
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from portal.files.models import Attachment
from portal.files.receiving import Received, receive

from .grounds import House
from .making import Maker

OFTEN = 0.12  # of the messages of customers that open a request


class Folder:
    """The files of one organisation; their bytes are kept when the first message has one."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.known: list[Received] = []

    def some(self, chance: Random) -> list[Received]:
        """Return what goes along with a message: mostly nothing, else one file or two."""
        if chance.random() >= OFTEN:
            return []
        if not self.known:
            self.known = [receive(self.house.id, _Upload(name, content)) for name, content in CONTENTS]
        return chance.sample(self.known, 2 if chance.random() < 0.2 else 1)


def attach(maker: Maker, files: Sequence[Received], message: dict[str, Any]) -> None:
    """Give files to a message."""
    for one in files:
        maker.add(
            Attachment,
            public_id=f"{maker.chance.getrandbits(96):024x}",
            account_id=message["author_id"],
            ticket_id=message["ticket_id"],
            entry_id=message["id"],
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
            width=one.width,
            height=one.height,
            staged_at=message["at"],
        )


class _Upload:
    def __init__(self, name: str, content: bytes) -> None:
        self.filename, self.stream = name, io.BytesIO(content)


def _screen(words: str) -> bytes:
    picture = Image.new("RGB", (480, 160), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 480, 32), fill="#24527a")
    draw.text((16, 72), words, fill="#b3261e")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


CONTENTS = (
    ("scherm.png", _screen("Er ging iets mis")),
    ("diensten.csv", b"dag;dienst;van;tot\nma;vroeg;7.00;15.15\ndi;laat;14.45;23.15\n"),
    ("melding.txt", b"Er ging iets mis. Probeer het later opnieuw.\n"),
)
