"""The challenge a passkey has to answer: kept in the signed cookie of the browser that asked for it."""

import base64
import secrets
from typing import Any

from flask import session

from tenants.clock import now
from tenants.passkeys import ANSWER_WITHIN, Refused

KEPT_AS = "challenge"


def new_challenge(purpose: str) -> bytes:
    """Make a challenge for this browser and this purpose; an older one counts no more."""
    challenge = secrets.token_bytes(32)
    text = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
    session[KEPT_AS] = [purpose, text, int(now().timestamp())]
    return challenge


def own_challenge(purpose: str) -> bytes:
    """Return the challenge this browser has to answer for this purpose. Raises Refused when there is none."""
    kept: Any = session.pop(KEPT_AS, None) or ["", "", 0]
    if kept[0] != purpose or now().timestamp() - kept[2] > ANSWER_WITHIN.total_seconds():
        raise Refused("nothing to answer")
    return base64.urlsafe_b64decode(f"{kept[1]}=")  # 32 bytes: one sign fills it up
