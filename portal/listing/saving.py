"""Keep the filters of a list under a name, give them another, throw them away. Twice is once."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound
from tenants.guard import ask
from tenants.passwords import new_token
from tenants.permissions import Action
from tenants.scope import add_unless_there

from .models import SavedView

MOST = 20


def keep_view(member: Member, name: str, query: str) -> None:
    """Keep a normalised query under a name; a view of one's own with this name gets the new filters.

    Raises Invalid when somebody has as many views as they can have.
    """
    ask(member, Action.SEE)
    there = _named(member, name)
    if there is None and _how_many(member) >= MOST:
        raise Invalid("name", _("You have 20 views. Remove one first."))
    values = {
        "membership_id": member.membership_id,
        "folded": name.casefold(),
        "slug": new_token()[:12].lower(),
        "name": name,
        "query": query,
    }
    if there is None and add_unless_there(SavedView, values):
        return
    if (view := _named(member, name)) is not None:
        view.name, view.query = name, query


def rename_view(member: Member, slug: str, name: str) -> None:
    """Give a view another name. Raises NotFound for somebody else's, Invalid for a name that is taken."""
    ask(member, Action.SEE)
    view = view_of(member, slug)
    taken = _named(member, name)
    if taken is not None and taken.id != view.id:
        raise Invalid("name", _("You have a view with this name already."))
    view.name, view.folded = name, name.casefold()


def remove_view(member: Member, slug: str) -> None:
    """Throw a view away. Raises NotFound for what is not theirs, or is gone already."""
    ask(member, Action.SEE)
    db.session.delete(view_of(member, slug))


def view_of(member: Member, slug: str) -> SavedView:
    """Return one of the member's own views. Raises NotFound for all others alike."""
    mine = (SavedView.slug == slug, SavedView.membership_id == member.membership_id)
    view = db.session.scalar(select(SavedView).where(*mine))
    if view is None:
        raise NotFound
    return view


def views_of(member: Member) -> list[SavedView]:
    """Return the member's views, oldest first."""
    mine = SavedView.membership_id == member.membership_id
    return list(db.session.scalars(select(SavedView).where(mine).order_by(SavedView.id)))


def _named(member: Member, name: str) -> SavedView | None:
    mine = (SavedView.membership_id == member.membership_id, SavedView.folded == name.casefold())
    return db.session.scalar(select(SavedView).where(*mine))


def _how_many(member: Member) -> int:
    mine = SavedView.membership_id == member.membership_id
    return db.session.scalar(select(func.count(SavedView.id)).where(mine)) or 0
