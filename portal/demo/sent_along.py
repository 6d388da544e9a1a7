"""What the cast sends along: screenshots and a list, drawn here, so that no picture of anybody's screen is needed."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from portal.files.receiving import Received, receive
from portal.files.verbs import stage
from tenants.context import Member

INK, PAPER, LINE, BAR, RED, SOFT, AMBER = "#1c2733", "#ffffff", "#d5dbe1", "#24527a", "#b3261e", "#eef3f8", "#fff3d6"


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot: the title of the window, rows of a table, and a message in a coloured bar."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    message: str = ""
    wrong: bool = True
    marked: int = -1  # the row somebody circled


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of text."""

    name: str
    text: str


WEEK = (
    ("Dienst", "ma 23", "di 24", "wo 25", "do 26", "vr 27", "za 28", "zo 29"),
    ("Vroeg", "Bram", "Karim", "Bram", "Karim", "Fenna", "Bram", "Karim"),
    ("Laat", "Fenna", "Bram", "Fenna", "Bram", "Karim", "Fenna", "Bram"),
    ("Nacht", "Rosa", "Rosa", "Rosa", "Rosa", "Rosa", "Teun", "Teun"),
)
R217 = "Publiceren mislukt. Code R-217"

STORIES: dict[tuple[str, int], tuple[Screen | Sheet, ...]] = {
    ("Rooster week 48 laat zich niet publiceren", 0): (
        Screen("publiceren-mislukt.png", "Planning · Team Noord · week 48", WEEK, R217),
    ),
    ("Rooster week 48 laat zich niet publiceren", 3): (
        Screen("week-48-gesloten.png", "Planning · Open vensters", (("Week", "Geopend door"), ("48", "niemand")), R217),
    ),
    ("Rooster week 48 laat zich niet publiceren", 9): (
        Screen(
            "arbeidstijden-week-48.png",
            "Planning · Controle arbeidstijden",
            (("Controle", "Uitkomst"), ("Rust tussen diensten", "geen melding"), ("Nachtdiensten", "2 in week 48")),
            "Geen waarschuwingen",
            wrong=False,
        ),
        Sheet("diensten-noord-week-48.csv", "dag;dienst;van;tot\nvr 27;nacht;23.00;7.15\nza 28;nacht;22.45;7.00\n"),
    ),
    ("Rooster week 48 laat zich niet publiceren", 12): (
        Screen("per-dag-publiceren.png", "Planning · Publiceren per dag", WEEK, "Vrijdag: code R-217", marked=3),
    ),
    ("Rooster week 48 laat zich niet publiceren", 14): (
        Screen(
            "overlap-vrijdagnacht.png",
            "Planning · Diensten vrijdag 27",
            (("Dienst", "Van", "Tot"), ("Nacht", "23.00", "7.15"), ("Nacht", "7.00", "15.00")),
            "Overlap van 15 minuten",
            marked=2,
        ),
    ),
    ("Rooster week 48 laat zich niet publiceren", 18): (
        Screen("na-een-wijziging.png", "Planning · Team Noord · week 48", WEEK, R217, marked=2),
    ),
    ("Rooster week 48 laat zich niet publiceren", 20): (
        Screen("team-zuid.png", "Planning · Team Zuid · week 48", WEEK, "Het rooster is gepubliceerd", wrong=False),
    ),
    ("Datums worden getallen als ik een rapport in Excel open", 0): (
        Screen(
            "bezetting-in-excel.png",
            "bezetting.xlsx",
            (
                ("Datum", "Locatie", "Bezet"),
                ("45992", "Noord", "41"),
                ("45993", "Noord", "40"),
                ("45994", "Zuid", "38"),
            ),
            marked=1,
        ),
    ),
}
"""By the subject of a story and the number of the act in it (0: the filing), what goes along."""


def named_in(subject: str, act: int, text: str) -> str:
    """Return a text with the pictures that go along at its end, where people paste them."""
    pictures = (one for one in STORIES.get((subject, act), ()) if isinstance(one, Screen))
    return "\n\n".join((text, *(f"![{one.name}](files/{_public(subject, act, one.name)})" for one in pictures)))


def received(organisation_id: int, subject: str, act: int) -> list[Received]:
    """Keep the bytes of what goes along, before the transaction."""
    return [
        receive(organisation_id, _Upload(one.name, _content(one)), _public(subject, act, one.name))
        for one in STORIES.get((subject, act), ())
    ]


def staged(member: Member, files: list[Received]) -> list[str]:
    """Stage what goes along; return the ids."""
    return [stage(member, one).public_id for one in files]


class _Upload:
    def __init__(self, name: str, content: bytes) -> None:
        self.filename, self.stream = name, io.BytesIO(content)


def _public(subject: str, act: int, name: str) -> str:
    return hashlib.sha256(f"{subject} {act} {name}".encode()).hexdigest()[:24]


def _content(one: Screen | Sheet) -> bytes:
    if isinstance(one, Sheet):
        return one.text.encode()
    out = io.BytesIO()
    _drawn(one).save(out, "PNG")
    return out.getvalue()


def _drawn(screen: Screen) -> Image.Image:
    wide, high = 960, 190 + 54 * len(screen.rows)
    picture = Image.new("RGB", (wide, high), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide, 56), fill=BAR)
    draw.text((24, 16), screen.title, fill=PAPER, font=_font(22))
    if screen.message:
        tone, ink = ("#fce6e3", RED) if screen.wrong else ("#e3f3e6", "#1d5b2b")
        draw.rounded_rectangle((24, 76, wide - 24, 124), 8, fill=tone, outline=ink, width=2)
        draw.text((44, 88), screen.message, fill=ink, font=_font(20))
    _table(draw, screen, top=146, wide=wide - 48)
    return picture


def _table(draw: ImageDraw.ImageDraw, screen: Screen, top: int, wide: int) -> None:
    for place, row in enumerate(screen.rows):
        y = top + 54 * place
        fill = SOFT if place == 0 else AMBER if place == screen.marked else PAPER
        draw.rectangle((24, y, 24 + wide, y + 54), fill=fill, outline=LINE)
        for column, words in enumerate(row):
            draw.text((40 + column * wide // len(row), y + 16), words, fill=INK, font=_font(18))
    if screen.marked > 0:
        y = top + 54 * screen.marked
        draw.rounded_rectangle((16, y - 4, 32 + wide, y + 58), 14, outline=RED, width=4)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
