"""Large made-up data: as many as asked for, the same each time, and as consistent as what people file."""

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, select, text

from portal.app import create_app
from portal.demo.cast import Somebody
from portal.demo.seed import AlreadySeeded, Seeded, seed
from portal.schema import upgrade
from portal.search.words import index_terms
from portal.tickets.lifecycle import TURN, State
from portal.web.text import written
from tenants.clock import at
from tenants.database import db
from tenants.models import Account, Organisation
from tests.conftest import SETTINGS
from tests.players import Player

MOMENT = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
ASKED = {"organisations": 4, "accounts": 30, "tickets": 120, "entries": 5}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Seeded]]:
    """A database of its own: the cast, and what was seeded beside it."""
    app, made = _seeded_in(tmp_path_factory.mktemp("seeded"))
    yield app, made
    _leave(app)


def _seeded_in(folder: Path, **asked: int) -> tuple[Flask, Seeded]:
    app = create_app(SETTINGS | {"INSTANCE": str(folder)})
    with app.app_context(), at(MOMENT):
        upgrade()
        made = seed(**(ASKED | asked))
        db.session.remove()
    return app, made


def _leave(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def rows(seeded: tuple[Flask, Seeded]) -> Iterator[Connection]:
    """The bare rows, of all organisations."""
    engine = create_engine(seeded[0].config["SQLALCHEMY_DATABASE_URI"])
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_there_is_as_much_as_was_asked_for(seeded, rows):
    made = seeded[1]

    assert (made.organisations, made.accounts, made.tickets) == (4, 30, 120)
    assert rows.execute(text("select count(*) from ticket")).scalar() == 120
    assert rows.execute(text("select count(*) from entry")).scalar() == made.entries
    assert 4.3 <= made.entries / made.tickets <= 5.7
    assert rows.execute(text("select count(*) from account where email like 'p%@%.example'")).scalar() >= 30


def test_organisations_differ_in_size_and_each_has_somebody(rows):
    sizes = rows.execute(text("select count(*) from membership group by organisation_id")).scalars().all()
    filed = rows.execute(text("select count(*) from ticket group by organisation_id order by 1")).scalars().all()

    assert min(sizes) >= 1
    assert filed[-1] > 1.5 * filed[0]


def test_the_same_numbers_give_the_same_requests(seeded, tmp_path):
    def told(app: Flask) -> list[tuple]:
        with app.app_context(), db.engine.connect() as connection:
            found = connection.execute(text("select organisation_id, number, subject, state, updated_at from ticket"))
            return [tuple(row) for row in found]

    again, _made = _seeded_in(tmp_path)

    assert told(again) == told(seeded[0])
    _leave(again)


def test_a_second_helping_is_refused(seeded):
    with seeded[0].app_context(), pytest.raises(AlreadySeeded):
        seed(**ASKED)


def test_numbers_have_no_gaps_and_the_counter_goes_on_after_them(rows):
    found = rows.execute(
        text(
            "select count(*), min(number), max(number), (select last from counter c "
            "where c.organisation_id = t.organisation_id) from ticket t group by organisation_id"
        )
    )

    for many, first, last, counter in found:
        assert (first, last, counter) == (1, many, many)


def test_everybody_who_filed_or_is_helped_follows_the_request(rows):
    missing = rows.execute(
        text(
            "select count(*) from ticket t where not exists (select 1 from participant p where p.ticket_id = t.id "
            "and p.person_id = t.filed_by_id) or not exists (select 1 from participant p where p.ticket_id = t.id "
            "and p.person_id = t.filed_for_id)"
        )
    )

    assert missing.scalar() == 0


def test_states_turns_and_dates_are_what_the_lifecycle_makes_of_them(rows):
    found = rows.execute(text("select state, turn, filed_at, updated_at, due_at, resolutions from ticket")).all()
    moment = MOMENT.replace(tzinfo=None)

    assert len({row.state for row in found}) == len(State)
    for row in found:
        filed_at, updated_at, due_at = map(datetime.fromisoformat, (row.filed_at, row.updated_at, row.due_at))
        assert row.turn == TURN[State(row.state)]
        assert moment - timedelta(days=731) <= filed_at <= updated_at <= moment
        assert (row.resolutions == 1) == (row.state in ("resolved", "closed"))
        if row.state in ("answered", "postponed", "resolved"):
            assert due_at > moment  # nothing for the worker at once


def test_only_a_running_question_has_an_open_postponement(rows):
    waiting = rows.execute(text("select count(*) from ticket where state = 'postponed'")).scalar()
    running = rows.execute(
        text(
            "select count(*) from postponement p join ticket t on t.id = p.ticket_id "
            "where p.ended_at is null and t.state = 'postponed'"
        )
    ).scalar()

    assert waiting == running == rows.execute(text("select count(*) from postponement where ended_at is null")).scalar()


def test_entries_are_counted_for_each_ring(rows):
    told = Tally()
    for ticket, ring in rows.execute(text("select ticket_id, ring from entry order by id")):
        told[ticket, ring] += 1

    for row in rows.execute(text("select id, entries, notes from ticket")):
        assert (told[row.id, "shared"], told[row.id, "desk"]) == (row.entries, row.notes)
    assert rows.execute(text("select count(*) from trail where action = 'ticket.filed'")).scalar() == 120


def test_texts_are_rendered_and_indexed_as_if_somebody_had_typed_them(rows):
    found = rows.execute(
        text("select body, html, event from entry where body <> '' and event <> 'filed' limit 40")
    ).all()
    indexed = set(rows.execute(text("select terms from search_row")).scalars())

    for row in found:
        assert written(row.body).html == row.html
        assert index_terms(row.body) in indexed


def test_the_pages_open_and_search_finds_a_word_of_a_request(seeded, rows):
    row = rows.execute(
        text(
            "select lower(o.key) as key, t.number, t.subject, a.email, a.name from ticket t "
            "join organisation o on o.id = t.organisation_id join membership m on m.organisation_id = o.id "
            "join account a on a.id = m.account_id where m.roles like '%admin%' and t.state = 'closed' "
            "and not t.confidential limit 1"
        )
    ).one()
    with at(MOMENT):
        somebody = Player(seeded[0], Somebody(row.key, row.name, row.email))
        for path in ("", "requests?scope=organisation", f"requests/{row.number}"):
            assert somebody.opens(f"/{row.key}/{path}").status == 200
        found = somebody.opens(f"/{row.key}/requests?scope=organisation&q={row.subject.split()[-1].strip('?')}")

    assert row.subject in found.soup.get_text()


def test_filing_goes_on_where_the_seed_stops(tmp_path):
    app, _made = _seeded_in(tmp_path, organisations=1, accounts=1, tickets=5)
    with app.app_context():
        row = db.session.execute(
            select(Organisation.key, Account.email, Account.name)
            .select_from(Account)
            .join(Organisation, Organisation.customer_number.like("S%"))
            .where(Account.email.like("p1@%"))
        ).one()

    with at(MOMENT):
        filed = Player(app, Somebody(row.key, row.name, row.email)).files()

    assert filed.number == 6
    _leave(app)
