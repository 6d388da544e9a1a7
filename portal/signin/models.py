"""What signing in leaves behind: posts that came too late, and tries the log has still to tell of."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base


class KeptPost(Base):
    """What somebody sent too late. The browser holds the token, the row only its hash; one for each account.

    `page` is the path on which the form stands; `fields` are (name, value) pairs as they were posted; `why` says what
    came between: the session had `ended`, there were `terms` to accept first, or a fresh `proof` to give; the last
    are several, found by the token in an address, and `page` is where they go.
    """

    __tablename__ = "kept_post"
    __table_args__ = (Index("ix_kept_post_old", "kept_at"), Index("ix_kept_post_account", "account_id"))

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
    how: Mapped[str] = mapped_column(Text, default="password")
    user_agent: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class SignIn(Base):
    """Somebody came in, or was refused, as the owner of the account reads of it for ninety days.

    Written by the worker. `how` is a word of `HOW` in `history.py`; `network` is shortened: enough to recognise, not
    enough to follow somebody by.
    """

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_account", "account_id", "at", "mark"), Index("ix_sign_in_old", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    came_in: Mapped[bool]
    how: Mapped[str] = mapped_column(Text)
    network: Mapped[str] = mapped_column(Text)
    user_agent: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    mark: Mapped[int] = mapped_column(
        BigInteger
    )  # random: names a row of a moment, and tells nobody how many there are
