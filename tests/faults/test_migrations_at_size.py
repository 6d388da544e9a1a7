"""Ten thousand requests go down to the first tables and up again, and no row that remains is changed."""

import time

import pytest

from tests.schema.rows import goes_down_and_up
from tests.seeded import seeded_in

pytestmark = pytest.mark.faults
TICKETS = 10_000


def test_ten_thousand_requests_go_down_and_up_without_a_changed_row(engine, tmp_path):
    with seeded_in(tmp_path, engine, organisations=50, accounts=500, tickets=TICKETS) as (app, made):
        begin = time.monotonic()
        dropped = goes_down_and_up(app, made)
        spent = time.monotonic() - begin

    tables = sorted({name.partition(".")[0] for name in dropped})
    print(f"\n{made.tickets} requests down and up on {engine.name} in {spent:.0f} s; the way down drops {len(dropped)}")
    print(f"columns, of these tables: {', '.join(tables)}")
