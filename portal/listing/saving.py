"""Keep the filters of a list under a name, give them another, throw them away. Twice is once.

Who is second, in another tab, is told what the first did and decides.
"""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.tickets.once import done_before
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.passwords import new_token
from tenants.permissions import Action
from tenants.writing import add_unless_there

from .models import SavedView

MOST = 20


class ViewChangedMeanwhile(NotNow):
    """The view is not as it was when the page was opened; `view` is how it stands now."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(_("This view was changed in the meantime. What you filled in is still here."))
        self.name, self.query, self.version = view.name, view.query, view.version


def keep_view(member: Member, name: str, query: str, version: int = 0) -> None:
    """Keep a normalised query under a name; the view of this name that they saw, at `version`, gets the new filters.

    Raises Invalid when somebody has as many views as they can have, ViewChangedMeanwhile when there is a view of
    this name with other filters that they did not see.
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
    view = _named(member, name)
    if view is None or (view.name, view.query) == (name, query):
        return
    if view.version != version:
        raise ViewChangedMeanwhile(view)
    view.name, view.query, view.version = name, query, version + 1


def rename_view(member: Member, slug: str, name: str, version: int) -> None:
    """Give a view another name.

    Raises NotFound for somebody else's, Invalid for a name that is taken, ViewChangedMeanwhile when it changed
    since `version`.
    """
    ask(member, Action.SEE)
    view = view_of(member, slug)
    if view.name == name:
        return
    if view.version != version:
        raise ViewChangedMeanwhile(view)
    taken = _named(member, name)
    if taken is not None and taken.id != view.id:
        raise Invalid("name", _("You have a view with this name already."))
    view.name, view.folded, view.version = name, name.casefold(), version + 1


def remove_view(member: Member, slug: str, version: int, key: str) -> None:
    """Throw a view away, once for each `key`.

    Raises NotFound for what is not theirs or is gone, ViewChangedMeanwhile when it changed since `version`.
    """
    ask(member, Action.SEE)
    if done_before(member, key)[0]:
        return
    view = view_of(member, slug)
    if view.version != version:
        raise ViewChangedMeanwhile(view)
    db.session.delete(view)


def view_of(member: Member, slug: str) -> SavedView:
    """Return one of the member's own views, locked. Raises NotFound for all others alike."""
    mine = (SavedView.slug == slug, SavedView.membership_id == member.membership_id)
    view = db.session.scalar(select(SavedView).where(*mine).with_for_update())
    if view is None:
        raise NotFound
    return view


def views_of(member: Member) -> list[SavedView]:
    """Return the member's views, oldest first."""
    mine = SavedView.membership_id == member.membership_id
    return list(db.session.scalars(select(SavedView).where(mine).order_by(SavedView.id)))


def _named(member: Member, name: str) -> SavedView | None:
    mine = (SavedView.membership_id == member.membership_id, SavedView.folded == name.casefold())
    return db.session.scalar(select(SavedView).where(*mine).with_for_update())


def _how_many(member: Member) -> int:
    mine = SavedView.membership_id == member.membership_id
    return db.session.scalar(select(func.count(SavedView.id)).where(mine)) or 0
