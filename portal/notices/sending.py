"""Send what is due: claim a mail, word it inside its organisation, hand it over, note what became of it.

At least once, never lost: a mail is noted as sent only after the other side took it. A worker that dies in
between leaves a claim that runs out, and the repeat carries the same Message-ID.
"""

from urllib.parse import urlsplit

import structlog
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from portal.outbox.verbs import Due, claim, not_sent, sent
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Person
from tenants.scope import inside

from .letters import Letter, Recipient, compose
from .posting import Refused, deliver, envelope

log = structlog.get_logger()
AT_ONCE = 20


def init(app: Flask) -> None:
    """Work out the sender once."""
    host = urlsplit(app.config["BASE_URL"]).hostname or "localhost"
    app.config["MAIL_HOST"] = host
    app.config["MAIL_FROM"] = app.config["MAIL_FROM"] or f"balie@{host if '.' in host else 'balie.example'}"


def send_due() -> int:
    """Send every mail that is due; return how many left."""
    count = 0
    while True:
        with write_transaction():
            claimed = claim(AT_ONCE)
        for due in claimed:
            count += send(due)
        if len(claimed) < AT_ONCE:
            return count


def send(due: Due) -> bool:
    """Send one claimed mail; say whether it left."""
    with inside(due.organisation_id):
        recipient, letter = _worded(due)
    if recipient is None or letter is None:
        with write_transaction():
            sent(due, "nothing to say" if recipient else "no address")
        return False
    message = envelope(due, recipient, letter)
    try:
        deliver(message, recipient.email, due.message_id)
    except Refused as refusal:
        log.warning("mail refused", mail=due.id, organisation=due.organisation_id, why=refusal.why)
        with write_transaction():
            not_sent(due, refusal.why)
        return False
    with write_transaction():
        sent(due)
    return True


def _worded(due: Due) -> tuple[Recipient | None, Letter | None]:
    recipient = recipient_of(due.person_id)
    if recipient is None:
        return None, None
    with force_locale(recipient.language):
        letter = compose(due, recipient)
    db.session.rollback()
    return recipient, letter


def recipient_of(person_id: int) -> Recipient | None:
    """Return a person of the organisation in scope as somebody who gets mail; None without an address."""
    row = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Account.id.label("account_id"),
            Account.email.label("account_email"),
            Account.language.label("account_language"),
            Organisation.language,
            Membership.active,
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(Person.id == person_id, Person.active)
    ).first()
    if row is None or row.active is False:
        return None
    email = row.account_email or row.email
    if not email:
        return None
    return Recipient(row.id, row.name, email, row.account_language or row.language, row.account_id)
