"""With what an account proves itself besides its password, and what is remembered on the way."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .columns import Moment, Word
from .database import Base
from .passwords import new_handle
from .proofs import Proof


class Authenticator(Base):
    """An app on somebody's telephone that makes codes. It counts once it was confirmed with a code.

    `secret` is what we share with it, sealed; `last_step` the half minute of the newest code that was used, so that
    each works once.
    """

    __tablename__ = "authenticator"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(Moment, default=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code that works once, for who has lost their telephone. Only its hash is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Passkey(Base):
    """A key pair that a device or a password manager keeps; we know the public half.

    `credential_id` is what its keeper calls it. `sign_count` is how often it was used, as far as its keeper counts.
    `verifies` says whether it asked for a finger, a face or a code when it was made.
    """

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_account", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    handle: Mapped[str] = mapped_column(Text, unique=True, default=new_handle)  # names it in addresses
    name: Mapped[str] = mapped_column(Text)
    credential_id: Mapped[str] = mapped_column(Text, unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[str] = mapped_column(Text, default="")
    verifies: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class RememberedDevice(Base):
    """A browser that need not show a second factor until a moment. It holds the token, the row only its hash."""

    __tablename__ = "remembered_device"
    __table_args__ = (Index("ix_remembered_device_account", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    handle: Mapped[str] = mapped_column(Text, unique=True, default=new_handle)  # names it in addresses
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    user_agent: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class HalfWay(Base):
    """Somebody showed the first proof and not yet the second. Their browser holds the token, the row its hash."""

    __tablename__ = "half_way"
    __table_args__ = (Index("ix_half_way_account", "account_id"), Index("ix_half_way_old", "proved_at"))

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proof: Mapped[Proof] = mapped_column(Word(Proof))
    proved_at: Mapped[datetime] = mapped_column(Moment, default=now)
    tries: Mapped[int] = mapped_column(default=0)


class SpentChallenge(Base):
    """A challenge that a passkey answered: no answer to it is taken again."""

    __tablename__ = "spent_challenge"
    __table_args__ = (Index("ix_spent_challenge_old", "spent_at"),)

    challenge_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(Moment, default=now)
