"""Passkeys (WebAuthn): key pairs of which a device or a password manager keeps the secret half.

Whose site we are (`rp id` and origin) comes from the configuration, never from a web request. A challenge is random,
is answered within five minutes in the browser that got it, and once.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .clock import now
from .database import db
from .errors import Invalid
from .factor_rows import Passkey, SpentChallenge
from .models import Account
from .passwords import keyed_token, token_hash
from .writing import add_once

ANSWER_WITHIN = timedelta(minutes=5)
MOST = 20  # passkeys of one account
LONGEST_ANSWER = 20_000  # characters
QUIET = {"synchronize_session": False}


class Refused(Exception):
    """The answer of a passkey does not fit: forged, of another site, of nobody, or of a copy."""

    def __init__(self, why: str, copied: int | None = None) -> None:
        super().__init__(why)
        self.copied = copied  # whose passkey has a copy


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that its keeper has just made."""

    credential_id: str
    public_key: str
    sign_count: int
    transports: str
    verifies: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that was shown: whose it is, and how often it was used before and now."""

    passkey_id: int
    account_id: int
    before: int
    sign_count: int


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


def add_passkey(account_id: int, name: str, new: Made) -> None:
    """Keep a passkey for an account. Raises Invalid for one that is somebody's already, and for one too many."""
    mine = select(func.count(Passkey.id)).where(Passkey.account_id == account_id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise Invalid("name", _("You have %(max)s passkeys. Remove one first", max=MOST))
    there = select(Passkey.id).where(Passkey.credential_id == new.credential_id)
    if db.session.scalar(there) is not None:
        raise Invalid("name", _("This passkey is known already"))
    db.session.add(
        Passkey(
            account_id=account_id,
            name=name,
            credential_id=new.credential_id,
            public_key=new.public_key,
            sign_count=new.sign_count,
            transports=new.transports,
            verifies=new.verifies,
        )
    )
    db.session.flush()


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


def note_shown(one: Shown) -> bool:
    """Note that a passkey was used; say whether nobody used it in between, as only a copy of it could."""
    mine = (Passkey.id == one.passkey_id, Passkey.sign_count == one.before)
    used = update(Passkey).where(*mine).values(sign_count=one.sign_count, used_at=now()).returning(Passkey.id)
    return db.session.execute(used, execution_options=QUIET).first() is not None


def spend(challenge: bytes) -> bool:
    """Note that a challenge was answered; say whether it was not before."""
    return add_once(SpentChallenge, {"challenge_hash": token_hash(challenge.hex()), "spent_at": now()})


def any_spent() -> bool:
    """Say whether there are challenges that are too old to be answered again."""
    return db.session.scalar(select(SpentChallenge.spent_at).where(_stale()).limit(1)) is not None


def forget_spent() -> int:
    """Forget challenges that are too old to be answered again; return how many."""
    gone = delete(SpentChallenge).where(_stale()).returning(SpentChallenge.challenge_hash)
    return len(db.session.execute(gone, execution_options=QUIET).all())


def passkeys_of(account_id: int) -> list[Passkey]:
    """Return the passkeys of an account, in the order in which they were made."""
    return list(db.session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)))


def has_passkey(account_id: int) -> bool:
    """Say whether an account has a passkey."""
    return db.session.scalar(select(Passkey.id).where(Passkey.account_id == account_id).limit(1)) is not None


def rename_passkey(account_id: int, handle: str, name: str) -> bool:
    """Give a passkey of an account another name; say whether it was theirs."""
    mine = (Passkey.account_id == account_id, Passkey.handle == handle)
    named = update(Passkey).where(*mine).values(name=name).returning(Passkey.id)
    return db.session.execute(named, execution_options=QUIET).first() is not None


def _went_back(before: int, after: int) -> bool:
    return (before > 0 or after > 0) and after <= before


def _stale() -> Any:
    return SpentChallenge.spent_at <= now() - 2 * ANSWER_WITHIN


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
