"""A name or number of the directory was wrong: whoever changed it, a row says so until every copy of it is right.

Features copy the name of a person beside their id, so that a list needs no directory. Each says in its part (see
`privacy.py`) which of its columns follow, and why the others stay. The worker goes round with the row.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, event, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from .clock import now
from .columns import Moment
from .database import Base, part_of
from .models import Person
from .scope import OrganisationOwned


class Correction(OrganisationOwned, Base):
    """Somebody has another name or number; `was` is the name that copies may still have. Gone when all are right."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_person", "organisation_id", "person_id"),
        Index("ix_correction_due", "due_at"),
        part_of("person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    was: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when a worker looks at it next


@event.listens_for(Session, "before_flush")
def _note(session: Session, *_: object) -> None:
    """Note each person whose name or number changes, wherever in the code that is; who is erased has no name."""
    for person in list(session.dirty):
        if isinstance(person, Person) and person.erased_at is None and (_was(person, "name") or _renumbered(person)):
            was = _was(person, "name") or person.name
            session.add(Correction(organisation_id=person.organisation_id, person_id=person.id, was=was))


def _was(person: Person, column: str) -> Any:
    """Return what stood in a column before; None when it stays what it is."""
    history: Any = inspect(person).attrs[column].history
    return history.deleted[0] if history.has_changes() and history.deleted else None


def _renumbered(person: Person) -> bool:
    return inspect(person).attrs.personnel_number.history.has_changes()
