"""What mail that came in tells of persons: what they wrote, and whom it names. Most of it goes by itself in a month."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, or_, select, update

from tenants.database import db
from tenants.models import Account
from tenants.privacy import WRITTEN, Erasing, Part, Section, Telling

from .models import ColleagueMessage, MailCustomer, ReceivedMail

QUIET: dict[str, Any] = {"synchronize_session": False}
TOLD = "sender_name subject text note"


def _tells(telling: Telling) -> Iterable[Section]:
    theirs = select(ColleagueMessage).where(ColleagueMessage.person_id == telling.about.person_id)
    rows = db.session.scalars(theirs.order_by(ColleagueMessage.id))
    yield Section(
        "mails", [{"at": row.at, "email": row.sender, "subject": row.subject, "text": row.text} for row in rows]
    )


def _tells_account(account_id: int) -> Iterable[Section]:
    columns = (ReceivedMail.received_at, ReceivedMail.sender, ReceivedMail.subject, ReceivedMail.text)
    theirs = select(*columns).join(Account, Account.email == ReceivedMail.sender).where(Account.id == account_id)
    rows = db.session.execute(theirs.order_by(ReceivedMail.id))
    yield Section(
        "mails",
        [{"at": row.received_at, "email": row.sender, "subject": row.subject, "text": row.text} for row in rows],
    )


def _erases(erasing: Erasing) -> bool:
    """Take their mails away, as they came and as colleagues read them; blot what others wrote about them.

    Of what was settled nobody needs the bytes any more: they may name anybody, in ways that cannot be searched.
    """
    about = erasing.about
    mine = ColleagueMessage.person_id == about.person_id
    mine = or_(mine, ColleagueMessage.sender == erasing.email) if erasing.email else mine
    db.session.execute(delete(ColleagueMessage).where(mine), execution_options=QUIET)
    here = select(MailCustomer.mail_id).where(MailCustomer.customer_id == about.organisation_id)
    _remove(_theirs(erasing, here))
    settled = (ReceivedMail.id.in_(here), ReceivedMail.settled_at.is_not(None), ReceivedMail.raw.is_not(None))
    db.session.execute(update(ReceivedMail).where(*settled).values(raw=None), execution_options=QUIET)
    for row in db.session.scalars(select(ColleagueMessage)):
        _blot(row, erasing)
    received = select(ReceivedMail).where(ReceivedMail.id.in_(here))
    for row in db.session.scalars(received):
        if _blot(row, erasing):
            row.raw = None
    return False


def _theirs(erasing: Erasing, here: Any) -> list[int]:
    """Return the ids of the mails they sent: all, or those of this organisation when they are elsewhere too."""
    if not erasing.email:
        return []
    sent = select(ReceivedMail.id).where(ReceivedMail.sender == erasing.email)
    everywhere = erasing.account or not erasing.about.account_id
    return list(db.session.scalars(sent if everywhere else sent.where(ReceivedMail.id.in_(here))))


def _remove(ids: list[int]) -> None:
    if ids:
        db.session.execute(delete(MailCustomer).where(MailCustomer.mail_id.in_(ids)), execution_options=QUIET)
        db.session.execute(delete(ReceivedMail).where(ReceivedMail.id.in_(ids)), execution_options=QUIET)


def _blot(row: Any, erasing: Erasing) -> bool:
    """Take them out of the texts of a row; say whether they stood in one."""
    found = False
    names = (*TOLD.split(), "heads") if isinstance(row, ReceivedMail) else TOLD.split()
    for name in names:
        value = getattr(row, name)
        if (blotted := erasing.blot(value)) != value:
            setattr(row, name, blotted)
            found = True
    return found


PART = Part(
    "mailin",
    names={ColleagueMessage: f"sender {TOLD}", ReceivedMail: f"sender recipient heads {TOLD}"},
    free={ColleagueMessage: "code mail", ReceivedMail: "code digest message_key message_id"},
    tells=_tells,
    tells_account=_tells_account,
    erases=_erases,
    stays={WRITTEN: {ColleagueMessage: f"sender {TOLD}", ReceivedMail: f"sender recipient heads {TOLD}"}},
)
