"""Whom somebody finds in the directory: to file for them, or to let them follow. Nobody of another organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select, true

from portal.web.text import one_line
from tenants.context import Member, in_force
from tenants.database import db
from tenants.models import Account, Membership, Person, Unit
from tenants.names import folded
from tenants.permissions import Action, Reach, reach

from .sight import team_of

LETTERS = 3
"""So many letters are typed before anybody is found."""
MOST = 8
"""So many people are shown at most: who is not among them is found by more letters."""
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found. `number` is told to who may file for them only."""

    public_id: str
    name: str
    unit: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of the directory who was named."""

    person_id: int
    public_id: str
    name: str
    number: str
    active: bool


def files_for_others(member: Member, action: Action) -> bool:
    """Say whether `member` may do `action`, a filing, for anybody but themselves."""
    return reach(member, action) >= Reach.TEAM


def types_names(member: Member, action: Action) -> bool:
    """Say whether `member` may name somebody who does not stand in the directory."""
    return reach(member, action) >= Reach.ORGANISATION


def to_help(member: Member, action: Action, words: str) -> list[Hit]:
    """Return for whom `member` may file, of those whose name or personnel number was typed."""
    typed = _typed(words)
    if not typed or not files_for_others(member, action):
        return []
    named = or_(_called(typed), func.lower(Person.personnel_number).startswith(typed.lower(), autoescape=True))
    others = and_(Person.active, Person.id != member.person_id, _within(member, action), named)
    return [Hit(row.public_id, row.name, row.unit or "", row.number or "") for row in _hits(others)]


def to_watch(member: Member, words: str) -> list[Hit]:
    """Return who may be asked to follow a request, of those whose name was typed: people who can sign in here."""
    typed = _typed(words)
    if not typed:
        return []
    return [Hit(row.public_id, row.name, row.unit or "") for row in _hits(and_(_called(typed), _signs_in()))]


def helped(member: Member, action: Action, called: Iterable[str]) -> dict[str, Found]:
    """Return for whom `member` may file, by what they were called: a public id or a personnel number.

    Who is no longer active is among them; who lies beyond the member's reach is not, like who never was.
    """
    wanted = set(called)
    if not wanted or not files_for_others(member, action):
        return {}
    theirs = or_(Person.public_id.in_(wanted), Person.personnel_number.in_(wanted))
    mine = or_(Person.id == member.person_id, _within(member, action))
    found = _people(and_(theirs, mine))
    return {name: one for one in found for name in (one.public_id, one.number) if name in wanted}


def watchers_called(public_ids: Iterable[str]) -> list[Found]:
    """Return the people with these public ids who can sign in here, by name."""
    wanted = {one_line(name) for name in public_ids}
    return _people(and_(Person.public_id.in_(wanted), _signs_in())) if wanted else []


def _typed(words: str) -> str:
    typed = one_line(words)[:LONGEST]
    return typed if len(typed.replace(" ", "")) >= LETTERS else ""


def _called(typed: str) -> Any:
    return and_(*(Person.found_as.contains(word, autoescape=True) for word in folded(typed).split()))


def _within(member: Member, action: Action) -> Any:
    return (
        true()
        if types_names(member, action)
        else Person.id.in_(team_of(member.person_id, stands_in=bool(member.stands_for)))
    )


def _signs_in() -> Any:
    return Person.id.in_(
        select(Membership.person_id)
        .join(Account, Account.id == Membership.account_id)
        .where(*in_force(Membership), Account.active)
    )


def _hits(condition: Any) -> Sequence[Any]:
    return db.session.execute(
        select(Person.public_id, Person.name, Person.personnel_number.label("number"), Unit.name.label("unit"))
        .outerjoin(Unit, and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id))
        .where(condition)
        .order_by(Person.name, Person.id)
        .limit(MOST)
    ).all()


def _people(condition: Any) -> list[Found]:
    columns = (Person.id, Person.public_id, Person.name, Person.personnel_number, Person.active)
    rows = db.session.execute(select(*columns).where(condition).order_by(Person.name, Person.id))
    return [Found(row.id, row.public_id, row.name, row.personnel_number or "", row.active) for row in rows]
