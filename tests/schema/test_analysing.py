"""The database knows what is in its tables: after an upgrade, after much came at once, and each night."""

from sqlalchemy import text

from portal.cli import main
from portal.demo.large.seed import seed
from portal.schema import analyse, maintenance_engine


def believed() -> int:
    """How many requests the planner thinks there are."""
    with maintenance_engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            # By the name as a query finds it: the tests keep copies of all tables in a schema beside it.
            rows = connection.execute(text("select reltuples from pg_class where oid = 'ticket'::regclass")).scalar()
            return int(rows or 0)
        if not connection.execute(text("select count(*) from sqlite_master where name = 'sqlite_stat1'")).scalar():
            return 0
        told = connection.execute(text("select max(stat) from sqlite_stat1 where tbl = 'ticket'")).scalar()
        return int((told or "0").split()[0])


def test_analysing_tells_the_planner_what_is_there(bram, inside_app):
    for _time in range(3):
        bram.files()

    analyse()

    assert believed() == 3


def test_after_seeding_the_planner_knows_the_requests(inside_app):
    seed(organisations=2, accounts=4, tickets=30, entries=3)

    assert believed() == 30


def test_an_upgrade_ends_with_a_look_at_the_tables(app, bram):
    bram.files()

    told = app.test_cli_runner().invoke(main, ["upgrade"])

    assert told.exit_code == 0, told.output
    with app.app_context():
        assert believed() == 1
