"""An organisation moves from one database to another kind and back: it is the same, to the byte where bytes are."""

import json
import re
import zipfile
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal.demo.desk_hours import load_contact
from portal.exchange.moving import bring_in, known_as, take_out
from portal.exchange.packing import digest_of
from tenants.clock import at
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Person
from tenants.scope import inside
from tests.engines import Postgresql, Sqlite
from tests.exchange.conftest import MOMENT, Elsewhere, let_in
from tests.players import Player, somebody


def digest(app: Flask, notes: bool = True) -> str:
    with app.app_context():
        return digest_of(known_as("linde"), notes)


def moves(app: Flask, to: Flask, path: Path) -> str:
    with at(MOMENT), app.app_context():
        made = take_out("linde", path, notes=True)
    with at(MOMENT), to.app_context():
        _manifest, brought = bring_in(path)
    assert brought.digest == made.digest
    return made.digest


def records(path: Path, kind: str) -> list[dict]:
    with zipfile.ZipFile(path) as package:
        return [json.loads(line) for line in package.read(f"data/{kind}.jsonl").splitlines()]


def test_the_demo_is_the_same_on_the_other_engine_and_back(
    demo: Flask, elsewhere: Elsewhere, engine: Sqlite | Postgresql, tmp_path: Path
) -> None:
    there = elsewhere("postgresql" if isinstance(engine, Sqlite) else "sqlite")
    back = elsewhere(engine.name)

    left = moves(demo, there, tmp_path / "out.zip")
    returned = moves(there, back, tmp_path / "back.zip")

    assert left == returned == digest(there) == digest(back) == digest(demo)
    assert digest(demo, notes=False) == digest(back, notes=False) != left
    with zipfile.ZipFile(tmp_path / "out.zip") as one, zipfile.ZipFile(tmp_path / "back.zip") as other:
        alike = [name for name in one.namelist() if not re.search(r"manifest|trail|README", name)]
        assert alike == [name for name in other.namelist() if name in alike]
        assert all(one.read(name) == other.read(name) for name in alike)


def reads(player: Player, path: str) -> str:
    page = player.opens(path)
    assert page.status == 200, path
    return page.text


def test_members_find_their_pages_as_they_were(demo: Flask, empty: Flask, taken_out: Path) -> None:
    with at(MOMENT):
        with empty.app_context():
            bring_in(taken_out)
            with write_transaction():
                load_contact()  # of the service organisation, so it did not come along
        let_in(empty)
        before, after = Player(demo, somebody("samira")), Player(empty, somebody("samira"))
        tickets = {one["number"]: one for one in records(taken_out, "ticket")}
        longest = max(tickets.values(), key=lambda one: one["entries"] + one["notes"])
        assert longest["entries"] + longest["notes"] >= 20
        with_files = {one["ticket"] for one in records(taken_out, "attachment")}
        wanted = sorted({longest["number"], *with_files, 1})
        seen = [one for one in wanted if before.opens(f"/linde/requests/{one}").status == 200]
        assert [after.opens(f"/linde/requests/{one}").status for one in seen] == [200] * len(seen)
        assert longest["number"] in seen
        assert set(seen) & with_files
        for number in seen:
            assert reads(after, f"/linde/requests/{number}") == reads(before, f"/linde/requests/{number}")
        for path in (
            "/linde/requests?scope=mine",
            "/linde/requests?scope=organisation",
            "/linde/requests?scope=organisation&words=rooster",
        ):
            assert reads(after, path) == reads(before, path)
        assert len(after.lists(words="rooster")) == len(before.lists(words="rooster")) > 0


def fetches(player: Player, path: str) -> tuple[int, str, bytes]:
    with player.browser.get(path) as answer:
        return answer.status_code, answer.content_type, answer.data if answer.status_code == 200 else b""


def test_files_are_the_same_to_the_byte_and_have_new_previews(demo: Flask, empty: Flask, taken_out: Path) -> None:
    with at(MOMENT):
        with empty.app_context():
            bring_in(taken_out)
        let_in(empty)
        before, after = Player(demo, somebody("samira")), Player(empty, somebody("samira"))
        sent = [(f"/linde/files/{one['public_id']}", one["name"]) for one in records(taken_out, "attachment")]
        paths = [f"{at}{part}/{name}" for at, name in sent for part in ("", "/preview")]
        fetched = {path: answer for path in paths if (answer := fetches(before, path))[0] == 200}
        assert len([path for path in fetched if "/preview/" in path]) >= 3 < len(fetched)
        for path, answer in fetched.items():
            assert fetches(after, path) == answer


def test_numbers_go_on_counting(empty: Flask, taken_out: Path) -> None:
    last = records(taken_out, "counter")[0]["last"]
    with at(MOMENT):
        with empty.app_context():
            bring_in(taken_out)
        let_in(empty)
        filed = Player(empty, somebody("samira")).files("De eerste na de verhuizing")
    assert filed.number == last + 1


def test_the_log_still_says_who_did_what(demo: Flask, empty: Flask, taken_out: Path) -> None:
    with at(MOMENT):
        with empty.app_context():
            bring_in(taken_out)
        let_in(empty)
        before, after = (reads(Player(app, somebody("henk")), "/linde/org/audit") for app in (demo, empty))
    assert "The organisation was brought here" in after or "hierheen" in after
    assert before.count("Anneke de Boer") == after.count("Anneke de Boer")


def test_who_was_erased_leaves_under_a_pseudonym_and_stays_so(app: Flask, empty: Flask, tmp_path: Path) -> None:
    """Karin goes on elsewhere under her own name: here she is nobody any more."""
    with app.app_context():
        home = known_as("vechtdal")
        with inside(home), write_transaction():
            karin = db.session.scalars(
                select(Membership)
                .join(Account, Account.id == Membership.account_id)
                .where(Account.email == "karin@eemland.example", Membership.organisation_id == home)
            ).one()
            person = db.session.get_one(Person, karin.person_id)
            karin.active, karin.erased_at = False, MOMENT
            person.name, person.email, person.erased_at = "Iemand 4711", "", MOMENT
        db.session.remove()
        made = take_out("vechtdal", tmp_path / "vechtdal.zip", notes=True)
    with zipfile.ZipFile(tmp_path / "vechtdal.zip") as package:
        everything = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert "karin@" not in everything
    assert "Karin" not in everything
    assert "Iemand 4711" in everything
    with empty.app_context():
        _manifest, brought = bring_in(tmp_path / "vechtdal.zip")
    assert brought.digest == made.digest
