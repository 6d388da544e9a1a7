"""What a mail is about: a request as it is now, what happened to it, and who reads of it."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import and_, exists, literal, select

from portal.catalogue.models import Department
from portal.notices.letters import Recipient
from portal.notices.rendering import Link, base_url
from portal.outbox.verbs import Due
from portal.web.text import Written, without_pictures
from tenants.context import Member, member_for
from tenants.database import db
from tenants.permissions import Action, Reach, permits
from tenants.roles import Side

from .answers import as_text, has_sections
from .lifecycle import Reason, Turn
from .models import Entry, FollowUp, Participant, Postponement, Rating, Ring, Ticket
from .queries import open_postponement
from .sight import measure, visible_to

GIVEN_AWAY = "given away"
"""The mail to who has just ceased to follow a request, because it was handed over."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mail to one reader. `member` is None without an account, `entry` when the news has none of its own."""

    due: Due
    recipient: Recipient
    member: Member | None
    ticket: Ticket
    entry: Entry | None
    department: Department
    follows: bool

    @property
    def party(self) -> bool:
        """Say whether the request was filed by or for the reader."""
        return bool(self.ticket.concerns(self.recipient.person_id))

    @property
    def reference(self) -> str:
        """Return the number as people say it: LINDE-12."""
        return f"{self.recipient.organisation_key.upper()}-{self.ticket.number}"

    @property
    def author(self) -> str:
        """Name who acted: people of the desk by their first name, colleagues in full."""
        name = self.entry.author_name if self.entry is not None else ""
        if not name:
            return current_app.config["SERVICE_NAME"]
        return name.split()[0] if self.by_desk else name

    @property
    def by_desk(self) -> bool:
        """Say whether somebody of the desk acted."""
        return self.entry is not None and self.entry.side is Side.DESK

    @property
    def quote(self) -> Written | None:
        """Return what was written, with the names of its pictures; None when nothing was, or it was erased since."""
        if self.entry is None or not (self.entry.body or self.files):
            return None
        if self.entry.event == "filed" and has_sections(self.ticket):
            return without_pictures(as_text(self.ticket, self.entry))
        return without_pictures(Written(self.entry.body, self.entry.html))

    @property
    def files(self) -> int:
        """Return how many files came with what was written."""
        return int(self.entry.detail.get("files", 0)) if self.entry is not None else 0

    @property
    def reason(self) -> Reason:
        """Return why the request was resolved, of news that it was."""
        return Reason(self.entry.detail["reason"]) if self.entry is not None else Reason.SOLVED

    def may(self, action: Action) -> bool:
        """Say whether the reader may do `action` to the request."""
        return self.member is not None and permits(self.member, action, self.ticket)

    def page(self, words: str, anchor: str = "") -> Link:
        """Return a link to the request's page. What changes something is a button there, never a link."""
        key = self.recipient.organisation_key.lower()
        return Link(words, f"{base_url()}/{key}/requests/{self.ticket.number}{anchor}")


def case_of(due: Due, recipient: Recipient) -> Case | None:
    """Load what a mail is about. None for who may not see it, or neither filed nor follows it (any more).

    Without an account somebody reads of requests filed by or for them, and of no confidential one: its page,
    where the news stands, is closed to them.
    """
    member = _member(due, recipient)
    if member is None and recipient.account_id is not None:
        return None
    row: Any = db.session.execute(_request(due, recipient, member)).first()
    if row is None:
        return None
    ticket, department, entry, distance, follows = row
    if entry is None and due.entry_id is not None:
        return None
    if member is not None:
        ticket.measured(member, Reach(distance))
    case = Case(due, recipient, member, ticket, entry, department, bool(follows))
    return case if case.party or case.follows or due.kind == GIVEN_AWAY else None


def _member(due: Due, recipient: Recipient) -> Member | None:
    return None if recipient.account_id is None else member_for(recipient.account_id, due.organisation_id)


def _request(due: Due, recipient: Recipient, member: Member | None) -> Any:
    """Return the select of a request with what stands around it, as far as its reader sees it."""
    if member is None:
        sight, distance = Ticket.concerns(recipient.person_id) & ~Ticket.confidential, literal(int(Reach.PARTY))
    else:
        sight, distance = visible_to(member), measure(member)
    told = and_(Entry.ticket_id == Ticket.id, Entry.id == due.entry_id, Entry.ring == Ring.SHARED)
    follows = exists().where(
        Participant.organisation_id == Ticket.organisation_id,
        Participant.ticket_id == Ticket.id,
        Participant.person_id == recipient.person_id,
        Participant.told,
    )
    return (
        select(Ticket, Department, Entry, distance, follows)
        .join(Department, Department.id == Ticket.department_id)
        .outerjoin(Entry, told)
        .where(Ticket.id == due.ticket_id, sight)
    )


# Whether the news still holds when the mail leaves.


def waiting(case: Case) -> Postponement | None:
    """Return the wait for an answer to this very question; None once it was answered, or another was asked."""
    running = open_postponement(case.ticket)
    return running if running is not None and running.entry_id == case.due.entry_id else None


def still_resolved(case: Case) -> bool:
    """Say whether the request is still resolved as this entry tells: not reopened, nor resolved again since."""
    later = select(Entry.id).where(
        Entry.ticket_id == case.ticket.id, Entry.event == "resolved", Entry.id > case.due.entry_id
    )
    return case.ticket.turn is Turn.NOBODY and db.session.scalar(later.limit(1)) is None


def owed_to_reader(case: Case) -> FollowUp | None:
    """Return the newest answer to dissatisfaction that the reader is owed, or was given."""
    return db.session.scalars(
        select(FollowUp)
        .join(Rating, and_(Rating.organisation_id == FollowUp.organisation_id, Rating.id == FollowUp.rating_id))
        .where(FollowUp.ticket_id == case.ticket.id, Rating.person_id == case.recipient.person_id)
        .order_by(FollowUp.id.desc())
        .limit(1)
    ).first()
