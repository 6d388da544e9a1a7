"""Terms of use of an organisation, and who accepted which version of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class TermsOfUse(OrganisationOwned, Base):
    """One version of an organisation's terms of use. A version is never changed; both texts empty are no terms."""

    __tablename__ = "terms_of_use"

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"), primary_key=True)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text_nl: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Acceptance(OrganisationOwned, Base):
    """A member accepted a version of the terms of use."""

    __tablename__ = "acceptance"
    __table_args__ = (
        part_of("membership", "membership_id"),
        ForeignKeyConstraint(["organisation_id", "version"], ["terms_of_use.organisation_id", "terms_of_use.version"]),
    )

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organisation.id"), primary_key=True)

    membership_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
