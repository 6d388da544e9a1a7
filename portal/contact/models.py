"""The one row that says how the service organisation is reached."""

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base


class Contact(Base):
    """Telephone, mail and opening hours. Shared: readable everywhere, written by the service organisation.

    `week` holds for each day from Monday on [from, until] in minutes of the day, or null; `closed` holds
    ISO dates; `holidays` words of `rules.Holiday`.
    """

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    telephone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    week: Mapped[list[list[int] | None]] = mapped_column(JSON, default=list)
    closed: Mapped[list[str]] = mapped_column(JSON, default=list)
    holidays: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
