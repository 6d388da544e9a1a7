"""What the worker does for the sign-in with the work account."""

from tenants.database import write_transaction

from .visiting import any_old, forget_old


def tidy_visits() -> None:
    """Forget who went to a provider and never came back."""
    if any_old():
        with write_transaction():
            forget_old()


DUTIES = (tidy_visits,)
