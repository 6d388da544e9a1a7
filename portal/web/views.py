"""Pages of no feature: the start of everything, preferences, health."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy import update
from werkzeug.wrappers import Response

from tenants.context import memberships_of
from tenants.database import db, write_transaction
from tenants.guard import public, requires, while_looking
from tenants.models import Account
from tenants.permissions import Action

from .forms import Form, Line, OneOf
from .language import LANGUAGES

blueprint = Blueprint("web", __name__)
THEMES = ("system", "light", "dark")


class PreferencesForm(Form):
    """What a visitor chooses, one at a time, and the page to which they return."""

    language = Line(validators=[OneOf(("", *LANGUAGES))])
    theme = Line(validators=[OneOf(("", *THEMES))])
    next = Line()


@blueprint.get("/")
@requires(Action.ENTER)
@while_looking
def home() -> Response:
    """Send a signed-in person to their organisation, to the desk, or to the choice between them."""
    if g.visitor.look:
        return redirect(f"/{g.visitor.look.key}/")
    places = memberships_of(g.visitor.account_id)
    if len(places) != 1:
        return redirect(url_for("signin.choose"))
    return redirect(place_of(*places[0]))


def place_of(key: str, _name: str, door: str) -> str:
    """Return where a membership leads; the service organisation has a door of its own for each kind of work."""
    return f"/{door}" if door else f"/{key.lower()}/"


@blueprint.post("/preferences")
@public("a visitor chooses language and light or dark before signing in")
def preferences() -> Response:
    """Keep the language or theme somebody chose, and return to where they were."""
    form = PreferencesForm()
    if not form.validate_on_submit():
        abort(400)
    chosen = {name: form[name].data for name in ("language", "theme") if form[name].data}
    session.update(chosen)
    if chosen and current_user.is_authenticated:
        with write_transaction():
            db.session.execute(
                update(Account).where(Account.id == current_user.account_id).values(**chosen),
                execution_options={"synchronize_session": False},
            )
    return redirect(own_path(form.next.data))


def own_path(wanted: str | None) -> str:
    """Return `wanted` when it is a path of this site, else the start page: no redirect leads elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    if any(ord(letter) < 33 or letter == "\\" for letter in wanted):
        return "/"
    parts = urlsplit(wanted)
    return "/" if parts.scheme or parts.netloc else wanted


def current_path() -> str:
    """Return the path and query of this page, when it can be visited again; an error page leads to the start."""
    if g.get("failed"):
        return "/"
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


@blueprint.get("/healthz")
@public("the load balancer asks whether the process answers")
def healthz() -> str:
    """Say that this process answers."""
    return "ok"
