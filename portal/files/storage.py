"""The bytes of files: for each organisation a folder, in it one file for each content; on disk or in a bucket."""

import hashlib
import io
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from flask import Flask, current_app

from portal.settings import Misconfigured
from tenants.errors import NotFound

from .disk import Disk
from .places import PORTION, Place, Stored, Unreachable

PREVIEW_ENDS = ".webp"


def init(app: Flask) -> None:
    """Know where files are kept. Raises Misconfigured when what it takes is not installed."""
    app.extensions["balie_files"] = _place_for(app.config)


def _place_for(config: dict[str, Any]) -> Place:
    if config["FILES_FOLDER"]:
        return Disk(Path(config["FILES_FOLDER"]))
    try:
        from .bucket import Bucket  # only here: who keeps files on disk needs no library for it
    except ImportError as fault:
        raise Misconfigured("BALIE_FILES_URL names a bucket: install balie[s3]") from fault
    return Bucket(config["FILES_URL"], config["FILES_ENDPOINT"], config["FILES_REGION"])


def place() -> Place:
    """Return where all files are kept."""
    return current_app.extensions["balie_files"]


def name_of(organisation_id: int, digest: str, *, preview: bool = False) -> str:
    """Return the name under which the bytes of a content lie, or its preview."""
    return f"{organisation_id}/{digest[:2]}/{digest}{PREVIEW_ENDS if preview else ''}"


def digest_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream, in hexadecimal digits; it is read in portions."""
    stream.seek(0)
    seen = hashlib.sha256()
    while portion := stream.read(PORTION):
        seen.update(portion)
    return seen.hexdigest()


def keep(organisation_id: int, digest: str, stream: BinaryIO, preview: bytes | None = None) -> None:
    """Keep bytes, for good before a row tells of them. Raises Unreachable when that cannot be done now.

    Bytes that are there already are as good; their age starts anew, so that the sweeper leaves them too.
    """
    if preview is not None:
        place().put(name_of(organisation_id, digest, preview=True), io.BytesIO(preview))
    stream.seek(0)
    place().put(name_of(organisation_id, digest), stream)


def opened(organisation_id: int, digest: str, *, preview: bool = False) -> Stored:
    """Open the bytes of a content, or its preview. Raises FileNotFoundError, and Unreachable."""
    return place().opened(name_of(organisation_id, digest, preview=preview))


def opened_as(name: str) -> Stored:
    """Open the bytes under a name that is no content's. Raises NotFound, and Unreachable."""
    try:
        return place().opened(name)
    except FileNotFoundError:
        raise NotFound from None


def old_names(organisation_id: int, before: datetime) -> Iterator[tuple[str, str]]:
    """Yield (digest, name) of an organisation's files that were put there before a moment, leftovers included."""
    for name, put_at in place().listed(str(organisation_id)):
        if put_at < before:
            yield name.rpartition("/")[2].removesuffix(PREVIEW_ENDS), name


def remove_old(name: str, before: datetime) -> bool:
    """Remove a file, unless it came again since; return whether it went."""
    put_at = place().put_at(name)
    if put_at is None or put_at >= before:
        return False
    place().remove(name)
    return True


def everything() -> Iterator[str]:
    """Yield the names of all files, sorted; what is half written or only for the machine is left out."""
    names = (name for name, _put_at in place().listed())
    yield from sorted(name for name in names if not name.rpartition("/")[2].startswith("."))


def probe() -> None:
    """Write, read and remove a few bytes. Raises Unreachable, in words, when one of these does not work."""
    name, said = f".probe-{secrets.token_hex(8)}", secrets.token_bytes(32)
    place().put(name, io.BytesIO(said))
    try:
        stream, _size = place().opened(name)
        with stream:
            if stream.read() != said:
                raise Unreachable("what is read is not what was written")
    except FileNotFoundError:
        raise Unreachable("what was written is not there") from None
    finally:
        place().remove(name)
