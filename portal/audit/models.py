"""A look at an organisation's administration by the service organisation, with its reason."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base
from tenants.passwords import new_handle
from tenants.scope import OrganisationOwned


class LookIn(OrganisationOwned, Base):
    """Somebody of the service organisation looks at an organisation's administration, for an hour, for a reason."""

    __tablename__ = "look_in"
    __table_args__ = (
        Index("ix_look_in_handle", "organisation_id", "handle", unique=True),
        Index("ix_look_in_open", "organisation_id", "account_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(Text, default=new_handle)  # names it in the mail
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime] = mapped_column(Moment)
