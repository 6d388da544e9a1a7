"""What the bell tells of standing in: that a colleague stands in for somebody from now, and no longer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.orm import aliased

from tenants.clock import now
from tenants.columns import Moment
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.models import Deputy, Person
from tenants.passwords import is_handle
from tenants.permissions import Action
from tenants.reading import read

from .sight import ME

BACK = timedelta(days=90)
MOST = 100
"""Of so many times a person is told at most, the latest first."""

LONG_AGO = bindparam("long_ago", type_=Moment, callable_=lambda: now() - BACK)
Absent, StandIn = aliased(Person), aliased(Person)
SIDES = ((Deputy.person_id, Deputy.person_read_at), (Deputy.absent_id, Deputy.absent_read_at))
"""Who is told, and when they read it last."""


@dataclass(frozen=True, slots=True)
class StoodIn:
    """A line at the bell: who stands in for whom, from the view of one of the two (`away`), and that it `ended`.

    `number` and `entry` are its place beside the entries of requests: after those of the same moment.
    """

    at: datetime
    entry: int
    deputy: str
    absent: str
    until: datetime
    away: bool
    ended: bool
    unread: bool
    code: str
    number: int = 0


def stood_in(member: Member) -> list[StoodIn]:
    """Return what a member was told of standing in, the latest first, in one statement."""
    rows = read(_stood_in(), {"me": member.person_id})
    lines = sorted((line for row in rows for line in _lines(row, member.person_id)), key=lambda line: line[:2])
    found = [StoodIn(at, place, **more) for place, (at, _code, more) in enumerate(lines, start=1)]
    return found[::-1]


def _lines(row: Any, me: int) -> Iterator[tuple[datetime, str, dict[str, Any]]]:
    away = row.absent_id == me
    seen = row.absent_read_at if away else row.person_read_at
    for at, ended in ((row.began_at, False), (row.ended_at, True)):
        if at is not None:
            more = {"deputy": row.deputy, "absent": row.absent, "until": row.ends_at, "away": away, "ended": ended}
            more |= {"code": row.code}
            yield at, f"{row.code} {ended}", more | {"unread": seen is None or seen < at}


@cache
def _stood_in() -> Any:
    names = (Absent.name.label("absent"), StandIn.name.label("deputy"))
    columns = (Deputy.code, Deputy.absent_id, Deputy.began_at, Deputy.ended_at, Deputy.ends_at)
    return (
        select(*columns, Deputy.absent_read_at, Deputy.person_read_at, *names)
        .join(Absent, and_(Absent.organisation_id == Deputy.organisation_id, Absent.id == Deputy.absent_id))
        .join(StandIn, and_(StandIn.organisation_id == Deputy.organisation_id, StandIn.id == Deputy.person_id))
        .where(or_(*(and_(person == ME, *_told()) for person, _mark in SIDES)))
        .order_by(Deputy.ends_at.desc(), Deputy.code)
        .limit(MOST)
    )


def how_much_unread() -> Any:
    """Return the column that counts how often somebody was told of it and has not read that."""
    one, two = (
        select(func.count()).select_from(Deputy).where(person == ME, *_told(), _behind(mark)).scalar_subquery()
        for person, mark in SIDES
    )
    return one + two


def read_of_standing_in(member: Member) -> None:
    """Note that somebody has read all of it. Twice is once."""
    for person, mark in SIDES:
        change = update(Deputy).where(person == member.person_id, *_told(), _behind(mark)).values({mark: now()})
        db.session.execute(change, execution_options={"synchronize_session": False})


def read_one_of_standing_in(member: Member, code: str, *, ended: bool) -> None:
    """Note that somebody has read that it began, or that it ended; what they were told after that stays new.

    The other of the two reads it for themselves. Twice is once. Raises NotFound for what they were not told.
    """
    ask(member, Action.SEE)
    sides = or_(*(person == member.person_id for person, _mark in SIDES))
    wanted = select(Deputy).where(Deputy.organisation_id == member.organisation_id, Deputy.code == code, sides)
    row = db.session.scalar(wanted.where(*_told()).with_for_update()) if is_handle(code) else None
    told_at = row and (row.ended_at if ended else row.began_at)
    if row is None or told_at is None:
        raise NotFound
    mark = "absent_read_at" if row.absent_id == member.person_id else "person_read_at"
    setattr(row, mark, max(told_at, getattr(row, mark) or told_at))


def _told() -> tuple[Any, Any]:
    return Deputy.began_at.is_not(None), Deputy.ends_at >= LONG_AGO


def _behind(mark: Any) -> Any:
    return or_(mark.is_(None), mark < func.coalesce(Deputy.ended_at, Deputy.began_at))
