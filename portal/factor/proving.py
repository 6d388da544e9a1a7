"""Before the second step changes, its owner shows once more whose account it is."""

from typing import Any

from flask import g
from flask_babel import gettext as _

from portal.web.language import ZONE
from tenants.accounts import own_account
from tenants.database import write_transaction
from tenants.passwords import verify_password
from tenants.sessions import locked_until, note_failure


def refused(field: Any) -> int:
    """Return 0 for the right password in a field; else say there what is wrong and return the status of the page.

    Wrong ones are counted as at sign-in. Stands outside any transaction: hashing takes time.
    """
    account = own_account(g.visitor.account_id)
    email, known = account.email, account.password_hash
    if until := locked_until(email):
        field.errors = [_("Too many tries. Try again after %(time)s", time=f"{until.astimezone(ZONE):%H:%M}")]
        return 429
    if not verify_password(known, field.data or ""):
        with write_transaction():
            note_failure(email)
        field.errors = [_("This is not your password. Try again")]
        return 422
    return 0
