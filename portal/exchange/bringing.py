"""Bring an organisation into an installation: every record a row again, all of them or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, exists, select, update

from portal.admin.rules import is_reserved
from portal.news.models import BroadcastService, BroadcastUnit
from portal.search.verbs import index_all
from portal.tickets.models import Entry, Ticket
from portal.trail.verbs import leave_trail
from portal.web.text import written
from tenants.database import db
from tenants.keys import reserved
from tenants.models import Account, Organisation
from tenants.scope import inside
from tenants.writing import add_all, add_numbered, change

from .arriving import Arriving
from .checking import key_in, records_of
from .happenings import ARRIVED, named_in, told_by
from .kinds import KINDS, NAMES, OUTSIDERS, Kind
from .opening import Refused, TakeOut
from .packing import digest_here
from .texts import complete

AT_ONCE = 500
Record = dict[str, Any]


@dataclass(slots=True)
class Brought:
    """What arrived, and what whoever runs the installation should know of it."""

    organisation_id: int = 0
    digest: str = ""
    known: list[str] = field(default_factory=list)  # people who have an account here already
    switched_off: list[str] = field(default_factory=list)  # services and departments that were not here


def expect_room(takeout: TakeOut) -> None:
    """Raise Refused when there is an organisation here with this key or this customer number."""
    said = takeout.manifest.organisation
    key, number = said["key"], said["customer_number"]
    if db.session.scalar(select(exists().where(Organisation.key == key))):
        raise Refused(f"there is an organisation {key} here already")
    if is_reserved(key, reserved(current_app.url_map)):
        raise Refused(f"{key} cannot be a short name here: another address begins with it")
    has = Organisation.customer_number == number
    if number and (name := db.session.scalar(select(Organisation.name).where(has).limit(1))):
        raise Refused(f"{name} has customer number {number} here")


def known_here(takeout: TakeOut) -> list[str]:
    """Return the addresses of people in a take-out who have an account here already."""
    found: list[str] = []
    for some in _portions(records_of(takeout, "account")):
        found += _accounts([one["email"] for one in some])
    return found


class Bringing:
    """One organisation on its way in, with the ids that its records got here.

    Call `all()` inside a write transaction, after the take-out was checked; when that does not commit, `turn_back()`.
    """

    def __init__(self, takeout: TakeOut) -> None:
        self.takeout = takeout
        self.ids: dict[str, dict[Any, int]] = {}
        self.later: dict[str, list[dict[str, Any]]] = {}
        self.brought = Brought()
        self.files: Arriving | None = None

    def all(self) -> Brought:
        """Write every record. Raises Refused when what was written is not what the take-out says."""
        expect_room(self.takeout)
        here = self._organisation()
        self.brought.organisation_id, self.files = here, Arriving(self.takeout, here)
        with inside(here):
            for name in NAMES[1:]:
                for some in _portions(records_of(self.takeout, name)):
                    self._bring(name, some)
                if self.later.get(name):
                    self._refer_back(KINDS[name])
            self.brought.digest = digest_here(self.takeout.manifest.notes_of_the_desk)
            if self.brought.digest != self.takeout.manifest.digest and not self.brought.known:
                raise Refused("what was written comes to another digest: nothing was kept")
            rows = self.takeout.manifest.rows
            leave_trail(ARRIVED, db.session.get_one(Organisation, here), by=None, rows=rows)
        return self.brought

    def turn_back(self) -> None:
        """Take away the files of what did not arrive."""
        if self.files is not None:
            self.files.turn_back()

    def arrived(self) -> None:
        """Note that the rows are there."""
        if self.files is not None:
            self.files.arrived()

    def _organisation(self) -> int:
        record = next(records_of(self.takeout, "organisation"))
        ids = add_numbered(Organisation, [self._values(KINDS["organisation"], record)])
        self.ids["organisation"] = {record["key"]: ids[0]}
        return ids[0]

    def _bring(self, name: str, some: list[Record]) -> None:
        special: Mapping[str, Callable[[list[Record]], None]] = {
            "service": lambda some: self._shared("service", some),
            "department": lambda some: self._shared("department", some),
            "account": lambda some: self._people(some, name),
            OUTSIDERS: lambda some: self._people(some, name),
            "entry": self._entries,
            "attachment": self._attachments,
            "broadcast": self._broadcasts,
            "trail": self._happenings,
        }
        if name in special:
            special[name](some)
        else:
            self._rows(KINDS[name], some)

    def _rows(self, kind: Kind, some: list[Record]) -> list[int]:
        """Write records as they stand; those that others refer to are remembered by their key."""
        rows = [self._values(kind, one) for one in some]
        if not kind.key:
            add_all(kind.model, rows)
            return []
        ids = add_numbered(kind.model, rows)
        known = self.ids.setdefault(kind.name, {})
        known |= zip((key_in(kind.name, one) for one in some), ids, strict=True)
        for one, row_id in zip(some, ids, strict=True):
            for column, key in self._of_its_own_kind(kind, one):
                self.later.setdefault(kind.name, []).append({"this": row_id, column: key})
        return ids

    def _values(self, kind: Kind, record: Record) -> Record:
        values: Record = {}
        for one in kind.fields:
            value = record[one.name]
            if not one.to or value is None:
                values[one.column] = one.back(value)
            elif one.to == kind.name:
                values[one.column] = None  # see `_refer_back`
            elif one.to == "entry":
                values[one.column] = value  # see `_with_entries`
            else:
                values[one.column] = self.ids[one.to][value]
        return self._with_entries([values])[0] if kind.name == "postponement" else values

    def _of_its_own_kind(self, kind: Kind, record: Record) -> Iterator[tuple[str, Any]]:
        for one in kind.fields:
            if one.to == kind.name and record[one.name] is not None:
                yield one.column, record[one.name]

    def _refer_back(self, kind: Kind) -> None:
        """Let rows refer to others of their own kind, now that all of them are there."""
        ids = self.ids[kind.name]
        statements: dict[str, Any] = {}
        for later in self.later.pop(kind.name):
            (column, key), this = next(item for item in later.items() if item[0] != "this"), later["this"]
            if column not in statements:
                change_one = update(kind.model).where(kind.model.id == bindparam("this"))
                statements[column] = change_one.values({column: bindparam("other")})
            change(statements[column], {"this": this, "other": ids[key]})

    def _shared(self, name: str, some: list[Record]) -> None:
        """Match what the service organisation calls the same; what it does not have is added, switched off.

        Where there is nothing yet it is added as it was: there is nobody whom it could surprise.
        """
        kind = KINDS[name]
        there: dict[Any, int] = {row[0]: row[1] for row in db.session.execute(select(kind.model.slug, kind.model.id))}
        new = [one for one in some if one["slug"] not in there]
        if there and new:
            new = [one | {"active": False} for one in new]
            self.brought.switched_off += [f"{name} {one['slug']}" for one in new]
        if new:
            there |= zip(
                (one["slug"] for one in new),
                add_numbered(kind.model, [self._values(kind, one) for one in new]),
                strict=True,
            )
        self.ids.setdefault(name, {}).update(there)

    def _people(self, some: list[Record], name: str) -> None:
        """Match people by their address; who is here already stays as they are."""
        there = _accounts([one["email"] for one in some])
        if name != OUTSIDERS:
            self.brought.known += there
        new = [one for one in some if one["email"] not in there]
        rows = [
            self._values(KINDS["account"], one) if name != OUTSIDERS else one | {"active": False, "language": "nl"}
            for one in new
        ]
        there |= zip((one["email"] for one in new), add_numbered(Account, rows), strict=True)
        self.ids.setdefault("account", {}).update(there)

    def _entries(self, some: list[Record]) -> None:
        rows = [self._values(KINDS["entry"], one) for one in some]
        index = complete(rows)
        add_all(Entry, rows)
        index_all(index)

    def _attachments(self, some: list[Record]) -> None:
        files, kind = self.files, KINDS["attachment"]
        if files is not None:
            rows = [self._values(kind, one) | files.keep(one["digest"], one["name"]) for one in some]
            add_all(kind.model, self._with_entries(rows))

    def _broadcasts(self, some: list[Record]) -> None:
        kind, here = KINDS["broadcast"], self.brought.organisation_id
        rows = []
        for one in some:
            made = {f"html_{way}": written(one[f"text_{way}"]).html for way in ("nl", "en")}
            rows.append(self._values(kind, one) | made | {"publisher_id": here, "everywhere": False})
        ids = add_numbered(kind.model, rows)
        self.ids.setdefault("broadcast", {}).update(zip((one["code"] for one in some), ids, strict=True))
        for model, name, to in ((BroadcastService, "services", "service"), (BroadcastUnit, "units", "unit")):
            targets = [
                {"broadcast_id": row_id, "target_id": self.ids[to][key]}
                for one, row_id in zip(some, ids, strict=True)
                for key in one[name]
            ]
            add_all(model, targets)

    def _happenings(self, some: list[Record]) -> None:
        known = self.ids | {"entry": self._entry_ids(named_in(some, "about").get("entry", ()))}
        lines = told_by(some, "about", "subject_id", known, gone=0)
        kind = KINDS["trail"]
        add_all(kind.model, [self._values(kind, one) | {"subject_id": one["subject_id"]} for one in lines])

    def _with_entries(self, rows: list[Record]) -> list[Record]:
        """Replace the keys of entries by their ids."""
        ids = self._entry_ids([row["entry_id"] for row in rows])
        if absent := next((row["entry_id"] for row in rows if row["entry_id"] not in ids), None):
            raise Refused(f"it refers to entry {absent!r:.60}, which is not in it")
        return [row | {"entry_id": ids[row["entry_id"]]} for row in rows]

    def _entry_ids(self, keys: Sequence[str] | Any) -> dict[str, int]:
        """Look up entries by their keys: they are too many to remember."""
        numbers = {int(key.split("/")[0]) for key in keys}
        rows = db.session.execute(
            select(Entry.id, Ticket.number, Entry.ring, Entry.number.label("place"))
            .join(Ticket, Ticket.id == Entry.ticket_id)
            .where(Entry.ticket_id.in_([self.ids["ticket"][number] for number in numbers]))
        )
        return {f"{row.number}/{row.ring}/{row.place}": row.id for row in rows}


def _accounts(addresses: list[str]) -> dict[str, int]:
    rows = db.session.execute(select(Account.email, Account.id).where(Account.email.in_(addresses)))
    return {row.email: row.id for row in rows}


def _portions(records: Iterator[Record]) -> Iterator[list[Record]]:
    while some := list(islice(records, AT_ONCE)):
        yield some
