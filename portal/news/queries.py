"""The news a member may read, and how much of it they have not read."""

from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, Text, and_, bindparam, case, func, tuple_

from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound
from tenants.reading import read

from .audience import readable
from .models import Broadcast, BroadcastRead
from .paging import Edge
from .rules import Kind, is_code

PAGE = 20

UNACKNOWLEDGED = and_(Broadcast.read_before.is_not(None), BroadcastRead.acknowledged_at.is_(None))
TOP = case((UNACKNOWLEDGED, 2), (Broadcast.pinned, 1), else_=0)
"""What stands first: what must still be read, then what is pinned, then the rest."""

NEW = func.coalesce(func.sum(case((BroadcastRead.read_at.is_(None), 1), else_=0)).over(), 0)
"""How many of all rows, also those behind the limit, were not opened."""

LISTED = (
    Broadcast.code,
    Broadcast.kind,
    Broadcast.everywhere,
    Broadcast.title_nl,
    Broadcast.title_en,
    Broadcast.html_nl,
    Broadcast.html_en,
    Broadcast.pinned,
    Broadcast.starts_at,
    Broadcast.read_before,
    Broadcast.next_at,
    BroadcastRead.read_at,
    BroadcastRead.acknowledged_at,
    TOP.label("top"),
)


def board(member: Member, kind: Kind | None = None, after: Edge | None = None) -> tuple[list[Any], bool]:
    """Return a page of the news a member may read, and whether more follows."""
    given: dict[str, Any] = asked_by(member) | {"limit": PAGE + 1}
    if kind:
        given["kind"] = kind
    if after:
        given |= {"top": after.top, "starts_at": after.moment, "code": after.code}
    rows = list(read(_board(bool(kind), bool(after)), given))
    return rows[:PAGE], len(rows) > PAGE


def latest(member: Member, limit: int) -> tuple[list[Any], int]:
    """Return what stands first on the board, and how much is unread in all, in one statement."""
    rows = list(read(_latest(), asked_by(member) | {"limit": limit}))
    return rows, rows[0].unread if rows else 0


def count_unread() -> Any:
    """Return the column that counts what a member may read and did not open; it is asked with `asked_by`."""
    return _with_marks(readable(func.count(Broadcast.id))).where(BroadcastRead.read_at.is_(None)).scalar_subquery()


def message_for(member: Member, code: str) -> Any:
    """Return the columns of one message, as its reader sees it. Raises NotFound when it is not for them, or not now."""
    given = asked_by(member) | {"code": code}
    row = db.session.execute(_message(by_code=True), given).first() if is_code(code) else None
    if row is None:
        raise NotFound
    return row


def message_mailed(member: Member, broadcast_id: int) -> Any | None:
    """Return the same for a mail about it; None when it is not for them any more."""
    return db.session.execute(_message(by_code=False), asked_by(member) | {"broadcast": broadcast_id}).first()


def asked_by(member: Member) -> dict[str, Any]:
    """Return what these statements are asked with."""
    return {"member": member.membership_id, "moment": now()}


def _with_marks(statement: Select[Any]) -> Select[Any]:
    mine = and_(
        BroadcastRead.broadcast_id == Broadcast.id, BroadcastRead.membership_id == bindparam("member", type_=Integer)
    )
    return statement.outerjoin(BroadcastRead, mine)


def _in_order(statement: Select[Any]) -> Select[Any]:
    limit = bindparam("limit", type_=Integer)
    return statement.order_by(TOP.desc(), Broadcast.starts_at.desc(), Broadcast.code.desc()).limit(limit)


@cache
def _board(by_kind: bool, after: bool) -> Select[Any]:
    statement = _in_order(_with_marks(readable(*LISTED)))
    if by_kind:
        statement = statement.where(Broadcast.kind == bindparam("kind", type_=Word(Kind)))
    if after:
        edge = (("top", Integer()), ("starts_at", Moment()), ("code", Text()))
        last = tuple_(*(bindparam(name, type_=kind) for name, kind in edge))
        statement = statement.where(tuple_(TOP, Broadcast.starts_at, Broadcast.code) < last)
    return statement


@cache
def _latest() -> Select[Any]:
    return _in_order(_with_marks(readable(*LISTED, NEW.label("unread"))))


@cache
def _message(by_code: bool) -> Select[Any]:
    one = Broadcast.code == bindparam("code", type_=Text)
    if not by_code:
        one = Broadcast.id == bindparam("broadcast", type_=Integer)
    return _with_marks(readable(Broadcast.id, *LISTED)).where(one)
