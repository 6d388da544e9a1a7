"""Open a take-out that somebody brought: nothing of it is trusted, and nothing is unpacked to disk."""

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from portal.files.kinds import DAMAGED

from .kinds import NAMES
from .manifest import FORMAT, MANIFEST, MANIFEST_SCHEMA, VERSION, Manifest, path_of
from .schemas import fault_in

PATHS = re.compile(r"manifest\.json|README\.txt|(data/[a-z_]+\.jsonl)|(schema/[a-z_]+\.json)|(files/[0-9a-f]{64})")
MOST_UNPACKED = 200  # times the packed size: records say the same names over and over
SMALL = 10_000_000  # bytes, below which it does not matter
LONGEST_LINE = 8_000_000  # bytes of one record
LONGEST_MANIFEST = 8_000_000
LISTED = 200  # bytes, at most, that the list of parts takes for each: a name and a few numbers


class Refused(RuntimeError):
    """A take-out that is not taken in; the message says why."""


class TakeOut:
    """A take-out that was looked at from outside: its parts are the ones it says, and none is a trap."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.parts = {part.filename: part for part in package.infolist()}
        self.manifest = _manifest_in(package)

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of one file of records. Raises Refused for one that is longer than any record."""
        with self.opened(path_of(name)) as stream:
            while line := stream.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise Refused(f"{path_of(name)} holds a record that is too long, or ends in the middle of one")
                yield line[:-1]

    def files(self) -> list[str]:
        """Return the digests of the files that came along."""
        return sorted(path.removeprefix("files/") for path in self.parts if path.startswith("files/"))

    def size_of(self, digest: str) -> int:
        """Return how many bytes a file has."""
        return self.parts[f"files/{digest}"].file_size

    def opened(self, path: str) -> IO[bytes]:
        """Open one part to read. Raises Refused when it is not there."""
        if path not in self.parts:
            raise Refused(f"{path} is missing")
        return self.package.open(self.parts[path])


@contextmanager
def opened(source: Path) -> Iterator[TakeOut]:
    """Open a take-out for the length of the block. Raises Refused, in words."""
    with ExitStack() as kept:
        with readable():
            stream = kept.enter_context(source.open("rb"))
            _expect_short_list(stream)
            package = kept.enter_context(zipfile.ZipFile(stream))
            _look_at(package, source.stat().st_size)
            takeout = TakeOut(package)
        yield takeout


@contextmanager
def readable() -> Iterator[None]:
    """Say in words what the libraries say of a file that is damaged. Nothing is written within: a full disk is none."""
    try:
        yield
    except (*DAMAGED, struct.error) as fault:
        raise Refused("this file is damaged, or no take-out of Balie") from fault
    except (zlib.error, OSError) as fault:
        raise Refused(f"this file cannot be read: {fault}") from fault


def _expect_short_list(stream: IO[bytes]) -> None:
    """Refuse a zip whose list of parts could not be one of ours: the library would read it whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if not 0 <= at <= len(tail) - 22:
        raise Refused("this file is damaged, or no take-out of Balie")
    count, listed = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<I", tail, at + 12)[0]
    larger = tail[at - 76 : at - 20] if at >= 76 and tail[at - 20 :].startswith(b"PK\x06\x07") else b""
    if larger.startswith(b"PK\x06\x06"):
        count, listed = struct.unpack_from("<Q", larger, 32)[0], struct.unpack_from("<Q", larger, 40)[0]
    if listed > max(1, count) * LISTED or listed > size:
        raise Refused("its list of parts is no list of ours")
    stream.seek(0)


def _look_at(package: zipfile.ZipFile, size: int) -> None:
    parts = package.infolist()
    seen: set[str] = set()
    for part in parts:
        if part.filename in seen:
            raise Refused(f"{part.filename:.80} is in it twice")
        seen.add(part.filename)
        if not PATHS.fullmatch(part.filename):
            raise Refused(f"{part.filename!r:.80} does not belong in it")
        if part.flag_bits & 0x1:
            raise Refused("it asks for a password")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("it is packed in a way that Balie does not pack")
        if part.compress_type == zipfile.ZIP_STORED and part.compress_size != part.file_size:
            raise Refused(f"{part.filename} is not as large as it says")
        if part.file_size > max(SMALL, part.compress_size * MOST_UNPACKED):
            raise Refused(f"{part.filename} would unpack to far more than it should")
    _expect_apart(parts)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > max(SMALL, size * MOST_UNPACKED):
        raise Refused("it would unpack to far more than it should")
    if wanted := {MANIFEST, *map(path_of, NAMES)} - seen:
        raise Refused(f"{min(wanted)} is missing" if MANIFEST in seen else "this is no take-out of Balie")


def _expect_apart(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that lie over each other: so a small zip unpacks to a large one without looking like it."""
    end = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.header_offset < end:
            raise Refused("its parts lie over each other")
        end = part.header_offset + 30 + len(part.filename) + part.compress_size


def _manifest_in(package: zipfile.ZipFile) -> Manifest:
    if package.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise Refused("its manifest is too long")
    found = read_json(package.read(MANIFEST), MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused("this is no take-out of Balie")
    if found.get("version") != VERSION:
        raise Refused(f"it is of version {found.get('version')!r:.20}; this Balie reads version {VERSION}")
    if fault := fault_in(found, MANIFEST_SCHEMA):
        raise Refused(f"its manifest {fault}")
    return Manifest(**found)


def read_json(line: bytes, where: str) -> Any:
    """Return what a line of JSON says. Raises Refused for what is none, or says something twice."""
    try:
        return json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise Refused(f"{where} holds a line that cannot be read") from fault


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("the same name twice")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")
