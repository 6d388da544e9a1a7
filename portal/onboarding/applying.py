"""Apply to be an organisation's first admin: the web request writes a row, whatever is known of whom; no more."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from tenants.clock import now
from tenants.database import db
from tenants.passwords import new_handle, token_hash
from tenants.writing import add_once

from .models import AdminApplication
from .rules import MOST_A_DAY, State


@dataclass(frozen=True, slots=True)
class Applying:
    """What somebody says of themselves and their organisation; `email` as `folded_address` writes it."""

    organisation: str
    customer_number: str
    name: str
    function: str
    email: str
    telephone: str
    contact_name: str


def apply(applying: Applying, language: str, key: str) -> None:
    """Write down an application, once for each `key`; more than three a day for one address are ignored."""
    hashed = token_hash(applying.email)
    lately = (AdminApplication.address_hash == hashed, AdminApplication.asked_at > now() - timedelta(days=1))
    if (db.session.scalar(select(func.count(AdminApplication.id)).where(*lately)) or 0) >= MOST_A_DAY:
        return
    add_once(
        AdminApplication,
        {
            "code": new_handle(),
            "key_hash": token_hash(key),
            "organisation": applying.organisation,
            "customer_number": applying.customer_number,
            "name": applying.name,
            "function": applying.function,
            "email": applying.email,
            "address_hash": hashed,
            "telephone": applying.telephone,
            "contact_name": applying.contact_name,
            "language": language,
            "asked_at": now(),
            "state": State.NEW,
        },
    )
