"""Messages of colleagues who may not ask: left with the organisation's own people, who file them or put them aside."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from portal.outbox.models import Mail
from portal.outbox.verbs import post
from portal.tickets.behalf import Asked
from portal.tickets.models import Ticket
from portal.trail.verbs import leave_trail
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import NotFound, NotNow
from tenants.guard import ask
from tenants.models import Person
from tenants.passwords import is_handle
from tenants.people import persons_with
from tenants.permissions import Action, Reach, reach
from tenants.roles import Role
from tenants.scope import inside

from .models import ColleagueMessage, ReceivedMail
from .reading import Read
from .rules import Left, State
from .wording import DECIDED_ALREADY

ONCE_IN = timedelta(days=1)
KIND = "mail of a colleague"


def leave_with_colleagues(code: str, mail: Read, organisation_id: int, person_id: int | None) -> None:
    """Leave a mail with the people of an organisation who sort such messages; they are mailed once a day at most."""
    with inside(organisation_id):
        row = ColleagueMessage(
            mail=code,
            person_id=person_id,
            sender=mail.sender,
            sender_name=mail.sender_name,
            subject=mail.subject[:500],
            text=mail.text,
        )
        db.session.add(row)
        db.session.flush()
        leave_trail("ticket.mail left", row, by=None, **_whom(person_id))
        _tell_sorters(organisation_id)
        db.session.flush()


def _whom(person_id: int | None) -> dict[str, Any]:
    """Return whom the trail names; nobody, when the sender stands in no directory."""
    return {} if person_id is None else {"whom": person_id}


def sorters() -> list[int]:
    """Return the ids of the persons of the organisation in scope who sort messages: professionals, else its admins."""
    return persons_with(Role.PROFESSIONAL) or persons_with(Role.ADMIN)


def _tell_sorters(organisation_id: int) -> None:
    told = (Mail.organisation_id == organisation_id, Mail.entry_id.is_(None), Mail.kind == KIND)
    last = db.session.scalar(select(func.max(Mail.created_at)).where(*told))
    if last is not None and last > now():
        return  # that mail is still to come, and counts what waits by then
    due_at = None if last is None or last <= now() - ONCE_IN else last + ONCE_IN
    for person_id in sorters():
        post(KIND, organisation_id, person_id, due_at=due_at)


def message_called(member: Member, code: str, *, lock: bool = False) -> ColleagueMessage:
    """Return a message by its code. Raises NotFound."""
    ask(member, Action.SORT_MAIL)
    wanted = select(ColleagueMessage).where(ColleagueMessage.code == code)
    wanted = wanted.with_for_update().execution_options(populate_existing=True) if lock else wanted
    row = db.session.scalar(wanted) if is_handle(code) else None
    if row is None:
        raise NotFound
    return row


def for_whom(member: Member, row: ColleagueMessage) -> Asked:
    """Return for whom a member files a message: its sender, when they are in the directory and it is theirs to do."""
    if row.person_id is None or reach(member, Action.FILE_QUESTION) < Reach.ORGANISATION:
        return Asked()
    mine = (Person.id == row.person_id, Person.active)
    called = db.session.scalar(select(Person.public_id).where(*mine))
    return Asked(chosen=called) if called and row.person_id != member.person_id else Asked()


def expect_waiting(member: Member, code: str) -> ColleagueMessage:
    """Return a message that nobody decided on; nobody else does until this transaction ends. Raises NotNow."""
    row = message_called(member, code, lock=True)
    if row.state is not Left.WAITING:
        raise NotNow(DECIDED_ALREADY)
    return row


def note_filed(member: Member, row: ColleagueMessage, ticket: Ticket) -> None:
    """Note which request a message has become."""
    row.state, row.ticket_id = Left.FILED, ticket.id
    row.decided_at, row.decided_by = now(), member.account_id
    db.session.flush()
    leave_trail("ticket.mail filed", ticket, by=member, **_whom(row.person_id))
    _settle(row.mail, State.FILED, member)


def put_aside(member: Member, code: str, note: str) -> None:
    """Put a message aside: nothing is done with it. Pressed twice it is once. Raises NotNow when it was filed."""
    row = message_called(member, code, lock=True)
    if row.state is Left.ASIDE and row.decided_by == member.account_id:
        return
    if row.state is not Left.WAITING:
        raise NotNow(DECIDED_ALREADY)
    row.state, row.note = Left.ASIDE, note
    row.decided_at, row.decided_by = now(), member.account_id
    db.session.flush()
    leave_trail("ticket.mail aside", row, by=member)
    _settle(row.mail, State.ASIDE, member)


def _settle(code: str, state: State, member: Member) -> None:
    """Let the desk know that the organisation decided."""
    mine = select(ReceivedMail).where(ReceivedMail.code == code, ReceivedMail.state.in_((State.HELD, State.PASSED)))
    row: Any = db.session.scalar(mine.with_for_update())
    if row is not None:
        row.state, row.settled_at, row.settled_by = state, now(), member.account_id
