"""What is not sent yet, as far as somebody has come with it: a request, or words in one."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.catalogue.rules import Kind
from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.database import Base, part_of
from tenants.passwords import new_token
from tenants.scope import OrganisationOwned


class Draft(OrganisationOwned, Base):
    """What somebody typed into a form so far, right or not. It is theirs alone, in this organisation.

    `public` stands in addresses. `key` is that of the form with which it began: the same form begins one draft.
    `service` is the service's name in addresses. `answers` are as they were typed, by field (a list for a field
    with several); nothing of them was checked. `version` counts the times it was saved, so that two tabs do not
    write over each other. `given_by` names the colleague who handed it over, if one did.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "public"),
        UniqueConstraint("organisation_id", "account_id", "key"),
        Index("ix_draft_mine", "organisation_id", "account_id", "updated_at"),
        Index("ix_draft_old", "updated_at"),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public: Mapped[str] = mapped_column(Text, default=lambda: new_token()[:22])
    person_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    service: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    key: Mapped[str] = mapped_column(Text, default=new_token)
    given_by: Mapped[str] = mapped_column(Text, default="")
    given_by_id: Mapped[int | None]  # the account whose name that is; None once they are erased
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)
    version: Mapped[int] = mapped_column(default=1)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)  # thrown away, and back for an hour if one likes


class ReplyDraft(OrganisationOwned, Base):
    """What somebody is about to add to a request: theirs alone, one for each ring in which they may write.

    `answers` are the text and the ids of staged files, as they were typed. `version` counts the times it was saved,
    `key` is that of the form that saved it last.
    """

    __tablename__ = "reply_draft"
    __table_args__ = (part_of("ticket", "ticket_id"), Index("ix_reply_draft_old", "updated_at"))

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    ring: Mapped[str] = mapped_column(Text, primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    key: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)
    version: Mapped[int] = mapped_column(default=1)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)  # thrown away, and back for an hour if one likes
