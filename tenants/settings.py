"""What an organisation chooses for itself. For its admins."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from .acting import acting_admin
from .context import Member
from .database import db
from .errors import NotNow
from .models import Organisation
from .signals import tell


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an admin chooses: the language of who has not chosen one. What people may do is chosen in `widening.py`."""

    language: str


def own_organisation(member: Member, lock: bool = False) -> Organisation:
    """Return the row of the organisation a member acts in."""
    mine = select(Organisation).where(Organisation.id == member.organisation_id)
    if lock:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(mine).one()


def choose(member: Member, version: int, chosen: Chosen) -> None:
    """Keep what an admin chose; it counts from the next page on, for everybody.

    Raises NotNow when somebody else changed the organisation since `version`.
    """
    acting_admin(member)
    row = own_organisation(member, lock=True)
    if row.version != version:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    row.language = chosen.language
    row.version += 1
    tell(
        "organisation.settings",
        row,
        by=member,
        language=chosen.language,
        version=row.version,
    )
