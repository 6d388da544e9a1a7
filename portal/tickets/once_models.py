"""What was carried out once, so that it is not carried out again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base
from tenants.scope import OrganisationOwned


class Keyed(OrganisationOwned, Base):
    """A post that was carried out once: the same key by the same account is answered with the same result."""

    __tablename__ = "keyed"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    result: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
