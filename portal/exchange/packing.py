"""Put an organisation in a zip, record after record: memory does not grow with what is in it."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from portal.files import storage
from portal.files.places import PORTION
from tenants.clock import now
from tenants.database import one_moment
from tenants.scope import inside

from .fields import moment_out
from .manifest import MANIFEST, Digest, Manifest, line_of, path_of, schema_texts, schemas_here
from .reading import everything

README = """\
This is everything of one organisation, as it stood in Balie.

manifest.json   what is in here, with a digest of each file
schema/*.json   what a record of each kind holds (JSON Schema)
data/*.jsonl    the records, one a line (JSON Lines, UTF-8, times in UTC)
files/*         the files that were sent along, by the SHA-256 of their bytes; data/attachment.jsonl has their names

`balie import` reads it into another installation of Balie. More: docs/exchange.md of Balie.
"""
Told = Callable[[int], None]
"""Is told now and then how many records and files are in."""


def digest_here(notes: bool) -> str:
    """Return the digest of the organisation in scope, as it is now."""
    total = Digest()
    for name, records in everything(notes):
        total.begin(name)
        for record in records:
            total.take(name, record, line_of(record))
    return total.words


def digest_of(organisation_id: int, notes: bool) -> str:
    """Return the digest of an organisation, as it is at one moment."""
    with inside(organisation_id), one_moment():
        return digest_here(notes)


def pack(out: IO[bytes], organisation_id: int, notes: bool, told: Told = lambda count: None) -> Manifest:
    """Write an organisation to a stream, as it is at one moment; `notes` of the desk go along when that is said.

    The rows come first and the files after them: a file is kept before its row is, and what is taken away meanwhile is
    named in the manifest as missing.
    """
    moment = now()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        made = _Making(package, Manifest(version("balie"), moment_out(moment), {}, notes), moment, told)
        with inside(organisation_id), one_moment():
            made.put_records(notes)
        made.put_files(organisation_id)
        made.manifest.schemas = schemas_here()
        for path, text in schema_texts().items():
            made.put(path, text)
        made.put("README.txt", README)
        made.put(MANIFEST, made.manifest.as_text())
    return made.manifest


class _Making:
    def __init__(self, package: zipfile.ZipFile, manifest: Manifest, moment: datetime, told: Told) -> None:
        self.package, self.manifest, self.moment, self.told = package, manifest, moment, told
        self.digests: set[bytes] = set()
        self.count = 0

    def put_records(self, notes: bool) -> None:
        total = Digest()
        for name, records in everything(notes):
            total.begin(name)
            seen, count = hashlib.sha256(), 0
            with self._member(path_of(name)) as member:
                for record in records:
                    line = line_of(record)
                    total.take(name, record, line)
                    seen.update(line + b"\n")
                    member.write(line + b"\n")
                    count += 1
                    self._note(name, record)
            self.manifest.records[path_of(name)] = {"count": count, "sha256": seen.hexdigest()}
        self.manifest.digest = total.words

    def _note(self, name: str, record: dict[str, Any]) -> None:
        if name == "organisation":
            self.manifest.organisation = {one: record[one] for one in ("key", "name", "customer_number")}
        if name == "attachment":
            self.digests.add(bytes.fromhex(record["digest"]))
        self._counted()

    def put_files(self, organisation_id: int) -> None:
        for digest in sorted(one.hex() for one in self.digests):
            try:
                stream, size = storage.opened(organisation_id, digest)
            except FileNotFoundError:
                self.manifest.missing.append(digest)
                continue
            with stream, self._member(f"files/{digest}", zipfile.ZIP_STORED) as member:
                while portion := stream.read(PORTION):
                    member.write(portion)
            self.manifest.files["count"] += 1
            self.manifest.files["bytes"] += size
            self._counted()

    def put(self, path: str, text: str) -> None:
        with self._member(path) as member:
            member.write(text.encode())

    def _member(self, path: str, packed: int = zipfile.ZIP_DEFLATED) -> IO[bytes]:
        about = zipfile.ZipInfo(path, self.moment.timetuple()[:6])
        about.compress_type, about.external_attr = packed, 0o600 << 16
        return self.package.open(about, "w", force_zip64=True)

    def _counted(self) -> None:
        self.count += 1
        if self.count % 500 == 0:
            self.told(self.count)


@contextmanager
def writing(destination: Path) -> Iterator[IO[bytes]]:
    """Open a file to write in. It gets its name when it is complete and on disk, so half a one never has it.

    Raises FileExistsError rather than writing over another.
    """
    if destination.exists():
        raise FileExistsError(f"{destination} is there already")
    unfinished = destination.with_name(f".{destination.name}.unfinished")
    try:
        with unfinished.open("w+b") as stream:
            os.fchmod(stream.fileno(), 0o600)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(destination)
    finally:
        unfinished.unlink(missing_ok=True)
