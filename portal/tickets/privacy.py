"""What requests tell of persons: what they filed, wrote, sent along and thought of it.

An admin reads of somebody else's requests what an admin may read: of what is confidential the number, the service
and the state.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select

from portal.catalogue.models import Service
from portal.files.models import Attachment
from portal.files.storage import name_of
from portal.search.models import SearchRow
from portal.web.language import named
from tenants.database import db
from tenants.privacy import OWN_WAY, WRITTEN, Bytes, Part, Section, Telling

from .answers import sections
from .correcting import corrects
from .erasing import erases
from .models import (
    Counter,
    Entry,
    FollowUp,
    Participant,
    Rating,
    RatingBefore,
    RatingLink,
    Ring,
    Ticket,
    TicketPerson,
)
from .once_models import Keyed
from .sight import visible_to
from .wording import customer_state_words, filed_words, verdict_words


def _tells(telling: Telling) -> Iterable[Section]:
    yield Section("requests", _requests(telling))
    yield Section("messages", _messages(telling))
    yield Section("following", _following(telling))
    yield Section("ratings", _ratings(telling))


def _requests(telling: Telling) -> list[dict[str, Any]]:
    person_id, seen = telling.about.person_id, visible_to(telling.reader).label("seen")
    wanted = (
        select(Ticket, Service, seen)
        .join(Service, Service.id == Ticket.service_id)
        .where(or_(Ticket.concerns(person_id), _on_the_list(person_id)))
        .order_by(Ticket.number)
    )
    return [_request(row.Ticket, row.Service, bool(row.seen)) for row in db.session.execute(wanted)]


def _on_the_list(person_id: int) -> Any:
    return Ticket.id.in_(select(TicketPerson.ticket_id).where(TicketPerson.person_id == person_id))


def _request(ticket: Ticket, service: Service, seen: bool) -> dict[str, Any]:
    known = {"number": ticket.number, "service": named(service, "name"), "state": customer_state_words(ticket.state)}
    if not seen:
        return known | {"confidential": True}
    answers = {one.label: one.text for part in sections(ticket) for one in part.answers}
    return known | {
        "confidential": ticket.confidential,
        "subject": ticket.subject,
        "filed_by": filed_words(ticket),
        "filed": ticket.filed_at,
        "answers": answers,
    }


def _messages(telling: Telling) -> list[dict[str, Any]]:
    """Return what they wrote, and what others wrote in requests of theirs: both stand on the pages they read."""
    written = Entry.author_id == (telling.about.account_id or None)
    read = or_(written, Ticket.concerns(telling.about.person_id))
    seen = visible_to(telling.reader)
    theirs = or_(written, and_(read, seen)) if telling.own else and_(read, seen)
    wanted = (
        select(Ticket.number, Entry.author_name, Entry.at, Entry.body)
        .select_from(Entry)
        .join(Ticket, _of(Entry))
        .where(theirs, Entry.ring == Ring.SHARED, Entry.body != "")
        .order_by(Ticket.number, Entry.id)
    )
    return [
        {"number": row.number, "author": row.author_name, "at": row.at, "text": row.body}
        for row in db.session.execute(wanted)
    ]


def _following(telling: Telling) -> list[dict[str, Any]]:
    wanted = (
        select(Ticket.number, Participant.told)
        .select_from(Participant)
        .join(Ticket, _of(Participant))
        .where(Participant.person_id == telling.about.person_id, visible_to(telling.reader))
        .order_by(Ticket.number)
    )
    return [{"number": row.number, "told": row.told} for row in db.session.execute(wanted)]


def _ratings(telling: Telling) -> list[dict[str, Any]]:
    wanted = (
        select(Ticket.number, Rating)
        .select_from(Rating)
        .join(Ticket, _of(Rating))
        .where(Rating.person_id == telling.about.person_id, visible_to(telling.reader))
        .order_by(Rating.id)
    )
    return [
        {
            "number": row.number,
            "at": row.Rating.given_at,
            "verdict": verdict_words(row.Rating.verdict),
            "text": row.Rating.words,
            "telephone": row.Rating.call,
        }
        for row in db.session.execute(wanted)
    ]


def _files(telling: Telling) -> Iterable[Bytes]:
    """Return what they uploaded: with messages the reader may read, and what waits to be sent for its owner alone."""
    theirs = Attachment.account_id == (telling.about.account_id or None)
    readable = and_(Entry.ring == Ring.SHARED, visible_to(telling.reader))
    wanted = (
        select(Attachment, Ticket.number)
        .outerjoin(Entry, and_(Entry.organisation_id == Attachment.organisation_id, Entry.id == Attachment.entry_id))
        .outerjoin(Ticket, _of(Entry))
        .where(theirs, or_(readable, Attachment.entry_id.is_(None)) if telling.own else readable)
        .order_by(Attachment.id)
    )
    for place, row in enumerate(db.session.execute(wanted), 1):
        file: Attachment = row.Attachment
        folder = str(row.number) if row.number else "staged"
        yield Bytes(name_of(file.organisation_id, file.digest), f"{folder}/{place:03} {file.name}")


def _of(row: Any) -> Any:
    return and_(Ticket.organisation_id == row.organisation_id, Ticket.id == row.ticket_id)


PART = Part(
    "requests",
    names={
        Ticket: "subject hold answers filed_by_name filed_for_name named_as assignee_name",
        TicketPerson: "name number done_by_name",
        Entry: "body html detail author_name",
        Rating: "words call",
        RatingBefore: "words",
        FollowUp: "owner_name",
    },
    own={SearchRow: "terms"},
    free={
        Entry: "event channel",
        SearchRow: "ring",
        RatingLink: "token_hash",
        Keyed: "key",
        Counter: "",
    },
    tells=_tells,
    files=_files,
    erases=erases,
    corrects=corrects,
    follows={
        Ticket: "filed_by_name filed_for_name assignee_name",
        TicketPerson: "name number done_by_name",
        Entry: "detail author_name",
        FollowUp: "owner_name",
        SearchRow: "terms",
    },
    stays={
        WRITTEN: {
            Ticket: "subject hold answers named_as",
            Entry: "body html",
            Rating: "words",
            RatingBefore: "words",
        },
        OWN_WAY: {Rating: "call"},
    },
)
