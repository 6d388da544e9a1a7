"""What a take-out holds: everything of the organisation, nothing of another, no proof of who somebody is."""

import json
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect, select

from portal.exchange.happenings import REFERS, REFERS_IN, WORDS
from portal.exchange.kinds import KINDS
from portal.exchange.moving import take_out
from portal.exchange.schemas import fault_in
from portal.exchange.staying import STAYS
from tenants.clock import at
from tenants.database import Base, db
from tenants.models import Account, Membership, Organisation
from tenants.scope import inside
from tests.exchange import zips
from tests.exchange.conftest import MOMENT


def forgotten(tables: list[str]) -> list[str]:
    """Return the tables of which nobody said whether they go along: name them in `kinds.py` or in `staying.py`."""
    return sorted({*tables} - KINDS.keys() - STAYS.keys())


def gone(tables: list[str]) -> list[str]:
    return sorted({*KINDS, *STAYS} - {*tables})


def test_every_table_goes_along_or_stays_for_a_reason(demo: Flask) -> None:
    tables = list(Base.metadata.tables)
    assert forgotten([*tables, "planted"]) == ["planted"]
    assert forgotten(tables) == []
    assert gone(tables) == []
    assert KINDS.keys() & STAYS.keys() == set()


def test_every_column_that_stays_is_there_and_has_its_reason(demo: Flask) -> None:
    for kind in KINDS.values():
        columns = {column.key for column in inspect(kind.model).columns}
        assert kind.left.keys() <= columns, kind.name
        assert {one.column for one in kind.fields} | kind.left.keys() | {"id", "organisation_id"} >= columns
        assert all(kind.left.values())


def test_the_records_are_what_their_schemas_say(taken_out: Path) -> None:
    parts = zips.parts_of(taken_out)
    for name, kind in KINDS.items():
        schema = json.loads(parts[f"schema/{name}.json"])
        lines = parts[f"data/{name}.jsonl"].splitlines()
        assert [fault for line in lines if (fault := fault_in(json.loads(line), schema))] == []
        assert kind.shared or set(schema["required"]) == set(schema["properties"])


def test_the_most_is_not_empty(taken_out: Path) -> None:
    manifest = json.loads(zips.parts_of(taken_out)["manifest.json"])
    some = {path for path, one in manifest["records"].items() if one["count"]}
    for kind in ("ticket", "entry", "attachment", "rating", "follow_up", "broadcast", "trail", "postponement", "asker"):
        assert f"data/{kind}.jsonl" in some


def test_nothing_of_another_organisation_is_in_it(demo: Flask, taken_out: Path) -> None:
    everything = b"\n".join(zips.parts_of(taken_out).values()).decode("utf-8", "replace")
    with demo.app_context():
        others = list(db.session.scalars(select(Organisation.id).where(Organisation.key.in_(("VECHTDAL", "EEMLAND")))))
        marks: set[str] = set()
        for other in others:
            with inside(other):
                for kind in KINDS.values():
                    marks |= _marks_of(kind, other)
        db.session.rollback()
    assert len(marks) > 150
    assert [mark for mark in marks if mark in everything] == []


def _marks_of(kind: object, other: int) -> set[str]:
    """The public ids, subjects, texts and addresses of another organisation."""
    model = kind.model  # type: ignore[attr-defined]
    if "organisation_id" not in inspect(model).columns:
        return set()
    names = ("public_id", "handle", "code", "slug", "subject", "body", "email", "digest")
    columns = [getattr(model, name) for name in names if name in inspect(model).columns]
    if not columns:
        return set()
    rows = db.session.execute(select(*columns).where(model.organisation_id == other)).all()
    return {value for row in rows for value in row if value and len(value) > 11}


def test_no_password_and_no_address_of_the_desk_is_in_it(demo: Flask, taken_out: Path) -> None:
    everything = b"\n".join(zips.parts_of(taken_out).values()).decode("utf-8", "replace")
    with demo.app_context():
        hashes = set(db.session.scalars(select(Account.password_hash).where(Account.password_hash.is_not(None))))
        db.session.rollback()
    assert "@linde.example" in everything
    assert "@nova.example" not in everything
    assert not any(one in everything for one in hashes)
    assert "argon2" not in everything


def test_what_is_only_the_desks_stays_out_of_what_an_organisation_takes(
    demo: Flask, taken_out: Path, tmp_path: Path
) -> None:
    with at(MOMENT), demo.app_context():
        take_out("linde", tmp_path / "own.zip", notes=False)
    parts, with_notes = zips.parts_of(tmp_path / "own.zip"), zips.parts_of(taken_out)
    notes = [one for line in with_notes["data/entry.jsonl"].splitlines() if (one := json.loads(line))["ring"] == "desk"]
    said = {note["body"] for note in notes if note["body"]}
    everything = b"\n".join(parts.values()).decode("utf-8", "replace")
    assert said
    assert not any(one in everything for one in said)
    assert b'"ring":"desk"' not in parts["data/entry.jsonl"]
    tickets = [json.loads(line) for line in parts["data/ticket.jsonl"].splitlines()]
    assert {(one["assignee"], one["assignee_name"], one["notes"]) for one in tickets} == {(None, "", 0)}
    assert b'"subject":"ticket"' not in parts["data/trail.jsonl"]
    assert json.loads(parts["manifest.json"])["notes_of_the_desk"] is False


def test_confidential_requests_go_along(demo: Flask, taken_out: Path) -> None:
    tickets = [json.loads(line) for line in zips.parts_of(taken_out)["data/ticket.jsonl"].splitlines()]
    assert any(one["confidential"] for one in tickets)


def test_no_number_of_this_database_leaves_with_what_happened(demo: Flask, taken_out: Path) -> None:
    lines = [json.loads(line) for line in zips.parts_of(taken_out)["data/trail.jsonl"].splitlines()]
    for line in lines:
        for name, value in line["detail"].items():
            refers = name in REFERS or (line["action"], name) in REFERS_IN
            numbered = name == "entry" or refers
            assert numbered or not isinstance(value, int) or name in WORDS, (line["action"], name)
    assert any(line["detail"].get("whom") for line in lines)
    assert all(isinstance(line["detail"]["whom"], str) for line in lines if "whom" in line["detail"])


def test_members_are_all_there(demo: Flask, taken_out: Path) -> None:
    with demo.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == "LINDE")).one()
        with inside(home):
            here = set(
                db.session.scalars(
                    select(Account.email)
                    .join(Membership, Membership.account_id == Account.id)
                    .where(Membership.organisation_id == home)
                )
            )
        db.session.rollback()
    said = [json.loads(line) for line in zips.parts_of(taken_out)["data/account.jsonl"].splitlines()]
    assert {one["email"] for one in said} == here
    assert [one["email"] for one in said] == sorted(here)
