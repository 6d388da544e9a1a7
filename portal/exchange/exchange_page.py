"""The page docs/exchange.md: what a take-out looks like, from the same tables that write and read it."""

from collections.abc import Mapping
from typing import Any

from .kinds import KINDS, NAMES, OUTSIDER_SCHEMA, OUTSIDERS, Kind
from .manifest import VERSION
from .staying import STAYS

INTRODUCTION = f"""\
# Taking an organisation along

This page is made by `balie docs` from the tables that write and read the files it describes.

Everything of one organisation leaves as one zip. An admin makes it under *Organisation*, *Take everything with you*;
whoever runs Balie with `balie export KEY --to FILE`. `balie import FILE` reads it into another installation that does
not have the organisation yet: all of it or, at the first thing that is not right, nothing. `--dry-run` only checks.
`balie digest KEY` prints what the records come to: the same before and after, on SQLite and PostgreSQL.

```
balie export linde --to linde.zip      # on the old installation
balie import linde.zip --dry-run       # on the new one: what would come
balie import linde.zip
balie digest linde                     # on both
```

On SQLite nobody else can write while an organisation comes in; on PostgreSQL people go on working.

## What is in the zip

| path | what it is |
| --- | --- |
| `manifest.json` | what this is: see below |
| `schema/<kind>.json` | JSON Schema (2020-12) of one record of each kind |
| `data/<kind>.jsonl` | the records: JSON Lines in UTF-8, one a line, in the order in which they came to be |
| `files/<sha256>` | the bytes of each file that was sent along, by their SHA-256; attachments have their names |

The manifest holds the format (`balie-organisation`), its version ({VERSION}), Balie's version, the organisation, when
it was made, how many records there are of each kind with the SHA-256 of their file, the digest of all, and which
files were gone already (`missing`).

A record refers to another by what names it everywhere: the number of a request, an e-mail address, a public id. Parts
of such a name stand apart by a slash: `128/shared/3` is the third shared entry of request 128. Moments are UTC, to the
microsecond. A record has exactly the fields below. An installation reads what was made with the same schemas; bring
both to the same version of Balie first.

**The digest** is the SHA-256 over the names and lines of all files of records, in the order below. Services and
departments do not count, because they are the service organisation's; neither do lines of the log about leaving and
arriving.

**Notes of the desk** are in a zip that whoever runs Balie makes (unless `--without-notes`), and never in one that an
admin of the organisation makes: internal notes, who handles a request, and the log of what happened to requests. The
manifest says which it is (`notes_of_the_desk`).

**People of the service organisation** come along by name only; a code stands in place of their address.

**Passwords, second factors, links and sessions** stay behind. On the new installation everybody chooses a password
with *Forgot your password?*; who was invited gets a new invitation there.

## What is checked before anything is written

Paths, sizes before unpacking (no part more than 200 times its packed size, none over another, none twice, none with
a password), each SHA-256, each record against its schema, each reference, each file against its record, and the digest.
HTML, previews, types of files and search are made anew, never taken over. When all is written the digest is taken
again, in the same transaction.

## Records
"""


def as_markdown() -> str:
    """Return the page docs/exchange.md."""
    parts = [INTRODUCTION]
    for name in NAMES:
        parts += _outsiders() if name == OUTSIDERS else _kind(KINDS[name])
    parts += [
        "## What stays behind",
        "",
        "| table | why |",
        "| --- | --- |",
        *(f"| `{table}` | {why} |" for table, why in sorted(STAYS.items())),
        "",
    ]
    return "\n".join(parts)


def _kind(kind: Kind) -> list[str]:
    key = f" Named by `{'/'.join(kind.key_fields)}`." if kind.key else ""
    rows = [f"| `{one.name}` | {_words(one.schema)} | {f'`{one.to}`' if one.to else ''} |" for one in kind.fields]
    rows += [f"| `{name}` | {_words(schema)} | |" for name, schema in kind.more.items()]
    left = [f"- `{name}` stays behind: {why}." for name, why in kind.left.items()]
    return [*_head(kind.name, " ".join((kind.model.__doc__ or "").split()) + key), *rows, "", *left, *[""] * bool(left)]


def _outsiders() -> list[str]:
    schema = OUTSIDER_SCHEMA
    rows = [f"| `{name}` | {_words(one)} | |" for name, one in schema["properties"].items()]
    return [*_head(OUTSIDERS, schema["description"]), *rows, ""]


def _head(name: str, about: str) -> list[str]:
    return [f"### `data/{name}.jsonl`", "", about, "", "| field | what it holds | refers to |", "| --- | --- | --- |"]


def _words(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join("null" if one is None else f"`{one}`" for one in schema["enum"])
    kinds = schema.get("type", "anything")
    if kinds == "array":
        return f"a list of {_words(schema['items'])}"
    words = kinds if isinstance(kinds, str) else " or ".join(kinds)
    return f"{words} like `{schema['pattern']}`".replace("|", "\\|") if "pattern" in schema else words
