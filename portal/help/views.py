"""The pages that explain. They stand outside the organisations, so that somebody who cannot sign in reads them too."""

from datetime import date

from flask import Blueprint, g, render_template
from flask_login import current_user

from portal.catalogue.queries import departments
from portal.contact.queries import contact as contact_details
from portal.contact.wording import card_of, closed_words, contact_card, week_words
from portal.web.language import full_day, named
from tenants.clock import now
from tenants.guard import before_terms, public, requires
from tenants.people import customer_numbers_of
from tenants.permissions import Action

blueprint = Blueprint("help", __name__)

STATED = date(2026, 11, 22)
"""When the statement about accessibility was last looked at."""


@blueprint.before_request
def know_visitor() -> None:
    """Speak the language of who is signed in, on pages that ask nobody to be."""
    if "visitor" not in g and current_user.is_authenticated:
        g.visitor = current_user._get_current_object()


@blueprint.get("/help")
@public("how the desk works is for everybody to read")
def how() -> str:
    """Explain the way of a request, the levels, what to expect and what we need."""
    places = [(named(one, "name"), named(one, "sentence")) for one in departments()]
    return render_template("help/how.html", departments=places, contact=contact_card())


@blueprint.get("/contact")
@public("who cannot sign in must be able to call")
def contact() -> str:
    """Tell how we are reached, and when."""
    found = contact_details()
    visitor = g.get("visitor")
    return render_template(
        "help/contact.html",
        week=week_words(found.hours),
        closed=closed_words(found.hours, now()),
        numbers=customer_numbers_of(visitor.account_id) if visitor else [],
        contact=card_of(found, ""),
    )


@blueprint.get("/privacy")
@public("what is kept is for everybody to read")
def privacy() -> str:
    """Tell what is kept, who sees it, and whom to ask."""
    return render_template("help/privacy.html", contact=contact_card())


@blueprint.get("/accessibility")
@public("how accessible the portal is, is for everybody to read")
def accessibility() -> str:
    """Tell how accessible the portal is, and where to say that it is not."""
    return render_template("help/accessibility.html", contact=contact_card(), stated=full_day(STATED))


@blueprint.get("/<key>/more")
@requires(Action.SEE)
@before_terms
def more() -> str:
    """Show what does not fit the menu of a phone."""
    return render_template("help/more.html")
