"""The mailboxes of the service organisation, and the department to which each belongs."""

import re
from collections.abc import Iterable

from flask import Flask, current_app

from portal.settings import Misconfigured

PAIR = re.compile(r"([^\s=@]+@[^\s=@]+)=([a-z0-9-]+)")


def init(app: Flask) -> None:
    """Read which department each mailbox has. Raises Misconfigured."""
    pairs = app.config["MAILBOXES"]
    if wrong := [pair for pair in pairs if not PAIR.fullmatch(pair)]:
        raise Misconfigured(f"BALIE_MAILBOXES holds pairs such as updates@example.nl=updates, not {wrong[0]!r}")
    app.config["MAILBOXES"] = {address.lower(): slug for address, slug in (pair.split("=") for pair in pairs)}


def department_for(addresses: Iterable[str]) -> str:
    """Return the department of the first of these addresses that is a mailbox of one; "" when none is."""
    bound = current_app.config["MAILBOXES"]
    return next((bound[one.lower()] for one in addresses if one.lower() in bound), "")
