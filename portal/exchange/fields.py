"""How one column of a table stands in a record: its JSON Schema, the way out and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, Text

from tenants.columns import Moment, Word, Words

LARGEST = 2**31 - 1  # what an integer column of PostgreSQL holds
LONGEST = 1_000_000  # characters of one text
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `column` is where it lies; `to` is the kind of record it refers to, "" for none."""

    name: str
    column: str
    schema: dict[str, Any]
    out: Callable[[Any], Any]
    back: Callable[[Any], Any]
    to: str = ""


def plain_field(column: Any, name: str = "") -> Field:
    """Return the field of a column that refers to nothing. Raises LookupError for a type that nobody thought of."""
    schema, out, back = _kept_as(column.type)
    return Field(name or column.name, column.key, _or_null(schema, column.nullable), _unless_none(out), _back(back))


def referring_field(column: Any, name: str, to: str, key: dict[str, Any]) -> Field:
    """Return the field of a column that refers to another record, by the key of that."""
    return Field(name, column.key, _or_null(key, column.nullable), _same, _same, to)


def moment_out(moment: datetime) -> str:
    """Return a moment as it stands in records: ISO 8601, UTC, to the microsecond."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _moment_back(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def _same(value: Any) -> Any:
    return value


def _kept_as(kind: Any) -> tuple[dict[str, Any], Callable[[Any], Any], Callable[[Any], Any]]:
    match kind:
        case Moment():
            return {"type": "string", "pattern": f"^{MOMENT}$"}, moment_out, _moment_back
        case Words():
            each = {"enum": _all_of(kind.kind)}
            words = {"type": "array", "items": each, "uniqueItems": True}
            return words, lambda some: sorted(str(one) for one in some), lambda some: frozenset(map(kind.kind, some))
        case Word():
            return {"enum": _all_of(kind.kind)}, str, kind.kind
        case JSON():
            return {}, _same, _same
        case Boolean():
            return {"type": "boolean"}, bool, _same
        case Integer():
            return {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}, _same, _same
        case Date():
            return {"type": "string", "pattern": f"^{DAY}$"}, date.isoformat, date.fromisoformat
        case Text():
            return {"type": "string", "maxLength": LONGEST}, _same, _same
    raise LookupError(f"nobody said how {kind!r} stands in a record")


def _all_of(words: Any) -> list[str]:
    return sorted(str(one) for one in words)


def _or_null(schema: dict[str, Any], nullable: bool) -> dict[str, Any]:
    if not nullable or not schema:
        return schema
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}


def _unless_none(out: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else out(value)


def _back(back: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return _unless_none(back)
