"""How the mails about a message are worded, when they leave."""

from typing import Any

from flask_babel import gettext as _
from markupsafe import escape

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import day
from portal.web.text import Written
from tenants.context import member_for
from tenants.roles import Topic

from .queries import message_mailed
from .rules import Round
from .wording import Shown, kind_label, shown


def register() -> None:
    """Know how to word these mails."""
    for kind in (Round.MUST_READ, Round.REMINDER):
        told_by(str(kind))(_letter)
    told_by(str(Round.NEWS), Topic.NEWS)(_news_letter)


def _letter(due: Due, recipient: Recipient) -> Letter | None:
    """Word the mail; None for who may not read the message any more, or said already that they did."""
    message = _message(due, recipient)
    if message is None or message.read_before is None or message.acknowledged_at is not None:
        return None
    text, before = shown(message), day(message.read_before)
    if due.kind == Round.REMINDER:
        subject = _("Not read yet. Read this before %(date)s: %(title)s", date=before, title=text.title)
    else:
        subject = _("Read this before %(date)s: %(title)s", date=before, title=text.title)
    link = _link(recipient, message)
    parts = [_beginning(text), Part(_("Read the whole message and tell us that you read it."), links=(link,))]
    facts = [
        (_("About"), kind_label(message.kind).words),
        (_("Read before"), before),
    ]
    why = _("Why do I get this e-mail?") + " " + _("Because everybody this message is for has to read it.")
    return rendered(News(subject, parts, facts, [why]), recipient)


def _news_letter(due: Due, recipient: Recipient) -> Letter | None:
    """Word the mail about news that need not be read; None for who may not read it, or read it already."""
    message = _message(due, recipient)
    if message is None or message.read_before is not None or message.read_at is not None:
        return None
    text, about = shown(message), kind_label(message.kind).words
    subject = _("%(kind)s: %(title)s", kind=about, title=text.title)
    parts = [_beginning(text), Part(links=(_link(recipient, message),))]
    profile = f"{base_url()}/account/notifications"
    why = [
        _("Why do I get this e-mail?") + " " + _("Because you chose to get news by e-mail."),
        _("You can change that here: %(address)s", address=profile),
    ]
    return rendered(News(subject, parts, [(_("About"), about)], why), recipient)


def _message(due: Due, recipient: Recipient) -> Any | None:
    """Return the message as its recipient may read it now; None when they may not."""
    if recipient.account_id is None or due.broadcast_id is None:
        return None
    member = member_for(recipient.account_id, due.organisation_id)
    return message_mailed(member, due.broadcast_id) if member else None


def _beginning(text: Shown) -> Part:
    return Part(quote=Written(text.excerpt, str(escape(text.excerpt))))


def _link(recipient: Recipient, message: Any) -> Link:
    return Link(_("Read the message"), f"{base_url()}/{recipient.organisation_key.lower()}/news/{message.code}")
