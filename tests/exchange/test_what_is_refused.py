"""What is not a whole take-out, or is made to do harm, is refused in words, at once, and leaves nothing behind."""

import json
import re
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.exchange.moving import bring_in, look_at
from portal.exchange.opening import Refused
from portal.files import storage
from tenants.database import db
from tenants.models import Account, Organisation
from tests.exchange import zips


def left_in(app: Flask) -> tuple[int, int, int]:
    with app.app_context():
        rows = [db.session.scalar(select(func.count()).select_from(model)) for model in (Organisation, Account)]
        files = len(list(storage.place().listed()))
        db.session.rollback()
    return (rows[0] or 0, rows[1] or 0, files)


def why_refused(app: Flask, path: Path) -> str:
    """Try both ways; return the reason. Whatever it is, it is told within a second and nothing stays."""
    before = left_in(app)
    with app.app_context():
        began = time.monotonic()
        with pytest.raises(Refused) as tried:
            look_at(path)
        assert time.monotonic() - began < 1
        with pytest.raises(Refused) as refusal:
            bring_in(path)
        db.session.remove()
    assert left_in(app) == before
    assert str(tried.value) == str(refusal.value)
    return str(refusal.value)


def _bomb(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts | {"data/entry.jsonl": b"0" * 200_000_000})


def _over_each_other(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts)
    raw = bytearray(path.read_bytes())
    first = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", first + 4)
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    path.write_bytes(raw)


def _long_list(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts)
    raw = bytearray(path.read_bytes())
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 12 : end + 16] = struct.pack("<I", 900_000_000)
    path.write_bytes(raw)


def _with_password(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts)
    raw = bytearray(path.read_bytes())
    first = raw.index(b"PK\x01\x02")
    raw[first + 8] |= 1
    path.write_bytes(raw)


def _twice(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as package:
        package.writestr("manifest.json", parts["manifest.json"])


def _manifest(**said: Any) -> Callable[[dict[str, bytes], Path], None]:
    def make(parts: dict[str, bytes], path: Path) -> None:
        manifest = json.loads(parts["manifest.json"]) | said
        zips.write(path, parts | {"manifest.json": json.dumps(manifest).encode()})

    return make


def _more(name: str) -> Callable[[dict[str, bytes], Path], None]:
    return lambda parts, path: zips.write(path, parts | {name: b"x"}) and None


def _less(name: str) -> Callable[[dict[str, bytes], Path], None]:
    def make(parts: dict[str, bytes], path: Path) -> None:
        zips.write(path, {one: content for one, content in parts.items() if one != name})

    return make


def _cut(parts: dict[str, bytes], path: Path) -> None:
    zips.write(path, parts)
    path.write_bytes(path.read_bytes()[:-30_000])


def _not_a_file(parts: dict[str, bytes], path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 and then nothing of the kind")


HARM = {
    "a bomb": (_bomb, "unpack to far more"),
    "parts over each other": (_over_each_other, "over each other|damaged"),
    "a list without end": (_long_list, "list of parts|damaged"),
    "a password": (_with_password, "password|damaged"),
    "the same part twice": (_twice, "twice"),
    "a path upwards": (_more("../../etc/cron.d/x"), "does not belong"),
    "a path from the root": (_more("/etc/passwd"), "does not belong"),
    "a path with backslashes": (_more("files\\..\\x"), "does not belong"),
    "a program": (_more("files/setup.exe"), "does not belong"),
    "no manifest": (_less("manifest.json"), "no take-out"),
    "no entries": (_less("data/entry.jsonl"), "missing"),
    "another format": (_manifest(format="something"), "no take-out"),
    "another version": (_manifest(version=2), "version 2"),
    "other schemas": (_manifest(schemas={}), "made by Balie"),
    "another digest": (_manifest(digest="0" * 64), "another digest"),
    "another organisation": (
        _manifest(organisation={"key": "VECHTDAL", "name": "V", "customer_number": ""}),
        "another organisation",
    ),
    "a reserved key": (
        _manifest(organisation={"key": "ADMIN", "name": "V", "customer_number": ""}),
        "cannot be a short name",
    ),
    "a file nobody sent": (_more("files/" + "a" * 64), "no record tells of"),
    "half a file": (_cut, "damaged|cannot be read"),
    "no zip": (_not_a_file, "damaged"),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_made_to_do_harm_is_refused_at_once(harm: str, empty: Flask, taken_out: Path, tmp_path: Path) -> None:
    make, words = HARM[harm]
    path = tmp_path / "harm.zip"
    make(zips.parts_of(taken_out), path)
    assert re.search(words, why_refused(empty, path))


def put(**fields: Any) -> zips.Change:
    return lambda record: record | fields


LIES: dict[str, tuple[str, zips.Change, str]] = {
    "a role nobody has": ("membership", put(roles=["service_god"]), "roles is"),
    "a person of elsewhere": ("membership", put(person="0" * 16), "refers to person"),
    "an account of elsewhere": ("entry", put(author="x@vechtdal.example"), "refers to account"),
    "a field more": ("ticket", put(organisation_id=1), "organisation_id"),
    "a field less": ("ticket", lambda one: {name: one[name] for name in one if name != "state"}, "has no state"),
    "a number as a text": ("ticket", put(number="1"), "number is"),
    "a number too large": ("ticket", put(number=2**40), "too large"),
    "a number not given out": ("ticket", put(number=4711), "not given out"),
    "a moment without a zone": ("ticket", put(filed_at="2026-01-01T10:00:00"), "filed_at is"),
    "a character that is none": ("ticket", put(subject="a\0b"), "subject holds"),
    "an answer nobody asked for": ("ticket", put(answers={"evil": "x"}), "answer"),
    "a form of the future": ("ticket", put(form_version=99), "form"),
    "an event that says too little": ("entry", put(event="asked", detail={}), "until"),
    "an address that is none": ("account", put(email="HENK@linde.example"), "no e-mail address"),
    "a name with a direction in it": ("attachment", put(name="\u202egpj.exe"), "has the name"),
    "another size": ("attachment", put(size=1), "another size"),
    "bytes that did not come": ("attachment", put(digest="b" * 64), "not in it"),
    "an entry of another request": ("attachment", put(ticket=1), "another request"),
    "more names than people": (
        "entry",
        put(event="watched", detail={"names": ["A", "B"], "whose": {"names": ["0" * 24]}}),
        "whose the names",
    ),
    "people who are no text": (
        "entry",
        put(event="taken over", detail={"filer": "A", "whose": {"filer": {"a": 1}}}),
        "whose the names",
    ),
    "something too deep": ("trail", put(detail={"a": [[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]}), "too deep"),
    "its own parent of elsewhere": ("unit", put(parent="ffff"), "refers to"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_record_that_lies_is_refused_by_its_line(lie: str, empty: Flask, taken_out: Path, tmp_path: Path) -> None:
    kind, change, words = LIES[lie]
    path = zips.forged(taken_out, tmp_path / "lie.zip", kind, change)
    said = why_refused(empty, path)
    assert words in said
    assert kind in said


def test_the_digest_is_what_the_page_about_it_says(taken_out: Path) -> None:
    parts = zips.parts_of(taken_out)
    manifest = json.loads(parts["manifest.json"])
    assert zips.digest_of(parts, manifest) == manifest["digest"]


def test_a_record_that_was_changed_on_the_way_is_noticed(empty: Flask, taken_out: Path, tmp_path: Path) -> None:
    path = zips.forged(taken_out, tmp_path / "x.zip", "entry", put(body="Iets anders"), sealed=False)
    assert "data/entry.jsonl is not what was put in" in why_refused(empty, path)


def test_a_file_that_was_changed_on_the_way_is_noticed(empty: Flask, taken_out: Path, tmp_path: Path) -> None:
    parts = zips.parts_of(taken_out)
    name = next(name for name in parts if name.startswith("files/"))
    path = zips.write(tmp_path / "x.zip", parts | {name: b"\0" * len(parts[name])})
    assert f"{name} is not what was put in" in why_refused(empty, path)


def test_html_in_a_text_stays_text(empty: Flask, taken_out: Path, tmp_path: Path) -> None:
    from tests.exchange.conftest import let_in
    from tests.players import Player, somebody

    last = len(zips.parts_of(taken_out)["data/entry.jsonl"].splitlines()) - 1
    path = zips.forged(taken_out, tmp_path / "x.zip", "entry", put(body="<script>alert(1)</script>"), at=last)
    number = json.loads(zips.parts_of(path)["data/entry.jsonl"].splitlines()[last])["ticket"]
    with empty.app_context():
        bring_in(path)
    page = Player(let_in(empty), somebody("samira")).opens(f"/linde/requests/{number}")
    assert page.status == 200
    assert "<script>alert" not in page.html


def test_nobody_comes_twice(empty: Flask, taken_out: Path) -> None:
    with empty.app_context():
        bring_in(taken_out)
    assert "LINDE here already" in why_refused(empty, taken_out)


def test_a_customer_number_is_of_one_organisation(empty: Flask, taken_out: Path) -> None:
    from tenants.database import write_transaction

    with empty.app_context(), write_transaction():
        db.session.add(Organisation(key="OTHER", name="Andere Zorg", customer_number="40217"))
    assert why_refused(empty, taken_out) == "Andere Zorg has customer number 40217 here"
