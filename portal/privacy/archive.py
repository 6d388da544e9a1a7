"""Make the archive: for each organisation what is kept of somebody, to read by machines and by people, and files."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

import structlog
from flask import current_app

from portal.files.places import PORTION
from portal.files.storage import place
from portal.web.language import language
from tenants.clock import now
from tenants.privacy import Bytes, Section, Telling, parts

from .wording import shown_section

log = structlog.get_logger()


def write_part(archive: zipfile.ZipFile, folder: str, title: str, sections: Iterable[Section]) -> None:
    """Write what is kept in one place: `data.json`, and the same to read as `overview.html`."""
    kept = [one for one in sections if one.rows]
    told = {"made": now(), "of": title, **{one.name: one.rows for one in kept}}
    archive.writestr(f"{folder}/data.json", json.dumps(told, default=_plain, ensure_ascii=False, indent=2))
    page = current_app.jinja_env.get_template("privacy/overview.html")  # of no web request, so not `render_template`
    shown = [shown_section(one) for one in kept]
    archive.writestr(f"{folder}/overview.html", page.render(title=title, sections=shown, lang=language()))


def sections_of(telling: Telling) -> list[Section]:
    """Return what every feature keeps of somebody in the organisation in scope."""
    return [section for part in parts() if part.tells is not None for section in part.tells(telling)]


def write_files(archive: zipfile.ZipFile, folder: str, telling: Telling) -> None:
    """Write the files somebody uploaded. One whose bytes are gone is left out; that is logged."""
    for part in parts():
        for one in part.files(telling) if part.files is not None else ():
            _write_file(archive, f"{folder}/files", one)


def _write_file(archive: zipfile.ZipFile, folder: str, one: Bytes) -> None:
    try:
        stream, _size = place().opened(one.lies_at)
    except FileNotFoundError:
        log.warning("a file of an export is gone", lies_at=one.lies_at)
        return
    with stream, archive.open(f"{folder}/{_safe(one.called)}", "w", force_zip64=True) as out:
        _copy(stream, out)


def _copy(stream: IO[bytes], out: IO[bytes]) -> None:
    while portion := stream.read(PORTION):
        out.write(portion)


def _safe(called: str) -> str:
    """Return a path inside the folder: a name that people gave never climbs out of it."""
    folder, _slash, name = called.partition("/")
    return str(PurePosixPath(folder) / name.replace("/", "_").replace("\\", "_"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return asdict(value) if hasattr(value, "__dataclass_fields__") else str(value)
