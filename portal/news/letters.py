"""How the mails about a message that must be read are worded, when they leave."""

from flask_babel import gettext as _
from markupsafe import escape

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import day
from portal.web.text import Written
from tenants.context import member_for

from .queries import message_mailed
from .rules import Round
from .wording import kind_label, shown


def register() -> None:
    """Know how to word these mails."""
    for kind in Round:
        told_by(str(kind))(_letter)


def _letter(due: Due, recipient: Recipient) -> Letter | None:
    """Word the mail; None for who may not read the message any more, or said already that they did."""
    if recipient.account_id is None or due.broadcast_id is None:
        return None
    member = member_for(recipient.account_id, due.organisation_id)
    message = message_mailed(member, due.broadcast_id) if member else None
    if message is None or message.read_before is None or message.acknowledged_at is not None:
        return None
    text, before = shown(message), day(message.read_before)
    if due.kind == Round.REMINDER:
        subject = _("Not read yet. Read this before %(date)s: %(title)s", date=before, title=text.title)
    else:
        subject = _("Read this before %(date)s: %(title)s", date=before, title=text.title)
    href = f"{base_url()}/{recipient.organisation_key.lower()}/news/{message.code}"
    parts = [
        Part(quote=Written(text.excerpt, str(escape(text.excerpt)))),
        Part(
            _("Read the whole message and tell us that you read it."),
            links=(Link(_("Read the message"), href),),
        ),
    ]
    facts = [
        (_("About"), kind_label(message.kind).words),
        (_("Read before"), before),
    ]
    why = _("Why do I get this e-mail?") + " " + _("Because everybody this message is for has to read it.")
    return rendered(News(subject, parts, facts, [why]), recipient)
