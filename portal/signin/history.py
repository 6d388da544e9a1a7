"""Where and when somebody signed in, and was refused: kept for its owner for ninety days."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from portal.web.paging import Edge
from tenants.clock import now
from tenants.database import db, write_transaction

from .models import SignIn

KEPT = timedelta(days=90)
PAGE = 25
PREFIX = {4: 24, 6: 48}
"""How much of a network address is kept, by its version: a provider or a building, not a desk."""

WORK_WANTED = "work wanted"
"""The word for a right password where only the account of the work counts."""

HOW: Mapping[str, Any] = {
    "password": _("with a password"),
    "link": _("with the link in a mail"),
    "passkey": _("with a passkey"),
    "provider": _("with the account of your work"),
    WORK_WANTED: _("with the right password, but your organisation wants the work account"),
}
"""The ways to sign in, in words."""


def shortened(network: str) -> str:
    """Return a network address without its last part: `192.0.2.0/24`; "" for what is none."""
    try:
        address = ip_address(network.partition("%")[0])
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, PREFIX[address.version]), strict=False))


@dataclass(frozen=True, slots=True)
class Try:
    """One time somebody came in or was refused."""

    mark: int
    came_in: bool
    how: str
    network: str
    user_agent: str
    at: datetime


def keep(account_id: int, came_in: bool, how: str, network: str, user_agent: str, at: datetime) -> None:
    """Keep one try of an account."""
    db.session.add(
        SignIn(
            account_id=account_id,
            came_in=came_in,
            how=how,
            network=shortened(network),
            user_agent=user_agent[:300],
            at=at,
            mark=secrets.randbits(40),
        )
    )


def keep_this(account_id: int, how: str) -> None:
    """Keep that an account comes in with this web request, where the log tells of it in another line."""
    keep(account_id, True, how, request.remote_addr or "", request.user_agent.string, now())


def page_of_tries(account_id: int, after: Edge | None, before: Edge | None = None) -> tuple[list[Try], bool]:
    """Return tries of an account from the newest, beyond an edge, and whether there are more that way."""
    wanted = select(SignIn.mark, SignIn.came_in, SignIn.how, SignIn.network, SignIn.user_agent, SignIn.at)
    wanted = wanted.where(SignIn.account_id == account_id, SignIn.at > now() - KEPT)
    if before:
        at, row = before
        wanted = wanted.where(SignIn.at >= at, or_(SignIn.at > at, SignIn.mark > row)).order_by(SignIn.at, SignIn.mark)
    else:
        if after:
            at, row = after
            wanted = wanted.where(SignIn.at <= at, or_(SignIn.at < at, SignIn.mark < row))
        wanted = wanted.order_by(SignIn.at.desc(), SignIn.mark.desc())
    rows = [Try(*row) for row in db.session.execute(wanted.limit(PAGE + 1))]
    found = rows[:PAGE]
    return (found[::-1] if before else found), len(rows) > PAGE


def sweep_history() -> None:
    """Forget what is older than ninety days."""
    old = SignIn.at < now() - KEPT
    if db.session.scalar(select(SignIn.id).where(old).limit(1)) is not None:
        with write_transaction():
            db.session.execute(delete(SignIn).where(old), execution_options={"synchronize_session": False})


DUTIES = (sweep_history,)
