"""What the trail tells of persons: ids, and what they did when. It stays: who was erased has a pseudonym in it."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from tenants.database import db
from tenants.privacy import Part, Section, Telling

from .models import Trail


def _tells(telling: Telling) -> Iterable[Section]:
    about = telling.about
    theirs = or_(
        Trail.account_id == (about.account_id or None),
        (Trail.subject == "membership") & (Trail.subject_id == about.membership_id),
        (Trail.subject == "person") & (Trail.subject_id == about.person_id),
    )
    wanted = select(Trail.at, Trail.action, Trail.detail).where(theirs).order_by(Trail.at, Trail.id)
    yield Section(
        "happenings",
        [
            {"at": row.at, "action": row.action, "network": row.detail.get("network", "")}
            for row in db.session.execute(wanted)
        ],
    )


PART = Part("trail", free={Trail: "action subject detail"}, tells=_tells)
