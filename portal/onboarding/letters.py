"""How the mails read about a first admin: to who applied, to an admin there is, and to who decides.

What a stranger typed goes to the people it is meant for, and never back to an address that a stranger typed.
"""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from portal.notices.letters import Letter, Recipient, goes_outside, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from portal.web.language import said
from portal.web.text import written
from tenants.database import db

from .models import AdminApplication
from .queries import left, service_key, told_together, working_days
from .rules import State, presses
from .wording import left_words

MOST_NAMED = 50  # in one mail


def register() -> None:
    """Know how to word these mails, and to whom they go."""
    for kind, words in (
        ("application received", _received),
        ("application not processed", _not_processed),
        ("application approved", _approved),
        ("application declined", _declined),
    ):
        told_by(kind)(words)
        goes_outside(kind, _who_applied)
    told_by("application told")(_told)
    told_by("applications wait")(_they_wait)
    told_by("no admin")(_no_admin)


def within_words(days: int) -> str:
    """Say within how many working days somebody hears from us."""
    return ngettext("within %(num)s working day", "within %(num)s working days", days)


def _who_applied(due: Due) -> Recipient | None:
    row = _row(due)
    if row is None or not row.email:
        return None
    return Recipient(due.person_id, "", row.email, row.language, None, service_key())


def _received(due: Due, recipient: Recipient) -> Letter | None:
    row = _row(due)
    if row is None or row.state is not State.WAITING:
        return None  # decided before the mail left: another mail says how
    when = within_words(current_app.config["ONBOARDING_DAYS"])
    parts = [Part(_("We are checking your details. You will hear from us %(when)s.", when=when))]
    return _to_who_applied(_("We have your request to become admin"), parts, row, recipient)


def _not_processed(due: Due, recipient: Recipient) -> Letter | None:
    row = _row(due)
    if row is None:
        return None
    parts = [
        Part(_("Your organisation has an admin already, so we do not process your request.")),
        Part(_("Ask your colleague who is admin for an account. They have read that you applied.")),
    ]
    return _to_who_applied(_("Your organisation has an admin already"), parts, row, recipient)


def _approved(due: Due, recipient: Recipient) -> Letter | None:
    row = _row(due)
    if row is None:
        return None
    link = Link(_("Sign in"), f"{base_url()}/signin", public=True)
    parts = [
        Part(_("From now on you manage who of your colleagues has an account, and what they may do.")),
        Part(_("Sign in again: then you see the menu of the organisation."), links=(link,)),
    ]
    return _to_who_applied(_("You are the admin of your organisation now"), parts, row, recipient)


def _declined(due: Due, recipient: Recipient) -> Letter | None:
    row = _row(due)
    if row is None or not row.reason:
        return None
    parts = [
        Part(_("We did not approve your request to become admin. This is why:"), quote=written(row.reason)),
        Part(_("Is something not right? Apply again, or call us.")),
    ]
    return _to_who_applied(_("Your request to become admin is declined"), parts, row, recipient)


def _to_who_applied(subject: str, parts: Sequence[Part], row: Any, recipient: Recipient) -> Letter:
    facts = [(_("You applied"), said(row.asked_at).full)]
    foot = [
        _(
            "Why do I get this e-mail? Because somebody filled in this address to become admin. "
            "Was this not you? Then you need not do anything."
        )
    ]
    return rendered(News(subject, parts, facts, foot), recipient)


def _told(due: Due, recipient: Recipient) -> Letter | None:
    """Tell an admin who applied: they know their colleagues."""
    row = _row(due)
    if row is None or not row.email:
        return None
    parts = [
        Part(_("Somebody asked us to become the admin of your organisation. We do not process that: you are there.")),
        Part(_("You need not do anything. Do you want this colleague to have an account? Then invite them.")),
    ]
    invite = Link(_("Invite a colleague"), f"{base_url()}/{recipient.organisation_key.lower()}/org/users/new")
    facts = [
        (_("Name"), row.name),
        (_("Function"), row.function),
        (_("E-mail address"), row.email),
        (_("When"), said(row.asked_at).full),
    ]
    foot = [_("Why do I get this e-mail? Because you are an admin of your organisation.")]
    subject = _("Somebody asked to become admin of your organisation")
    return rendered(News(subject, [*parts, Part(links=(invite,))], facts, foot), recipient)


def _they_wait(_due: Due, recipient: Recipient) -> Letter | None:
    """Tell a service admin what waits too long, the latest first; None when all was decided before the mail left."""
    days, works = current_app.config["ONBOARDING_DAYS"], working_days()
    waiting = select(AdminApplication).where(AdminApplication.state == State.WAITING).order_by(AdminApplication.id)
    rows = [(left(row.asked_at, days, works), row) for row in db.session.scalars(waiting.limit(200))]
    pressing = sorted((pair for pair in rows if presses(pair[0])), key=lambda pair: (pair[0], pair[1].id))
    if not pressing:
        return None
    number = len(pressing)
    link = Link(_("View the applications"), f"{base_url()}/admin/onboarding")
    words = ngettext(
        "%(num)s person waits to hear whether they may be their organisation's first admin.",
        "%(num)s people wait to hear whether they may be their organisation's first admin.",
        number,
    )
    facts = [(row.organisation, left_words(remaining)) for remaining, row in pressing[:MOST_NAMED]]
    foot = [_("Why do I get this e-mail? Because you set up the service.")]
    subject = ngettext(
        "%(num)s application for a first admin waits", "%(num)s applications for a first admin wait", number
    )
    return rendered(News(subject, [Part(words, links=(link,))], facts, foot), recipient)


def _no_admin(due: Due, recipient: Recipient) -> Letter | None:
    """Tell a service admin which organisations nobody manages; None when all have an admin before the mail left."""
    rows = told_together(due.seed)
    if not rows:
        return None
    link = Link(_("View the organisations"), f"{base_url()}/admin/organisations?admin=none")
    subject = ngettext(
        "%(num)s organisation has nobody who manages its people",
        "%(num)s organisations have nobody who manages their people",
        len(rows),
    )
    parts = [
        Part(_("Nobody there can invite colleagues now. Somebody who may can apply, or you invite an admin.")),
        Part(links=(link,)),
    ]
    facts = [(row.key, row.name) for row in rows[:MOST_NAMED]]
    foot = [_("Why do I get this e-mail? Because you set up the service.")]
    return rendered(News(subject, parts, facts, foot), recipient)


def _row(due: Due) -> Any:
    return db.session.scalar(select(AdminApplication).where(AdminApplication.code == due.seed))
