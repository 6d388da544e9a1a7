"""How files are shown: their size in words, and where they are found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from babel.numbers import format_decimal
from flask import current_app
from markupsafe import Markup

from portal.web.language import language
from portal.web.speech import gettext as _
from portal.web.text import IMAGE

from .rules import DRAWN, PLAYED


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file in a list: `picture` is the address of its preview, "" without one; sizes of that in pixels.

    `film`: a browser may play it. `personal`: somebody says that it holds data of persons; `by`: the account that
    sent it; `at`: where its page serves files.
    """

    id: str
    href: str
    name: str
    size: str
    picture: str = ""
    width: int = 0
    height: int = 0
    film: bool = False
    personal: bool = False
    by: int = 0
    at: str = ""


def file_shown(row: Any, at: str) -> FileShown:
    """Return a file as it is shown; `at` is the address under which its page serves files."""
    drawn = row.media_type in DRAWN and row.width
    name = quote(row.name, safe="")
    return FileShown(
        id=row.public_id,
        href=f"{at}/{row.public_id}/{name}",
        name=row.name,
        size=size_words(row.size),
        picture=f"{at}/{row.public_id}/preview/{name}" if drawn else "",
        width=row.width,
        height=row.height,
        film=row.media_type in PLAYED,
        personal=row.personal,
        by=row.account_id,
        at=at,
    )


def files_shown(rows: Iterable[Any], at: str) -> list[FileShown]:
    """Return files as they are shown."""
    return [file_shown(row, at) for row in rows]


def marks_of(files: Iterable[FileShown], account_id: int, *, desk: bool) -> list[tuple[FileShown, bool]]:
    """Return files that hold data of persons or of which this account may say so, and whether it may."""
    may = [(one, desk or one.by == account_id) for one in files]
    return [(one, mine) for one, mine in may if mine or one.personal]


def size_words(size: int) -> str:
    """Say a number of bytes as people do: `312 kB`, `1,4 MB`."""
    if size < 1_000_000:
        return _("%(size)s kB", size=max(1, round(size / 1000)))
    return _("%(size)s MB", size=format_decimal(size / 1_000_000, "0.#", locale=language()))


def too_many_words() -> str:
    """Say how many files fit in one message."""
    return _("At most %(max)s files fit in one message. Remove a few", max=current_app.config["FILES_PER_ENTRY"])


def not_kept_words(name: str) -> str:
    """Say that there is nowhere to keep a file now, and that this will pass."""
    return _("We cannot keep %(file)s right now. Your text is still here. Try again in a minute", file=name)


def with_pictures(html: str, files: Sequence[FileShown]) -> tuple[Markup, frozenset[str]]:
    """Put the pictures that belong to an entry where its text names them; return which these are.

    Any other name becomes its words: a text shows its own files and nobody else's.
    """
    own = {one.id: one for one in files if one.picture}
    placed: set[str] = set()

    def put(found: Any) -> str:
        one = own.get(found["id"])
        if one is None:
            return found["words"]
        placed.add(one.id)
        return _PICTURE.format(one.href, one.picture, one.name, one.width, one.height)

    text = IMAGE.sub(put, html)
    return Markup(text), frozenset(placed)  # noqa: S704 - cleaned when it was written


_PICTURE = Markup('<a class="shot placed" href="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></a>')
