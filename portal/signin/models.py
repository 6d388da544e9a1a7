"""What signing in leaves behind: posts that came too late, and tries the log has still to tell of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base


class KeptPost(Base):
    """What somebody sent too late. The browser holds the token, the row only its hash; one for each account.

    `page` is the path on which the form stands; `fields` are (name, value) pairs as they were posted; `why` says what
    came between: the session had `ended`, or there were `terms` to accept first.
    """

    __tablename__ = "kept_post"
    __table_args__ = (Index("ix_kept_post_old", "kept_at"),)

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]] = mapped_column(JSON)
    why: Mapped[str] = mapped_column(Text, default="ended")
    kept_at: Mapped[datetime] = mapped_column(Moment, default=now)


class SignInAttempt(Base):
    """A password was tried. Written alike for known and unknown addresses; the worker tells the log of the known.

    `account_id` is None for an address that is nobody's; `network` is the address the browser came from.
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    came_in: Mapped[bool]
    network: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
