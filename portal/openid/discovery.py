"""What a provider says about itself: where it signs in, and with which keys. Asked once an hour."""

import time
from dataclasses import dataclass, field
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from portal.web.addresses import may_ask
from portal.web.outbound import get_json

from .rules import KEY_TYPES, Unknown

KEPT = 3600  # seconds
AGAIN_AFTER = 60  # seconds until the keys are asked anew for one that is not among them
MOST = 1000  # providers


@dataclass(slots=True)
class Known:
    """What is known of a provider, and since when (by a clock that only goes on)."""

    said: dict[str, Any]
    since: float
    keys: KeySet | None = None
    keys_since: float = field(default=float("-inf"))


_known: dict[str, Known] = {}
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def forget() -> None:
    """Forget every provider."""
    _known.clear()


def about(issuer: str) -> Known:
    """Return what a provider says about itself. Raises Unknown."""
    known = _known.get(issuer)
    if known is not None and time.monotonic() - known.since < KEPT:
        return known
    try:
        said = get_json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    except (requests.RequestException, ValueError, RecursionError) as fault:
        raise Unknown(type(fault).__name__) from fault
    if said.get("issuer") != issuer:
        raise Unknown("it calls itself otherwise")
    for name in ENDPOINTS:
        if not (isinstance(said.get(name), str) and may_ask(said[name])):
            raise Unknown(f"no {name}")
    if len(_known) >= MOST:
        _known.clear()
    found = _known[issuer] = Known(said, time.monotonic())
    return found


def keys_of(known: Known, kid: object) -> KeySet:
    """Return the public keys of a provider, asked anew for a key that is not among them. Raises Unknown."""
    at = time.monotonic()
    there = known.keys is not None and any(key.kid == kid for key in known.keys.keys)
    if known.keys is None or (not there and at - known.keys_since > AGAIN_AFTER):
        try:
            listed = get_json(known.said["jwks_uri"]).get("keys")
        except (requests.RequestException, ValueError, RecursionError) as fault:
            raise Unknown(type(fault).__name__) from fault
        known.keys = KeySet([key for one in _listed(listed) if (key := _read(one)) is not None])
        known.keys_since = at
    return known.keys


def _listed(listed: object) -> list[dict[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _read(one: dict[str, Any]) -> Any:
    """Return a key that signs, of which we have only the public half; None for any other."""
    if one.get("kty") not in KEY_TYPES or one.get("use", "sig") != "sig":
        return None
    try:
        return import_key(one)
    except (JoseError, ValueError, TypeError, KeyError):
        return None  # a key of a kind we do not know signs nothing that we take
