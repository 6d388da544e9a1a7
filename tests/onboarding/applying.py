"""What somebody does who asks to be the first admin of their organisation, and who decides, with the real forms."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tenants.database import db, write_transaction
from tenants.models import Account, Membership, Organisation
from tenants.scope import inside
from tests.players import Page, Player

START = "/start/organisation"
QUEUE = "/admin/onboarding"
EVA = {
    "organisation": "Thuiszorg Eemland",
    "customer_number": "40502",
    "name": "Eva Jansen",
    "function": "Manager bedrijfsvoering",
    "email": "eva@eemland.example",
    "telephone": "033 123 45 67",
    "contact_name": "",
    "may": "y",
}


def applies(visitor: Player, **fields: Any) -> Page:
    """Fill in the form as Eva does, but for `fields`; a value None leaves the box without its tick."""
    filled = visitor.opens(START).form(START) | EVA | fields
    sent = {name: value for name, value in filled.items() if value is not None}
    return Page(visitor.browser.post(START, data=sent))


def waiting(player: Player, state: str = "") -> list[str]:
    """Return the organisations in the queue, in their order."""
    page = player.opens(QUEUE + (f"?state={state}" if state else ""))
    return [" ".join(link.get_text().split()) for link in page.soup.select(".list a.t")]


def first_in_queue(player: Player, state: str = "") -> str:
    """Return the address of the first application in the queue."""
    page = player.opens(QUEUE + (f"?state={state}" if state else ""))
    link = page.soup.select_one(".list a.t")
    assert link is not None, "nobody waits"
    return str(link["href"])


def approves(player: Player, path: str, **fields: Any) -> Page:
    """Press Approve on the page of an application."""
    return player.posts(f"{path}/approval", fields, on=path)


def declines(player: Player, path: str, words: str = "We kennen u niet. Bel ons even.") -> Page:
    """Press Decline on the page of an application."""
    return player.posts(f"{path}/refusal", {"words": words}, on=path)


def without_admin(app: Flask, key: str = "EEMLAND", addresses: Iterable[str] = ("dewi@eemland.example",)) -> None:
    """Switch off the accounts of an organisation's admins: nobody manages it from now on."""
    with app.app_context(), write_transaction():
        db.session.execute(update(Account).where(Account.email.in_(tuple(addresses))).values(active=False))


def roles_of(app: Flask, key: str, email: str) -> set[str]:
    """Return the roles of somebody in an organisation; none for who is no member."""
    with app.app_context():
        home = db.session.scalars(select(Organisation.id).where(Organisation.key == key)).one()
        with inside(home):
            mine = select(Membership.roles).join(Account, Account.id == Membership.account_id)
            found = db.session.scalar(mine.where(Account.email == email, Membership.organisation_id == home))
        return {str(role) for role in found or ()}
