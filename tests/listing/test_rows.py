"""What a filter means, said once in Python and once in SQL; and that pages are read along an index, not from a heap."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert, select, text

from portal.catalogue.models import Department, Service
from portal.catalogue.rules import Kind
from portal.demo.acting import Players
from portal.listing.queries import every_row, page_of
from portal.listing.rules import ME, Filter, Sort, read_filter, span
from portal.tickets.filing import Filing, file_request
from portal.tickets.labels import Label, label
from portal.tickets.lifecycle import TURN, State, Turn
from portal.tickets.models import Participant, Ticket
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Account, Person
from tests.engines import ENGINE
from tests.listing.test_filters import filters

TODAY = date(2026, 11, 17)


@pytest.fixture
def samira_inside(noon, inside_app):
    """Samira, in the scope of her organisation."""
    players = Players()
    member = players.of("samira", "linde")
    players.enter(member, "linde")
    return member


def many(member, how_many: int) -> None:
    """Let there be so many requests, in all states, places and kinds, over some years."""
    services = list(db.session.scalars(select(Service.id).order_by(Service.id)))
    departments = list(db.session.scalars(select(Department.id).order_by(Department.id)))
    people = [(row.id, row.name) for row in db.session.execute(select(Person.id, Person.name).order_by(Person.id))]
    states = list(State)
    rows, follow = [], []
    for count in range(how_many):
        state = states[count % len(states)] if how_many < 1000 or count % 50 == 0 else State.CLOSED
        by, for_ = people[count % len(people)], people[(count // 3) % len(people)]
        filed = now() - timedelta(hours=7 * count)
        rows.append(
            {
                "id": 100_000 + count,
                "organisation_id": member.organisation_id,
                "number": 1000 + count,
                "kind": "question",
                "state": state,
                "turn": TURN[state],
                "held_by": "desk",
                "service_id": services[count % len(services)],
                "department_id": departments[count % len(departments)],
                "subject": f"Vraag {count}",
                "form_version": 1,
                "answers": {},
                "confidential": count % 11 == 0,
                "filed_by_id": by[0],
                "filed_by_name": by[1],
                "filed_for_id": for_[0],
                "filed_for_name": for_[1],
                "assignee_name": "",
                "filed_at": filed,
                "updated_at": filed + timedelta(hours=count % 5),
                "due_at": filed,
                "entries": 1,
                "notes": 0,
                "resolutions": 0,
            }
        )
        follow += [
            {"organisation_id": member.organisation_id, "ticket_id": 100_000 + count, "person_id": one, "told": True}
            for one in {by[0], for_[0]}
        ]
    with write_transaction() as session:
        connection = session.connection()
        connection.execute(insert(Ticket.__table__), rows)
        connection.execute(insert(Participant.__table__), follow)


def holds(narrowed: Filter, row, me: int, slugs: dict[int, str], outlooks: dict[int, str]) -> bool:
    """Say whether a request fits a filter, in plain words."""
    first, end = span(narrowed, TODAY)
    on_behalf = row.filed_for_id != row.filed_by_id
    return all(
        (
            narrowed.scope != "mine" or me in (row.filed_by_id, row.filed_for_id),
            narrowed.turn in (None, row.turn),
            narrowed.label in (None, label(row.state, outlooks[row.department_id])),
            narrowed.kind in (None, row.kind),
            narrowed.service in ("", slugs[row.service_id]),
            not narrowed.by
            or (row.filed_by_id == me if narrowed.by == ME else narrowed.by.lower() in row.filed_by_name.lower()),
            not narrowed.behalf or (on_behalf and narrowed.behalf.lower() in row.filed_for_name.lower()),
            not narrowed.running or row.turn != Turn.NOBODY,
            first is None or row.filed_at >= first,
            end is None or row.filed_at < end,
            not narrowed.confidential or row.confidential,
            not narrowed.unread,  # nobody wrote anything in these
        )
    )


def test_a_list_holds_exactly_what_its_filter_says(samira_inside):
    member = samira_inside
    many(member, 200)
    slugs = {row.id: row.slug for row in db.session.execute(select(Service.id, Service.slug))}
    outlooks = {row.id: row.outlook for row in db.session.execute(select(Department.id, Department.outlook))}
    every = list(db.session.scalars(select(Ticket)))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filters.filter(lambda one: one.scope != "team"))
    def agrees(narrowed: Filter) -> None:
        statement, given_values = every_row(member, narrowed, TODAY, 1000)
        found = [row.number for row in db.session.execute(statement, given_values)]
        wanted = {row.number for row in every if holds(narrowed, row, member.person_id, slugs, outlooks)}
        assert set(found) == wanted
        assert len(found) == len(wanted)

    agrees()
    seen_as_a_filter = read_filter({"state": "your-turn"}, ("mine", "organisation"))[0]
    assert seen_as_a_filter.label is Label.YOUR_TURN


COMMON = {
    "newest": Filter(scope="organisation"),
    "whose turn": Filter(scope="organisation", turn=Turn.CUSTOMER),
    "by turn": Filter(scope="organisation", sort=Sort.TURN),
    "received": Filter(scope="organisation", label=Label.RECEIVED),
    "your turn": Filter(scope="organisation", label=Label.YOUR_TURN),
    "closed": Filter(scope="organisation", label=Label.CLOSED),
    "a service": Filter(scope="organisation", service="planning"),
    "a period": Filter(scope="organisation", since=date(2026, 11, 1)),
}


def test_common_pages_of_ten_thousand_requests_are_read_along_an_index(samira_inside, app):
    member = samira_inside
    many(member, 10_000)
    _analyze()
    for name, narrowed in COMMON.items():
        rows, _more = page_of(member, narrowed, TODAY)
        assert rows, name
        assert "along ix_ticket" in _plan(member, narrowed), (name, _plan(member, narrowed))


def _analyze() -> None:
    from portal.schema import maintenance_engine

    db.session.commit()
    with maintenance_engine().begin() as connection:
        connection.execute(text("analyze"))


def _plan(member, narrowed: Filter) -> str:
    """Return how the engine reads the requests of a page: `along` an index, or as `heap` with all that was done."""
    from sqlalchemy import event

    told: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        told.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        page_of(member, narrowed, TODAY)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in told if "ticket.subject" in one[0])
    explain = "explain query plan " if ENGINE == "sqlite" else "explain "
    rows = db.session.connection().exec_driver_sql(explain + statement, parameters).fetchall()
    plan = " | ".join(str(row[-1]) for row in rows)
    if ENGINE == "sqlite":
        walks = [step for step in plan.split(" | ") if step.startswith(("SEARCH ticket USING", "SCAN ticket"))]
        return (
            "along ix_ticket" if walks and "INDEX ix_ticket" in walks[0] and "(organisation_id=?" in walks[0] else plan
        )
    return "along ix_ticket" if "Scan Backward using ix_ticket" in plan or "Scan using ix_ticket" in plan else plan


def test_a_search_for_a_word_in_every_request_reads_one_page(samira_inside, monkeypatch):
    from portal.search import queries
    from portal.search.queries import hits_of

    monkeypatch.setattr(queries, "MANY", 20)
    member = samira_inside
    with write_transaction():
        for count in range(40):
            answers = {"subject": f"Rooster {count}", "note": "Ik zoek het."}
            file_request(member, Filing(Kind.QUESTION, "planning", answers), key=f"sleutel {count}")
    hits = hits_of("rooster", ("shared",))

    assert hits is not None
    assert hits.few is None
    rows, more = page_of(member, Filter(scope="organisation", words="rooster"), TODAY, hits=hits)
    assert (len(rows), more) == (25, True)
    assert db.session.scalar(select(Account.id).where(Account.id == member.account_id))
