"""Large made-up data: as many as asked for, the same each time, and as consistent as what people file."""

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import JSON, Connection, select, text

from portal.catalogue.rules import Kind
from portal.demo.cast import Somebody
from portal.demo.large.seed import AlreadySeeded, Seeded, seed, shares_of
from portal.files.storage import opened
from portal.schema import maintenance_engine
from portal.search.words import index_terms
from portal.tickets.filing import Filing
from portal.tickets.lifecycle import TURN, State
from portal.web.text import written
from tenants.clock import at
from tenants.columns import Moment
from tenants.database import db
from tenants.models import Account, Organisation
from tests.engines import Postgresql, Sqlite
from tests.guards.conftest import MOMENT
from tests.players import Player
from tests.seeded import seeded_in

ASKED = {"organisations": 4, "accounts": 30, "tickets": 240, "entries": 5}

Ground = tuple[Flask, Seeded]


@pytest.fixture(scope="module")
def seeded(engine: Sqlite | Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with seeded_in(tmp_path_factory.mktemp("seeded"), engine, **ASKED) as ground:
        yield ground


@contextmanager
def _bare(app: Flask) -> Iterator[Connection]:
    """The bare rows, of all organisations."""
    with app.app_context():
        engine = maintenance_engine()
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def rows(seeded: Ground) -> Iterator[Connection]:
    with _bare(seeded[0]) as connection:
        yield connection


def _many(rows: Connection, statement: str) -> int:
    return rows.execute(text(f"select count(*) from {statement}")).scalar() or 0


def test_there_is_as_much_as_was_asked_for(seeded, rows):
    made = seeded[1]

    assert (made.organisations, made.accounts, made.tickets) == (4, 30, 240)
    assert rows.execute(text("select count(*) from ticket")).scalar() == 240
    assert rows.execute(text("select count(*) from entry")).scalar() == made.entries
    assert 4.3 <= made.entries / made.tickets <= 5.7
    assert rows.execute(text("select count(*) from account where email like 'p%@%.example'")).scalar() >= 30


def test_organisations_differ_in_size_and_each_has_somebody(rows):
    sizes = rows.execute(text("select count(*) from membership group by organisation_id")).scalars().all()
    filed = rows.execute(text("select count(*) from ticket group by organisation_id order by 1")).scalars().all()

    assert min(sizes) >= 1
    assert filed[-1] > 1.5 * filed[0]


def test_one_of_many_organisations_holds_a_tenth():
    spread = shares_of(200, 100_000, least=0)

    assert spread[0] == 10_000
    assert sum(spread) == 100_000
    assert max(spread[1:]) < 7_000


def test_the_same_numbers_give_the_same_rows(seeded, engine, tmp_path):
    def told(app: Flask) -> list[list[tuple]]:
        with _bare(app) as connection:
            return [
                [tuple(map(str, row)) for row in connection.execute(text(statement))]
                for statement in (
                    "select organisation_id, number, subject, state, updated_at, kind, answers from ticket order by id",
                    "select ticket_id, public_id, name, digest from attachment order by id",
                    "select account_id, ticket_id, seen from read_mark order by 1, 2",
                    "select broadcast_id, membership_id, read_at from broadcast_read order by 1, 2",
                )
            ]

    with seeded_in(tmp_path, engine, **ASKED) as (again, _made):
        assert told(again) == told(seeded[0])


def test_a_second_helping_is_refused(seeded):
    with seeded[0].app_context(), pytest.raises(AlreadySeeded):
        seed(**ASKED)


def test_all_kinds_are_filed_with_what_their_forms_ask(rows):
    statement = text(
        "select t.kind, t.subject, t.answers, t.filed_at, t.filed_for_name, e.body, e.html, e.detail, s.terms, "
        "(select count(*) from ticket_person p where p.ticket_id = t.id) as named, "
        "(select count(*) from service) as services from ticket t join entry e on e.ticket_id = t.id "
        "and e.event = 'filed' join search_row s on s.ticket_id = t.id and s.id = "
        "(select min(id) from search_row where ticket_id = t.id)"
    ).columns(answers=JSON, detail=JSON, filed_at=Moment)
    kinds = Tally()
    for row in rows.execute(statement):
        kinds[row.kind] += 1
        with at(row.filed_at):
            filing = Filing(Kind(row.kind), "planning", {"subject": row.subject, **row.answers})
        assert (filing.told.source, filing.told.html) == (row.body, row.html)
        assert (row.detail.get("html") or {}) == {
            key: one.html for key, one in filing.texts.items() if row.kind != Kind.QUESTION
        }
        if not row.named:
            asked = " ".join((row.body, *filing.found_by, row.filed_for_name))
            assert set(index_terms(asked).split()) == set(row.terms.split())

    assert set(kinds) == set(Kind)
    assert kinds[Kind.QUESTION] > kinds[Kind.PROBLEM] > kinds[Kind.CHANGE]


def test_requests_lie_at_several_departments_and_some_are_for_others(rows):
    assert _many(rows, "(select distinct department_id from ticket) as places") > 2
    assert _many(rows, "ticket where filed_for_id <> filed_by_id") > 10
    assert _many(rows, "ticket where confidential") > 0
    assert _many(rows, "ticket where named > 0") == _many(
        rows, "(select distinct ticket_id from ticket_person) as listed"
    )
    assert _many(rows, "ticket where named > 1") > 0
    assert _many(rows, "ticket where named_as <> ''") > 0
    assert _many(rows, "rating") > 0


def test_files_lie_under_a_few_contents_and_can_be_fetched(seeded, rows):
    found = rows.execute(text("select organisation_id, entry_id, digest, size from attachment")).all()

    assert len(found) > 10
    assert len({row.digest for row in found}) <= 3
    with seeded[0].app_context():
        for row in found:
            with (kept := opened(row.organisation_id, row.digest)).stream:
                assert kept.size == row.size
    told = Tally(row.entry_id for row in found)
    entries = rows.execute(text("select id, detail from entry").columns(detail=JSON))
    assert dict(told) == {row.id: row.detail["files"] for row in entries if "files" in row.detail}


def test_people_have_read_most_of_what_they_follow(rows):
    everything = _many(rows, "read_mark r join ticket t on t.id = r.ticket_id where r.seen = t.entries")
    lagging = _many(rows, "read_mark r join ticket t on t.id = r.ticket_id where r.seen < t.entries")

    assert everything > 3 * lagging > 0
    assert _many(rows, "read_mark r join ticket t on t.id = r.ticket_id where r.seen > t.entries") == 0


def test_there_is_news_for_all_and_of_organisations_with_who_read_it(rows):
    assert _many(rows, "broadcast where everywhere") > 50
    assert _many(rows, "broadcast where not everywhere") > 10
    assert _many(rows, "broadcast_read") > 100
    assert _many(rows, "broadcast_read where acknowledged_at is not null") > 0


def test_no_mail_of_the_past_waits_to_be_sent(rows):
    assert _many(rows, "mail") == 240
    assert _many(rows, "mail where sent_at is null") == 0


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
    found = rows.execute(
        text("select state, turn, filed_at, updated_at, due_at, resolutions from ticket").columns(
            filed_at=Moment, updated_at=Moment, due_at=Moment
        )
    ).all()

    assert len({row.state for row in found}) == len(State)
    for row in found:
        assert row.turn == TURN[State(row.state)]
        assert MOMENT - timedelta(days=731) <= row.filed_at <= row.updated_at <= MOMENT
        assert (row.resolutions == 1) == (row.state in ("resolved", "closed"))
        if row.state in ("answered", "postponed", "resolved"):
            assert row.due_at > MOMENT  # nothing for the worker at once


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
    assert rows.execute(text("select count(*) from trail where action = 'ticket.filed'")).scalar() == 240


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


def test_filing_goes_on_where_the_seed_stops(tmp_path, engine):
    with seeded_in(tmp_path, engine, **(ASKED | {"organisations": 1, "accounts": 1, "tickets": 5})) as (app, _made):
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
