"""How the mail reads that tells an admin that the service organisation looked in."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import said
from portal.web.text import written
from tenants.database import db
from tenants.models import Account

from .models import LookIn


def register() -> None:
    """Know how to word it."""
    told_by("look in")(_looked_in)


def _looked_in(due: Due, recipient: Recipient) -> Letter | None:
    """Say who looked in and why."""
    found = select(LookIn.reason, LookIn.began_at, Account.name).join(Account, Account.id == LookIn.account_id)
    row = db.session.execute(found.where(LookIn.handle == due.seed)).first()
    if row is None:
        return None
    supplier = current_app.config["SERVICE_NAME"]
    log = Link(_("View the log"), f"{base_url()}/{recipient.organisation_key.lower()}/org/audit?kind=support")
    parts = [
        Part(
            _(
                "%(name)s of %(supplier)s looked at the settings and admins of your organisation.",
                name=row.name,
                supplier=supplier,
            ),
            quote=written(row.reason),
            links=(log,),
        ),
        Part(_("Do you not know why? Then ask us.")),
    ]
    facts = [(_("When"), said(row.began_at).full)]
    foot = [_("Why do I get this e-mail? Because you are an admin of your organisation.")]
    subject = _("%(supplier)s looked at your organisation", supplier=supplier)
    return rendered(News(subject, parts, facts, foot), recipient)
