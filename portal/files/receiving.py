"""Take in what was uploaded: look at it, keep its bytes, draw a preview. All of it before any transaction."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from tenants.errors import Invalid

from . import storage
from .bare import BARED, Broken, bared
from .kinds import Bomb, Damaged, kind_of
from .pictures import Preview, TooLarge, Unreadable, preview_of
from .rules import DRAWN, TYPES, clean_name, named_as


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose bytes are kept, and that has no row yet."""

    name: str
    media_type: str
    size: int
    digest: str
    width: int = 0
    height: int = 0
    public_id: str = ""  # asked for by the browser, so that a retry finds what came the first time


def receive(organisation_id: int, upload: Any, public_id: str = "") -> Received:
    """Check an upload (anything with .filename and a seekable .stream) and keep its bytes.

    Of a picture or a film everything is left out that only tells about it. Raises Invalid, in words, for what is empty,
    too big, of a type that is not accepted, or made to do harm; Unreachable when there is nowhere to keep it now.
    Memory does not grow with the file: everything is read in portions.
    """
    name, stream = clean_name(upload.filename or ""), upload.stream
    size, limit = stream.seek(0, 2), current_app.config["FILE_LIMIT"]
    if size == 0:
        raise Invalid("files", _("%(file)s is empty. Choose another file", file=name))
    if size > limit:
        raise Invalid("files", too_big(name))
    which = _kind(stream, name)
    if which not in BARED:
        return _kept(organisation_id, stream, name, which, public_id)
    with _bared(stream, name, which) as bare:
        return _kept(organisation_id, bare, name, which, public_id)


def _kept(organisation_id: int, stream: Any, name: str, which: str, public_id: str) -> Received:
    media_type = TYPES[which].media_type
    preview = _preview(stream, name) if media_type in DRAWN else None
    digest = storage.digest_of(stream)
    storage.keep(organisation_id, digest, stream, preview.content if preview else None)
    return Received(
        named_as(name, which),
        media_type,
        stream.seek(0, 2),
        digest,
        width=preview.width if preview else 0,
        height=preview.height if preview else 0,
        public_id=public_id,
    )


def too_big(name: str) -> str:
    """Say that a file is too big, and what would do."""
    limit = current_app.config["FILE_LIMIT"] // (1024 * 1024)
    return _(
        "%(file)s is too big. Choose a file up to %(limit)s MB (about a 1-minute video)",
        file=name,
        limit=limit,
    )


def _kind(stream: Any, name: str) -> str:
    try:
        which = kind_of(stream, name)
    except Bomb:
        raise Invalid("files", _("%(file)s is not safe. We did not keep it", file=name)) from None
    except Damaged:
        raise Invalid("files", _("%(file)s is damaged. Save it again and choose the new one", file=name)) from None
    if not which or TYPES[which].group not in current_app.config["FILE_TYPES"]:
        raise Invalid("files", _cannot_open(name))
    return which


def _bared(stream: Any, name: str, which: str) -> Any:
    try:
        return bared(stream, which)
    except Broken:
        raise Invalid("files", _cannot_open(name)) from None


def _preview(stream: Any, name: str) -> Preview:
    try:
        return preview_of(stream)
    except TooLarge as picture:
        raise Invalid(
            "files",
            _(
                "%(file)s is too large a picture: %(width)s by %(height)s pixels. Make it smaller",
                file=name,
                width=picture.width,
                height=picture.height,
            ),
        ) from None
    except Unreadable:
        raise Invalid("files", _cannot_open(name)) from None


def _cannot_open(name: str) -> str:
    return _("We cannot open %(file)s. Choose an image, PDF, Excel or Word file", file=name)
