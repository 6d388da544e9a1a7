"""How the cast comes in: with the password, but without the pages that ask for it.

Tests bring in thousands of people who then do what the test is about; tests/signin and tests/sessions take every step.
"""

from flask import Flask
from flask.testing import FlaskClient

from portal.demo.cast import PASSWORD
from portal.signin.arriving import go_on, proved
from tenants.database import write_transaction
from tenants.passwords import is_outdated, verify_password
from tenants.providers import offer_for
from tenants.sessions import Proof, account_to_check, forget_failures, locked_until


def comes_in(app: Flask, browser: FlaskClient, email: str) -> bool:
    """Give a browser what it has after signing in; False, and nothing done, where the form has more to say."""
    with app.test_request_context("/signin"):
        app.preprocess_request()
        account_id = _whose_password_counts(email)
        if not account_id:
            return False
        with write_transaction():
            forget_failures(email)
            arrival = proved(account_id, Proof.PASSWORD)
        answer = app.process_response(go_on(arrival))
    browser._update_cookies_from_response("localhost", "/signin", answer.headers.getlist("Set-Cookie"))
    return True


def _whose_password_counts(email: str) -> int:
    """Return the id of the account that the cast's password opens at once; 0 when there is anything to say first."""
    account_id, password_hash, active = account_to_check(email) or (0, None, False)
    if not (active and password_hash and verify_password(password_hash, PASSWORD)) or is_outdated(password_hash):
        return 0
    return account_id if offer_for(email) is None and locked_until(email) is None else 0
