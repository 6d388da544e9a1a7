"""What the demo's people have begun and not sent yet."""

from portal.tickets.changing import begin, write
from tenants.context import Member
from tenants.database import write_transaction

HALF_A_CHANGE = {
    "subject": "Nachttoeslag apart op de loonstrook",
    "description": "Medewerkers willen zien welk deel van hun loon nachttoeslag is. Nu staat alles in één regel.",
    "priority": "medium",
    "population": "low",
    "urgency": "wish",
}


def begin_a_change(member: Member) -> None:
    """Let somebody begin a change: two parts of it are not done yet."""
    with write_transaction():
        write(member, begin(member, "payroll", "begun in the demo"), HALF_A_CHANGE)
