"""Who sees a request is one rule with three faces: SQL for lists, Python for one request, names for the sentence.

Whatever the directory, the roles, the authorisations and the choices of an organisation: all three agree, with
each other and with the words of the policy.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.catalogue.models import Department, Service
from portal.catalogue.rules import Kind
from portal.tickets.audience import Draft, _place, audience, draft_of, seen_by
from portal.tickets.behalf import Company, attach
from portal.tickets.models import HeldBy, Ticket
from portal.tickets.secrecy import draft_as
from portal.tickets.sight import Sight, measure, sight_of, visible_to
from portal.tickets.timeline import write_entry
from tenants.context import Member
from tenants.database import db
from tenants.models import Person
from tenants.permissions import TABLE, Action, Reach, permits
from tenants.placed import people_here
from tenants.roles import Role, Side
from tests.wall.worlds import (
    PEOPLE,
    Asked,
    Somebody,
    StandsIn,
    World,
    built,
    company_of,
    places,
    policy_distance,
    worlds,
)

CROWD = "Alle anderen"
ABOUT_NO_REQUEST = (Action.ENTER, Action.SEE_CONFIDENTIAL)
TENANT_ACTIONS = [action for action, row in TABLE.items() if any(row[:4]) and action not in ABOUT_NO_REQUEST]


def by_sql(member: Member, action: Action) -> dict[int, Reach]:
    """Return the numbers of the requests that SQL gives, with how far they lie."""
    rows = db.session.execute(select(Ticket.number, measure(member)).where(visible_to(member, action)))
    return {number: Reach(distance) for number, distance in rows}


@dataclass(frozen=True)
class Placed:
    """A request of a world at a known distance, for the table in Python."""

    far: Reach
    confidential: bool

    def distance(self, _member: Any) -> Reach:
        return self.far


def differences(world: World, people: list[int], tickets: list[Ticket]) -> list[str]:
    """Return where the three faces of the rule differ."""
    found = []
    members = {person.person_id: person.member for person in people_here() if person.member is not None}
    for place, person_id in enumerate(people):
        if person_id not in members:
            continue
        member = members[person_id]
        placed = [Placed(policy_distance(world, one, place), one.confidential) for one in world.requests]
        given: dict[Sight, dict[int, Reach]] = {}
        for action in TENANT_ACTIONS:
            allowed = {number: one.far for number, one in enumerate(placed) if permits(member, action, one)}
            sight = sight_of(member, action)
            if sight not in given:
                given[sight] = by_sql(member, action)
            if given[sight] != allowed:
                found.append(f"{action} by {place}: {given[sight]}, not {allowed}")
    listed = {who: by_sql(member, Action.SEE) for who, member in members.items()}
    for one, ticket in zip(world.requests, tickets, strict=True):
        draft = draft_of(ticket, [people[follower] for follower in one.followers])
        told = {member.person_id for member in audience(draft, world.employees_see)}
        seen = {who for who in members if ticket.number in listed[who]}
        if told != seen:
            found.append(f"request {ticket.number}: told {sorted(told)}, seen by {sorted(seen)}")
        for viewer in members.values():
            found += _sentence(viewer, draft, seen, members)
    return found


def _sentence(viewer: Member, draft: Any, seen: set[int], members: dict[int, Member]) -> list[str]:
    """Return what the sentence and the names behind it say that is not so."""
    shown = seen_by(viewer, draft, "the desk")
    named = sorted(name for _group, names in shown.names for name in names)
    others = sorted(members[who].name for who in seen if who != viewer.person_id)
    counted = _counted(shown.sentence)
    told = []
    if named != others:
        told.append(f"{viewer.name} reads {named}, and {others} see it")
    if counted != len(seen):
        told.append(f"{viewer.name} reads {shown.sentence!r}, and {len(seen)} see it")
    return told


def _counted(sentence: str) -> int:
    """Return of how many people the sentence speaks, besides the desk."""
    parts = sentence.replace(" and ", ", ").replace(" en ", ", ").split(", ")
    return sum(int(part.split()[0]) if part.split()[0].isdigit() else 1 for part in parts) - 1


@given(world=worlds, named=st.frozensets(places, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_is_told_before_filing_sees_it_after(inside_app: Flask, world: World, named: frozenset[int]):
    """For each filer with an account, whoever it is for, is on its list, or watches: the sentence holds."""
    one = world.requests[0]
    with inside_app.test_request_context("/"), built(world) as (people, _tickets):
        members = {person.person_id: person.member for person in people_here() if person.member is not None}
        filer = members.get(people[one.by])
        if filer is None:
            return
        draft_people = company_of(people, one, named)
        draft = Draft(filer.person_id, draft_people.person_id, one.confidential, draft_people.following)
        told = {member.person_id for member in audience(draft)}
        assert _sentence(filer, draft, told, members) == []

        ticket = _filed(filer, one, draft_people)

        seen = {who for who, member in members.items() if ticket.number in by_sql(member, Action.SEE)}
        assert told == seen
        assert told == {member.person_id for member in audience(draft_as(ticket, confidential=one.confidential))}
        ticket.confidential = not one.confidential
        db.session.flush()
        then = {who for who, member in members.items() if ticket.number in by_sql(member, Action.SEE)}
        assert then == {member.person_id for member in audience(draft_as(ticket, confidential=not one.confidential))}


def _filed(filer: Member, one: Asked, people: Company) -> Ticket:
    """File a request with these people by the verb's own hand."""
    ticket = Ticket(
        number=900,
        kind=Kind.QUESTION,
        service_id=db.session.scalar(select(Service.id)),
        department_id=db.session.scalar(select(Department.id)),
        subject="Vraag",
        confidential=one.confidential,
        filed_by_id=filer.person_id,
        filed_by_name=filer.name,
        filed_for_id=people.person_id,
        filed_for_name=people.name,
        named=len(people.lines),
    )
    db.session.add(ticket)
    db.session.flush()
    attach(filer, ticket, people, write_entry(ticket, 1, "filed", filer))
    db.session.flush()
    return ticket


@given(world=worlds)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_pages_and_the_sentence_agree_on_who_sees_a_request(inside_app: Flask, world: World):
    with inside_app.test_request_context("/"), built(world) as (people, tickets):
        assert differences(world, people, tickets) == []


@given(world=worlds, counted=st.integers(0, PEOPLE))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_a_crowd_as_many_are_counted_and_only_who_sees_it_is_named(inside_app: Flask, world: World, counted: int):
    world = replace(world, employees_see=Reach.ORGANISATION)
    with (
        inside_app.test_request_context("/"),
        built(world) as (people, tickets),
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr("portal.tickets.audience.NAMED", counted)
        members = {person.person_id: person.member for person in people_here() if person.member is not None}
        for one, ticket in zip(world.requests, tickets, strict=True):
            draft = draft_of(ticket, [people[follower] for follower in one.followers])
            told = audience(draft, world.employees_see)
            for viewer in members.values():
                shown = seen_by(viewer, draft, "the desk")
                named = {name for group, names in shown.names if group != CROWD for name in names}
                assert _counted(shown.sentence) == len(told), (shown, told)
                assert named <= {reader.name for reader in told} - {viewer.name}


def test_a_planted_rule_that_forgets_the_unit_is_found(inside_app, monkeypatch):
    monkeypatch.setattr("portal.tickets.audience._place", _without_units)
    alone = Somebody(None, 0, frozenset({Role.EMPLOYEE}), False, True)
    elsewhere = Somebody(None, None, frozenset({Role.EMPLOYEE}), False, True)
    request = Asked(by=0, for_=0, followers=frozenset(), confidential=False)
    world = World([alone, alone, elsewhere, elsewhere, elsewhere], [request], Reach.UNIT, Reach.TEAM)

    with inside_app.test_request_context("/"), built(world) as (people, tickets):
        found = differences(world, people, tickets)

    assert found[0] == f"request 0: told [{people[0]}], seen by [{people[0]}, {people[1]}]"
    assert len(found) > 1


def test_a_planted_rule_that_forgets_the_deputies_is_found(inside_app, monkeypatch):
    employee = frozenset({Role.EMPLOYEE})
    people = [Somebody(1, None, employee, False, True), Somebody(None, None, employee | {Role.MANAGER}, False, True)]
    people += [Somebody(None, None, employee, False, True)] * 3
    request = Asked(by=0, for_=0, followers=frozenset(), confidential=False)
    world = World(people, [request], Reach.OWN, Reach.TEAM, (StandsIn(deputy=2, absent=1, ago=1),))
    with inside_app.test_request_context("/"), built(world) as (ids, tickets):
        assert differences(world, ids, tickets) == []
        told = {one.person_id for one in audience(draft_of(tickets[0], []), Reach.OWN)}
        assert told == {ids[0], ids[1], ids[2]}

        monkeypatch.setattr("portal.tickets.sight.absent_of", lambda _person: select(Person.id).where(Person.id < 0))
        found = differences(world, ids, tickets)

    assert any("told" in one for one in found)


def _without_units(draft: Any, people: Any) -> Any:
    return replace(_place(draft, people), units=frozenset())


def test_the_desk_sees_what_it_holds_and_nothing_of_a_first_line(inside_app):
    agent = Member(1, 1, 1, "Joost", "nl", 1, "nova", "Nova", frozenset({Role.AGENT}))
    admin = Member(1, 1, 1, "Ruud", "nl", 1, "nova", "Nova", frozenset({Role.SERVICE_ADMIN}))
    one = Somebody(None, None, frozenset({Role.EMPLOYEE}), False, True)
    request = Asked(by=0, for_=0, followers=frozenset(), confidential=True)
    world = World([one] * PEOPLE, [request, request], Reach.OWN, Reach.OWN)

    assert agent.side is Side.DESK
    with built(world) as (_people_ids, tickets):
        tickets[0].held_by = HeldBy.FIRST_LINE
        db.session.flush()
        assert by_sql(agent, Action.SEE) == {1: Reach.EVERYWHERE}
        assert by_sql(agent, Action.HANDLE) == {1: Reach.EVERYWHERE}
        assert by_sql(agent, Action.REASSIGN) == {}
        assert by_sql(admin, Action.SEE) == {}
