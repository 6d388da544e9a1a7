"""A post that came after the session had ended, kept until its account signed in again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base


class KeptPost(Base):
    """What somebody sent too late. The browser holds the token, the row only its hash; one for each account.

    `page` is the path on which the form stands; `fields` are (name, value) pairs as they were posted.
    """

    __tablename__ = "kept_post"
    __table_args__ = (Index("ix_kept_post_old", "kept_at"),)

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Moment, default=now)
