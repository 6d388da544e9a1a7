"""What the worker forgets: who never showed a second proof, and challenges that were answered."""

from tenants.database import write_transaction
from tenants.halfway import any_old, forget_old
from tenants.passkeys import any_spent, forget_spent


def tidy_proofs() -> int:
    """Forget what no sign-in needs any more; return how many rows."""
    if not (any_old() or any_spent()):
        return 0
    with write_transaction():
        return forget_old() + forget_spent()


DUTIES = (tidy_proofs,)
