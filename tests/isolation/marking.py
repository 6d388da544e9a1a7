"""A marker word of its own in every column of text of an organisation, so that a leak tells where it came from.

The columns are found from the models: a new one is marked by itself, or has to be named here with the reason why
nothing of anybody stands in it.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Table, Text

from tenants.columns import Word, Words
from tenants.database import Base
from tests.guards.behind import Behind

ROWS = {
    "account": "id in (select account_id from membership where organisation_id = {0}) "
    "and id not in (select account_id from membership where organisation_id <> {0})",
    "admin_application": "customer_id = {0}",
    "address_change": "account_id in (select account_id from membership where organisation_id = {0})",
    "article": "id in (select article_id from article_organisation where target_id = {0})",
    "article_organisation": "target_id = {0}",
    "article_service": "article_id in (select article_id from article_organisation where target_id = {0})",
    "article_words": "article_id in (select article_id from article_organisation where target_id = {0})",
    # Anybody may type in an address of theirs: that row is nobody's until the worker answered it by mail.
    "asked_to_join": "answered_at is not null "
    "and address like '%@' || (select lower(key) from organisation where id = {0}) || '.example'",
    "broadcast": "publisher_id = {0}",
    "broadcast_organisation": "broadcast_id in (select id from broadcast where publisher_id = {0})",
    "broadcast_round": "broadcast_id in (select id from broadcast where publisher_id = {0})",
    "broadcast_service": "broadcast_id in (select id from broadcast where publisher_id = {0})",
    "broadcast_unit": "broadcast_id in (select id from broadcast where publisher_id = {0})",
    "device": "account_id in (select account_id from membership where organisation_id = {0}) "
    "and account_id not in (select account_id from membership where organisation_id <> {0})",
    "kept_post": "account_id in (select account_id from membership where organisation_id = {0})",
    "mail_customer": "customer_id = {0}",
    "organisation": "id = {0}",
    "personal_file": "customer_id = {0}",
    "received_mail": "id in (select mail_id from mail_customer where customer_id = {0})",
    "recovery": "account_id in (select account_id from membership where organisation_id = {0})",
    "session": "account_id in (select account_id from membership where organisation_id = {0}) "
    "and account_id not in (select account_id from membership where organisation_id <> {0})",
    "sign_in": "account_id in (select account_id from membership where organisation_id = {0}) "
    "and account_id not in (select account_id from membership where organisation_id <> {0})",
}
ROWS |= dict.fromkeys(("authenticator", "recovery_code", "passkey", "remembered_device", "half_way"), ROWS["session"])
"""Which rows of a table without an owner are an organisation's all the same."""

SHARED = {
    "admin_gap": "that a customer has no admin, for service admins; its one text is random",
    "contact": "the telephone number and hours of the service organisation",
    "department": "the catalogue of the service organisation",
    "failed_sign_ins": "hashes of addresses, whoever's they are",
    "spent_challenge": "hashes of random bytes",
    "service": "the catalogue of the service organisation",
    "sign_in_attempt": "tries to sign in, whosever address a stranger named; the worker empties it",
}
"""Tables in which nothing of one customer stands."""

WORDS_OF_THE_CODE = {
    "account": {"language", "theme"},
    "asked_to_join": {"language"},
    "asker": {"language"},
    "admin_application": {"language"},
    "attachment": {"media_type"},
    "domain_proof": {"found"},
    "draft": {"service"},
    "entry": {"event", "channel"},
    "erasure": {"step", "digests", "counts"},
    "export_file": {"form", "language"},
    "kept_post": {"why"},
    "leaving": {"outcome"},
    "mail": {"kind", "outcome"},
    "organisation": {"key", "language"},  # who types an address knows the key; the walk itself does
    "person": {"kind"},
    "personal_file": {"language"},
    "reply_draft": {"ring"},
    "retention": {"kinds"},
    "search_row": {"ring"},
    "set_up_mark": {"task"},
    "sign_in": {"how"},
    "trail": {"action", "subject", "detail"},  # append-only, and no words: test_the_trail.py
}
"""Columns of text that hold the same words in every organisation."""

LETTERS, DIGITS = "zqx", "facade"
SHORTEST = 6
IN_A_FILE = "bytes of a file"
MARKER = re.compile(rf"{LETTERS}[a-z]*|{DIGITS}[0-9a-f]{{3}}")


def tables_of(organisation_id: int) -> Iterator[tuple[Table, str]]:
    """Yield each table in which rows of an organisation may stand, with the condition that finds them.

    Raises AssertionError, in words, for a table of which nobody said whose its rows are.
    """
    for table in Base.metadata.sorted_tables:
        if table.name in SHARED:
            continue
        owned = "organisation_id = {0}" if "organisation_id" in table.c else None
        condition = ROWS.get(table.name, owned)
        assert condition, f"whose are the rows of {table.name}? Say so in ROWS or SHARED of {__name__}"
        yield table, condition.format(organisation_id)


def marked_columns(table: Table) -> list[Column[Any]]:
    """Return the columns of a table in which words or names of an organisation may stand."""
    free = (
        column
        for column in table.columns
        if isinstance(column.type, Text | JSON) or type(column.type).__name__ == "String"
    )
    but = WORDS_OF_THE_CODE.get(table.name, set())
    return [column for column in free if column.name not in but and not isinstance(column.type, Word | Words)]


def mark(behind: Behind, organisation_id: int) -> list[str]:
    """Put the markers into every row of an organisation; return the columns in which there was nothing to mark."""
    with behind.connected() as connection:
        return [
            f"{table.name}.{column.name}"
            for table, condition in tables_of(organisation_id)
            for column in marked_columns(table)
            if not _mark_column(connection, table, column, condition)
        ]


def _mark_column(connection: Any, table: Table, column: Column[Any], condition: str) -> int:
    place, sign = ("rowid", "?") if isinstance(connection, sqlite3.Connection) else ("ctid::text", "%s")
    asked = f'select {place}, "{column.name}" from {table.name} where {condition} and "{column.name}" is not null'
    rows = connection.execute(asked).fetchall()
    changed = f'update {table.name} set "{column.name}" = {sign} where {place} = {sign}'
    for number, (row, old) in enumerate(rows):
        connection.execute(changed, (marked(old, f"{table.name}.{column.name}", number), row))
    return len(rows)


def marked(old: Any, where: str, number: int) -> Any:
    """Return a value with the marker of a column in it, of the same shape as before."""
    if not isinstance(old, str) or old.startswith(("{", "[")):
        return json.dumps(_marked_tree(json.loads(old) if isinstance(old, str) else old, marker(where)))
    if re.fullmatch(r"[0-9a-f]{12,}", old):
        return f"{DIGITS}{_places()[where]:03x}{number:0{len(old) - 9}x}"
    if "@" in old:
        return f"{marker(where)}{number}{old}"
    return f"{old} {marker(where)}{number}" if " " in old else f"{old}{marker(where)}{number}"


def _marked_tree(tree: Any, word: str) -> Any:
    if isinstance(tree, dict):
        return {key: _marked_tree(value, word) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_marked_tree(value, word) for value in tree]
    return f"{tree} {word}" if isinstance(tree, str) else tree


def marker(where: str) -> str:
    """Return the marker word of a column: `zqxpersonname`."""
    return LETTERS + re.sub(r"[^a-z]", "", where)


@cache
def _places() -> dict[str, int]:
    names = (f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns)
    return {name: place for place, name in enumerate(sorted(names))}


def markers_in(text: str) -> set[str]:
    """Return every marker that stands in a text, whole or cut short."""
    return {word for word in MARKER.findall(text.casefold()) if _is_marker(word)}


def _is_marker(word: str) -> bool:
    # Random tokens hold any letters now and then; the words of columns they do not.
    if word.startswith(DIGITS):
        return int(word[-3:], 16) in _places().values()
    return len(word) > SHORTEST and any(one.startswith(word) or word.startswith(one) for one in _words())


@cache
def _words() -> frozenset[str]:
    return frozenset({marker(where) for where in _places()} | {marker(IN_A_FILE)})


def digest_of(behind: Behind, organisation_id: int) -> dict[str, str]:
    """Return a hash of all rows of an organisation, table by table."""
    with behind.connected() as connection:
        return {
            table.name: _hash(connection.execute(f"select * from {table.name} where {condition}").fetchall())
            for table, condition in tables_of(organisation_id)
        }


def _hash(rows: list[Any]) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
