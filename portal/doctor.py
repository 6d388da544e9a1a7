"""Look whether an installation is healthy: settings, folder, database and its role, schema, files, Redis, mail."""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.files import storage
from portal.files.places import Unreachable
from portal.web import redis_store
from tenants.database import db

from .schema import is_current

Complaint = Iterator[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says; `why` is empty when all is well."""

    check: str
    why: str


def examine() -> list[Finding]:
    """Return what each check says, in the order in which they matter."""
    findings = []
    for name, check in CHECKS.items():
        try:
            complaints = list(check())
        except SQLAlchemyError as fault:
            complaints = [f"the database does not answer: {type(fault).__name__}"]
        findings.extend(Finding(name, why) for why in complaints or [""])
    return findings


def _settings() -> Complaint:
    config = current_app.config
    if config["DEMO"]:
        return
    if not config["SESSION_COOKIE_SECURE"]:
        yield "BALIE_BASE_URL is not https: cookies travel in the open"
    if not config["SMTP_URL"]:
        yield "BALIE_SMTP_URL is empty: mails pile up as files"


def _folder() -> Complaint:
    folder = Path(current_app.config["INSTANCE"])
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as fault:
        yield f"the folder BALIE_INSTANCE cannot be written: {fault.strerror}"


def _files() -> Complaint:
    try:
        storage.probe()
    except Unreachable as fault:
        yield f"files cannot be kept where BALIE_FILES_URL leads to: {fault}"


def _redis() -> Complaint:
    if url := current_app.config["REDIS_URL"]:
        try:
            redis_store.ask(url)
        except redis_store.Unreachable as fault:
            yield f"Redis does not answer: {fault}; limits are counted by each process for itself"


def _schema() -> Complaint:
    if not is_current():
        yield "the schema is not the newest: run `balie upgrade`"


def _role() -> Complaint:
    if db.engine.dialect.name != "postgresql":
        return
    asked = text(
        "select rolsuper, rolbypassrls, (select count(*) from pg_tables "
        "where schemaname = 'public' and tableowner = current_user) from pg_roles where rolname = current_user"
    )
    with db.engine.connect() as connection:
        superuser, bypasses, owned = connection.execute(asked).one()
    if superuser:
        yield "BALIE_DATABASE_URL signs in as a superuser: the wall between organisations does not hold"
    if bypasses:
        yield "the database role may bypass row-level security: the wall between organisations does not hold"
    if owned:
        yield "the database role owns tables: it should own nothing"


def _mail() -> Complaint:
    url = current_app.config["SMTP_URL"]
    if not url:
        return
    parts = urlsplit(url)
    try:
        with smtplib.SMTP(parts.hostname or "localhost", parts.port or 587, timeout=10) as server:
            server.noop()
    except (smtplib.SMTPException, OSError) as fault:
        yield f"the mail server does not answer: {type(fault).__name__}"


CHECKS: dict[str, Callable[[], Complaint]] = {
    "settings": _settings,
    "folder": _folder,
    "files": _files,
    "Redis": _redis,
    "database schema": _schema,
    "database role": _role,
    "mail server": _mail,
}
