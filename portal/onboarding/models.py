"""What people ask who want to be their organisation's first admin, and since when an organisation has none."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment, Word
from tenants.database import Base
from tenants.passwords import new_handle

from .rules import State

STILL = "ended_at is null"


class AdminApplication(Base):
    """Somebody asks to be the first admin of an organisation: what they typed, and what became of it.

    Written alike whatever is known of them; the worker looks whose number and domain it is. `customer_id` is the
    organisation it was about in the end. What names a person is emptied after a while, at `forgotten_at`.
    """

    __tablename__ = "admin_application"
    __table_args__ = (
        Index("ix_admin_application_state", "state", "id"),
        Index("ix_admin_application_address", "address_hash", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True, default=new_handle)  # names it in addresses
    key_hash: Mapped[str] = mapped_column(Text, unique=True)  # of the form: sent twice, it is one application
    organisation: Mapped[str] = mapped_column(Text)  # as they call it
    customer_number: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    function: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(Text)
    telephone: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str] = mapped_column(Text, default="")  # whom they know at the service organisation
    language: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    state: Mapped[State] = mapped_column(Word(State), default=State.NEW)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str] = mapped_column(Text, default="")  # a name; "" for Balie itself
    decided_by_id: Mapped[int | None]  # the account whose name that is; None once they are erased
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was declined
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    forgotten_at: Mapped[datetime | None] = mapped_column(Moment)


class AdminGap(Base):
    """An organisation without an active admin, from when that was noticed until there was one again."""

    __tablename__ = "admin_gap"
    __table_args__ = (
        Index(
            "ix_admin_gap_open",
            "customer_id",
            unique=True,
            postgresql_where=text(STILL),
            sqlite_where=text(STILL),
        ),
        Index("ix_admin_gap_told", "told_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    told_as: Mapped[str] = mapped_column(Text)  # the seed of the mail that told of it, with others at that moment
    noticed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
