"""What terms of use tell of persons: which version they accepted, and whom the texts name."""

from collections.abc import Iterable

from sqlalchemy import select

from tenants.database import db
from tenants.privacy import WRITTEN, Part, Section, Telling

from .models import Acceptance, TermsOfUse


def _tells(telling: Telling) -> Iterable[Section]:
    theirs = Acceptance.membership_id == telling.about.membership_id
    wanted = select(Acceptance).where(theirs).order_by(Acceptance.version)
    yield Section("terms", [{"version": row.version, "at": row.at} for row in db.session.scalars(wanted)])


TEXTS = {TermsOfUse: "text_nl text_en"}
PART = Part("agreed", names=TEXTS, tells=_tells, stays={WRITTEN: TEXTS})
