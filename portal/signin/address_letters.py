"""How the mails read about another e-mail address: one asks the new address, one tells the old."""

from dataclasses import replace

from flask_babel import gettext as _

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import by_when
from tenants.addresses import address_token, change_done, change_to_mail


def register() -> None:
    """Know how to word these mails."""
    told_by("address")(_to_confirm)
    told_by("address changed")(_changed)


def _to_confirm(due: Due, recipient: Recipient) -> Letter | None:
    """Ask the new address; None when the link ended, or the address is somebody's already."""
    change = change_to_mail(due.seed)
    if change is None:
        return None
    link = Link(_("Confirm this address"), f"{base_url()}/address/{address_token(change.seed)}", public=True)
    if change.asked_by:
        words = _("%(admin)s asked us to use this e-mail address for your account.", admin=change.asked_by)
    else:
        words = _("You asked us to use this e-mail address for your account.")
    parts = [
        Part(words, links=(link,)),
        Part(_("You confirm with your password. Was this not you? Then you need not do anything.")),
    ]
    facts = [
        (_("Your new e-mail address"), change.address),
        (_("The link works until"), by_when(change.expires_at)),
    ]
    foot = [_("Why do I get this e-mail? Because somebody filled in this address.")]
    letter = rendered(News(_("Confirm your e-mail address"), parts, facts, foot), recipient)
    return replace(letter, to=change.address)


def _changed(due: Due, recipient: Recipient) -> Letter | None:
    """Tell the old address; the new one is not told there, it may be somebody else's mailbox by now."""
    change = change_done(due.seed)
    if change is None or change.done_at is None:
        return None
    parts = [
        Part(_("Your account has another e-mail address now. With this one you cannot sign in any more.")),
        Part(_("Was this not you? Then tell your admin or the helpdesk at once.")),
    ]
    facts = [(_("Changed"), by_when(change.done_at))]
    foot = [_("Why do I get this e-mail? Because this was the address of your account.")]
    letter = rendered(News(_("Your e-mail address has changed"), parts, facts, foot), recipient)
    return replace(letter, to=change.old_address)
