"""Every setting: its name, what it means, and its default. All come from environment variables.

docs/settings.md is generated from this table.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url

from tenants.roles import Role

HERE = Path(__file__).parent
ROOT = HERE if (HERE / "templates").is_dir() else HERE.parent
"""Where templates and migrations are: beside this package in a checkout, inside it when installed."""


class Misconfigured(RuntimeError):
    """Balie cannot start with these settings; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its environment variable is `BALIE_` and the name; `kind` is text, number, yes/no or list."""

    name: str
    kind: str
    default: str
    meaning: str


SETTINGS = (
    Setting("ENV", "text", "production", "`production`, or `demo` for the demonstration on one's own machine."),
    Setting("INSTANCE", "text", "instance", "Folder for the SQLite database, files, and the mails of the demo."),
    Setting(
        "DATABASE_URL",
        "text",
        "",
        "SQLAlchemy address of the database, as the application role. Empty: SQLite in the instance folder.",
    ),
    Setting(
        "MAINTENANCE_URL",
        "text",
        "",
        "Address for `balie upgrade` on PostgreSQL, as the maintenance role. Empty: the same as DATABASE_URL.",
    ),
    Setting("SECRET_KEY", "text", "", "Signs cookies and links; 32 characters or more. Required in production."),
    Setting(
        "BASE_URL",
        "text",
        "",
        "The address people use, such as `https://balie.example.nl`. Required in production.",
    ),
    Setting(
        "TRUSTED_HOSTS",
        "list",
        "",
        "More host names that are answered, besides that of BASE_URL; split by commas.",
    ),
    Setting(
        "PROXIES",
        "number",
        "0",
        "How many reverse proxies stand in front of Balie and set X-Forwarded headers.",
    ),
    Setting(
        "SMTP_URL",
        "text",
        "",
        "`smtp://user:password@host:587` or `smtps://...`. Empty in the demo: mails become files in the instance.",
    ),
    Setting("MAIL_FROM", "text", "", "Sender of all mails. Empty: `balie@` and the host of BASE_URL."),
    Setting(
        "MAIL_TRUSTS",
        "text",
        "",
        "The name (authserv-id) under which our own mail server says in `Authentication-Results` whether a sender is "
        "who they say, such as `mx.balie.example.nl`. Empty: nobody vouches for a sender, and mail that comes in is "
        "held for the desk; the demo takes every sender as they say.",
    ),
    Setting(
        "MAILBOXES",
        "list",
        "",
        "In which department a question by mail arrives, by the address it was sent to: "
        "`updates@balie.example.nl=updates`; split by commas. Others arrive in the first department.",
    ),
    Setting("SERVICE_NAME", "text", "Balie", "The name of the service organisation, as pages and mails say it."),
    Setting(
        "ONBOARDING_DAYS",
        "number",
        "2",
        "Within how many working days somebody hears from us who asks to be their organisation's first admin.",
    ),
    Setting(
        "SECOND_FACTOR",
        "list",
        "agent,lead,service_admin,admin",
        "Roles that need a second factor to sign in: `agent`, `lead`, `service_admin`, `admin`, `manager`, "
        "`professional`, `employee`; split by commas. `nobody`: who wants one. The demo asks nobody. An organisation "
        "may ask it of more of its people.",
    ),
    Setting(
        "SECOND_FACTOR_FROM",
        "text",
        "",
        "The day from which they need it, such as `2027-01-31`; until then they read that it comes. Empty: at once.",
    ),
    Setting("SECOND_FACTOR_DAYS", "number", "7", "How many days somebody new has before they need it."),
    Setting(
        "RETENTION_SHORTEST",
        "number",
        "6",
        "The fewest months after closing that an organisation may choose to keep texts and files of requests.",
    ),
    Setting("RETENTION_LONGEST", "number", "120", "The most months that it may choose, besides keeping them."),
    Setting("LANGUAGE", "text", "nl", "Language for people whose preference is unknown: `nl` or `en`."),
    Setting("ARGON2", "list", "3,65536,4", "Argon2id: passes, memory in KiB, lanes."),
    Setting("MAX_BODY", "number", "110000000", "Largest post in bytes: the files of one form together."),
    Setting(
        "FILES_URL",
        "text",
        "",
        "Where the bytes of attachments are: `file:///srv/balie/files`, or `s3://bucket/prefix` for an S3-compatible "
        "store (install `balie[s3]`; credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY). "
        "Empty: `files` in the instance folder.",
    ),
    Setting(
        "FILES_ENDPOINT",
        "text",
        "",
        "Address of the S3-compatible store, such as `https://objects.example.nl`. Empty: that of AWS.",
    ),
    Setting("FILES_REGION", "text", "eu-west-1", "Region of the bucket; most stores of one's own take any."),
    Setting("FILE_LIMIT", "number", "26214400", "Largest attachment in bytes."),
    Setting("FILES_PER_ENTRY", "number", "20", "How many attachments one message may have."),
    Setting(
        "FILE_TYPES",
        "list",
        "picture,pdf,office,text,video,mail,zip",
        "Kinds of files that are accepted, told by their content: `picture`, `pdf`, `office`, `text`, `video`, "
        "`mail`, `zip`; split by commas.",
    ),
    Setting(
        "REDIS_URL",
        "text",
        "",
        "Redis for rate limits and the job clock of several machines. Empty: in process, SQLite.",
    ),
    Setting(
        "SERVER_TIMING",
        "yes/no",
        "no",
        "Tell time and number of queries of each page in a `Server-Timing` header.",
    ),
    Setting(
        "NOW",
        "text",
        "",
        "Freezes the clock at an ISO 8601 moment, for tests and pictures. Refused in production.",
    ),
    Setting(
        "OUTBOUND_ALLOW",
        "list",
        "",
        "Hosts that Balie may ask though they are private or without https, such as `127.0.0.1`; for tests. Refused "
        "in production.",
    ),
    Setting("LOG_LEVEL", "text", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
    Setting(
        "METRICS_TOKEN",
        "text",
        "",
        "Turns on `/metrics` for who sends it as `Authorization: Bearer ...`. Empty: there is no such page.",
    ),
    Setting(
        "POSTGRESQL_TOOLS",
        "text",
        "",
        "Folder of `pg_dump` and `pg_restore`, for `balie backup` and `balie restore`. Empty: found on the PATH.",
    ),
    Setting("WORKERS", "number", "2", "How many web processes `balie serve` starts."),
    Setting("HOST", "text", "127.0.0.1", "The network address `balie serve` and `balie demo` listen on."),
    Setting("PORT", "number", "8000", "The port they listen on; the variable `PORT` works too."),
)


def configuration(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the Flask configuration from the environment, `overrides` (by setting name) on top.

    Raises Misconfigured when production lacks what keeps it safe.
    """
    values = {setting.name: _read(setting) for setting in SETTINGS} | dict(overrides or {})
    instance = Path(values["INSTANCE"]).absolute()
    values["INSTANCE"] = str(instance)
    demo = values["ENV"] == "demo"
    if demo:
        values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(instance)
        values["BASE_URL"] = values["BASE_URL"] or f"http://localhost:{values['PORT']}"
        if not os.environ.get("BALIE_SECOND_FACTOR") and "SECOND_FACTOR" not in (overrides or {}):
            values["SECOND_FACTOR"] = ["nobody"]
    else:
        _refuse_unsafe(values)
    base = urlsplit(values["BASE_URL"])
    secure = base.scheme == "https"
    database = values["DATABASE_URL"] or f"sqlite:///{instance / 'balie.db'}"
    local = ["localhost", "127.0.0.1", "[::1]"] if demo else []
    return values | {
        "DEMO": demo,
        "SQLALCHEMY_DATABASE_URI": database,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(database),
        "SECRET_KEY": values["SECRET_KEY"],
        "SESSION_COOKIE_NAME": "__Host-balie" if secure else "balie",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": [base.hostname, *values["TRUSTED_HOSTS"], *local],
        "FILES_FOLDER": _files_folder(values["FILES_URL"], instance),
        "MAX_CONTENT_LENGTH": values["MAX_BODY"],
        "MAX_FORM_MEMORY_SIZE": 2_000_000,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,  # all sentences are ours; WTForms would read its catalogue on every page
        "WTF_CSRF_SSL_STRICT": False,  # the Origin header is checked in portal/web/headers.py
        "FACTOR_ROLES": _factor_roles(values["SECOND_FACTOR"]),
        "FACTOR_FROM": _factor_from(values["SECOND_FACTOR_FROM"]),
        "ARGON2": tuple(int(part) for part in values["ARGON2"]),
        "BABEL_DEFAULT_LOCALE": values["LANGUAGE"],
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "RATELIMIT_STORAGE_URI": values["REDIS_URL"] or "memory://",
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def _read(setting: Setting) -> Any:
    text = os.environ.get(f"BALIE_{setting.name}", "")
    if setting.name == "PORT":
        text = text or os.environ.get("PORT", "")
    text = text or setting.default
    match setting.kind:
        case "number":
            if not re.fullmatch(r"\d+", text):
                raise Misconfigured(f"BALIE_{setting.name} must be a number, it is {text!r}")
            return int(text)
        case "yes/no":
            return text.lower() in ("1", "yes", "true", "on")
        case "list":
            return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _refuse_unsafe(values: dict[str, Any]) -> None:
    if len(values["SECRET_KEY"]) < 32:
        raise Misconfigured("set BALIE_SECRET_KEY to 32 random characters or more")
    if not re.match(r"https?://[^/]+", values["BASE_URL"]):
        raise Misconfigured("set BALIE_BASE_URL to the address people use, such as https://balie.example.nl")
    if values["NOW"]:
        raise Misconfigured("BALIE_NOW freezes the clock; it is for tests and the demo only")
    if values["OUTBOUND_ALLOW"]:
        raise Misconfigured("BALIE_OUTBOUND_ALLOW lets Balie ask private addresses; it is for tests and the demo only")
    if os.environ.get("FLASK_DEBUG"):
        raise Misconfigured("FLASK_DEBUG shows the source code to visitors; unset it in production")


def _factor_roles(words: list[str]) -> frozenset[Role]:
    """Return the roles that need a second factor."""
    unknown = set(words) - {str(role) for role in Role} - {"nobody"}
    if unknown:
        raise Misconfigured(f"BALIE_SECOND_FACTOR names roles, and knows no {', '.join(sorted(unknown))}")
    return frozenset(Role(word) for word in words if word != "nobody")


def _factor_from(text: str) -> datetime | None:
    """Return the moment from which they need it."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise Misconfigured(f"BALIE_SECOND_FACTOR_FROM must be a day such as 2027-01-31, it is {text!r}") from fault
    return datetime.combine(day, time(), ZoneInfo("Europe/Amsterdam"))


def _engine_options(database: str) -> dict[str, Any]:
    shared = {"query_cache_size": 1500, "hide_parameters": True}  # what people wrote stays out of the log
    if database.startswith("sqlite"):
        return shared | {"connect_args": {"check_same_thread": False}}
    return shared | {"pool_recycle": 1800, "connect_args": _patience(database)}


PATIENCE = {
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}
"""How long PostgreSQL may keep silent before it counts as gone; by themselves these are minutes, or no end."""


def _patience(database: str) -> dict[str, int]:
    given = make_url(database).query
    return {name: most for name, most in PATIENCE.items() if name not in given}


def _files_folder(url: str, instance: Path) -> str:
    """Return the folder of files; "" when they are in a bucket."""
    parts = urlsplit(url)
    if parts.scheme == "s3" and parts.netloc:
        return ""
    if parts.scheme not in ("", "file"):
        raise Misconfigured("BALIE_FILES_URL must begin with file:/// or s3://, and name a bucket then")
    return parts.path or str(instance / "files")


def _kept_secret(instance: Path) -> str:
    """Return the demo's own random key, kept beside its database so that a restart keeps people signed in."""
    path = instance / "secret"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(32))
        path.chmod(0o600)
    return path.read_text()


def as_markdown() -> str:
    """Return the page docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "All settings are environment variables. This page is made by `balie docs` from `portal/settings.py`.",
        "",
        "| variable | default | meaning |",
        "| --- | --- | --- |",
        *(f"| `BALIE_{s.name}` | {f'`{s.default}`' if s.default else '-'} | {s.meaning} |" for s in SETTINGS),
        "",
    ]
    return "\n".join(lines)
