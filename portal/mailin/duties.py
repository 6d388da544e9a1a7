"""What the worker does with mail that came in: handle each once, and forget what was kept long enough."""

import structlog
from sqlalchemy import delete, select

from portal.files.places import Unreachable
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.scope import enter

from .handling import QUIET, give_back, handle
from .models import MailCustomer, ReceivedMail
from .rules import KEPT, State
from .storing import waiting

log = structlog.get_logger()
AT_ONCE = 200


def handle_mail() -> int:
    """Handle each mail that came; return how many. Where there is nowhere to keep files now, it waits."""
    count = 0
    for mail_id in waiting():
        try:
            count += handle(mail_id)
        except Unreachable:
            enter(None)
            give_back(mail_id, counts=False)
        except Exception:  # of ours: the others go on, and after some tries it waits for somebody
            log.exception("mail not handled", mail=mail_id)
            db.session.rollback()
            enter(None)
            give_back(mail_id, counts=True)
        finally:
            enter(None)
    return count


def forget_mail() -> int:
    """Remove mails that were settled long ago; what waits for somebody stays. Return how many."""
    over = (ReceivedMail.settled_at < now() - KEPT, ReceivedMail.state.not_in((State.NEW, State.HELD, State.PASSED)))
    old = list(db.session.scalars(select(ReceivedMail.id).where(*over).order_by(ReceivedMail.id).limit(AT_ONCE)))
    if old:
        with write_transaction() as session:
            session.execute(delete(MailCustomer).where(MailCustomer.mail_id.in_(old)), execution_options=QUIET)
            session.execute(delete(ReceivedMail).where(ReceivedMail.id.in_(old)), execution_options=QUIET)
    return len(old)


DUTIES = (handle_mail, forget_mail)
