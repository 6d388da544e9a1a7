"""Small secrets that must be read again, such as a key we share with somebody's telephone: sealed in the database.

Sealed with a key derived from the installation's SECRET_KEY, which the database does not hold. What a seal is for is
part of it: a text that was sealed for one purpose, or one row, opens for no other.
"""

import base64
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class BrokenSeal(RuntimeError):
    """A sealed text does not open: it was changed, or the installation got another SECRET_KEY."""


def seal(purpose: str, text: str) -> str:
    """Return `text` so that only this installation can read it, for this purpose."""
    return _key(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """Return what was sealed for this purpose; raises BrokenSeal."""
    from cryptography.fernet import InvalidToken

    try:
        return _key(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise BrokenSeal(purpose) from fault


def _key(purpose: str) -> "Fernet":
    # Only here: five megabytes, for pages that few people ever open.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"balie seal: {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derive.derive(current_app.config["SECRET_KEY"].encode())))
