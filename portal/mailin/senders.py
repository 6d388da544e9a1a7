"""Whom a mail is from, as far as Balie knows them: their account and where it may ask, or whose domain they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select

from portal.outbox.models import Mail
from portal.tickets.models import Ticket
from tenants.context import Member, members_of
from tenants.database import db
from tenants.domains import organisation_of_domain
from tenants.models import Account, Person
from tenants.people import is_service_organisation
from tenants.permissions import Action, permits
from tenants.scope import Scope, inside


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has an address: the member they are in each organisation, and the organisation whose domain it has."""

    members: Sequence[Member] = ()
    at_work: int | None = None  # the organisation of the domain
    person_id: int | None = None  # in its directory

    @property
    def customers(self) -> tuple[int, ...]:
        """Return the ids of the organisations whose agents may read their mail."""
        known = {one.organisation_id for one in self.members if not one.is_desk}
        return tuple(sorted(known or ({self.at_work} if self.at_work else set())))

    @property
    def asking(self) -> list[Member]:
        """Return the members they are where they may ask a question."""
        return [one for one in self.members if permits(one, Action.FILE_QUESTION)]


def sender_of(address: str) -> Sender:
    """Find who has an address (as it is stored). A directory counts only where the domain is that organisation's."""
    account_id = db.session.scalar(select(Account.id).where(Account.email == address, Account.active))
    members: list[Member] = []
    if account_id is not None:
        with inside(Scope(account_id=account_id)):
            members = members_of(account_id)
    if members:
        return Sender(members)
    at_work = organisation_of_domain(address)
    if at_work is None or is_service_organisation(at_work):
        return Sender()
    with inside(at_work):
        here = select(Person.id).where(Person.email == address, Person.active, Person.kind == "staff")
        return Sender((), at_work, db.session.scalar(here.order_by(Person.id).limit(1)))


def is_our_own(message_id: str) -> bool:
    """Say whether we gave a message its name."""
    return message_id.endswith(f"@{current_app.config['MAIL_HOST']}>") and _sent(message_id) is not None


def thread_of(references: Sequence[str]) -> tuple[int, int] | None:
    """Return (organisation id, request id) of the first of our mails that is referred to; None when none is."""
    for reference in references:
        row = _sent(reference)
        if row is not None and row.ticket_id is not None:
            return row.organisation_id, row.ticket_id
    return None


def _sent(message_id: str) -> Any:
    name, _at, host = message_id.strip("<>").rpartition("@")
    if host != current_app.config["MAIL_HOST"]:
        return None
    return db.session.execute(select(Mail.organisation_id, Mail.ticket_id).where(Mail.message_id == name)).first()


def number_of(member: Member, ticket_id: int) -> int | None:
    """Return the number of a request of the member's organisation; whether they see it is asked elsewhere."""
    with inside(Scope.of(member.organisation_id, member.account_id)):
        return db.session.scalar(select(Ticket.number).where(Ticket.id == ticket_id))
