"""How the service organisation of the demo is reached."""

from portal.contact.models import Contact
from portal.contact.rules import Holiday
from portal.contact.verbs import ONLY
from tenants.database import db

WORKDAY = [8 * 60, 18 * 60]


def load_contact() -> None:
    """Let the telephone be answered on working days from eight to six."""
    db.session.add(
        Contact(
            id=ONLY,
            telephone="088 000 00 00",
            email="helpdesk@nova.example",
            week=[*([WORKDAY] * 5), None, None],
            closed=[],
            holidays=sorted([Holiday.PUBLIC, Holiday.GOOD_FRIDAY]),
        )
    )
