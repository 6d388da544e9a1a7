"""What people of a house, or of the desk, do with its requests: by the verbs themselves, without pages."""

from collections.abc import Callable
from itertools import count
from typing import Any

from portal.catalogue.rules import Kind
from portal.demo.acting import Players
from portal.tickets.filing import Filing, file_request
from portal.tickets.queries import ticket_for
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.models import Membership
from tenants.roles import Authorisation

_keys = count()


class Acts:
    """The cast at work in one house. Used inside the app."""

    def __init__(self, house: str) -> None:
        self.house, self.players = house, Players()

    def file(self, name: str, subject: str, note: str = "Ik zoek het.", **more: Any) -> int:
        """File a question; return its number."""
        member = self.comes(name)
        answers = {"subject": subject, "note": note, "client_number": more.pop("client_number", "")}
        filing = Filing(Kind.QUESTION, "planning", answers, **more)
        with write_transaction():
            return file_request(member, filing, key=f"acted {next(_keys)}").number

    def do(self, name: str, number: int, act: Callable[[Member, Any], object]) -> None:
        """Let somebody do one thing with a request."""
        member = self.comes(name)
        with write_transaction():
            act(member, ticket_for(member, number, lock=True))

    def authorise(self, name: str, *given: Authorisation) -> None:
        """Give somebody these authorisations and no others."""
        member = self.comes(name)
        with write_transaction():
            db.session.get_one(Membership, member.membership_id).authorisations = frozenset(given)

    def comes(self, name: str) -> Member:
        """Return somebody, and go to where they work."""
        member = self.players.of(name, self.house)
        self.players.enter(member, self.house)
        return member

    @staticmethod
    def leaves() -> None:
        """Leave the database to others."""
        db.session.remove()
