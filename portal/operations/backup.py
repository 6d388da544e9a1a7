"""Make a backup while Balie runs, and put one back where there is nothing yet."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from flask import current_app

from portal import schema
from tenants.clock import now

from . import engines
from .archive import DATABASE, Damaged, Manifest, put, put_manifest, verify, writing

FILES = "files"


class NotEmpty(RuntimeError):
    """There is data already where a backup would be put back; the message says where."""


def back_up(destination: Path) -> Manifest:
    """Write a backup and read it again to see that it is whole.

    The database comes first and the files after it: a file is on disk before its row is, so each file that a
    row of the copy names is there. Raises FileExistsError rather than writing over another backup.
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
            for path in _files():
                put(archive, manifest, f"{FILES}/{path.relative_to(files_folder())}", path)
            put_manifest(archive, manifest)
    return verify(destination)


def restore(source: Path) -> Manifest:
    """Put a backup back: all of it, or nothing.

    Raises Damaged when it is not whole, and NotEmpty when there is anything at the place it would take.
    """
    manifest = verify(source)
    if manifest.engine != engines.name():
        raise Damaged(f"it is of {manifest.engine}, and BALIE_DATABASE_URL leads to {engines.name()}")
    if not engines.is_empty():
        raise NotEmpty("the database is not empty")
    if next(_files(), None) is not None:
        raise NotEmpty(f"{files_folder()} is not empty")
    target = files_folder()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore-") as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        arrived = Path(folder)
        if (arrived / FILES).is_dir():
            if target.exists():
                shutil.rmtree(target)  # holds no file, that was seen above
            (arrived / FILES).rename(target)
        engines.put_back(arrived / DATABASE)
    _compare(manifest)
    return manifest


def _compare(manifest: Manifest) -> None:
    found = engines.row_counts()
    for table, rows in manifest.rows.items():
        if found.get(table) != rows:
            raise Damaged(f"{table} has {found.get(table, 0)} rows and should have {rows}")


def files_folder() -> Path:
    """Return where files are kept on this machine."""
    return Path(current_app.config["INSTANCE"]) / FILES


def _files() -> Iterator[Path]:
    folder = files_folder()
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
