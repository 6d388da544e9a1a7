"""Bring an installation to a newer version: a backup first, then the schema, then a look whether it answers."""

from collections.abc import Callable
from pathlib import Path

from flask import current_app

from portal import schema
from tenants.clock import now

from .backup import back_up


class DoesNotAnswer(RuntimeError):
    """The schema is new and something does not work with it; the message says what, and how to go back."""


def upgrade(say: Callable[[str], object], *, with_backup: bool = True) -> None:
    """Migrate, telling each step. An installation that is up to date is only looked at.

    Raises DoesNotAnswer when the new schema is not what the models say, or the first pages fail.
    """
    before = schema.found()
    kept = None
    if before is not None and before != schema.newest() and with_backup:
        kept = Path(current_app.config["INSTANCE"]) / "backups" / f"before-{schema.newest()}-{now():%Y%m%d-%H%M%S}.tar"
        back_up(kept)
        say(f"A backup of what was: {kept}")
    schema.upgrade()
    schema.analyse()
    say(f"The schema is at version {schema.newest()}.")
    if complaint := _complaint():
        raise DoesNotAnswer(f"{complaint}\n{_way_back(kept)}")
    say("It answers.")
    if kept:
        say(_way_back(kept))


def _complaint() -> str:
    with schema.maintenance_engine().connect() as connection:
        if differences := schema.differences(connection):
            return f"The schema is not what Balie expects: {differences[0]}"
    client = current_app.test_client()
    base = current_app.config["BASE_URL"]
    for path in ("/healthz", "/readyz", "/signin"):
        if (status := client.get(path, base_url=base).status_code) != 200:
            return f"{path} answers {status}"
    return ""


def _way_back(kept: Path | None) -> str:
    if kept is None:
        return "There was nothing before it to go back to."
    return (
        f"To go back: stop Balie, install the version that ran before, move the database and files away, "
        f"and run `balie restore {kept}`."
    )
