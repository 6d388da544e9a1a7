"""How the mail reads that tells somebody that a work account was linked with their account."""

from flask_babel import gettext as _

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from portal.web.language import said
from tenants.models import Membership
from tenants.people import name_of_organisation
from tenants.signals import listen


def register() -> None:
    """Know how to word it, and write it when it happens."""
    told_by("work account")(_linked)
    listen(_note)


def _note(action: str, subject: Membership, **_more: object) -> None:
    if action == "member.linked":
        post("work account", subject.organisation_id, subject.person_id)


def _linked(due: Due, recipient: Recipient) -> Letter | None:
    """Say that from now on somebody comes in with the work account, and what to do when that was not them."""
    organisation = name_of_organisation(due.organisation_id)
    words = _(
        "From now on you can sign in with your work account of %(organisation)s. Nothing else changes.",
        organisation=organisation,
    )
    parts = [
        Part(words, links=(Link(_("View your account"), f"{base_url()}/account"),)),
        Part(_("Was this not you? Then choose another password and tell your admin at once.")),
    ]
    facts = [(_("Your e-mail address"), recipient.email), (_("When"), said(due.created_at).full)]
    foot = [_("Why do I get this e-mail? Because somebody signed in to your account in a new way.")]
    return rendered(News(_("You signed in with your work account"), parts, facts, foot), recipient)
