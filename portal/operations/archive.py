"""The form of a backup: one tar file with the database, the files, and a list that says what must be in it."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

MANIFEST = "manifest.json"
DATABASE = "database"
CHUNK = 1 << 20


class Damaged(RuntimeError):
    """A backup is not what its list says; the message tells which part."""


@dataclass(slots=True)
class Manifest:
    """What a backup holds: how it was made, the rows of each table, and the SHA-256 of each member."""

    made_at: str
    balie: str
    schema: str
    engine: str  # sqlite or postgresql
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def writing(destination: Path) -> Iterator[tarfile.TarFile]:
    """Open an archive to write in. It gets its name when it is complete and on disk, so half a one never has it."""
    unfinished = destination.with_name(f".{destination.name}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
                yield archive
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(destination)
    finally:
        unfinished.unlink(missing_ok=True)


def put(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """Put one file in an archive and note its digest."""
    manifest.members[name] = digest(path)
    archive.add(path, arcname=name, recursive=False)


def put_stream(archive: tarfile.TarFile, manifest: Manifest, name: str, stream: BinaryIO, size: int) -> None:
    """Put bytes that are read only once in an archive, and note their digest."""
    about = tarfile.TarInfo(name)
    about.size, about.mode = size, 0o600
    seen = _Seen(stream)
    archive.addfile(about, seen)  # type: ignore[arg-type] - of a file it reads only
    manifest.members[name] = seen.total.hexdigest()


class _Seen:
    """A stream that is read through, with the digest of what went by."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.total = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.total.update(piece)
        return piece


def put_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    """Put the list itself in, as the last member."""
    text = json.dumps(asdict(manifest), indent=1).encode()
    about = tarfile.TarInfo(MANIFEST)
    about.size, about.mode = len(text), 0o600
    archive.addfile(about, io.BytesIO(text))


def read_manifest(source: Path) -> Manifest:
    """Return the list of a backup. Raises Damaged when there is none."""
    try:
        with tarfile.open(source) as archive:
            stream = archive.extractfile(MANIFEST)
            if stream is None:
                raise Damaged("the list of its contents cannot be read")
            return Manifest(**json.load(stream))
    except (tarfile.TarError, KeyError, TypeError, ValueError) as fault:
        raise Damaged("this is not a complete backup of Balie") from fault


def verify(source: Path) -> Manifest:
    """Read a whole backup and compare each member with the list. Raises Damaged at the first difference."""
    manifest = read_manifest(source)
    found = set()
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                if member.name == MANIFEST:
                    continue
                stream = archive.extractfile(member)
                if stream is None or _digest(stream) != manifest.members.get(member.name):
                    raise Damaged(f"{member.name} is not what was put in")
                found.add(member.name)
    except (tarfile.TarError, OSError) as fault:
        raise Damaged("the file cannot be read to its end") from fault
    if missing := manifest.members.keys() - found:
        raise Damaged(f"{min(missing)} is missing")
    return manifest


def _digest(stream: io.BufferedIOBase | object) -> str:
    total = hashlib.sha256()
    while piece := stream.read(CHUNK):  # type: ignore[attr-defined]
        total.update(piece)
    return total.hexdigest()
