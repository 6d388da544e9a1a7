"""What the cast did besides filing and answering: they read up to yesterday, and kept some views of the list."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select, update

from portal.listing.rules import Filter, query_of
from portal.listing.saving import keep_view
from portal.tickets.labels import Label
from portal.tickets.lifecycle import Turn
from portal.tickets.models import Entry, Participant, ReadMark, Ring
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.models import Membership
from tenants.scope import Scope, enter, inside
from tenants.writing import put

LATELY = timedelta(hours=36)
"""What was written since then nobody has read yet."""

VIEWS = (
    ("samira", "linde", "Wacht op ons", Filter(scope="organisation", turn=Turn.CUSTOMER)),
    ("samira", "linde", "Planning en rooster", Filter(scope="organisation", service="planning")),
    ("anneke", "linde", "Mijn team, lopend", Filter(scope="team", turn=Turn.DESK)),
    ("dewi", "eemland", "Planning, solved", Filter(scope="organisation", service="planning", label=Label.SOLVED)),
)


def read_until(begin: datetime, organisations: list[int]) -> None:
    """Let everybody have read what they follow, but for what came lately."""
    for organisation_id in organisations:
        with inside(Scope.of(organisation_id)), write_transaction():
            marks = _marks(begin - LATELY)
            if marks:
                put(ReadMark, marks, highest="seen")
                _forget_news(begin - LATELY)
    enter(None)


def _marks(until: datetime) -> list[dict[str, object]]:
    rows = db.session.execute(
        select(Membership.account_id, Entry.ticket_id, func.max(Entry.number).label("seen"))
        .select_from(Participant)
        .join(Membership, Membership.person_id == Participant.person_id)
        .join(
            Entry, and_(Entry.organisation_id == Participant.organisation_id, Entry.ticket_id == Participant.ticket_id)
        )
        .where(Entry.ring == Ring.SHARED, Entry.at < until)
        .group_by(Membership.account_id, Entry.ticket_id)
        .order_by(Membership.account_id, Entry.ticket_id)
    )
    return [{"account_id": row.account_id, "ticket_id": row.ticket_id, "seen": row.seen, "at": until} for row in rows]


def _forget_news(until: datetime) -> None:
    """Nothing is new where nobody wrote anything since."""
    later = exists().where(
        Entry.organisation_id == Participant.organisation_id,
        Entry.ticket_id == Participant.ticket_id,
        Entry.ring == Ring.SHARED,
        Entry.at >= until,
        or_(Entry.author_id.is_not(None), Entry.event == "resolved"),
    )
    db.session.execute(
        update(Participant).where(~later).values(news=False), execution_options={"synchronize_session": False}
    )


def keep_views(member: Member, house: str, name: str) -> None:
    """Let somebody keep the views that are theirs in the demo; in the scope of their organisation."""
    for who, where, called, narrowed in VIEWS:
        if (who, where) == (name, house):
            with write_transaction():
                keep_view(member, called, query_of(narrowed))
