"""Pages of mail that came in, for the desk, and of messages of colleagues, for their organisation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, func, select

from portal.tickets.models import Ticket
from tenants.context import Member
from tenants.database import db
from tenants.models import Account, Organisation
from tenants.organisations import desk_organisations
from tenants.passwords import is_handle

from .models import ColleagueMessage, MailCustomer, ReceivedMail
from .rules import Left, State

PAGE = 25
COLUMNS = (
    *(ReceivedMail.id, ReceivedMail.code, ReceivedMail.sender, ReceivedMail.sender_name, ReceivedMail.subject),
    *(ReceivedMail.received_at, ReceivedMail.state, ReceivedMail.why),
)
SHOWN: dict[str, tuple[State, ...]] = {
    "waiting": (State.HELD,),
    "nothing-done": (State.KEPT,),
    "settled": (State.FILED, State.ASIDE, State.PASSED),
}
"""The lists of mail, and what stands in each."""


def _readable(member: Member) -> Any:
    """Return the condition of a mail that may be of no customer whose requests the agent does not handle."""
    other = MailCustomer.customer_id.not_in(desk_organisations(member.account_id))
    return ~exists(select(MailCustomer.mail_id).where(MailCustomer.mail_id == ReceivedMail.id, other))


def page_of_mail(member: Member, which: str, after: str) -> tuple[list[Any], bool]:
    """Return a page of mail beyond the one with a code, and whether there is more: what waits oldest first."""
    first_come = which == "waiting"
    order = ReceivedMail.id if first_come else ReceivedMail.id.desc()
    wanted = select(*COLUMNS).where(ReceivedMail.state.in_(SHOWN[which]), _readable(member))
    if after and is_handle(after):
        edge = select(ReceivedMail.id).where(ReceivedMail.code == after).scalar_subquery()
        wanted = wanted.where(ReceivedMail.id > edge if first_come else ReceivedMail.id < edge)
    rows = list(db.session.execute(wanted.order_by(order).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def mail_called(member: Member, code: str) -> Any:
    """Return a mail that an agent may read, with who settled it; None when there is none."""
    more = (ReceivedMail.text, ReceivedMail.heads, ReceivedMail.note, ReceivedMail.settled_at)
    wanted = select(*COLUMNS, *more, ReceivedMail.settled_by, Account.name.label("settled_name"))
    wanted = wanted.outerjoin(Account, Account.id == ReceivedMail.settled_by)
    wanted = wanted.where(ReceivedMail.code == code, ReceivedMail.state != State.NEW, _readable(member))
    return db.session.execute(wanted).first() if is_handle(code) else None


def customers_of(mail_id: int) -> Sequence[Any]:
    """Return id, key and name of the customers that a mail may be of, by name."""
    wanted = select(Organisation.id, Organisation.key, Organisation.name)
    wanted = wanted.join(MailCustomer, MailCustomer.customer_id == Organisation.id)
    return db.session.execute(wanted.where(MailCustomer.mail_id == mail_id).order_by(Organisation.name)).all()


def page_of_messages(after: str) -> tuple[list[ColleagueMessage], bool]:
    """Return a page of the messages of colleagues in the organisation in scope, the newest first."""
    wanted = select(ColleagueMessage).order_by(ColleagueMessage.id.desc())
    if after and is_handle(after):
        edge = select(ColleagueMessage.id).where(ColleagueMessage.code == after).scalar_subquery()
        wanted = wanted.where(ColleagueMessage.id < edge)
    rows = list(db.session.scalars(wanted.limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def decision_on(row: ColleagueMessage) -> tuple[str, int | None]:
    """Return who decided on a message, and the number of the request it has become."""
    ticket = and_(Ticket.organisation_id == ColleagueMessage.organisation_id, Ticket.id == ColleagueMessage.ticket_id)
    wanted = select(Account.name, Ticket.number).select_from(ColleagueMessage)
    wanted = wanted.outerjoin(Account, Account.id == ColleagueMessage.decided_by).outerjoin(Ticket, ticket)
    found = db.session.execute(wanted.where(ColleagueMessage.id == row.id)).one()
    return found[0] or "", found[1]


def how_many_messages() -> Any:
    """Return the column that counts the messages of colleagues that wait in the organisation in scope."""
    return select(func.count(ColleagueMessage.id)).where(ColleagueMessage.state == Left.WAITING).scalar_subquery()
