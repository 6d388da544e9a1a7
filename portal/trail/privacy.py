"""What the trail tells of persons: ids, and what they did when. It stays: who was erased has a pseudonym in it."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from tenants.database import db
from tenants.privacy import Part, Section, Telling

from .models import Trail
from .who import who_did_it


def _tells(telling: Telling) -> Iterable[Section]:
    about = telling.about
    theirs = or_(
        and_(Trail.account_id == (about.account_id or None), who_did_it() == about.account_id),
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
