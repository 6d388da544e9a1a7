"""Send what is due: claim a mail, word it inside its organisation, hand it over, note what became of it.

At least once, never lost: a mail is noted as sent only after the other side took it. A worker that dies in
between leaves a claim that runs out, and the repeat carries the same Message-ID.
"""

from dataclasses import replace
from urllib.parse import urlsplit

import structlog
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from portal.outbox.verbs import Due, claim, not_sent, sent
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Person
from tenants.scope import inside

from .envelope import envelope
from .letters import OUTSIDE, Letter, Recipient, compose, outsider
from .posting import Gone, Refused, deliver

log = structlog.get_logger()


def init(app: Flask) -> None:
    """Work out the sender once."""
    host = urlsplit(app.config["BASE_URL"]).hostname or "localhost"
    app.config["MAIL_HOST"] = host
    app.config["MAIL_FROM"] = app.config["MAIL_FROM"] or f"balie@{host if '.' in host else 'balie.example'}"


def send_due() -> int:
    """Send every mail that is due; return how many left. When the mail server is gone, the rest waits.

    One is claimed at a time, so that a slow server never outlasts the claims of those behind.
    """
    count = 0
    while (due := _claimed()) is not None:
        try:
            count += send(due)
        except Gone:
            break
    return count


def send(due: Due) -> bool:
    """Send one claimed mail; say whether it left. Raises Gone, when that is noted, if no server answers."""
    try:
        outcome = _handed_over(due)
    except Refused as refusal:
        log.warning("mail refused", mail=due.id, organisation=due.organisation_id, why=refusal.why)
        _note_not_sent(due, refusal.why)
        if isinstance(refusal, Gone):
            raise
        return False
    except Exception as fault:  # of ours: this mail waits for the mend, the others go
        log.exception("mail failed", mail=due.id, organisation=due.organisation_id, kind=due.kind)
        db.session.rollback()
        _note_not_sent(due, f"fault {type(fault).__name__}")
        return False
    with write_transaction():
        sent(due, outcome)
    return outcome == "sent"


def _claimed() -> Due | None:
    with write_transaction():
        return claim()


def _note_not_sent(due: Due, why: str) -> None:
    with write_transaction():
        not_sent(due, why)


def _handed_over(due: Due) -> str:
    """Word a mail and hand it over; return in a few words what became of it."""
    with inside(due.organisation_id):
        recipient, letter = _worded(due)
    if recipient is None:
        return "no address"
    if letter is None:
        return "nothing to say"
    message = envelope(due, recipient, letter)
    deliver(message, recipient.email, due.message_id)
    return "sent"


def _worded(due: Due) -> tuple[Recipient | None, Letter | None]:
    try:
        recipient = outsider(due) if due.person_id == OUTSIDE else recipient_of(due.person_id)
        if recipient is None:
            return None, None
        with force_locale(recipient.language):
            letter = compose(due, recipient)
        return (replace(recipient, email=letter.to) if letter and letter.to else recipient), letter
    finally:
        db.session.rollback()  # no transaction stays open while a mail server is spoken to


def recipient_of(person_id: int) -> Recipient | None:
    """Return a person of the organisation in scope as somebody who gets mail; None without an address.

    An account that was switched off, or put out of the organisation, gets nothing. Who was invited and has not
    come yet is a person of the directory.
    """
    row = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Organisation.key,
            Organisation.language,
            Membership.active.label("member_active"),
            Membership.joined_at,
            Account.id.label("account_id"),
            Account.email.label("account_email"),
            Account.language.label("account_language"),
            Account.active.label("account_active"),
            Account.muted,
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(Person.id == person_id, Person.active)
    ).first()
    if row is None or row.member_active is False or row.account_active is False:
        return None
    if row.joined_at is not None:
        return Recipient(row.id, row.name, row.account_email, row.account_language, row.account_id, row.key, row.muted)
    language = row.account_language or row.language
    return Recipient(row.id, row.name, row.email, language, None, row.key) if row.email else None
