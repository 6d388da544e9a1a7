"""The bytes of files, on disk: for each organisation a folder, in it one file for each content."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from tenants.clock import now

PORTION = 1 << 18  # bytes
PREVIEW_ENDS = ".webp"


def folder() -> Path:
    """Return the folder that holds all files."""
    return Path(current_app.config["FILES_FOLDER"])


def path_of(organisation_id: int, digest: str, *, preview: bool = False) -> Path:
    """Return where the bytes of a content lie, or its preview."""
    ends = PREVIEW_ENDS if preview else ""
    return folder() / str(organisation_id) / digest[:2] / f"{digest}{ends}"


def digest_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream, in hexadecimal digits; it is read in portions."""
    stream.seek(0)
    seen = hashlib.sha256()
    while portion := stream.read(PORTION):
        seen.update(portion)
    return seen.hexdigest()


def keep(organisation_id: int, digest: str, stream: BinaryIO, preview: bytes | None = None) -> None:
    """Put bytes on disk, for good before a row tells of them: a temporary name, fsync, rename.

    Bytes that are there already are left; their age starts anew, so that the sweeper leaves them too.
    """
    if preview is not None:
        _write(path_of(organisation_id, digest, preview=True), iter((preview,)))
    stream.seek(0)
    _write(path_of(organisation_id, digest), iter(lambda: stream.read(PORTION), b""))


def _write(path: Path, portions: Iterator[bytes]) -> None:
    if _touched(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with passing.open("xb") as out:
            for portion in portions:
                out.write(portion)
            out.flush()
            os.fsync(out.fileno())
        passing.rename(path)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _touched(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _sync(path: Path) -> None:
    """Make a rename last: the name stands in the folder, and the folder is synced too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def old_bytes(organisation_id: int, age: float) -> Iterator[tuple[str, Path]]:
    """Yield (digest, path) of an organisation's files that lie untouched for `age` seconds, leftovers included."""
    before = now().timestamp() - age
    for path in (folder() / str(organisation_id)).glob("*/*"):
        if path.stat().st_mtime < before:
            yield path.name.removesuffix(PREVIEW_ENDS), path
