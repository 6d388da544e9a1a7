"""Migrations go up and down on both engines, and lead to what the models say."""

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from portal.demo.loading import load_cast
from portal.schema import differences, downgrade, is_current, maintenance_engine, newest, upgrade
from tenants.database import db
from tenants.models import Account
from tests.schema.rows import goes_down_and_up
from tests.seeded import seeded_in


def tables() -> set[str]:
    with maintenance_engine().connect() as connection:
        return {name for name in inspect(connection).get_table_names() if not name.startswith("search_fts_")}


@pytest.fixture
def unfurnished(app: Flask, engine, inside_app) -> Flask:
    """The app with an empty, migrated database; what other tests start from is put back afterwards."""
    downgrade()
    upgrade()
    return app


def test_the_migrated_schema_is_what_the_models_say(inside_app):
    with maintenance_engine().connect() as connection:
        assert differences(connection) == []


def test_down_leaves_nothing_and_up_again_leads_to_the_same(unfurnished):
    before = tables()

    downgrade()
    assert tables() <= {"alembic_version"}

    upgrade()
    assert tables() == before
    assert is_current()
    assert newest()


def test_a_database_that_went_down_and_up_can_be_lived_in(unfurnished):
    load_cast()

    assert db.session.scalar(select(Account.id).where(Account.email == "bram@linde.example"))


def test_a_full_database_goes_down_and_up_without_a_changed_row(engine, tmp_path):
    with seeded_in(tmp_path, engine, organisations=2, accounts=12, tickets=40) as (app, made):
        dropped = goes_down_and_up(app, made)

    assert "read_mark.seen" in dropped
    assert not [name for name in dropped if name.startswith("ticket.subject")]
