"""The first thing to read of a take-out: what it is, of whom, and what must be in it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from .happenings import OUTSIDE_DIGEST
from .kinds import KINDS, NAMES, OUTSIDERS, schema_of

FORMAT, VERSION = "balie-organisation", 1
MANIFEST = "manifest.json"


@dataclass(slots=True)
class Manifest:
    """What a take-out says of itself. `records` and `schemas` are by their path in the zip.

    `digest` is of what the records say, and the same wherever they are; `notes_of_the_desk` tells whether the internal
    notes of the service organisation are among them. `missing` names files whose bytes were gone already.
    """

    balie: str
    made_at: str
    organisation: dict[str, str]
    notes_of_the_desk: bool
    format: str = FORMAT
    version: int = VERSION
    digest: str = ""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    schemas: dict[str, str] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=lambda: {"count": 0, "bytes": 0})
    missing: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        """Return how many records of a kind there are."""
        return self.records[path_of(name)]["count"]

    @property
    def rows(self) -> int:
        """Return how many records there are of all kinds."""
        return sum(one["count"] for one in self.records.values())

    def as_text(self) -> str:
        """Return it as it stands in the zip."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)


MANIFEST_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"enum": [FORMAT]},
        "version": {"type": "integer"},
        "balie": {"type": "string", "maxLength": 100},
        "made_at": {"type": "string", "maxLength": 40},
        "organisation": {
            "type": "object",
            "properties": {name: {"type": "string", "maxLength": 300} for name in ("key", "name", "customer_number")},
            "required": ["key", "name", "customer_number"],
        },
        "notes_of_the_desk": {"type": "boolean"},
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "records": {
            "type": "object",
            "properties": {
                f"data/{name}.jsonl": {
                    "type": "object",
                    "properties": {
                        "count": {"type": "integer", "minimum": 0},
                        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    },
                    "required": ["count", "sha256"],
                }
                for name in NAMES
            },
            "required": [f"data/{name}.jsonl" for name in NAMES],
        },
        "schemas": {
            "type": "object",
            "properties": {f"schema/{name}.json": {"type": "string", "pattern": "^[0-9a-f]{64}$"} for name in NAMES},
        },
        "files": {
            "type": "object",
            "properties": {"count": {"type": "integer"}, "bytes": {"type": "integer"}},
            "required": ["count", "bytes"],
        },
        "missing": {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    },
}
MANIFEST_SCHEMA["required"] = list(MANIFEST_SCHEMA["properties"])


def path_of(name: str) -> str:
    """Return where the records of a kind stand in the zip."""
    return f"data/{name}.jsonl"


def schema_texts() -> dict[str, str]:
    """Return the schemas as they stand in a zip, by their path there."""
    return {f"schema/{name}.json": json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n" for name in NAMES}


def schemas_here() -> dict[str, str]:
    """Return the digests of the schemas of this Balie: what was made with others is not read."""
    return {path: hashlib.sha256(text.encode()).hexdigest() for path, text in schema_texts().items()}


def line_of(record: dict[str, Any]) -> bytes:
    """Return a record as it stands on its line: always written the same way."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


class Digest:
    """What the records of an organisation come to: equal for equal records, in whatever database they lie."""

    def __init__(self) -> None:
        self._total = hashlib.sha256()

    def begin(self, name: str) -> None:
        """Go on with the records of another file."""
        self._total.update(f"{name}\n".encode())

    def take(self, name: str, record: dict[str, Any], line: bytes) -> None:
        """Count one record in, unless it is about leaving itself, or shared with all organisations."""
        shared = name != OUTSIDERS and KINDS[name].shared
        if not shared and not (name == "trail" and record.get("action") in OUTSIDE_DIGEST):
            self._total.update(line + b"\n")

    @property
    def words(self) -> str:
        """Return it as it is shown: hexadecimal digits."""
        return self._total.hexdigest()
