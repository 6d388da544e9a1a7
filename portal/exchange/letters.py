"""How the mails read that tell admins that everything of their organisation was asked for, and that it is ready."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import by_when, said
from tenants.clock import now
from tenants.database import db
from tenants.models import Account

from .models import Takeout


def register() -> None:
    """Know how to word them."""
    told_by("everything asked")(_asked)
    told_by("everything ready")(_ready)


def _asked(due: Due, recipient: Recipient) -> Letter | None:
    """Say who asked; None when the file is gone by now."""
    row, who = _row(due)
    if row is None:
        return None
    words = _("%(name)s asked for one file with everything of your organisation.", name=who)
    held = _("All requests will be in it, confidential ones too. Every admin can download it.")
    doubt = _("Did you not expect this? Then ask your colleague, or us.")
    parts = [Part(words, links=(Link(_("View the file"), _page(recipient)),)), Part(f"{held} {doubt}")]
    return rendered(
        News(_("Somebody takes everything of your organisation along"), parts, _when(row), [_why()]), recipient
    )


def _ready(due: Due, recipient: Recipient) -> Letter | None:
    """Say where the file is; None when it is gone before the mail left. The file itself never goes by mail."""
    row, who = _row(due)
    if row is None or row.made_at is None or row.kept_until <= now():
        return None
    words = _("The file with everything of your organisation is ready. %(name)s asked for it.", name=who)
    parts = [Part(words, links=(Link(_("Download the file"), _page(recipient)),))]
    facts = [*_when(row), (_("You can download it until"), by_when(row.kept_until))]
    return rendered(News(_("The file with everything is ready"), parts, facts, [_why()]), recipient)


def _row(due: Due) -> tuple[Takeout | None, str]:
    found = select(Takeout, Account.name).join(Account, Account.id == Takeout.account_id)
    row = db.session.execute(found.where(Takeout.code == due.seed)).first()
    return (None, "") if row is None else (row[0], row[1])


def _page(recipient: Recipient) -> str:
    return f"{base_url()}/{recipient.organisation_key.lower()}/org/export"


def _when(row: Takeout) -> list[tuple[str, str]]:
    return [(_("When"), said(row.asked_at).full)]


def _why() -> str:
    return _("Why do I get this e-mail? Because you are an admin of your organisation.")
