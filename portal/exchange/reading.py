"""The records of an organisation, read one after the other: memory does not grow with how many there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, collate, inspect, select
from sqlalchemy.orm import aliased

from portal.catalogue.models import Service
from portal.news.models import BroadcastService, BroadcastUnit
from portal.trail.who import who_did_it
from tenants.database import db
from tenants.models import Unit
from tenants.scope import home

from .happenings import named_in, told_by
from .kinds import KINDS, NAMES, OUTSIDERS, Kind, refers_to
from .outsiders import Accounts, accounts_in

AT_ONCE = 500  # rows that are read together
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What the records of one organisation are read with: its accounts, and whether notes of the desk go along."""

    accounts: Accounts
    notes: bool


def everything(notes: bool) -> Iterator[tuple[str, Iterator[Record]]]:
    """Yield (file, records) for the organisation in scope, in the order in which they come back.

    Read them inside one transaction that sees one moment; take all records of a file before the next one.
    """
    read = Read(accounts_in(notes), notes)
    for name in NAMES:
        yield name, read.accounts.outside() if name == OUTSIDERS else _records(KINDS[name], read)


def _records(kind: Kind, read: Read) -> Iterator[Record]:
    statement, keys = _select(kind, read)
    rows = db.session.execute(statement, execution_options={"yield_per": AT_ONCE})
    for some in rows.partitions():
        records = [_record(kind, row, keys, read) for row in some]
        yield from _completed(kind, some, records, read)


def _record(kind: Kind, row: Any, keys: Mapping[str, list[int]], read: Read) -> Record:
    record: Record = {}
    for place, one in enumerate(kind.fields):
        if not one.to:
            record[one.name] = one.out(row[place])
        elif one.to == "account":
            record[one.name] = None if row[place] is None else read.accounts.named(row[place])
        else:
            record[one.name] = None if row[place] is None else joined([row[at] for at in keys[one.name]])
    return record


def joined(parts: Iterable[Any]) -> Any:
    """Return the key that these parts make: a number or a text by itself, several with a slash between."""
    some = list(parts)
    return some[0] if len(some) == 1 else "/".join(map(str, some))


def _select(kind: Kind, read: Read) -> tuple[Any, dict[str, list[int]]]:
    """Return the select of a kind: its columns first, then the keys of what it refers to, at the places returned."""
    columns = [_told(kind, one.column) for one in kind.fields]
    found = _Joined(kind.model)
    keys: dict[str, list[int]] = {}
    for one in kind.fields:
        if one.to and one.to != "account":
            parts = found.key_of(KINDS[one.to], getattr(kind.model, one.column), kind.model)
            keys[one.name] = list(range(len(columns), len(columns) + len(parts)))
            columns += parts
    columns.append(kind.model.subject_id if kind.name == "trail" else inspect(kind.model).primary_key[-1])
    order = [found.ordered_by(kind, name) for name in kind.order]
    statement = found.joined_to(select(*columns).select_from(kind.model))
    return statement.where(*_here(kind), *kind.where(read.notes)).order_by(*order), keys


def _told(kind: Kind, column: str) -> Any:
    """Return what is read of a column; a line of the log is of the pseudonym of who was erased since."""
    by_whom = kind.name == "trail" and column == "account_id"
    return who_did_it().label(column) if by_whom else getattr(kind.model, column)


class _Joined:
    """What a select looks at besides its own table, to name what its rows refer to."""

    def __init__(self, model: type[Any]) -> None:
        self.model, self.joins, self.first = model, list[tuple[Any, Any]](), dict[str, Any]()

    def key_of(self, kind: Kind, column: Any, owner: Any) -> list[Any]:
        """Return the columns that make the key of what `column` leads to."""
        other = aliased(kind.model)
        self.first.setdefault(kind.name, other)
        same = [other.id == column]
        if "organisation_id" in inspect(kind.model).columns:
            same.append(other.organisation_id == home())
        self.joins.append((other, and_(*same)))
        found: list[Any] = []
        for part in kind.key:
            to = refers_to(kind, inspect(kind.model).columns[part])
            found += self.key_of(KINDS[to], getattr(other, part), other) if to else [getattr(other, part)]
        return found

    def ordered_by(self, kind: Kind, name: str) -> Any:
        """Return what rows are ordered by. Texts are compared by their bytes, on both engines alike."""
        other, _dot, column = name.rpartition(".")
        if other == "account":
            self.key_of(KINDS["account"], kind.model.account_id, kind.model)
        found = getattr(self.first[other] if other else kind.model, column)
        on_postgresql = db.session().get_bind().dialect.name == "postgresql"
        return collate(found, "C") if on_postgresql and isinstance(found.type, Text) else found

    def joined_to(self, statement: Any) -> Any:
        """Return a select with its joins."""
        for other, condition in self.joins:
            statement = statement.outerjoin(other, condition)
        return statement


def keys_of(named: Mapping[str, set[Any]], accounts: Accounts) -> dict[str, dict[int, Any]]:
    """Return the keys of rows by their ids, for each kind that has keys; who is gone is not among them."""
    found: dict[str, dict[int, Any]] = {}
    for name, ids in named.items():
        kind = KINDS[name]
        if name == "account":
            known = accounts.members | {one: code for one, (code, _name) in accounts.outsiders.items()}
            found[name] = {one: known[one] for one in ids if one in known}
        elif kind.key:
            found[name] = _keys(kind, sorted(ids))
    return found


def _keys(kind: Kind, ids: list[int]) -> dict[int, Any]:
    joins = _Joined(kind.model)
    parts = []
    for part in kind.key:
        to = refers_to(kind, inspect(kind.model).columns[part])
        mine = getattr(kind.model, part)
        parts += joins.key_of(KINDS[to], mine, kind.model) if to else [mine]
    statement = joins.joined_to(select(kind.model.id, *parts).select_from(kind.model))
    rows = db.session.execute(statement.where(kind.model.id.in_(ids), *_here(kind, pointed=False)))
    return {row[0]: joined(row[1:]) for row in rows}


def _members() -> Any:
    membership = KINDS["membership"].model
    here = (membership.organisation_id == home(), membership.erased_at.is_(None))
    return select(membership.account_id).where(*here)


def _here(kind: Kind, *, pointed: bool = True) -> list[ColumnElement[bool]]:
    """Return the conditions under which a row is of the organisation in scope, or what its rows point at."""
    match kind.name:
        case "organisation":
            return [kind.model.id == home()]
        case "account":
            return [kind.model.id.in_(_members())]
        case "broadcast":
            return [kind.model.publisher_id == home()]
        case "service" | "department":
            return [kind.model.id.in_(_pointed_at(kind.name))] if pointed else []
    return [kind.model.organisation_id == home()]


def _pointed_at(name: str) -> Any:
    ticket = KINDS["ticket"].model
    asked = select(getattr(ticket, f"{name}_id")).where(ticket.organisation_id == home())
    if name == "department":
        return asked
    subscription = KINDS["subscription"].model
    return asked.union(select(subscription.service_id).where(subscription.organisation_id == home()))


def _completed(kind: Kind, rows: Any, records: list[Record], read: Read) -> list[Record]:
    """Add what no column holds, and leave out what is made anew or not to be known."""
    if kind.desks and not read.notes:
        return [one | dict(kind.desks) for one in records]
    match kind.name:
        case "entry":
            return [one | {"detail": _without_html(one["detail"])} for one in records]
        case "broadcast":
            return [one | _targets(row[-1]) for row, one in zip(rows, records, strict=True)]
        case "trail":
            lines = [one | {"of": row[-1]} for row, one in zip(rows, records, strict=True)]
            return told_by(lines, "of", "about", keys_of(named_in(lines, "of"), read.accounts), gone=None)
    return records


def _without_html(detail: Record) -> Record:
    return {name: value for name, value in detail.items() if name != "html"}


def _targets(broadcast_id: int) -> Record:
    services = select(Service.slug).join(BroadcastService, BroadcastService.target_id == Service.id)
    units = select(Unit.handle).join(BroadcastUnit, BroadcastUnit.target_id == Unit.id)
    return {
        "services": sorted(db.session.scalars(services.where(BroadcastService.broadcast_id == broadcast_id))),
        "units": sorted(db.session.scalars(units.where(BroadcastUnit.broadcast_id == broadcast_id))),
    }
