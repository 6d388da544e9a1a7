"""Write the terms of use, and accept them."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotNow
from tenants.guard import ask
from tenants.models import Membership
from tenants.permissions import Action
from tenants.settings import own_organisation
from tenants.writing import add_unless_there

from .models import Acceptance, TermsOfUse
from .queries import Terms, newest


def write_terms(member: Member, seen: int, terms: Terms) -> None:
    """Keep a new version of the terms; from the next page on everybody is asked to accept it.

    Empty texts end the asking. The same texts make no new version. Raises NotNow when somebody else wrote a version
    since `seen`.
    """
    acting_admin(member)
    row = own_organisation(member, lock=True)
    before = newest()
    if before.version != seen:
        raise NotNow(_("Somebody has just changed this. Your text is still here."))
    if (before.text_nl, before.text_en) == (terms.text_nl, terms.text_en):
        return
    version = before.version + 1
    db.session.add(TermsOfUse(version=version, text_nl=terms.text_nl, text_en=terms.text_en, written_at=now()))
    row.terms_version = version if terms.text_nl else 0
    db.session.flush()
    leave_trail("terms.written" if terms.text_nl else "terms.ended", row, by=member, version=version)


def accept_terms(member: Member, version: int) -> None:
    """Accept a version of the terms; twice is once. Raises NotNow when it is not the newest (any more)."""
    ask(member, Action.ENTER)
    if own_organisation(member).terms_version != version:
        raise NotNow(_("There is a newer text. Read it, and accept it then."))
    values = {"membership_id": member.membership_id, "version": version, "at": now()}
    if not add_unless_there(Acceptance, values):
        return
    mine = db.session.get_one(Membership, member.membership_id)
    mine.terms_accepted = version
    leave_trail("terms.accepted", mine, by=member, version=version)


def how_many_accepted(version: int) -> int:
    """Return how many members of the organisation in scope accepted a version."""
    return db.session.scalar(select(func.count()).select_from(Acceptance).where(Acceptance.version == version)) or 0
