"""How the mail reads that tells somebody of a draft they were given."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.catalogue.wording import KINDS
from portal.drafts.models import Draft
from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from tenants.database import db


def register() -> None:
    """Know how to word it."""
    told_by("draft handed over")(_handed_over)


def _handed_over(due: Due, recipient: Recipient) -> Letter | None:
    """Word who gave it and where it is; None once it was sent, thrown away, or given to somebody else."""
    given = select(Draft).where(Draft.account_id == recipient.account_id, Draft.given_at == due.created_at)
    draft = db.session.scalar(given.limit(1)) if recipient.account_id is not None else None
    if draft is None:
        return None
    about = draft.answers.get("subject", "") or str(KINDS[draft.kind].name)
    key = recipient.organisation_key.lower()
    address = f"{base_url()}/{key}/new/{draft.kind}/{draft.service}/{draft.public}"
    words = _(
        "%(name)s started this and asks you to finish it. You can change it, send it or delete it.",
        name=draft.given_by,
    )
    news = News(
        _("%(name)s gave you a draft: %(subject)s", name=draft.given_by, subject=about),
        [Part(words, links=(Link(_("View the draft"), address),))],
        [(_("Subject"), about)],
        [_("Why do I get this e-mail?") + " " + _("Because a colleague gave you a draft.")],
    )
    return rendered(news, recipient)
