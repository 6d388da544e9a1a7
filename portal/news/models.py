"""Broadcasts, for whom they are, the rounds of mail about them, and who read them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word, Words
from tenants.database import Base, part_of
from tenants.roles import Role
from tenants.scope import OrganisationOwned

from .rules import Kind, Round, State, state_of


class Broadcast(Base):
    """A message of a publisher to an audience: no row of one organisation, so read through `audience.py` only.

    With `everywhere` it goes to the customers of its publisher, the service organisation; else it stays inside
    the publisher. `code` is its name in addresses. Dates count from `released_at`: without it, it is a draft.
    """

    __tablename__ = "broadcast"
    __table_args__ = (Index("ix_broadcast_publisher", "publisher_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    publisher_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    everywhere: Mapped[bool]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    title_nl: Mapped[str] = mapped_column(Text, default="")
    title_en: Mapped[str] = mapped_column(Text, default="")
    text_nl: Mapped[str] = mapped_column(Text, default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    html_nl: Mapped[str] = mapped_column(Text, default="")
    html_en: Mapped[str] = mapped_column(Text, default="")
    roles: Mapped[frozenset[Role]] = mapped_column(Words(Role), default=frozenset())  # none: whatever the role
    pinned: Mapped[bool] = mapped_column(default=False)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)  # of a draft: what is wished, None for at once
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    read_before: Mapped[datetime | None] = mapped_column(Moment)  # the start of the day; None: need not be read
    next_at: Mapped[datetime | None] = mapped_column(Moment)  # when the next message about an outage comes
    version: Mapped[int] = mapped_column(default=1)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # who wrote it last
    author_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def organisation_id(self) -> int:
        """Return whose trail tells of it."""
        return self.publisher_id

    @property
    def state(self) -> State:
        """Return where it is now."""
        return state_of(self.released_at is not None, self.starts_at, self.ends_at, now())


class BroadcastOrganisation(Base):
    """An organisation a broadcast is for."""

    __tablename__ = "broadcast_organisation"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class BroadcastService(Base):
    """A service whose subscribers a broadcast is for."""

    __tablename__ = "broadcast_service"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)


class BroadcastUnit(Base):
    """A unit a broadcast is for, with all units below it."""

    __tablename__ = "broadcast_unit"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class BroadcastRound(Base):
    """A round of mail about a broadcast, at most one of a kind on a day.

    `reached` is the membership that got its mail last: a worker that dies goes on there.
    """

    __tablename__ = "broadcast_round"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "kind", "day"),
        Index("ix_broadcast_round_due", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    kind: Mapped[Round] = mapped_column(Word(Round))
    day: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime] = mapped_column(Moment)
    reached: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class BroadcastRead(OrganisationOwned, Base):
    """A member opened a broadcast, and perhaps said that they read it."""

    __tablename__ = "broadcast_read"
    __table_args__ = (part_of("membership", "membership_id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    membership_id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[datetime] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
