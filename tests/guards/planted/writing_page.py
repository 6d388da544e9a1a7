"""A page that remembers that it was seen, in the transaction of its own making: opening it changes a row."""

from flask import Blueprint, g
from sqlalchemy import update

from tenants.database import db, write_transaction
from tenants.guard import requires
from tenants.models import Account
from tenants.permissions import Action

blueprint = Blueprint("planted", __name__)


@blueprint.get("/planted/seen")
@requires(Action.ENTER)
def seen() -> str:
    """Make the page dark for next time."""
    with write_transaction():
        db.session.execute(update(Account).where(Account.id == g.visitor.account_id).values(theme="dark"))
    return "seen"
