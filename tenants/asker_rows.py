"""Who asked to join an organisation: before, and after, they showed that the address is theirs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .columns import Moment, Word
from .database import Base
from .passwords import new_handle
from .scope import OrganisationOwned


class Answer(StrEnum):
    """What somebody who asked to join is mailed."""

    NONE = ""  # not decided yet, or another mail says it
    CONFIRM = "confirm"
    UNKNOWN = "unknown"  # nobody's domain
    MEMBER = "member"  # there is an account
    WAITING = "waiting"  # they asked before
    DECLINED = "declined"  # they were told no


class State(StrEnum):
    """What became of who asked to join."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    CLOSED = "closed"  # nobody decided in time, or the domain is the organisation's no longer


class AskedToJoin(Base):
    """Somebody typed an address to join. Written alike for every address; the worker answers by mail.

    `token_hash` stands in it once there is a link to confirm the address with; a name and words are kept only then.
    """

    __tablename__ = "asked_to_join"
    __table_args__ = (
        Index("ix_asked_to_join_address", "address_hash", "asked_at"),
        Index("ix_asked_to_join_waiting", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    seed: Mapped[str] = mapped_column(Text, unique=True)
    token_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    answer: Mapped[Answer] = mapped_column(Word(Answer), default=Answer.NONE)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # used, or overtaken


class Asker(OrganisationOwned, Base):
    """Somebody with a confirmed address of an organisation's domain who asks its admins for an account.

    `words` is what they wrote to the admins, `reason` what an admin wrote who declined.
    """

    __tablename__ = "asker"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        Index("ix_asker_handle", "organisation_id", "handle", unique=True),
        Index("ix_asker_state", "organisation_id", "state", "asked_at", "handle"),
        Index("ix_asker_decided", "organisation_id", "decided_at", "handle"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in addresses
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(Word(State), default=State.WAITING)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when they showed that the address is theirs
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
