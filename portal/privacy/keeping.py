"""How long an organisation keeps closed requests: what it chose, what that would take away now, and taking it away.

Nothing goes while nobody chose, while the organisation is on hold, nor of a request that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import bindparam, delete, false, func, select, update

from portal.catalogue.rules import Kind
from portal.files.models import Attachment
from portal.tickets.erasing import empty_entry, empty_request, reindex
from portal.tickets.lifecycle import State
from portal.tickets.models import Entry, Rating, RatingBefore, Ticket, TicketPerson
from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotNow
from tenants.models import Organisation
from tenants.organisations import language_of
from tenants.roles import Side
from tenants.scope import home

from .models import Retention
from .retention_rules import Kept, after, before, files_too_late, offered, read, written

AT_ONCE = 50  # requests in one transaction
NOTHING: Mapping[str, Kept] = {str(kind): Kept() for kind in Kind}


@dataclass(frozen=True, slots=True)
class WouldGo:
    """What a choice takes away of one kind of requests: now, and when the next goes (None: nothing in sight)."""

    kind: str
    texts: int
    files: int
    next_texts: datetime | None
    next_files: datetime | None


def chosen() -> tuple[int, Mapping[str, Kept]]:
    """Return the version and what the organisation in scope chose."""
    row = db.session.scalar(select(Retention).where(Retention.organisation_id == home()))
    return (row.version, {**NOTHING, **read(row.kinds)}) if row else (0, NOTHING)


def bounds() -> list[int]:
    """Return the months that may be chosen here."""
    return offered(current_app.config["RETENTION_SHORTEST"], current_app.config["RETENTION_LONGEST"])


def choose(member: Member, version: int, kept: Mapping[str, Kept]) -> None:
    """Choose how long each kind is kept; an admin has read before what goes. Twice the same is once.

    Raises Invalid for what is not offered and for files that would outlast their texts; NotNow when another admin
    chose something else since.
    """
    acting_admin(member)
    may = {None, *bounds()}
    for kind, one in kept.items():
        if {one.texts, one.files} - may:
            raise Invalid(f"{kind}_texts", _("Choose from this list"))
        if files_too_late(one):
            raise Invalid(f"{kind}_files", _("Files go with the texts at the latest. Choose the same or shorter"))
    organisation_id = member.organisation_id
    wanted = select(Retention).where(Retention.organisation_id == organisation_id)
    row = db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if (row.version if row else 0) != version:
        raise NotNow(_("Somebody changed this in the meantime. What you filled in is still here."))
    if row is None:
        row = Retention(organisation_id=organisation_id, version=0)
        db.session.add(row)
    row.kinds, row.version = written(kept), row.version + 1
    db.session.flush()
    leave_trail("organisation.retention", db.session.get_one(Organisation, organisation_id), by=member)


def would_go(kept: Mapping[str, Kept]) -> list[WouldGo]:
    """Count what a choice takes away, in one statement."""
    kinds = sorted(kept)
    columns: list[Any] = []
    for kind in kinds:
        columns += _columns(kind, kept[kind])
    row: Any = tuple(db.session.execute(select(*columns)).one())
    found = []
    for place, kind in enumerate(kinds):
        texts, files, next_texts, next_files = row[place * 4 : place * 4 + 4]
        one = kept[kind]
        found.append(WouldGo(kind, texts or 0, files or 0, _next(next_texts, one.texts), _next(next_files, one.files)))
    return found


def _columns(kind: str, one: Kept) -> list[Any]:
    texts, files = _due(kind, one.texts, Ticket.texts_gone_at), _due(kind, one.files, Ticket.files_gone_at)
    theirs = select(Ticket.id).where(*files) if files else None
    in_them = Attachment.ticket_id.in_(theirs) if theirs is not None else false()
    requests = select(func.count(Ticket.id)).where(*(texts or (false(),)))
    return [
        requests.scalar_subquery().label(f"{kind}_t"),
        select(func.count(Attachment.id)).where(in_them).scalar_subquery().label(f"{kind}_f"),
        _first_later(kind, one.texts, Ticket.texts_gone_at).label(f"{kind}_nt"),
        _first_later(kind, one.files, Ticket.files_gone_at).label(f"{kind}_nf"),
    ]


def _of(kind: str, gone: Any) -> tuple[Any, ...]:
    closed = bindparam("closed", str(State.CLOSED), literal_execute=True)  # in the statement, for the partial index
    return (Ticket.kind == kind, Ticket.state == closed, gone.is_(None), Ticket.hold == "")


def _due(kind: str, months: int | None, gone: Any) -> tuple[Any, ...]:
    return () if months is None else (*_of(kind, gone), Ticket.due_at <= before(now(), months))


def _first_later(kind: str, months: int | None, gone: Any) -> Any:
    later = Ticket.due_at > (before(now(), months) if months is not None else now())
    return select(func.min(Ticket.due_at)).where(*_of(kind, gone), later).scalar_subquery()


def _next(closed_at: datetime | None, months: int | None) -> datetime | None:
    return after(closed_at, months) if closed_at is not None and months is not None else None


# What the worker does.


def take_files(kind: str, months: int) -> int:
    """Take the files of some closed requests away; return of how many. Their bytes are swept within two hours."""
    ids = _some(kind, months, Ticket.files_gone_at)
    if ids:
        gone = delete(Attachment).where(Attachment.ticket_id.in_(ids)).returning(Attachment.id)
        count = len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())
        _carry(update(Ticket).where(Ticket.id.in_(ids)).values(files_gone_at=now()))
        _told("organisation.files gone", len(ids), count)
    return len(ids)


def take_texts(kind: str, months: int) -> int:
    """Take the texts of some closed requests away; return of how many."""
    ids = _some(kind, months, Ticket.texts_gone_at)
    if not ids:
        return 0
    with force_locale(language_of(home())):
        gone, somebody = gettext("[erased]"), gettext("Somebody")
    for ticket in db.session.scalars(select(Ticket).where(Ticket.id.in_(ids))):
        empty_request(ticket, gone)
        ticket.filed_by_name = ticket.filed_for_name = somebody
        ticket.named_as, ticket.texts_gone_at = somebody if ticket.named_as else "", now()
    for entry in db.session.scalars(select(Entry).where(Entry.ticket_id.in_(ids))):
        empty_entry(entry, files=False)
        entry.detail = {name: _nameless(name, value, somebody) for name, value in entry.detail.items()}
        if entry.side is Side.CUSTOMER:
            entry.author_name = somebody
    db.session.flush()
    _carry(update(TicketPerson).where(TicketPerson.ticket_id.in_(ids)).values(name=somebody, number=""))
    ratings = select(Rating.id).where(Rating.ticket_id.in_(ids))
    _carry(update(RatingBefore).where(RatingBefore.rating_id.in_(ratings)).values(words=""))
    _carry(update(Rating).where(Rating.ticket_id.in_(ids)).values(words="", call=""))
    reindex(ids)
    _told("organisation.texts gone", len(ids), len(ids))
    return len(ids)


NAMING = ("names", "was", "to", "filer")
"""What in an entry's detail holds the names of people."""


def _nameless(name: str, value: Any, somebody: str) -> Any:
    if name not in NAMING or not value:
        return value
    return [somebody] if isinstance(value, list) else somebody


def _some(kind: str, months: int, gone: Any) -> list[int]:
    due = select(Ticket.id).where(*_due(kind, months, gone)).order_by(Ticket.due_at, Ticket.id).limit(AT_ONCE)
    return list(db.session.scalars(due.with_for_update(skip_locked=True)))


def _told(action: str, requests: int, count: int) -> None:
    row = db.session.get_one(Organisation, home())
    leave_trail(action, row, by=None, requests=requests, count=count)


def _carry(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
