"""What is asked of a passkey (WebAuthn), and whether its answer is right.

Whose site we are (`rp id` and origin) comes from the configuration, never from a web request. The library and what it
brings along take twelve megabytes: who needs this module imports it where it does, so that a web process that nobody
showed a passkey goes without.
"""

from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .database import db
from .factor_rows import Passkey
from .models import Account
from .passkeys import Made, Refused, Shown
from .passwords import keyed_token


def creation_options(account: Account, challenge: bytes, service: str) -> str:
    """Return, as JSON, what a browser needs to make a passkey for an account."""
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=_site()[0],
            rp_name=service,
            user_id=_user_of(account.id),
            user_name=account.email,
            user_display_name=account.name,
            challenge=challenge,
            exclude_credentials=_known(account.id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
    )


def made(answer: str, challenge: bytes) -> Made:
    """Return the passkey that a browser made for this challenge. Raises Refused."""
    rp_id, origin = _site()
    try:
        found = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=rp_id, expected_origin=origin
        )
        told = webauthn.helpers.parse_registration_credential_json(answer).response.transports or []
    except FORGED as fault:
        raise Refused(type(fault).__name__) from fault
    return Made(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
        " ".join(one.value for one in told),
        found.user_verified,
    )


FORGED = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, IndexError)
"""What the library raises for answers that are none: its own, and what it meets in what was never an answer."""


def request_options(challenge: bytes, account_id: int | None = None) -> str:
    """Return, as JSON, what a browser needs to show a passkey: one of an account, or any that says whose it is.

    Without an account the passkey asks who holds it, and nothing tells which addresses are known.
    """
    asks = UserVerificationRequirement.REQUIRED if account_id is None else UserVerificationRequirement.PREFERRED
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=_site()[0],
            challenge=challenge,
            allow_credentials=[] if account_id is None else _known(account_id),
            user_verification=asks,
        )
    )


def shown(answer: str, challenge: bytes, account_id: int | None = None) -> Shown:
    """Return whose passkey answered this challenge. Raises Refused.

    With `account_id` it has to be one of that account; without, it has to have asked who holds it, and to say whose
    it is.
    """
    rp_id, origin = _site()
    try:
        credential = parse_authentication_credential_json(answer)
        row = db.session.scalar(
            select(Passkey)
            .join(Account, Account.id == Passkey.account_id)
            .where(Passkey.credential_id == bytes_to_base64url(credential.raw_id), Account.active)
        )
        if row is None or account_id not in (None, row.account_id):
            raise Refused("of nobody here")
        told = credential.response.user_handle
        if (account_id is None and not told) or (told and told != _user_of(row.account_id)):
            raise Refused("says it is somebody else's")
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=0,  # looked at below: a copy is told to its owner
            require_user_verification=account_id is None,
        )
    except FORGED as fault:
        raise Refused(type(fault).__name__) from fault
    if _went_back(row.sign_count, verified.new_sign_count):
        raise Refused("counts back", copied=row.account_id)
    return Shown(row.id, row.account_id, row.sign_count, verified.new_sign_count)


def _went_back(before: int, after: int) -> bool:
    return (before > 0 or after > 0) and after <= before


def _known(account_id: int) -> list[PublicKeyCredentialDescriptor]:
    rows = db.session.execute(select(Passkey.credential_id, Passkey.transports).where(Passkey.account_id == account_id))
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(row.credential_id),
            transports=[AuthenticatorTransport(word) for word in row.transports.split()] or None,
        )
        for row in rows
    ]


def _user_of(account_id: int) -> bytes:
    """Return what a passkey calls an account: it tells nobody who that is."""
    return base64url_to_bytes(keyed_token("passkey user", str(account_id)))


def _site() -> tuple[str, str]:
    base = urlsplit(current_app.config["BASE_URL"])
    return base.hostname or "", f"{base.scheme}://{base.netloc}"
