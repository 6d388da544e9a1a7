"""How the mails read that let somebody in: an invitation, a new password."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due, post
from portal.web.language import by_when, day
from tenants.database import db
from tenants.invitations import invitation_token, open_invitation
from tenants.models import Account, Membership
from tenants.people import is_service_organisation, name_of_organisation
from tenants.recovery import open_recovery, recovery_token
from tenants.signals import listen


def register() -> None:
    """Know how to word these mails, and write one when somebody is invited."""
    told_by("invitation")(_invitation)
    told_by("recovery")(_recovery)
    listen(_note_invitation)


def _note_invitation(action: str, subject: Membership, **_more: object) -> None:
    if action == "member.invited":
        post("invitation", subject.organisation_id, subject.person_id)


def _invitation(due: Due, recipient: Recipient) -> Letter | None:
    """Ask somebody in; None when the invitation was used or withdrawn before the mail left."""
    open_one = open_invitation(recipient.person_id)
    if open_one is None:
        return None
    supplier, organisation = current_app.config["SERVICE_NAME"], name_of_organisation(due.organisation_id)
    admin = open_one.invited_by
    link = f"{base_url()}/activate/{invitation_token(recipient.organisation_key, open_one.seed)}"
    works = _("The link works for 7 days. Do you not know %(admin)s? Then do nothing.", admin=admin)
    if _has_password(open_one.membership_id):
        subject = (
            _("You can now also work for %(organisation)s", organisation=organisation)
            if is_service_organisation(due.organisation_id)
            else _("You can now also ask questions for %(organisation)s", organisation=organisation)
        )
        words = _(
            "%(admin)s gave you access for %(organisation)s. You sign in with the password you have.",
            admin=admin,
            organisation=organisation,
        )
        button = _("View the invitation")
    else:
        subject = _("Your account for %(supplier)s's service desk", supplier=supplier)
        words = _(
            "%(admin)s of %(organisation)s made an account for you. Choose a password and you can start.",
            admin=admin,
            organisation=organisation,
        )
        button = _("Activate account")
    facts = [
        (_("Organisation"), organisation),
        (_("Your e-mail address"), recipient.email),
        (_("The link works until"), day(open_one.expires_at)),
    ]
    foot = [_("Why do I get this e-mail? Because %(admin)s invited you.", admin=admin)]
    return rendered(
        News(subject, [Part(words, links=(Link(button, link, public=True),)), Part(works)], facts, foot), recipient
    )


def _has_password(membership_id: int) -> bool:
    known = (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.id == membership_id, Account.password_hash.is_not(None))
    )
    return db.session.scalar(known) is not None


def _recovery(_due: Due, recipient: Recipient) -> Letter | None:
    """Offer a new password; None when the link was used, or ran out, before the mail left."""
    open_one = open_recovery(recipient.account_id) if recipient.account_id is not None else None
    if open_one is None:
        return None
    link = f"{base_url()}/reset/{recovery_token(open_one.seed)}"
    parts = [
        Part(_("You asked for a new password."), links=(Link(_("Choose password"), link, public=True),)),
        Part(_("The link works for 1 hour. Was this not you? Then you need not do anything.")),
    ]
    facts = [
        (_("Your e-mail address"), recipient.email),
        (_("The link works until"), by_when(open_one.expires_at)),
    ]
    foot = [_("Why do I get this e-mail? Because somebody asked for a new password for this address.")]
    return rendered(News(_("Choose a new password"), parts, facts, foot), recipient)
