"""How the mail reads that says a file is ready."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import by_when
from tenants.clock import now
from tenants.database import db
from tenants.models import Membership

from .models import ExportFile


def register() -> None:
    """Know how to word it."""
    told_by("export")(_ready)


def _ready(due: Due, recipient: Recipient) -> Letter | None:
    """Say where the file is; None when it is gone before the mail left. The file itself never goes by mail."""
    mine = (ExportFile.code == due.seed, ExportFile.made_at.is_not(None), ExportFile.kept_until > now())
    theirs = (Membership.id == ExportFile.membership_id, Membership.person_id == recipient.person_id)
    row = db.session.scalar(select(ExportFile).join(Membership, theirs[0]).where(*mine, theirs[1]))
    if row is None:
        return None
    link = f"{base_url()}/{recipient.organisation_key.lower()}/requests/exports"
    parts = [Part(_("The file you asked for is ready."), links=(Link(_("Download the file"), link),))]
    facts = [
        (_("In the file"), ngettext("%(num)s request", "%(num)s requests", len(row.numbers))),
        (_("You can download it until"), by_when(row.kept_until)),
    ]
    why = _("Why do I get this e-mail?") + " " + _("Because you asked for this file.")
    return rendered(News(_("Your file with requests is ready"), parts, facts, [why]), recipient)
