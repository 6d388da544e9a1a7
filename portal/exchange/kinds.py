"""Everything of an organisation that goes along: a table of the kinds of records, in the order in which they come back.

What a column is, and what it refers to, is told by the model; here stands only what differs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ForeignKeyConstraint, and_, inspect, select

from portal.agreed.models import Acceptance, TermsOfUse
from portal.audit.models import LookIn
from portal.catalogue.models import Department, Service, Subscription
from portal.files.models import Attachment
from portal.listing.models import SavedView
from portal.news.models import Broadcast, BroadcastRead
from portal.people.models import SetUpMark
from portal.tickets.models import (
    Counter,
    Entry,
    FollowUp,
    Participant,
    Postponement,
    Rating,
    RatingBefore,
    ReadMark,
    Resolution,
    Ring,
    Ticket,
    TicketPerson,
)
from portal.trail.models import Trail
from portal.trail.rules import Kind as Happening
from tenants.asker_rows import Asker
from tenants.models import Account, Deputy, Leaving, Membership, Organisation, Person, Unit

from .fields import Field, plain_field, referring_field

Conditions = Callable[[bool], list[Any]]
"""Which rows of a kind go along: with the notes of the desk, or without."""

OBJECT = {"type": "object", "additionalProperties": True}
NAME = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
"""What stands in addresses, on both sides of a move."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. `key` are the columns by which others refer to it; none for what nobody refers to.

    `left` are columns that stay behind, with the reason. `refers` names what a column leads to where no foreign key
    tells. `shared` records are of the service organisation: they are matched when they come back, and are no part of
    the digest.
    """

    name: str
    model: type[Any]
    key: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)
    refers: Mapping[str, str] = field(default_factory=dict)
    schemas: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    more: Mapping[str, dict[str, Any]] = field(default_factory=dict)  # fields that are no column
    desks: Mapping[str, Any] = field(
        default_factory=dict
    )  # fields that only the desk knows, and what stands there else
    where: Conditions = lambda notes: []
    order: tuple[str, ...] = ("id",)
    shared: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return its fields, in the order of the columns."""
        return _fields_of(self.name)

    @property
    def key_fields(self) -> list[str]:
        """Return the fields whose values make the key of a record."""
        names = {one.column: one.name for one in self.fields}
        return [names[part] for part in self.key]

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of one record."""
        properties = {one.name: one.schema for one in self.fields} | dict(self.more)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.name,
            "description": " ".join((self.model.__doc__ or "").split()),
            "type": "object",
            "properties": properties,
            "required": sorted(properties),
            "additionalProperties": False,
        }


MADE_ANEW = "made anew from what came along"
OURS = "says how our service goes on, and is counted anew"


def _visible(notes: bool) -> list[Any]:
    return [] if notes else [Entry.ring != Ring.DESK]


def _sent(notes: bool) -> list[Any]:
    entry = and_(Entry.organisation_id == Attachment.organisation_id, Entry.id == Attachment.entry_id)
    return [select(Entry.id).where(entry, *_visible(notes)).exists()]


def _in_log(notes: bool) -> list[Any]:
    return [] if notes else [Trail.kind != Happening.REQUEST]


def _own_news(notes: bool) -> list[Any]:
    mine = and_(Broadcast.id == BroadcastRead.broadcast_id, Broadcast.publisher_id == BroadcastRead.organisation_id)
    return [select(Broadcast.id).where(mine).exists()]


def _of_members(notes: bool) -> list[Any]:
    mine = and_(Membership.organisation_id == ReadMark.organisation_id, Membership.account_id == ReadMark.account_id)
    return [select(Membership.id).where(mine, Membership.erased_at.is_(None)).exists()]


def _own_broadcasts(notes: bool) -> list[Any]:
    return [~Broadcast.everywhere]


_TICKET = {"ticket_id": "ticket"}

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "organisation",
            Organisation,
            key=("key",),
            left={"is_service_organisation": "only customers leave", "version": OURS},
            schemas={"key": {"type": "string", "pattern": "^[A-Z][A-Z0-9]{1,11}$"}},
        ),
        Kind("service", Service, ("slug",), {"version": OURS}, schemas={"slug": NAME}, order=("slug",), shared=True),
        Kind(
            "department", Department, ("slug",), {"version": OURS}, schemas={"slug": NAME}, order=("slug",), shared=True
        ),
        Kind(
            "account",
            Account,
            key=("email",),
            order=("email",),
            left={
                "password_hash": "everybody chooses a new password with 'Forgot your password?'",
                "second_factor": "proofs stay behind: everybody sets up new ones",
            },
        ),
        Kind("unit", Unit, key=("handle",), schemas={"handle": NAME}),
        Kind("person", Person, key=("public_id",), left={"found_as": MADE_ANEW}, schemas={"public_id": NAME}),
        Kind(
            "membership",
            Membership,
            key=("handle",),
            left={"was_account_id": "whose account it was before they were erased is told to nobody"},
            schemas={"handle": NAME},
        ),
        Kind("deputy", Deputy, key=("code",), schemas={"code": NAME}),
        Kind("leaving", Leaving),
        Kind("asker", Asker, key=("handle",), schemas={"handle": NAME}),
        Kind("terms_of_use", TermsOfUse, order=("version",)),
        Kind("acceptance", Acceptance, order=("membership_id", "version")),
        Kind("set_up_mark", SetUpMark, order=("task",)),
        Kind("saved_view", SavedView, key=("slug",), schemas={"slug": NAME}),
        Kind("look_in", LookIn, key=("handle",), schemas={"handle": NAME}),
        Kind("subscription", Subscription, order=("service.slug",)),
        Kind("counter", Counter, order=("last",)),
        Kind(
            "ticket",
            Ticket,
            key=("number",),
            schemas={"answers": OBJECT},
            desks={"assignee": None, "assignee_name": "", "notes": 0},
        ),
        Kind("ticket_person", TicketPerson, order=("ticket_id", "place")),
        Kind(
            "entry",
            Entry,
            key=("ticket_id", "ring", "number"),
            left={"html": MADE_ANEW},
            schemas={"detail": OBJECT},
            where=_visible,
            order=("ticket_id", "id"),
        ),
        Kind("participant", Participant, order=("ticket_id", "person_id")),
        Kind("read_mark", ReadMark, where=_of_members, order=("ticket_id", "account.email")),
        Kind("postponement", Postponement, refers={"entry_id": "entry"}),
        Kind("resolution", Resolution, key=("ticket_id", "number")),
        Kind("rating", Rating, key=("resolution_id", "person_id")),
        Kind("rating_before", RatingBefore),
        Kind("follow_up", FollowUp, desks={"owner": None, "owner_name": ""}),
        Kind(
            "attachment",
            Attachment,
            key=("public_id",),
            left={
                "media_type": "told anew by the bytes",
                "width": "of the preview, which is drawn anew",
                "height": "of the preview, which is drawn anew",
                "kept_until": "only of what was not sent, which stays behind",
            },
            schemas={
                "public_id": {"type": "string", "pattern": "^[0-9a-f]{24}$"},
                "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
            where=_sent,
        ),
        Kind(
            "broadcast",
            Broadcast,
            key=("code",),
            left={
                "publisher_id": "always the organisation itself",
                "everywhere": "never outside the organisation",
                "html_nl": MADE_ANEW,
                "html_en": MADE_ANEW,
            },
            schemas={"code": NAME},
            more={
                "services": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                "units": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
            },
            where=_own_broadcasts,
        ),
        Kind("broadcast_read", BroadcastRead, where=_own_news, order=("broadcast_id", "membership_id")),
        Kind(
            "trail",
            Trail,
            left={"subject_id": "stands as `about`: the key of the row, null when it is gone or stays behind"},
            schemas={"detail": OBJECT},
            more={"about": {}},
            where=_in_log,
        ),
    )
}

OUTSIDERS = "outsider"
"""The file with people who acted in the organisation and are no members: a name and a code, no address."""

OUTSIDER_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": OUTSIDERS,
    "description": "Somebody of the service organisation who acted here: a name, and a code in place of an address.",
    "type": "object",
    "properties": {
        "email": {"type": "string", "pattern": r"^[0-9a-f]{24}@elsewhere\.invalid$"},
        "name": {"type": "string", "maxLength": 1000},
    },
    "required": ["email", "name"],
    "additionalProperties": False,
}

NAMES = tuple(name for kind in KINDS for name in ((kind, OUTSIDERS) if kind == "account" else (kind,)))
"""Every file of records, in the order in which they are read back."""


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of the records in one file."""
    return OUTSIDER_SCHEMA if name == OUTSIDERS else KINDS[name].schema


@cache
def _fields_of(name: str) -> tuple[Field, ...]:
    kind = KINDS[name]
    given = ({"organisation_id", "id"} | kind.left.keys()) if kind.model is not Organisation else {"id", *kind.left}
    return tuple(_field(kind, column) for column in inspect(kind.model).columns if column.key not in given)


def _field(kind: Kind, column: Any) -> Field:
    to = refers_to(kind, column)
    if not to:
        made = plain_field(column)
        said = kind.schemas.get(column.key)
        return made if said is None else Field(made.name, made.column, said, made.out, made.back)
    numbered = KINDS[to].key == ("number",)
    return referring_field(column, column.key.removesuffix("_id"), to, {"type": "integer" if numbered else "string"})


def refers_to(kind: Kind, column: Any) -> str:
    """Return the kind of record that a column leads to; "" for a column that is a value of its own."""
    if column.key in kind.refers:
        return kind.refers[column.key]
    for constraint in column.table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            for element in constraint.elements:
                if element.parent is column and element.column.name == "id" and column.key != "organisation_id":
                    return element.column.table.name
    return ""
