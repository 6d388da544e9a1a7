"""Handle a mail that was kept: once, in one transaction. Whoever dies in between leaves it as new.

Reading, deciding and keeping files come before; in the transaction the mail is locked and looked at again, so that of
two workers the second finds it done.
"""

import hashlib
from typing import Any

import structlog
from flask_babel import force_locale
from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer

from portal.catalogue.queries import services
from portal.catalogue.rules import Kind
from portal.files.verbs import stage
from portal.notices.letters import OUTSIDE
from portal.outbox.verbs import post
from portal.tickets import following
from portal.tickets.behalf import Asked
from portal.tickets.filing import Filing, file_request
from portal.tickets.models import Entry, Ticket
from portal.tickets.queries import ticket_for
from portal.web.text import Written
from tenants.clock import now
from tenants.context import Member, member_for
from tenants.database import db, write_transaction
from tenants.errors import Forbidden, Invalid, NotFound, NotNow
from tenants.organisations import the_service_organisation
from tenants.scope import Scope, enter, inside

from .composing import Composed, composed
from .deciding import Decision, decide, trusted
from .mailboxes import department_for
from .messages import leave_with_colleagues
from .models import MailCustomer, ReceivedMail
from .reading import Read, TooMuch, as_it_stands, read
from .rules import ANSWERED_ONCE_IN, MOST_TRIES, State, Why
from .storing import untaken

log = structlog.get_logger()
QUIET: dict[str, Any] = {"synchronize_session": False}


def handle(mail_id: int) -> bool:
    """Handle a mail; say whether it was done here. Raises Unreachable when there is nowhere to keep its files now."""
    tries = _begin(mail_id)
    if tries is None:
        return False
    raw = db.session.scalars(select(ReceivedMail.raw).where(ReceivedMail.id == mail_id)).one() or b""
    if tries > MOST_TRIES:
        return _hold(mail_id, raw, Why.BROKEN)
    try:
        mail = read(raw)
    except Exception as fault:
        why = Why.TOO_MUCH if isinstance(fault, TooMuch) else Why.BROKEN
        log.warning("mail not read", mail=mail_id, why=type(fault).__name__)
        return _hold(mail_id, raw, why)
    decision = decide(mail)
    text = _composed(mail, decision.member)
    try:
        return _carry_out(mail_id, mail, decision, text)
    finally:
        enter(None)


def _begin(mail_id: int) -> int | None:
    """Take a mail for a while, and count it: one on which workers die is not tried for ever. None when it is taken."""
    with write_transaction() as session:
        mine = update(ReceivedMail).where(ReceivedMail.id == mail_id, *untaken())
        taken = mine.values(tries=ReceivedMail.tries + 1, tried_at=now()).returning(ReceivedMail.tries)
        return session.scalar(taken, execution_options=QUIET)


def give_back(mail_id: int, *, counts: bool) -> None:
    """Let others take a mail again; whether the try counts says whose fault it was."""
    with write_transaction() as session:
        mine = update(ReceivedMail).where(ReceivedMail.id == mail_id, ReceivedMail.tries > 0)
        left = mine.values(tries=ReceivedMail.tries - (0 if counts else 1), tried_at=None)
        session.execute(left, execution_options=QUIET)


def _composed(mail: Read, member: Member | None) -> Composed | None:
    if member is None:
        return None
    with force_locale(member.language):
        return composed(mail, member.organisation_id)


def _carry_out(mail_id: int, mail: Read, decision: Decision, text: Composed | None) -> bool:
    try:
        with write_transaction():
            return _settled(mail_id, mail, decision, text)
    except (Forbidden, NotFound, NotNow, Invalid) as refusal:
        log.info("mail refused by a verb", mail=mail_id, why=type(refusal).__name__)
    enter(None)
    with write_transaction():  # things moved on since it was decided: somebody looks
        return _settled(mail_id, mail, Decision(State.HELD, Why.NOT_THEIRS, decision.customers), None)


def _settled(mail_id: int, mail: Read, decision: Decision, text: Composed | None) -> bool:
    row = locked(mail_id)
    if row is None or row.state is not State.NEW:
        return False
    row.sender, row.sender_name = mail.sender, mail.sender_name
    row.subject, row.message_id = mail.subject[:500], mail.message_id
    if not _is_first(row, mail):
        row.state, row.why, row.settled_at = State.KEPT, Why.AGAIN, now()
        return True
    row.state, row.why = decision.state, decision.why
    if decision.state is State.HELD:
        row.text, row.heads = mail.text, mail.heads
    elif decision.state is not State.PASSED:
        row.settled_at = now()
    db.session.flush()
    db.session.add_all(MailCustomer(mail_id=row.id, customer_id=one) for one in decision.customers)
    code = row.code
    if decision.answer:
        _answer(row, decision.answer)
    db.session.flush()
    if decision.at is not None:
        leave_with_colleagues(code, mail, decision.at, decision.person_id)
    if decision.member is not None and text is not None:
        _file(decision.member, decision.number, text, code, [row.recipient, *mail.to])
    return True


def locked(mail_id: int) -> ReceivedMail | None:
    """Return a mail that nobody else settles until this transaction ends; its bytes are not read for it."""
    mine = select(ReceivedMail).options(defer(ReceivedMail.raw)).where(ReceivedMail.id == mail_id)
    return db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))


def _is_first(row: ReceivedMail, mail: Read) -> bool:
    """Say whether this message did not come before, by another way; two at once wait for each other."""
    if not mail.message_id or not mail.sender:
        return True
    told = (mail.sender, mail.message_id, mail.body_hash, str(trusted(mail)))
    try:
        with db.session.begin_nested():
            row.message_key = hashlib.sha256("\n".join(told).encode()).hexdigest()
    except IntegrityError:
        return False
    return True


def _answer(row: ReceivedMail, kind: str) -> None:
    """Answer by ourselves, once a day for each sender: two workers wait for each other here."""
    home = the_service_organisation(lock=True)
    lately = (ReceivedMail.sender == row.sender, ReceivedMail.answered_at > now() - ANSWERED_ONCE_IN)
    if not db.session.scalar(select(exists().where(*lately))):
        row.answered_at = now()
        post(kind, home, OUTSIDE, seed=row.code)


def _file(member: Member, number: int | None, text: Composed, code: str, to: list[str]) -> None:
    """File it as its sender, or reply: by the verbs of the pages, which ask the table again."""
    member = _as_now(member)
    with inside(Scope.of(member.organisation_id, member.account_id)), force_locale(member.language):
        said = stage_all(member, text)
        if number is None:
            ticket = file_new(member, text, said, code, department=department_for(to))
        else:
            ticket = following.reply(member, ticket_for(member, number, lock=True), said, f"mail {code}")
        came_by_mail(member, ticket)


def stage_all(member: Member, text: Composed) -> Written:
    """Give the files of a mail their rows, and its text their names."""
    return text.text.with_files([stage(member, one).public_id for one in text.files])


def _as_now(member: Member) -> Member:
    with inside(Scope.of(member.organisation_id, member.account_id)):
        found = member_for(member.account_id, member.organisation_id)
    if found is None:
        raise Forbidden
    return found


def file_new(
    member: Member, text: Composed, said: Written, code: str, *, department: str = "", people: Asked | None = None
) -> Ticket:
    """File a question about the first service of the organisation in scope. Raises Invalid when it has none."""
    slug = next((one.slug for one in services()), "")
    answers = {"subject": text.subject, "note": said}
    filing = Filing(Kind.QUESTION, slug, answers, department=department, people=people or Asked())
    return file_request(member, filing, key=f"mail {code}", files=said.files)


def came_by_mail(member: Member, ticket: Ticket) -> None:
    """Note at the newest thing that the member said in a request that it came by mail."""
    mine = (Entry.ticket_id == ticket.id, Entry.author_id == member.account_id)
    last = db.session.scalars(select(Entry.id).where(*mine).order_by(Entry.id.desc()).limit(1)).one()
    db.session.execute(update(Entry).where(Entry.id == last).values(channel="mail"), execution_options=QUIET)


def _hold(mail_id: int, raw: bytes, why: Why) -> bool:
    """Let a mail that cannot be read wait for somebody, with what stands at its beginning."""
    with write_transaction():
        row = locked(mail_id)
        if row is None or row.state is not State.NEW:
            return False
        row.state, row.why, row.text = State.HELD, why, as_it_stands(raw)
        return True
