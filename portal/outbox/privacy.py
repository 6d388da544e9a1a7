"""What the outbox tells of persons: ids. A mail is worded when it is sent, of what there is then."""

from sqlalchemy import update

from tenants.clock import now
from tenants.database import db
from tenants.privacy import Erasing, Part

from .models import Mail


def _erases(erasing: Erasing) -> bool:
    """Drop what waits for somebody: nothing goes to them any more."""
    about = erasing.about
    if not about.person_id:  # here they are no person, and nobody's mail is of person 0
        return False
    theirs = (Mail.organisation_id == about.organisation_id, Mail.person_id == about.person_id)
    waiting = (Mail.sent_at.is_(None), Mail.failed_at.is_(None))
    dropped = update(Mail).where(*theirs, *waiting).values(sent_at=now(), outcome="erased")
    db.session.execute(dropped, execution_options={"synchronize_session": False})
    return False


PART = Part("outbox", free={Mail: "kind seed message_id outcome"}, erases=_erases)
