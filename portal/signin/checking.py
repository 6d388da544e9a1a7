"""The password of an account that is asked once more: counted and locked as at sign-in, wherever it is asked."""

from flask_babel import gettext as _
from wtforms import PasswordField

from portal.web.language import ZONE
from tenants.database import write_transaction
from tenants.passwords import verify_password
from tenants.sessions import locked_until, note_failure


def refusal_of(field: PasswordField, email: str, password_hash: str | None) -> int:
    """Return the status of a page that says at the field what is wrong with a password; 0 when it is right.

    Hashes: ask it outside a transaction. Who goes on after a right one forgets the failures in their own.
    """
    if until := locked_until(email):
        field.errors = [_("Too many tries. Try again after %(time)s", time=f"{until.astimezone(ZONE):%H:%M}")]
        return 429
    if verify_password(password_hash, field.data or ""):
        return 0
    with write_transaction():
        note_failure(email)
    field.errors = [_("This is not your password. Try again")]
    return 422
