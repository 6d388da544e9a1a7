"""A request and everything that hangs on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column

from portal.catalogue.rules import Kind
from tenants.clock import now
from tenants.columns import Moment, Word, Words
from tenants.database import Base, part_of
from tenants.permissions import Holder, Reach
from tenants.roles import Side
from tenants.scope import OrganisationOwned
from tenants.terms import Term

from .lifecycle import Reason, State, Turn
from .rules import Complaint, Verdict

CLOSED, HELD, NEWS = text("state = 'closed'"), text("hold <> ''"), text("news")


class Ring(Term):
    """Who may read an entry."""

    FIRST_LINE = "first_line"
    SHARED = "shared"
    DESK = "desk"


class HeldBy(Term):
    """Who has the request: the organisation's own first line, or the service organisation."""

    FIRST_LINE = "first_line"
    DESK = "desk"


class Ticket(OrganisationOwned, Base):
    """What was filed. On screen always *aanvraag* / *request*.

    `filed_by_id` and `filed_for_id` are persons of the organisation, the same one when somebody files for
    themselves, for several, or for who is not in the directory: those stand in `TicketPerson`. `promised_at` is
    what the customer was told; `due_at` is the next moment at which something must happen, whoever's turn it is.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "number"),
        Index("ix_ticket_newest", "organisation_id", "updated_at", "number"),
        Index("ix_ticket_state", "organisation_id", "state", "updated_at", "number"),
        Index("ix_ticket_turn", "organisation_id", "turn", "updated_at", "number"),
        Index("ix_ticket_desk_newest", "updated_at", "id"),
        Index("ix_ticket_desk_due", "turn", "due_at", "id"),
        Index("ix_ticket_desk_mine", "assignee_id", "turn", "due_at", "id"),
        Index("ix_ticket_desk_department", "department_id", "turn", "due_at", "id"),
        Index("ix_ticket_wake", "state", "due_at"),
        Index("ix_ticket_closed", "organisation_id", "kind", "due_at", postgresql_where=CLOSED, sqlite_where=CLOSED),
        Index("ix_ticket_held", "organisation_id", "number", postgresql_where=HELD, sqlite_where=HELD),
        part_of("person", "filed_by_id"),
        part_of("person", "filed_for_id"),
        part_of("ticket", "follows_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    state: Mapped[State] = mapped_column(Word(State), default=State.NEW)
    turn: Mapped[Turn] = mapped_column(Word(Turn), default=Turn.DESK)
    held_by: Mapped[HeldBy] = mapped_column(Word(HeldBy), default=HeldBy.DESK)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    subject: Mapped[str] = mapped_column(Text)
    form_version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    confidential: Mapped[bool] = mapped_column(default=False)
    filed_by_id: Mapped[int]
    filed_by_name: Mapped[str] = mapped_column(Text)
    filed_for_id: Mapped[int]
    filed_for_name: Mapped[str] = mapped_column(Text)
    follows_id: Mapped[int | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    assignee_name: Mapped[str] = mapped_column(Text, default="")
    filed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)
    promised_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)
    entries: Mapped[int] = mapped_column(default=0)  # shared ones
    notes: Mapped[int] = mapped_column(default=0)  # those of the desk
    resolutions: Mapped[int] = mapped_column(default=0)
    named: Mapped[int] = mapped_column(default=0)  # so many lines in `TicketPerson`
    named_as: Mapped[str] = mapped_column(Text, default="")  # the name, when one was typed in
    taken_over: Mapped[bool] = mapped_column(default=False)  # by the person it is for
    hold: Mapped[str] = mapped_column(Text, default="")  # why nothing of it may go; "" when it may
    texts_gone_at: Mapped[datetime | None] = mapped_column(Moment)  # it was kept long enough
    files_gone_at: Mapped[datetime | None] = mapped_column(Moment)

    @hybrid_method
    def concerns(self, person_id: Any) -> Any:
        """Say whether the request was filed by or for a person; the same words in Python and in SQL."""
        return (self.filed_by_id == person_id) | (self.filed_for_id == person_id)

    @property
    def for_another(self) -> bool:
        """Say whether it was filed for anybody but who filed it."""
        return self.filed_for_id != self.filed_by_id or self.named > 0

    def distance(self, member: Holder) -> Reach:
        """Return how far this request lies from `member`, as `queries.py` measured when it was loaded."""
        return vars(self)["_distances"][member.membership_id]

    def measured(self, member: Holder, distance: Reach) -> "Ticket":
        """Remember how far this request lies from `member`."""
        vars(self).setdefault("_distances", {})[member.membership_id] = distance
        return self


class Participant(OrganisationOwned, Base):
    """Somebody who follows a request: who filed it, the person it is for, a colleague who watches.

    `turn`, `state` and `moved_at` are those of the request (`Ticket.updated_at`), so that what somebody follows is
    found in order by one index. The database keeps them, by triggers of the migrations: nobody writes them.
    """

    __tablename__ = "participant"
    __table_args__ = (
        Index("ix_participant_person", "organisation_id", "person_id", "ticket_id"),
        Index("ix_participant_moved", "organisation_id", "person_id", "moved_at"),
        Index("ix_participant_turn", "organisation_id", "person_id", "turn", "moved_at"),
        Index("ix_participant_state", "organisation_id", "person_id", "state", "moved_at"),
        Index(
            "ix_participant_news", "organisation_id", "person_id", postgresql_where=NEWS, sqlite_where=text("news = 1")
        ),
        part_of("ticket", "ticket_id"),
        part_of("person", "person_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    told: Mapped[bool] = mapped_column(default=True)  # wants to hear about it
    news: Mapped[bool] = mapped_column(default=False)  # it holds something of others they have not read
    turn: Mapped[Turn | None] = mapped_column(Word(Turn))
    state: Mapped[State | None] = mapped_column(Word(State))
    moved_at: Mapped[datetime | None] = mapped_column(Moment)


class TicketPerson(OrganisationOwned, Base):
    """One line of the list of people a request is for: somebody of the directory, or a name that was typed in.

    People of the directory on such a list take part in the request. It remains of who filed it: they alone
    solve it, withdraw it and say how it went. The desk ticks the lines off.
    """

    __tablename__ = "ticket_person"
    __table_args__ = (
        Index("ix_ticket_person_person", "organisation_id", "person_id"),
        part_of("ticket", "ticket_id"),
        part_of("person", "person_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)  # counted from 1
    person_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    done_by_name: Mapped[str] = mapped_column(Text, default="")


class ReadMark(OrganisationOwned, Base):
    """How far somebody has read a request: `seen` shared entries, when they last opened it (`at`).

    By account, so that the desk has marks on requests of organisations it is no part of.
    """

    __tablename__ = "read_mark"
    __table_args__ = (part_of("ticket", "ticket_id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    seen: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Entry(OrganisationOwned, Base):
    """One item on the timeline: a message, an internal note, or an event. Only its text may be erased."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "ticket_id", "ring", "number"),
        Index("ix_entry_ticket", "ticket_id", "id"),
        part_of("ticket", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    number: Mapped[int]  # counted per request and ring, so that a gap never tells of a hidden note
    ring: Mapped[Ring] = mapped_column(Word(Ring), default=Ring.SHARED)
    event: Mapped[str] = mapped_column(Text)  # filed, replied, noted, asked, resolved, moved, ...
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author_name: Mapped[str] = mapped_column(Text, default="")
    side: Mapped[Side] = mapped_column(Word(Side))
    channel: Mapped[str] = mapped_column(Text, default="portal")
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


ERASED = "erased"
"""The word in an entry's detail under which stands when its text was erased."""


class Postponement(OrganisationOwned, Base):
    """The desk waits for the customer until a date; ended by a reply, or by the worker."""

    __tablename__ = "postponement"
    __table_args__ = (
        Index("ix_postponement_ticket", "organisation_id", "ticket_id"),
        Index("ix_postponement_remind", "remind_at"),
        part_of("ticket", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    entry_id: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    remind_at: Mapped[datetime | None] = mapped_column(Moment)  # the next reminder; None when there is none
    extended: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Resolution(OrganisationOwned, Base):
    """One time that a request was handled. A reopened request gets another."""

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "ticket_id", "number"),
        Index("ix_resolution_remind", "remind_at"),
        part_of("ticket", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    number: Mapped[int]
    reason: Mapped[Reason] = mapped_column(Word(Reason))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None: the worker
    side: Mapped[Side] = mapped_column(Word(Side))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    remind_at: Mapped[datetime | None] = mapped_column(Moment)  # when who has not rated is asked once more


class Rating(OrganisationOwned, Base):
    """One person's verdict on one resolution. What it was before stays in `RatingBefore`."""

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "resolution_id", "person_id"),
        Index("ix_rating_ticket", "organisation_id", "ticket_id"),
        Index("ix_rating_given", "organisation_id", "given_at"),
        part_of("ticket", "ticket_id"),
        part_of("resolution", "resolution_id"),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    resolution_id: Mapped[int]
    person_id: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    reasons: Mapped[frozenset[Complaint]] = mapped_column(Words(Complaint), default=frozenset())
    words: Mapped[str] = mapped_column(Text, default="")
    call: Mapped[str] = mapped_column(Text, default="")  # the number on which they want to be called
    given_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)


class RatingBefore(OrganisationOwned, Base):
    """What a rating was before it was changed."""

    __tablename__ = "rating_before"
    __table_args__ = (part_of("rating", "rating_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rating_id: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    reasons: Mapped[frozenset[Complaint]] = mapped_column(Words(Complaint), default=frozenset())
    words: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime] = mapped_column(Moment, default=now)


class RatingLink(OrganisationOwned, Base):
    """A person may rate one resolution by a link, without signing in. Only the token's hash is kept."""

    __tablename__ = "rating_link"
    __table_args__ = (
        UniqueConstraint("organisation_id", "resolution_id", "person_id"),
        part_of("resolution", "resolution_id"),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    resolution_id: Mapped[int]
    person_id: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Moment)


class FollowUp(OrganisationOwned, Base):
    """The answer a dissatisfied customer is owed: by whom, before when, and whether it made good."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("organisation_id", "rating_id"),
        Index("ix_follow_up_open", "answered_at", "due_at"),
        part_of("ticket", "ticket_id"),
        part_of("rating", "rating_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int]
    rating_id: Mapped[int]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    owner_name: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    made_good: Mapped[bool | None]


class Counter(OrganisationOwned, Base):
    """The last number given to a request of an organisation."""

    __tablename__ = "counter"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
