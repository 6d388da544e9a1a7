"""A module in which every rule of the source is broken once."""

from datetime import datetime

import pytest
from sqlalchemy import text

from tenants.models import Organisation

NOW = datetime.now()  # at import, of all moments


def report(db, session, rows, model):
    # TODO scope
    with db.engine.begin():
        session.connection().execute(text("select 1"))
    session.bulk_save_objects(rows)
    model.__table__.select()
    session.execute(rows, execution_options={"balie_write": True})
    print(Organisation)


@pytest.mark.xfail
def test_it_works():
    assert NOW
