"""Mails as they came, and what became of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.database import Base, part_of
from tenants.passwords import new_handle
from tenants.scope import OrganisationOwned

from .rules import Left, State, Why


class ReceivedMail(Base):
    """A mail as it came: kept whole before anything of it is read. The service organisation's, whoever sent it.

    `raw` is None once it was kept long enough. What stands in it (`sender` as accounts write addresses) is filled in
    when it is handled. `message_key` tells the same message of the same sender, which came by two ways.
    """

    __tablename__ = "received_mail"
    __table_args__ = (
        Index("ix_received_mail_state", "state", "id"),
        Index("ix_received_mail_sender", "sender", "received_at"),
        Index(
            "ix_received_mail_message",
            "message_key",
            unique=True,
            postgresql_where=text("message_key <> ''"),
            sqlite_where=text("message_key <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True, default=new_handle)  # names it in addresses
    digest: Mapped[str] = mapped_column(Text, unique=True)  # SHA-256 of the bytes: the same twice is one
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    recipient: Mapped[str] = mapped_column(Text, default="")  # the mailbox, when the mail server says it
    received_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)  # since when a worker has it; None when none does
    state: Mapped[State] = mapped_column(Word(State), default=State.NEW)
    why: Mapped[Why] = mapped_column(Word(Why), default=Why.NOTHING)
    message_key: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(Text, default="")
    sender_name: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")  # of what is held: as people read it
    heads: Mapped[list[Any]] = mapped_column(JSON, default=list)  # headers of interest, [name, value]
    answered_at: Mapped[datetime | None] = mapped_column(Moment)  # when we answered by ourselves
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # None for Balie itself
    note: Mapped[str] = mapped_column(Text, default="")  # why somebody put it aside


class MailCustomer(Base):
    """A customer that a mail may be of, because its sender or their domain is known there: whose agents may read it."""

    __tablename__ = "mail_customer"

    mail_id: Mapped[int] = mapped_column(ForeignKey("received_mail.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class ColleagueMessage(OrganisationOwned, Base):
    """A mail of somebody who may not ask for the organisation: its professionals file it for them, or put it aside.

    `person_id` is who sent it, when they are in the directory; `mail` names the mail as it came.
    """

    __tablename__ = "colleague_message"
    __table_args__ = (
        UniqueConstraint("organisation_id", "mail"),
        Index("ix_colleague_message_code", "organisation_id", "code", unique=True),
        Index("ix_colleague_message_state", "organisation_id", "state", "id"),
        part_of("person", "person_id"),
        part_of("ticket", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in addresses
    mail: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None]
    sender: Mapped[str] = mapped_column(Text)
    sender_name: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    state: Mapped[Left] = mapped_column(Word(Left), default=Left.WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ticket_id: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")  # why somebody put it aside
