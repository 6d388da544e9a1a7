"""Whether this process is ready, and the figures, for machines that ask."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal import schema
from portal.app import create_app
from portal.operations import readiness
from tenants.clock import at, now
from tenants.database import db
from tests.conftest import SETTINGS
from tests.players import Player, somebody

TOKEN = "a token for figures"


def test_a_process_with_its_database_is_ready(nobody: Player) -> None:
    answer = nobody.opens("/readyz")
    assert (answer.status, answer.response.json) == (
        200,
        {"database": "ok", "schema": "ok", "queue": "ok", "queue_seconds": 0},
    )


def test_a_process_with_an_old_schema_is_not_ready(nobody: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "newest", lambda: "9999")
    answer = nobody.opens("/readyz")
    assert (answer.status, answer.response.json["schema"]) == (503, "is not the newest")


def test_a_process_without_its_database_is_not_ready(nobody: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Any:
        raise OperationalError("select 1", {}, OSError("gone"))

    monkeypatch.setattr(schema, "is_current", gone)
    answer = nobody.opens("/readyz")
    assert (answer.status, answer.response.json["database"]) == (503, "does not answer")


def test_mail_that_waits_long_is_told(samira: Player, nobody: Player) -> None:
    samira.files("Wacht deze mail?")
    with at(now() + timedelta(seconds=readiness.LATE + 5)):
        answer = nobody.opens("/readyz")
    assert (answer.status, answer.response.json["queue"]) == (200, "late")


def test_the_newest_version_is_the_last_in_the_row_of_migrations() -> None:
    from alembic.script import ScriptDirectory

    assert schema.newest() == ScriptDirectory(str(schema.ROOT / "migrations")).get_current_head()


def test_without_a_token_there_are_no_figures(nobody: Player) -> None:
    page, unknown = nobody.opens("/metrics", Authorization="Bearer "), nobody.opens("/nothing")
    assert (page.status, page.location) == (302, "/signin?next=/metrics")
    assert unknown.status == page.status


@pytest.fixture
def measured(app: Flask) -> Iterator[Flask]:
    keep = {name: app.config[name] for name in ("INSTANCE", "DATABASE_URL", "MAINTENANCE_URL")}
    twin = create_app(SETTINGS | keep | {"METRICS_TOKEN": TOKEN})
    yield twin
    with twin.app_context():
        db.engine.dispose()


def test_the_figures_tell_of_pages_and_mails_and_of_nobody(measured: Flask) -> None:
    samira = Player(measured, somebody("samira"))
    samira.opens("/linde/requests")
    samira.files("Wat zeggen de cijfers?")
    stranger = Player(measured, None)
    assert stranger.opens("/metrics", Authorization="Bearer a guess").status == 404
    text = stranger.opens("/metrics", Authorization=f"Bearer {TOKEN}").html
    assert 'balie_page_seconds_count{page="tickets.list_requests",status="200"}' in text
    assert "balie_mail_waiting 1.0" in text
    assert "linde" not in text.lower()
    assert "samira" not in text.lower()
