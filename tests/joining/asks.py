"""What people do who ask to join, and the admins who decide: with the real forms and mails."""

from typing import Any

from sqlalchemy import select

from portal.trail.models import Trail
from tenants.database import db
from tenants.models import Account, Membership
from tenants.organisations import organisation_named
from tenants.scope import inside
from tests.people.inviting import fields_of, token_in
from tests.players import Page, Player

ADDRESS = "Sanne@Linde.example"
CONFIRM = "Bevestig je e-mailadres"


def asks(visitor: Player, email: str = ADDRESS, name: str = "Sanne Vermeer", words: str = "Ik werk in Zuid.") -> Page:
    return visitor.posts("/join", {"email": email, "name": name, "words": words}, on="/join")


def confirms(visitor: Player, token: str) -> Page:
    path = f"/join/{token}"
    page = visitor.opens(path)
    return visitor.posts(path, {}, on=path) if page.status == 200 else page


def asks_and_confirms(visitor: Player, post_office: Any, email: str = ADDRESS, **fields: str) -> None:
    """Ask, and press the link of the mail."""
    assert asks(visitor, email, **fields).location == "/join/sent"
    token = token_in(post_office.mails(email.lower())[-1], "join")
    assert confirms(visitor, token).location == "/join/confirmed"


def waiting(admin: Player) -> dict[str, str]:
    """Return who waits, by name, with the address of the page."""
    page = admin.opens(f"/{admin.house}/org/joining")
    return {link.get_text(): link["href"] for link in page.soup.select(".table a")}


def approves(admin: Player, path: str, **fields: Any) -> Page:
    return Page(admin.browser.post(path, data=fields_of(admin.opens(path), path) | fields))


def declines(admin: Player, path: str, reason: str = "") -> Page:
    return admin.posts(f"{path}/refusal", {"reason": reason}, on=path)


def memberships(app, email: str) -> list[frozenset[str]]:
    """The roles of each membership of De Linde that an address has."""
    with app.app_context(), inside(organisation_named("linde") or 0):
        account = select(Membership).join(Account, Account.id == Membership.account_id).where(Account.email == email)
        return [frozenset(map(str, one.roles)) for one in db.session.scalars(account)]


def trail_of(app, house: str = "linde") -> list[str]:
    with app.app_context(), inside(organisation_named(house) or 0):
        return list(db.session.scalars(select(Trail.action).order_by(Trail.id)))
