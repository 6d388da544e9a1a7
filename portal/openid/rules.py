"""What has to be right in a provider's answer: each fact by itself, so that each can be said. Plain Python."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.provider_terms import Brand
from tenants.terms import Term


class Unknown(Exception):
    """The provider does not answer, or not as a provider does."""


class Check(Term):
    """What is looked at, in this order."""

    ANSWER = "answer"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRY = "expiry"
    NONCE = "nonce"
    SUBJECT = "subject"
    WHOLE = "whole"
    ADDRESS = "address"
    VERIFIED = "verified"
    DOMAIN = "domain"


ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""By which an answer may be signed: with a key that only the provider has."""

KEY_TYPES = frozenset({"RSA", "EC", "OKP"})
"""Of which only one half is public."""

LONGEST_CODE = 4000

LEEWAY = 120  # seconds that clocks may differ
FRESH = 600  # seconds since the answer was made
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer has to be about."""

    issuer: str
    client_id: str
    nonce: str
    at: float  # seconds since 1970
    brand: Brand
    domains: frozenset[str]  # of this organisation, verified


Claims = Mapping[str, Any]
Verdicts = list[tuple[Check, bool]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a visit: each check, and what was claimed; nothing is claimed that was not signed."""

    verdicts: Verdicts
    claims: Claims = field(default_factory=dict)
    address: str = ""


def judged(claims: Claims, address: str, whole: bool, expected: Expected) -> Verdicts:
    """Say of each fact whether it is right. `address` is the one that is claimed as it is stored; "" for none."""
    facts = [(check, right(claims, expected)) for check, right in FACTS]
    return [
        (Check.ANSWER, True),
        (Check.SIGNATURE, True),
        *facts,
        (Check.WHOLE, whole or first_wrong(facts) is not None),  # what is wrong is said once
        (Check.ADDRESS, bool(address)),
        (Check.VERIFIED, _is_verified(claims, expected)),
        (Check.DOMAIN, bool(address) and address.rpartition("@")[2] in expected.domains),
    ]


def first_wrong(verdicts: Verdicts) -> Check | None:
    """Return the first fact that is not right; None when all are."""
    return next((check for check, right in verdicts if not right), None)


def _is_issuer(claims: Claims, expected: Expected) -> bool:
    return claims.get("iss") == expected.issuer


def _is_for_us(claims: Claims, expected: Expected) -> bool:
    """It is for us and nobody else; or says, where it is for others too, that we asked for it."""
    audience, party = claims.get("aud"), claims.get("azp")
    if party is not None and party != expected.client_id:
        return False
    if isinstance(audience, list):
        return expected.client_id in audience and (len(audience) == 1 or party == expected.client_id)
    return isinstance(audience, str) and audience == expected.client_id


def _is_now(claims: Claims, expected: Expected) -> bool:
    end, made, start = (
        _time(claims.get(name, default)) for name, default in (("exp", None), ("iat", None), ("nbf", 0))
    )
    if end is None or made is None or start is None:
        return False
    early, late = expected.at + LEEWAY, expected.at - LEEWAY
    return end > late and start <= early and late - FRESH <= made <= early


def _time(value: Any) -> float | None:
    """Return a moment in seconds since 1970; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e11:
        return None
    return float(value)


def _is_ours(claims: Claims, expected: Expected) -> bool:
    nonce = claims.get("nonce")
    return isinstance(nonce, str) and hmac.compare_digest(nonce.encode(errors="replace"), expected.nonce.encode())


def _is_somebody(claims: Claims, _expected: Expected) -> bool:
    subject = claims.get("sub")
    return isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()


def _is_verified(claims: Claims, expected: Expected) -> bool:
    """Say whether the provider vouches for the address: by true, and by no text that says so.

    Entra has no such claim. Its own (`xms_edov`) says that the domain of the address is one that this customer of
    theirs owns; it comes as true, or as a text, from one application to the next.
    """
    if claims.get("email_verified") is True:
        return True
    owner = claims.get("xms_edov")
    return (
        expected.brand is Brand.ENTRA and "email_verified" not in claims and (owner is True or owner in ("1", "true"))
    )


FACTS: tuple[tuple[Check, Callable[[Claims, Expected], bool]], ...] = (
    (Check.ISSUER, _is_issuer),
    (Check.AUDIENCE, _is_for_us),
    (Check.EXPIRY, _is_now),
    (Check.NONCE, _is_ours),
    (Check.SUBJECT, _is_somebody),
)


def values_of(claims: Claims, name: str) -> list[str]:
    """Return what a claim says: a text, or a list of them."""
    value = claims.get(name) if name else None
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
