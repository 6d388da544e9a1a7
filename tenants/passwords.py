"""How an account proves itself with a password: Argon2id, hashed outside any transaction."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app


def hash_password(password: str) -> str:
    """Return the Argon2id hash of `password` with the parameters of the settings."""
    return _hasher().hash(_folded(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Say whether `password` belongs to the hash; without a hash it takes as long and says no."""
    try:
        return _hasher().verify(password_hash or _decoy(), _folded(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Say whether a hash was made with other parameters than those of the settings."""
    return _hasher().check_needs_rehash(password_hash)


def new_token() -> str:
    """Return 256 random bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def new_handle() -> str:
    """Return a random public name for a row: it tells nothing, and need not be secret."""
    return secrets.token_hex(6)


def is_handle(text: str) -> bool:
    """Say whether a text may be a handle; no other text needs to reach the database."""
    return text.isascii() and text.isalnum() and len(text) <= 40


def token_hash(token: str) -> str:
    """Return what is stored of a token. Tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_token(purpose: str, seed: str) -> str:
    """Derive the token that belongs to a stored random `seed`.

    A mail is rendered when it is sent, perhaps twice: both copies then carry the same link, while the
    database alone does not give the link away.
    """
    key = current_app.config["SECRET_KEY"].encode()
    digest = hmac.new(key, f"{purpose}:{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _folded(password: str) -> str:
    # The same sentence typed on another keyboard may arrive in another Unicode form.
    return unicodedata.normalize("NFKC", password)


def _hasher() -> PasswordHasher:
    return _built(*current_app.config["ARGON2"])


@cache
def _built(time_cost: int, memory_cost: int, parallelism: int) -> PasswordHasher:
    return PasswordHasher(time_cost, memory_cost, parallelism)


def _decoy() -> str:
    return _decoy_of(_hasher())


@cache
def _decoy_of(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody has this password")
