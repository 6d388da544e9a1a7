"""Mails as people read them, and the desk that causes them, by its verbs: its pages have tests of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select, update

from portal.demo.acting import Players
from portal.tickets import handling, rating
from portal.tickets.lifecycle import Reason
from portal.tickets.models import Participant, Ticket
from portal.tickets.queries import ticket_for
from portal.tickets.rules import end_of_day
from portal.web.text import written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation, Person
from tenants.passwords import new_token
from tenants.roles import Role
from tenants.scope import inside
from tests.players import Filed, somebody


@dataclass(frozen=True)
class Read:
    """A mail with its two parts, white space folded."""

    subject: str
    text: str
    html: str
    links: list[str]
    buttons: list[str]

    def __contains__(self, words: str) -> bool:
        """Both parts say the same."""
        assert (words in self.text) == (words in self.html), f"{words!r} stands in one part only"
        return words in self.text


def read(message: EmailMessage) -> Read:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert html
    soup = BeautifulSoup(html.get_content(), "html.parser")
    buttons = soup.select("a.button")
    for gone in soup.select("style, title"):
        gone.decompose()
    return Read(
        subject=str(message["Subject"]),
        text=_folded(plain.get_content()),
        html=_folded(soup.get_text(" ")),
        links=[str(link["href"]) for link in buttons],
        buttons=[_folded(link.get_text()) for link in buttons],
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).replace(" :", ":")


class Desk:
    """Somebody of the desk at work."""

    def __init__(self, app: Flask, first_name: str = "joost") -> None:
        self.app, self.first_name = app, first_name

    def does(self, ticket: Filed, verb: Callable[[Member, Ticket], Any]) -> None:
        with self.app.app_context():
            players = Players()
            member = players.of(self.first_name, ticket.house)
            players.enter(member, ticket.house)
            with write_transaction():
                verb(member, ticket_for(member, ticket.number, lock=True))

    def answers(self, ticket: Filed, words: str = "Je vindt het onder **Planning**.") -> None:
        self.does(ticket, lambda me, it: handling.answer(me, it, written(words), new_token()))

    def comments(self, ticket: Filed, words: str = "We kijken ernaar.") -> None:
        self.does(ticket, lambda me, it: handling.comment(me, it, written(words), new_token()))

    def asks(self, ticket: Filed, words: str = "Welke week bedoel je?", days: int = 14) -> None:
        until = end_of_day(now(), days)
        self.does(ticket, lambda me, it: handling.postpone(me, it, written(words), until, new_token()))

    def notes(self, ticket: Filed, words: str) -> None:
        self.does(ticket, lambda me, it: handling.note(me, it, written(words), new_token()))

    def moves(self, ticket: Filed, department: str, words: str = "") -> None:
        self.does(ticket, lambda me, it: handling.move(me, it, department, written(words)))

    def resolves(self, ticket: Filed, words: str = "Het staat goed.", reason: str = "solved") -> None:
        self.does(ticket, lambda me, it: handling.resolve(me, it, Reason(reason), written(words), new_token()))

    def makes_good(self, ticket: Filed, words: str = "Dat spijt ons.") -> None:
        def answer(me: Member, it: Ticket) -> None:
            owed = rating.follow_up_of(it)
            assert owed
            rating.answer_dissatisfaction(me, it, owed, written(words))

        self.does(ticket, answer)


def speaks(app: Flask, first_name: str, language: str) -> None:
    """Let somebody of the cast have this language."""
    _changes(app, update(Account).where(Account.email == somebody(first_name).email).values(language=language))


def switched_off(app: Flask, first_name: str) -> None:
    _changes(app, update(Account).where(Account.email == somebody(first_name).email).values(active=False))


def _changes(app: Flask, statement: Any) -> None:
    with app.app_context(), write_transaction():
        db.session.execute(statement, execution_options={"synchronize_session": False})


def follows(app: Flask, ticket: Filed, first_name: str) -> None:
    """Let a colleague follow a request."""
    with app.app_context(), inside(house_id(ticket.house)), write_transaction():
        db.session.add(Participant(ticket_id=_id_of(ticket), person_id=person_id(first_name)))


def no_longer_follows(app: Flask, ticket: Filed, first_name: str) -> None:
    with app.app_context(), inside(house_id(ticket.house)), write_transaction():
        row = db.session.get_one(Participant, (house_id(ticket.house), _id_of(ticket), person_id(first_name)))
        db.session.delete(row)


def is_for(app: Flask, ticket: Filed, first_name: str) -> None:
    """Let a request be filed for a colleague of who filed it, who follows it then."""
    with app.app_context(), inside(house_id(ticket.house)), write_transaction():
        row = db.session.get_one(Ticket, _id_of(ticket))
        row.filed_for_id, row.filed_for_name = person_id(first_name), somebody(first_name).name
        db.session.add(Participant(ticket_id=row.id, person_id=row.filed_for_id))


def joins(app: Flask, first_name: str, house: str) -> None:
    """Let somebody of the cast be an employee of one more organisation."""
    one = somebody(first_name)
    with app.app_context(), inside(house_id(house)), write_transaction():
        person = Person(name=one.name, email=one.email)
        db.session.add(person)
        db.session.flush()
        account = db.session.scalars(select(Account.id).where(Account.email == one.email)).one()
        roles = frozenset({Role.EMPLOYEE})
        db.session.add(Membership(person_id=person.id, account_id=account, roles=roles, joined_at=now()))


def house_id(key: str) -> int:
    return db.session.scalars(select(Organisation.id).where(Organisation.key == key.upper())).one()


def person_id(first_name: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.name == somebody(first_name).name)).one()


def _id_of(ticket: Filed) -> int:
    return db.session.scalars(select(Ticket.id).where(Ticket.number == ticket.number)).one()
