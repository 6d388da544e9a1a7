"""What somebody keeps of the list: the filters they use again."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.clock import now
from tenants.columns import Moment
from tenants.database import Base, part_of
from tenants.scope import OrganisationOwned


class SavedView(OrganisationOwned, Base):
    """A set of filters under a name of one's own. `query` is the normalised query of the list's address."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("organisation_id", "membership_id", "folded"),
        UniqueConstraint("organisation_id", "slug"),
        part_of("membership", "membership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int]
    slug: Mapped[str] = mapped_column(Text)  # random: what its address shows
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)  # the name as names are compared
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
