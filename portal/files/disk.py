"""Bytes on the disk of this machine, one file for each name."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from .places import PORTION, Listed, Stored, Unreachable


class Disk:
    """A folder, made when the first bytes come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, stream: BinaryIO) -> None:
        """See Place. A temporary name, fsync, rename."""
        path = self.folder / name
        with _reaching():
            if not _touched(path):
                _write(path, stream)

    def opened(self, name: str) -> Stored:
        """See Place."""
        with _reaching():
            stream = (self.folder / name).open("rb")
            return Stored(stream, os.fstat(stream.fileno()).st_size)

    def put_at(self, name: str) -> datetime | None:
        """See Place."""
        with _reaching():
            try:
                return datetime.fromtimestamp((self.folder / name).stat().st_mtime, UTC)
            except FileNotFoundError:
                return None

    def listed(self, under: str = "") -> Iterator[Listed]:
        """See Place. What is half written is listed too, by its hidden name."""
        with _reaching():
            for path in (self.folder / under).rglob("*"):
                name = str(path.relative_to(self.folder))
                if path.is_file() and (put_at := self.put_at(name)):
                    yield Listed(name, put_at)

    def remove(self, name: str) -> None:
        """See Place."""
        with _reaching():
            (self.folder / name).unlink(missing_ok=True)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise Unreachable(fault.strerror or type(fault).__name__) from fault


def _touched(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _write(path: Path, stream: BinaryIO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with passing.open("xb") as out:
            while portion := stream.read(PORTION):
                out.write(portion)
            out.flush()
            os.fsync(out.fileno())
        passing.rename(path)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Make a rename last: the name stands in the folder, and the folder is synced too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
