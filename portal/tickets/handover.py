"""Hand the open requests of somebody over to a colleague. What happened before stays as it was.

Confidential requests do not go along: who may read those is decided by the people in them, not by who leaves.
"""

from collections.abc import Mapping

from sqlalchemy import select, update

from portal.drafts.models import Draft
from portal.drafts.rules import files_in
from portal.files.verbs import give_staged
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.guard import ask
from tenants.models import Membership, Person
from tenants.permissions import Action

from .case import GIVEN_AWAY
from .goes_along import Chosen, begun_by, going_along, is_confidential, watched_by
from .models import Participant, Ticket
from .named import Known, naming
from .telling import tell_each
from .timeline import add_entry


def hand_over(member: Member | None, leaver_id: int, successor_id: int) -> int:
    """Let a colleague take the place of who leaves in every open request of theirs; return how many those were.

    Both are ids of persons of the organisation in scope; `member` is None when the worker does it. The successor
    follows what the leaver followed besides, and writes on what the leaver began.
    """
    if member is not None:
        ask(member, Action.MANAGE_MEMBERS)
    names = _names(leaver_id, successor_id)
    count = _hand_over_requests({successor_id: "handed over"}, member, names, None)
    _hand_over_watching(member, leaver_id, successor_id)
    _hand_over_drafts(member, leaver_id, successor_id, names[leaver_id].name)
    return count


def hand_over_chosen(member: Member, person_id: int, colleague_id: int, chosen: Chosen) -> int:
    """Let a colleague take somebody's place in the chosen ones of their open requests; return how many those were.

    Nobody leaves: both are told, but for who does it themselves. What was closed or handed over since stays.
    """
    ask(member, Action.MANAGE_MEMBERS)
    names = _names(person_id, colleague_id)
    everybody = {colleague_id: "given to you", person_id: GIVEN_AWAY}
    mails = {one: kind for one, kind in everybody.items() if one != member.person_id}
    return _hand_over_requests(mails, member, names, chosen)


def _names(*people: int) -> dict[int, Known]:
    """Return what persons are called by id, in this order."""
    rows = db.session.execute(select(Person.id, Person.name, Person.public_id).where(Person.id.in_(people)))
    found = {row.id: Known(row.name, row.public_id) for row in rows}
    return {one: found[one] for one in people}


def _hand_over_requests(
    mails: Mapping[int, str], member: Member | None, names: Mapping[int, Known], chosen: Chosen
) -> int:
    """Let the second of two persons take the place of the first in requests, and tell each by their kind of mail.

    What was filed for the first is for the second from now on; what the first filed for others stays theirs, and
    the second follows it. The first still sees what they filed or followed, and hears of it no more.
    """
    was_id, to_id = names
    found = select(Ticket).where(*going_along(was_id, chosen)).order_by(Ticket.id).with_for_update(of=Ticket)
    tickets = db.session.scalars(found.execution_options(populate_existing=True)).all()
    for ticket in tickets:
        if ticket.filed_for_id == was_id:
            ticket.filed_for_id, ticket.filed_for_name = to_id, names[to_id].name
        _no_longer_told(ticket, was_id)
        key = {"organisation_id": ticket.organisation_id, "ticket_id": ticket.id}
        db.session.merge(Participant(**key, person_id=to_id, told=True))
        entry = add_entry(ticket, "handed over", member, **naming(was=names[was_id], to=names[to_id]))
        leave_trail("ticket.handed_over", ticket, by=member, was=was_id, to=to_id)
        tell_each(mails, ticket, entry)
    return len(tickets)


def _no_longer_told(ticket: Ticket, person_id: int) -> None:
    theirs = (Participant.ticket_id == ticket.id, Participant.person_id == person_id)
    db.session.execute(update(Participant).where(*theirs).values(told=False))


def _hand_over_watching(member: Member | None, leaver_id: int, successor_id: int) -> None:
    """Let the successor follow what the leaver followed, in their place."""
    watched = watched_by(leaver_id)
    for ticket in db.session.scalars(watched.order_by(Ticket.id).with_for_update(of=Ticket)).all():
        key = {"organisation_id": ticket.organisation_id, "ticket_id": ticket.id}
        db.session.merge(Participant(**key, person_id=successor_id))
        db.session.delete(db.session.get_one(Participant, {**key, "person_id": leaver_id}))
        leave_trail("ticket.watch_handed_over", ticket, by=member, was=leaver_id, to=successor_id)


def _hand_over_drafts(member: Member | None, leaver_id: int, successor_id: int, name: str) -> None:
    """Give what the leaver began to the successor; what was begun as confidential is nobody else's."""
    account_id = db.session.scalar(select(Membership.account_id).where(Membership.person_id == successor_id))
    if account_id is None:
        return
    for draft in db.session.scalars(select(Draft).where(*begun_by(leaver_id)).order_by(Draft.id).with_for_update()):
        if is_confidential(draft):
            continue
        give_staged(draft.account_id, files_in(draft.answers), account_id)
        draft.given_by, draft.given_by_id, draft.given_at = name, draft.account_id, now()
        draft.person_id, draft.account_id = successor_id, account_id
        leave_trail("draft.handed_over", draft, by=member, to=account_id)
