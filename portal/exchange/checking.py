"""Read a take-out to its end before anything is written: each sum, each record, and each thing it refers to."""

import hashlib
from collections.abc import Iterator
from typing import Any

from portal.files.places import PORTION

from .kinds import KINDS, NAMES, OUTSIDERS, schema_of
from .manifest import Digest, Manifest, line_of, path_of, schemas_here
from .meaning import fault_in_meaning
from .opening import Refused, TakeOut, read_json, readable
from .reading import joined
from .schemas import fault_in

Record = dict[str, Any]
ONE = frozenset({"organisation", "counter"})  # of these there is one


def check(takeout: TakeOut) -> Manifest:
    """Read everything once. Raises Refused at the first thing that is not as it should be, and says which."""
    if takeout.manifest.schemas != schemas_here():
        raise Refused(
            f"it was made by Balie {takeout.manifest.balie}, whose records are not those of this one: "
            "bring both installations to the same version"
        )
    with readable():
        _Check(takeout).all()
    return takeout.manifest


def records_of(takeout: TakeOut, name: str) -> Iterator[Record]:
    """Yield the records of one file, as they were checked."""
    for number, line in enumerate(takeout.lines(name), 1):
        yield read_json(line, f"{path_of(name)}, line {number},")


def key_in(name: str, record: Record) -> Any:
    """Return the key by which others refer to a record; None for one that nobody refers to."""
    if name == OUTSIDERS:
        return record["email"]
    kind = KINDS[name]
    return joined(record[part] for part in kind.key_fields) if kind.key else None


class _Check:
    def __init__(self, takeout: TakeOut) -> None:
        self.takeout, self.manifest = takeout, takeout.manifest
        self.known: dict[str, set[Any]] = {}
        self.awaited: dict[str, set[Any]] = {}  # of the same file, further on
        self.wanted: set[bytes] = set()
        self.last = 0  # number that was given to a request

    def all(self) -> None:
        total = Digest()
        for name in NAMES:
            total.begin(name)
            self._file(name, total)
        if total.words != self.manifest.digest:
            raise Refused("its records come to another digest than its manifest says")
        self._files()

    def _file(self, name: str, total: Digest) -> None:
        path, said = path_of(name), self.manifest.records[path_of(name)]
        seen, count, schema = hashlib.sha256(), 0, schema_of(name)
        self.awaited.clear()
        known = self.known.setdefault("account" if name == OUTSIDERS else name, set())
        for line in self.takeout.lines(name):
            count += 1
            where = f"{path}, line {count},"
            seen.update(line + b"\n")
            record = read_json(line, where)
            if fault := fault_in(record, schema) or fault_in_meaning(name, record):
                raise Refused(f"{where} {fault}")
            self._refers(name, record, where)
            self._learn(name, record, known, where)
            total.take(name, record, line_of(record))
        if count != said["count"] or seen.hexdigest() != said["sha256"]:
            raise Refused(f"{path} is not what was put in")
        if (count != 1 and name == "organisation") or (count > 1 and name in ONE):
            raise Refused(f"{path} holds {count} records")
        if absent := next((key for keys in self.awaited.values() for key in keys - known), None):
            raise Refused(f"{path} refers to {absent!r:.60}, which is not in it")

    def _refers(self, name: str, record: Record, where: str) -> None:
        for one in () if name == OUTSIDERS else KINDS[name].fields:
            key = record[one.name] if one.to else None
            if key is None:
                continue
            if one.to == name:
                self.awaited.setdefault(one.name, set()).add(key)
            elif key not in self.known[one.to]:
                raise Refused(f"{where} refers to {one.to} {key!r:.60}, which is not in it")
        if name == "broadcast":
            for other, keys in (("service", record["services"]), ("unit", record["units"])):
                if absent := set(keys) - self.known[other]:
                    raise Refused(f"{where} refers to {other} {min(absent)!r:.60}, which is not in it")

    def _learn(self, name: str, record: Record, known: set[Any], where: str) -> None:
        key = key_in(name, record)
        if key is not None:
            if key in known:
                raise Refused(f"{where} is a second {name} {key!r:.60}")
            known.add(key)
        said = self.manifest.organisation
        if name == "organisation" and {one: record[one] for one in said} != said:
            raise Refused("its manifest is of another organisation than its records")
        if name == "counter":
            self.last = record["last"]
        if name == "ticket" and record["number"] > self.last:
            raise Refused(f"{where} has a number that was not given out yet")
        if name == "attachment":
            self._attached(record, where)

    def _attached(self, record: Record, where: str) -> None:
        digest = record["digest"]
        self.wanted.add(bytes.fromhex(digest))
        if f"files/{digest}" not in self.takeout.parts:
            if digest not in self.manifest.missing:
                raise Refused(f"{where} refers to a file that is not in it")
        elif self.takeout.size_of(digest) != record["size"]:
            raise Refused(f"{where} is of another size than its file")
        if record["entry"].split("/")[0] != str(record["ticket"]):
            raise Refused(f"{where} is of an entry of another request")

    def _files(self) -> None:
        files = self.takeout.files()
        if {bytes.fromhex(digest) for digest in files} - self.wanted:
            raise Refused("it holds a file that no record tells of")
        for digest in files:
            seen = hashlib.sha256()
            with self.takeout.opened(f"files/{digest}") as stream:
                while portion := stream.read(PORTION):
                    seen.update(portion)
            if seen.hexdigest() != digest:
                raise Refused(f"files/{digest} is not what was put in")
