"""Who wants to be the first admin of an organisation that the service organisation does not know yet."""

from portal.onboarding.applying import Applying, apply
from portal.onboarding.duties import answer_applications
from tenants.database import write_transaction

HANNEKE = Applying(
    organisation="Stichting De Brug",
    customer_number="40688",
    name="Hanneke Bos",
    function="Hoofd bedrijfsvoering",
    email="hanneke@debrug.example",
    telephone="0345 61 24 18",
    contact_name="Ruud Peters",
)


def apply_for_an_organisation() -> None:
    """Let somebody apply, and the worker look: it waits for a service admin."""
    with write_transaction():
        apply(HANNEKE, "nl", "applied in the demo")
    answer_applications()
