"""The overview of the set-up."""

from importlib.metadata import version

from flask import render_template

from portal.contact.queries import contact
from portal.web.language import said
from tenants.clock import now
from tenants.guard import requires
from tenants.permissions import Action

from . import (
    catalogue_views,
    contact_views,
    domain_views,
    erasure_views,
    hold_views,
    look_in_views,
    organisation_views,
    people_views,
)
from .blueprint import blueprint
from .menu import waiting_at
from .queries import health
from .rules import is_stuck

__all__ = [
    "blueprint",
    "catalogue_views",
    "contact_views",
    "domain_views",
    "erasure_views",
    "hold_views",
    "look_in_views",
    "organisation_views",
    "people_views",
]


@blueprint.get("")
@requires(Action.ADMINISTER)
def overview() -> str:
    """Show what is set up and what is not yet, and whether mail leaves."""
    found = health()
    return render_template(
        "admin/overview.html",
        health=found,
        lost=[one for one in found.without_admin if one.to_tell],
        applications=waiting_at("applications.queue"),
        reached=bool(contact().telephone),
        stuck=is_stuck(found.oldest_mail, now()),
        oldest=said(found.oldest_mail) if found.oldest_mail else None,
        release=version("balie"),
    )
