"""Make a backup while Balie runs, and put one back where there is nothing yet."""

import shutil
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from flask import current_app

from portal import schema
from portal.files import storage
from tenants.clock import now

from . import engines
from .archive import DATABASE, Damaged, Manifest, put, put_manifest, put_stream, verify, writing

FILES = "files"


class NotEmpty(RuntimeError):
    """There is data already where a backup would be put back; the message says where."""


def back_up(destination: Path) -> Manifest:
    """Write a backup and read it again to see that it is whole.

    The database comes first and the files after it: a file is kept before its row is, so each file that a row
    of the copy names is there. It holds the files wherever they are kept, on disk or in a bucket. Raises
    FileExistsError rather than writing over another backup.
    """
    if destination.exists():
        raise FileExistsError(f"{destination} is there already")
    destination.parent.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(
        made_at=now().isoformat(timespec="seconds"),
        balie=version("balie"),
        schema=schema.found() or "",
        engine=engines.name(),
    )
    with tempfile.TemporaryDirectory(dir=destination.parent, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        manifest.rows = engines.copy_to(copy)
        with writing(destination) as archive:
            put(archive, manifest, DATABASE, copy)
            for name in storage.everything():
                _put_file(archive, manifest, name)
            put_manifest(archive, manifest)
    return verify(destination)


def _put_file(archive: tarfile.TarFile, manifest: Manifest, name: str) -> None:
    try:
        stream, size = storage.place().opened(name)
    except FileNotFoundError:
        return  # nobody's, and swept since it was listed
    with stream:
        put_stream(archive, manifest, f"{FILES}/{name}", stream, size)


def restore(source: Path) -> Manifest:
    """Put a backup back: all of it, or nothing. Files go to where this installation keeps them.

    Raises Damaged when it is not whole, and NotEmpty when there is anything at the place it would take.
    """
    manifest = verify(source)
    if manifest.engine != engines.name():
        raise Damaged(f"it is of {manifest.engine}, and BALIE_DATABASE_URL leads to {engines.name()}")
    if not engines.is_empty():
        raise NotEmpty("the database is not empty")
    if next(storage.everything(), None) is not None:
        raise NotEmpty("there are files already where BALIE_FILES_URL leads to")
    instance = Path(current_app.config["INSTANCE"])
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore-") as folder, tarfile.open(source) as archive:
        try:
            _put_files_back(archive)
            copy = Path(folder) / DATABASE
            _take_out(archive, DATABASE, copy)
            engines.put_back(copy)
        except BaseException:
            for name in storage.everything():
                storage.place().remove(name)  # there was nothing before
            raise
    _compare(manifest)
    return manifest


def _put_files_back(archive: tarfile.TarFile) -> None:
    for member in archive:
        folder, _slash, name = member.name.partition("/")
        if folder != FILES:
            continue
        stream = archive.extractfile(member)
        if stream is None or ".." in name.split("/") or name.startswith("/"):
            raise Damaged(f"{member.name} is no file of Balie")
        storage.place().put(name, stream)  # type: ignore[arg-type] - it reads and seeks


def _take_out(archive: tarfile.TarFile, name: str, path: Path) -> None:
    # Not `extract`: the filter that makes it safe came with Python 3.11.4, and Debian 12 has 3.11.2.
    stream = archive.extractfile(name)
    if stream is None:
        raise Damaged(f"{name} is no file of Balie")
    with stream, path.open("wb") as out:
        shutil.copyfileobj(stream, out)


def _compare(manifest: Manifest) -> None:
    found = engines.row_counts()
    for table, rows in manifest.rows.items():
        if found.get(table) != rows:
            raise Damaged(f"{table} has {found.get(table, 0)} rows and should have {rows}")
