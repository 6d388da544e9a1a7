"""On PostgreSQL the database itself keeps news of an organisation inside it, whatever the session layer does."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.news.models import Broadcast, BroadcastRead
from portal.news.publishing import written_by
from tenants.context import member_for
from tenants.database import db, write_transaction
from tenants.errors import NotFound
from tenants.models import Account
from tenants.scope import Scope, enter
from tests.engines import ENGINE
from tests.guards.behind import plain
from tests.news.telling import publishes

OF_A_BROADCAST = ("broadcast_organisation", "broadcast_service", "broadcast_unit", "broadcast_round")

Ask = Callable[[int | None, str], int]


@pytest.fixture
def ask(app, engine) -> Iterator[Ask]:
    """Count, or change, rows as the application role that was told it is in an organisation."""
    with psycopg.connect(plain(engine.url), autocommit=True) as connection:

        def run(home: int | None, statement: str) -> int:
            with connection.transaction(force_rollback=True):
                connection.execute(
                    "select set_config('balie.organisations', %s, true)", (f"{{{home}}}" if home else "{}",)
                )
                cursor = connection.execute(statement)
                return cursor.fetchone()[0] if cursor.description else cursor.rowcount

        yield run


def test_a_publisher_finds_its_own_broadcasts_and_no_others(app, henk, ilse):
    code = publishes(henk, "Van De Linde")

    with app.app_context():
        account = db.session.scalar(select(Account.id).where(Account.email == "ilse@vechtdal.example"))
        enter(Scope.of(3, account or 0))
        member = member_for(account or 0, 3)
        assert member is not None
        with pytest.raises(NotFound):
            written_by(member, code)
        db.session.remove()


def test_a_reader_of_another_organisation_cannot_be_noted(app, henk, bram):
    code = publishes(henk, "Van De Linde")
    bram.opens(f"/linde/news/{code}")

    with app.app_context():
        enter(Scope.of(2))
        one = db.session.scalars(select(BroadcastRead)).one()
        enter(Scope.of(3))
        moved = update(BroadcastRead).values(organisation_id=3)
        with write_transaction():
            assert db.session.execute(moved, execution_options={"synchronize_session": False}).rowcount == 0
        with pytest.raises(IntegrityError), write_transaction():
            db.session.add(
                BroadcastRead(broadcast_id=one.broadcast_id, membership_id=one.membership_id, read_at=one.read_at)
            )
        db.session.remove()


if ENGINE == "postgres":

    def test_the_database_gives_news_of_another_organisation_to_nobody(henk, ruud, ask):
        publishes(henk, "Van De Linde", units="Noord", read_before="2099-12-01")
        publishes(ruud, "Van Nova", services="planning")

        assert ask(2, "select count(*) from broadcast") == 2
        assert ask(3, "select count(*) from broadcast") == 1
        assert ask(3, "select count(*) from broadcast_unit") == 0
        assert ask(3, "select count(*) from broadcast_round") == 1  # of the one from Nova
        assert ask(2, "select count(*) from broadcast_round") == 3
        assert ask(None, "select count(*) from broadcast where not everywhere") == 0

    def test_the_database_lets_only_the_publisher_write(henk, ruud, ask):
        publishes(henk, "Van De Linde", units="Noord", read_before="2099-12-01")
        publishes(ruud, "Van Nova", services="planning")

        assert ask(3, "update broadcast set title_nl = 'x'") == 0
        assert ask(2, "update broadcast set title_nl = 'x'") == 1
        assert ask(2, "delete from broadcast_service") == 0
        for table in OF_A_BROADCAST:
            assert ask(3, f"delete from {table}") == 0, table
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(2, "update broadcast set publisher_id = 3 where publisher_id = 2")

    def test_an_organisation_cannot_speak_to_customers_of_the_service_organisation(henk, ask):
        publishes(henk, "Van De Linde")

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(2, "update broadcast set everywhere = true")


def test_every_table_of_the_news_is_known_here():
    tables = {table for table in Broadcast.metadata.tables if table.startswith("broadcast")}

    assert tables == {"broadcast", "broadcast_read", *OF_A_BROADCAST}
