"""The rows of the browsers that an account signed in with."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .columns import Moment
from .database import Base

UNTOLD = "told_at is null"


class Device(Base):
    """A browser with which an account signed in. The browser holds a token of its own, the row only its hash.

    `told_at` is when the worker wrote the mail about it, or when it appeared if there is nothing to tell: the very
    first one. `link_hash` is of the link in that mail, `disowned_at` when somebody said with it: that was not me.
    """

    __tablename__ = "device"
    __table_args__ = (
        Index("ix_device_account", "account_id", "token_hash", unique=True),
        Index("ix_device_old", "used_at"),
        Index("ix_device_to_tell", "id", postgresql_where=text(UNTOLD), sqlite_where=text(UNTOLD)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str] = mapped_column(Text)
    user_agent: Mapped[str] = mapped_column(Text, default="")
    seed: Mapped[str] = mapped_column(Text, unique=True)
    link_hash: Mapped[str] = mapped_column(Text, unique=True)
    first_at: Mapped[datetime] = mapped_column(Moment, default=now)
    used_at: Mapped[datetime] = mapped_column(Moment, default=now)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    disowned_at: Mapped[datetime | None] = mapped_column(Moment)
