"""How accounts are named in records: members by their address, everybody else by a code that tells nobody anything."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select

from portal.trail.who import who_did_it
from tenants.database import db
from tenants.models import Account, Membership, Person
from tenants.passwords import keyed_token
from tenants.scope import home

from .kinds import KINDS, refers_to

ELSEWHERE = "@elsewhere.invalid"
"""How the addresses end of accounts that stand for people of another installation; no mail ever goes there."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everybody who is named in an organisation's records: accounts by id, as records name them."""

    members: dict[int, str]
    outsiders: dict[int, tuple[str, str]]  # code, name

    def named(self, account_id: int) -> str:
        """Return how records name an account."""
        return self.members.get(account_id) or self.outsiders[account_id][0]

    def outside(self) -> Iterator[dict[str, str]]:
        """Yield the records of those who are no members."""
        for code, name in sorted(set(self.outsiders.values())):
            yield {"email": code, "name": name}


def accounts_in(notes: bool) -> Accounts:
    """Look up everybody who is named in what goes along of the organisation in scope."""
    rows = db.session.execute(
        select(Account.id, Account.email, Membership.erased_at, Person.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id == home())
    ).all()
    members = {row.id: row.email for row in rows if row.erased_at is None}
    # Who was erased here has a pseudonym, even when they go on elsewhere under their own name.
    found = {row.id: (code_of(row.email), row.name) for row in rows if row.erased_at is not None}
    others = sorted(_named(notes) - members.keys() - found.keys())
    for start in range(0, len(others), 500):
        some = select(Account.id, Account.email, Account.name).where(Account.id.in_(others[start : start + 500]))
        found |= {row.id: (code_of(row.email), row.name) for row in db.session.execute(some)}
    return Accounts(members, found)


def code_of(address: str) -> str:
    """Return the code of somebody who is no member; who came with a code keeps it.

    It is made with the secret of this installation: nobody finds an address by trying.
    """
    if address.endswith(ELSEWHERE):
        return address
    return hashlib.sha256(keyed_token("elsewhere", address).encode()).hexdigest()[:24] + ELSEWHERE


def _named(notes: bool) -> set[int]:
    found: set[int] = set()
    for kind in KINDS.values():
        for column in inspect(kind.model).columns:
            told = notes or column.key.removesuffix("_id") not in kind.desks
            if refers_to(kind, column) == "account" and kind.name != "membership" and told:
                found |= set(db.session.scalars(_distinct(kind, column.key, notes)))
    return found


def _distinct(kind: Any, name: str, notes: bool) -> Any:
    column = getattr(kind.model, name)
    mine = getattr(kind.model, "organisation_id", None) if kind.name != "broadcast" else kind.model.publisher_id
    told = column if kind.name != "trail" else who_did_it()
    return select(told).where(column.is_not(None), mine == home(), *kind.where(notes)).distinct()
