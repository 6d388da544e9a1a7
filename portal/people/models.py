"""What an admin said is done of setting an organisation up."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base
from tenants.scope import OrganisationOwned


class SetUpMark(OrganisationOwned, Base):
    """An admin said that a task of setting up is done, or that the list of them need not stand on the first page."""

    __tablename__ = "set_up_mark"

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"), primary_key=True)

    task: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
