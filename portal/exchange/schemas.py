"""The part of JSON Schema that our records are described in, and whether a record is what its schema says."""

import re
from collections.abc import Callable, Mapping
from typing import Any

DEEPEST = 20  # lists and objects inside each other
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def fault_in(value: Any, schema: Mapping[str, Any]) -> str:
    """Return in what a value is not what a schema says; "" when it is."""
    if "enum" in schema:
        return "" if any(value == one and type(value) is type(one) for one in schema["enum"]) else _not(value, schema)
    if "type" not in schema:
        return _fault_in_anything(value)
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(TYPES[one](value) for one in types):
        return _not(value, schema)
    if isinstance(value, str):
        return _fault_in_text(value, schema)
    if isinstance(value, dict):
        return _fault_in_object(value, schema)
    if isinstance(value, list):
        return _fault_in_list(value, schema)
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return "is too large a number"
    return ""


def _fault_in_text(text: str, schema: Mapping[str, Any]) -> str:
    if len(text) > schema.get("maxLength", len(text)):
        return "is too long"
    if "pattern" in schema and not re.search(schema["pattern"].removesuffix("$") + r"\Z", text):
        return _not(text, schema)
    return _unwritable(text)


def _fault_in_object(value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if schema.get("additionalProperties"):
        return _fault_in_anything(value)
    properties = schema.get("properties", {})
    if missing := [name for name in schema.get("required", ()) if name not in value]:
        return f"has no {missing[0]}"
    if unknown := [name for name in value if name not in properties]:
        return f"has {unknown[0]!r:.40}, which nobody knows"
    found = ((name, fault_in(one, properties[name])) for name, one in value.items())
    return next((f"{name} {fault}" for name, fault in found if fault), "")


def _fault_in_list(value: list[Any], schema: Mapping[str, Any]) -> str:
    if schema.get("uniqueItems") and len({str(one) for one in value}) < len(value):
        return "has the same twice"
    return next((fault for one in value if (fault := fault_in(one, schema.get("items", {})))), "")


def _fault_in_anything(value: Any, depth: int = 0) -> str:
    """Look at what may be anything: no deeper than people write, and nothing that no database keeps."""
    if depth > DEEPEST:
        return "goes too deep"
    if isinstance(value, str):
        return _unwritable(value)
    if isinstance(value, float):
        return "holds a broken number"
    inside = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((fault for one in inside if (fault := _fault_in_anything(one, depth + 1))), "")


def _unwritable(text: str) -> str:
    if "\0" in text:
        return "holds a character that is none"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "holds half a character"
    return ""


def _not(value: Any, schema: Mapping[str, Any]) -> str:
    wanted = schema.get("enum") or schema.get("pattern") or schema.get("type")
    return f"is {value!r:.40} and not {wanted!r:.80}"
