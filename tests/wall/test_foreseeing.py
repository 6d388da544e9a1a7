"""What is told before a choice is saved is what changes when it is: person by person, request by request."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event, false, select, update

from portal.tickets import foreseeing
from portal.tickets.foreseeing import foresee
from tenants.context import Member
from tenants.database import db
from tenants.models import Membership, Organisation
from tenants.permissions import Action, Reach
from tenants.placed import people_here
from tenants.roles import Role
from tenants.scope import scope_of
from tenants.widening import BY_NAME, Access, named, with_access
from tests.wall.test_who_sees import by_sql
from tests.wall.worlds import Asked, Somebody, StandsIn, World, built, places, sights, worlds


def seen() -> dict[int, set[int]]:
    """Return the numbers of the requests that each member sees now."""
    members = [person.member for person in people_here() if person.member is not None]
    return {member.person_id: set(by_sql(member, Action.SEE)) for member in members}


def changed(before: dict[int, set[int]], after: dict[int, set[int]]) -> dict[int, tuple[int, int]]:
    """Return how many requests each saw and sees, of those for whom it changed. Nobody gains and loses at once."""
    moved = {who: (before[who], after[who]) for who in before if before[who] != after[who]}
    assert all(one <= other or other <= one for one, other in moved.values())
    return {who: (len(one), len(other)) for who, (one, other) in moved.items()}


def foreseen(then: Any) -> dict[int, tuple[int, int]]:
    return {shift.person_id: (shift.now, shift.then) for shift in foresee(then)}


def save(**values: int) -> None:
    home = scope_of(db.session()).home  # type: ignore[union-attr]
    db.session.execute(update(Organisation).where(Organisation.id == home).values(**values))
    db.session.expire_all()


@given(world=worlds, employees=sights, managers=sights)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_foretold_of_a_choice_is_what_changes(inside_app: Flask, world: World, employees, managers):
    with inside_app.test_request_context("/"), built(world):
        told = foreseen(lambda member: with_access(member, Access(employees, managers, False)))
        before = seen()
        save(employees_see=int(employees), managers_see=int(managers))

        assert told == changed(before, seen())


@given(world=worlds, who=places, sees=sights.filter(lambda reach: reach in BY_NAME))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_foretold_of_one_person_is_what_changes(inside_app: Flask, world: World, who: int, sees: Reach):
    with inside_app.test_request_context("/"), built(world) as (people, _tickets):

        def then(member: Member) -> Member:
            if member.person_id != people[who]:
                return member
            return replace(member, authorisations=named(member.authorisations, sees))

        told = foreseen(then)
        before = seen()
        for row in db.session.scalars(select(Membership).where(Membership.person_id == people[who])):
            row.authorisations = named(row.authorisations, sees)
        db.session.flush()

        assert told == changed(before, seen())


@pytest.mark.parametrize("standing_in", [True, False])
def test_what_is_foretold_of_a_deputy_counts_the_team_they_stand_in_for(inside_app: Flask, standing_in: bool):
    of = {"roles": frozenset({Role.EMPLOYEE}), "authorised": False, "account": True}
    manager = Somebody(None, None, frozenset({Role.EMPLOYEE, Role.MANAGER}), False, True)
    people = [Somebody(1, 0, **of), manager, Somebody(None, 1, **of), Somebody(None, 1, **of), Somebody(None, 0, **of)]
    asked = [Asked(0, 0, frozenset(), False), Asked(3, 3, frozenset(), False)]
    deputies = (StandsIn(deputy=2, absent=1, ago=1 if standing_in else 3),)

    with inside_app.test_request_context("/"), built(World(people, asked, Reach.OWN, Reach.TEAM, deputies)) as (ids, _):
        told = foreseen(lambda member: with_access(member, Access(Reach.UNIT, Reach.TEAM, False)))
        before = seen()
        save(employees_see=int(Reach.UNIT))

        assert told == changed(before, seen())
        assert told[ids[2]] == ((1, 2) if standing_in else (0, 1))


@pytest.mark.parametrize("requests", [1, 40])
def test_it_takes_four_statements_whatever_the_number_of_people_and_requests(inside_app, requests):
    people = [Somebody(0 if place else None, place % 2, frozenset({Role.EMPLOYEE}), False, True) for place in range(5)]
    asked = [Asked(place % 5, place % 3, frozenset(), False) for place in range(requests)]
    sent: list[str] = []

    def count(_connection, _cursor, statement, *_more):
        sent.append(statement)

    with inside_app.test_request_context("/"), built(World(people, asked, Reach.OWN, Reach.TEAM)):
        event.listen(db.engine, "before_cursor_execute", count)
        foresee(lambda member: with_access(member, Access(Reach.UNIT, Reach.ORGANISATION, False)))
        event.remove(db.engine, "before_cursor_execute", count)

    assert len(sent) == 4


def test_a_planted_count_that_forgets_the_unit_is_found(inside_app, monkeypatch):
    nothing = foreseeing._of_units().where(false())
    monkeypatch.setattr("portal.tickets.foreseeing._of_units", lambda: nothing)
    alone = Somebody(None, 0, frozenset({Role.EMPLOYEE}), False, True)
    world = World([alone] * 5, [Asked(0, 0, frozenset(), False)], Reach.OWN, Reach.TEAM)

    with inside_app.test_request_context("/"), built(world):
        told = foreseen(lambda member: with_access(member, Access(Reach.UNIT, Reach.TEAM, False)))
        before = seen()
        save(employees_see=int(Reach.UNIT))

        assert told != changed(before, seen())
