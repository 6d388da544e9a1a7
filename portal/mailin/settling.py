"""What somebody does with a mail that is held: file it as its sender, or on behalf of a colleague, or put it aside."""

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member, member_for
from tenants.database import db
from tenants.errors import Forbidden, Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.models import Account
from tenants.organisations import desk_organisations, organisation_named
from tenants.permissions import Action, permits
from tenants.scope import Scope, inside

from .composing import Composed, composed
from .handling import came_by_mail, file_new, locked, stage_all
from .mailboxes import department_for
from .messages import expect_waiting, for_whom, note_filed
from .models import ColleagueMessage, MailCustomer, ReceivedMail
from .queries import customers_of
from .reading import read
from .rules import State
from .senders import sender_of
from .wording import DECIDED_ALREADY


def sender_in(address: str, organisation_id: int) -> Member | None:
    """Return the member that an address is in an organisation; None when it is none."""
    account_id = db.session.scalar(select(Account.id).where(Account.email == address, Account.active))
    if not address or account_id is None:
        return None
    with inside(Scope.of(organisation_id, account_id)):
        return member_for(account_id, organisation_id)


def offered(member: Member, row: Any) -> list[tuple[str, str]]:
    """Return key and name of the organisations that an agent handles in which the sender of a mail may ask."""
    if not permits(member, Action.HANDLE):
        return []
    handled = set(desk_organisations(member.account_id))
    asking = {one.organisation_id for one in sender_of(row.sender).asking}
    return [(one.key, one.name) for one in customers_of(row.id) if one.id in handled & asking]


def prepared(member: Member, row: Any, key: str) -> Composed:
    """Compose what is filed of a mail in an organisation: before the write transaction. Raises as `composed` does."""
    organisation_id = _handled(member, row.id, key)
    sender = sender_in(row.sender, organisation_id)
    if sender is None:
        raise NotFound
    with force_locale(sender.language):
        return composed(read(_raw(row.code)), organisation_id)


def _handled(member: Member, mail_id: int, key: str) -> int:
    organisation_id = organisation_named(key)
    of_it = select(MailCustomer.customer_id).where(MailCustomer.mail_id == mail_id)
    known = db.session.scalars(of_it.where(MailCustomer.customer_id == organisation_id)).first()
    if organisation_id is None or known is None or organisation_id not in desk_organisations(member.account_id):
        raise NotFound
    return organisation_id


def _raw(code: str) -> bytes:
    return db.session.scalars(select(ReceivedMail.raw).where(ReceivedMail.code == code)).first() or b""


def file_for_sender(member: Member, code: str, key: str, text: Composed) -> str:
    """File a mail that is held as its sender, in an organisation; return the reference of the request.

    An agent says with it that the sender is who they say. Raises NotNow when somebody else decided, Forbidden when the
    sender may not ask there.
    """
    ask(member, Action.HANDLE)
    known: Any = db.session.execute(_told().where(ReceivedMail.code == code)).first()
    organisation_id = _handled(member, known.id if known else 0, key)
    sender = sender_in(known.sender, organisation_id)
    if sender is None:
        raise Forbidden
    row = _locked(code)
    if row.state is not State.HELD:
        raise NotNow(DECIDED_ALREADY)
    row.state, row.settled_at, row.settled_by = State.FILED, now(), member.account_id
    db.session.flush()
    with inside(Scope.of(organisation_id, sender.account_id)), force_locale(sender.language):
        said = stage_all(sender, text)
        ticket = file_new(sender, text, said, code, department=department_for([known.recipient]))
        came_by_mail(sender, ticket)
        leave_trail("ticket.mail filed", ticket, by=member)
        db.session.flush()
        return f"{key.upper()}-{ticket.number}"


def set_aside(member: Member, code: str, note: str) -> None:
    """Put a mail that is held aside. Pressed twice it is once. Raises NotNow when somebody else decided."""
    ask(member, Action.HANDLE)
    row = _locked(code)
    if row.state is State.ASIDE and row.settled_by == member.account_id:
        return
    if row.state is not State.HELD:
        raise NotNow(DECIDED_ALREADY)
    row.state, row.note, row.settled_at, row.settled_by = State.ASIDE, note, now(), member.account_id


def _told() -> Any:
    return select(ReceivedMail.id, ReceivedMail.sender, ReceivedMail.recipient)


def _locked(code: str) -> ReceivedMail:
    mail_id = db.session.scalar(select(ReceivedMail.id).where(ReceivedMail.code == code))
    row = locked(mail_id) if mail_id is not None else None
    if row is None:
        raise NotFound
    return row


def prepared_here(member: Member, row: ColleagueMessage) -> Composed:
    """Compose what a member files of a colleague's message: before the write transaction."""
    above = ""
    if not for_whom(member, row).chosen or for_whom(member, row).chosen == "me":
        above = _("E-mail of %(name)s (%(address)s):", name=row.sender_name or row.sender, address=row.sender)
    raw = _raw(row.mail)
    if not raw:
        raise Invalid("key", _("The e-mail is not kept any more."))
    return composed(read(raw), member.organisation_id, above)


def file_for_colleague(member: Member, code: str, text: Composed) -> int:
    """File a colleague's message on their behalf; return its number. Raises NotNow when somebody else decided."""
    row = expect_waiting(member, code)
    mail, people = row.mail, for_whom(member, row)
    said = stage_all(member, text)
    ticket = file_new(member, text, said, mail, people=people)
    came_by_mail(member, ticket)
    note_filed(member, row, ticket)
    return ticket.number
