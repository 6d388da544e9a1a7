"""The lines of the log, a page at a time, and the names in them as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from portal.trail.models import Trail
from portal.trail.rules import Kind
from portal.trail.who import who_did_it
from portal.web.language import ZONE
from tenants.context import Member
from tenants.database import db
from tenants.models import Account, Membership, Person, Unit
from tenants.names import folded

from .models import LookIn

PAGE = 25
PEOPLE = 50
"""How many people a name may stand for; who types less than a name is asked for more of it by what they find."""

Edge = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the log is narrowed to; `since` and `until` are days, both included."""

    words: str = ""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


def page_of_log(
    member: Member, narrowed: Filter, after: Edge | None, before: Edge | None = None, size: int = PAGE
) -> tuple[list[Any], bool]:
    """Return lines from the newest, beyond an edge, and whether there are more that way.

    An edge is a moment and the place of a line among those of that moment: a number of ours leaves nothing behind.
    """
    shown = _shown(member, narrowed)
    wanted = select(Trail.id, Trail.at, Trail.action, who_did_it().label("account_id"), Trail.side, Trail.subject)
    wanted = wanted.add_columns(Trail.subject_id, Trail.detail, _place(member).label("place")).where(*shown)
    if before:
        at, row = before[0], _row_at(member, before)
        wanted = wanted.where(Trail.at >= at, or_(Trail.at > at, Trail.id > row)).order_by(Trail.at, Trail.id)
    else:
        if after:
            at, row = after[0], _row_at(member, after)
            wanted = wanted.where(Trail.at <= at, or_(Trail.at < at, Trail.id < row))
        wanted = wanted.order_by(Trail.at.desc(), Trail.id.desc())
    rows = list(db.session.execute(wanted.limit(size + 1)))
    found = rows[:size]
    return (found[::-1] if before else found), len(rows) > size


def how_many(member: Member, narrowed: Filter) -> int:
    """Return how many lines there are."""
    return db.session.scalar(select(func.count(Trail.id)).where(*_shown(member, narrowed))) or 0


def _shown(member: Member, narrowed: Filter) -> list[ColumnElement[bool]]:
    found = _in_log(member, Trail)
    if narrowed.kind is not None:
        found.append(Trail.kind == narrowed.kind)
    if narrowed.since:
        found.append(Trail.at >= datetime.combine(narrowed.since, time(), ZONE))
    if narrowed.until:
        found.append(Trail.at < datetime.combine(narrowed.until + timedelta(days=1), time(), ZONE))
    if narrowed.words:
        found.append(_about(member, narrowed.words))
    return found


def _in_log(member: Member, line: Any) -> list[ColumnElement[bool]]:
    request = bindparam("request", str(Kind.REQUEST), literal_execute=True)  # in the statement, for the partial index
    return [line.organisation_id == member.organisation_id, line.kind != request]


def _about(member: Member, words: str) -> ColumnElement[bool]:
    """Return the condition of a line by or about somebody of this name."""
    named = (
        select(Person.id, Membership.id, Membership.account_id, Membership.was_account_id)
        .outerjoin(Membership, and_(Membership.organisation_id == Person.organisation_id, _is_of(Membership, Person)))
        .where(Person.organisation_id == member.organisation_id)
        .where(Person.found_as.contains(folded(words), autoescape=True))
        .order_by(Person.found_as, Person.public_id)
        .limit(PEOPLE)
    )
    people = db.session.execute(named).all()
    persons, memberships, accounts, before = ([row[part] for row in people if row[part]] for part in range(4))
    return or_(
        and_(Trail.account_id.in_([*accounts, *before]), who_did_it().in_(accounts)),
        and_(Trail.subject == "membership", Trail.subject_id.in_(memberships)),
        and_(Trail.subject == "person", Trail.subject_id.in_(persons)),
    )


def _is_of(membership: Any, person: Any) -> ColumnElement[bool]:
    return membership.person_id == person.id


def _place(member: Member) -> Any:
    """Return the place of a line among those of its moment, from 1."""
    other = aliased(Trail)
    same = (*_in_log(member, other), other.at == Trail.at, other.id <= Trail.id)
    return select(func.count(other.id)).where(*same).scalar_subquery()


def _row_at(member: Member, edge: Edge) -> Any:
    other = aliased(Trail)
    at = (*_in_log(member, other), other.at == edge[0])
    return select(other.id).where(*at).order_by(other.id).offset(max(edge[1] - 1, 0)).limit(1).scalar_subquery()


@dataclass(slots=True)
class Names:
    """The names that lines speak of, by id: as they are now, or the pseudonym of who was erased."""

    accounts: dict[int, str] = field(default_factory=dict)  # of people of this organisation
    memberships: dict[int, str] = field(default_factory=dict)
    persons: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)  # accounts of people who are not of this organisation
    reasons: dict[int, str] = field(default_factory=dict)  # of looking in


def names_in(member: Member, rows: Sequence[Any]) -> Names:
    """Look up the names in these lines, in five statements however many there are."""
    accounts = {row.account_id for row in rows if row.account_id}
    by = {kind: [row.subject_id for row in rows if row.subject == kind] for kind in ("membership", "person", "unit")}
    by["membership"] += [row.detail[name] for row in rows for name in ("keeper", "successor") if row.detail.get(name)]
    here = Membership.organisation_id == member.organisation_id
    wanted = or_(Membership.account_id.in_(accounts), Membership.id.in_(by["membership"]))
    members = db.session.execute(
        select(Membership.id, Membership.account_id, Person.name)
        .join(Person, and_(Person.organisation_id == Membership.organisation_id, _is_of(Membership, Person)))
        .where(here, wanted)
    ).all()
    known = {row.account_id: row.name for row in members}
    others = select(Account.id, Account.name).where(Account.id.in_(accounts - known.keys()))
    looks = [row.subject_id for row in rows if row.subject == LookIn.__tablename__]
    return Names(
        accounts=known,
        memberships={row.id: row.name for row in members},
        persons=_named(select(Person.id, Person.name).where(Person.id.in_(by["person"]))),
        units=_named(select(Unit.id, Unit.name).where(Unit.id.in_(by["unit"]))),
        others=_named(others),
        reasons=_named(select(LookIn.id, LookIn.reason).where(LookIn.id.in_(looks))),
    )


def _named(statement: Any) -> dict[int, str]:
    found: Any = db.session.execute(statement)
    return {row[0]: row[1] for row in found}
