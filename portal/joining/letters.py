"""How the mails read about joining: the answer to who asks, what an admin decided, and that somebody waits."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from portal.notices.letters import OUTSIDE, Letter, Recipient, goes_outside, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.models import Mail
from portal.outbox.verbs import Due, post
from portal.web.language import day
from tenants.asker_rows import Answer, AskedToJoin, Asker, State
from tenants.asking import asked_with, asking_token, can_confirm
from tenants.clock import now
from tenants.database import db
from tenants.people import key_of_organisation, name_of_organisation, persons_with
from tenants.roles import Role
from tenants.signals import listen

ONCE_IN = timedelta(days=1)
"""How often the admins of an organisation are told that people wait, at most."""


def register() -> None:
    """Know how to word these mails, to whom they go, and write those that follow from what the kernel does."""
    told_by("joining")(_answer)
    told_by("joining declined")(_declined)
    told_by("joining closed")(_closed)
    told_by("joining asked")(_waiting)
    goes_outside("joining", _who_asked)
    goes_outside("joining declined", lambda due: _asker(due, State.DECLINED))
    goes_outside("joining closed", lambda due: _asker(due, State.CLOSED))
    listen(_note)


def _note(action: str, subject: Any, **_more: object) -> None:
    if action == "asker.declined":
        post("joining declined", subject.organisation_id, OUTSIDE, seed=subject.handle)
    elif action == "asker.closed":
        post("joining closed", subject.organisation_id, OUTSIDE, seed=subject.handle)
    elif action == "asker.asked":
        _tell_admins(subject.organisation_id)


def _tell_admins(organisation_id: int) -> None:
    """Mail the admins once a day at most: who asks after that is told of a day later, once."""
    told = (Mail.organisation_id == organisation_id, Mail.entry_id.is_(None), Mail.kind == "joining asked")
    last = db.session.scalar(select(func.max(Mail.created_at)).where(*told))
    if last is not None and last > now():
        return  # that mail is still to come, and counts who waits by then
    due_at = None if last is None or last <= now() - ONCE_IN else last + ONCE_IN
    for person_id in persons_with(Role.ADMIN):
        post("joining asked", organisation_id, person_id, due_at=due_at)


def _who_asked(due: Due) -> Recipient | None:
    """Who typed the address may be somebody else: the mail greets nobody by name, and holds nothing of theirs."""
    row = asked_with(due.seed)
    return (
        None
        if row is None
        else Recipient(OUTSIDE, "", row.address, row.language, None, key_of_organisation(due.organisation_id))
    )


def _asker(due: Due, state: State) -> Recipient | None:
    row = _asker_called(due.seed, state)
    return (
        None
        if row is None
        else Recipient(OUTSIDE, row.name, row.email, row.language, None, key_of_organisation(due.organisation_id))
    )


def _asker_called(handle: str, state: State) -> Asker | None:
    return db.session.scalar(select(Asker).where(Asker.handle == handle, Asker.state == state))


def _answer(due: Due, recipient: Recipient) -> Letter | None:
    """Answer who asked; None when they need no answer any more."""
    row = asked_with(due.seed)
    if row is None or row.answer not in _WORDED:
        return None
    return _WORDED[row.answer](due, recipient, row)


def _confirm(due: Due, recipient: Recipient, row: AskedToJoin) -> Letter | None:
    if not can_confirm(row):
        return None
    organisation = name_of_organisation(due.organisation_id)
    link = Link(_("Confirm this address"), f"{base_url()}/join/{asking_token(row.seed)}", public=True)
    words = _(
        "With this e-mail address somebody asked for an account for %(organisation)s. "
        "Was it you? Then confirm that the address is yours.",
        organisation=organisation,
    )
    parts = [
        Part(words, links=(link,)),
        Part(_("After that the admins of %(organisation)s decide.", organisation=organisation)),
        Part(_("Was this not you? Then you need not do anything.")),
    ]
    facts = [
        (_("Organisation"), organisation),
        (_("Your e-mail address"), recipient.email),
        (_("The link works until"), day(row.expires_at)),
    ]
    return rendered(News(_("Confirm your e-mail address"), parts, facts, _foot()), recipient)


def _unknown(_due: Due, recipient: Recipient, _row: AskedToJoin) -> Letter:
    parts = [
        Part(_("With this e-mail address somebody asked for an account. With this address that cannot be asked here.")),
        Part(_("Do you need an account? Then ask your colleague who is admin to invite you.")),
        Part(_("Was this not you? Then you need not do anything.")),
    ]
    facts = [(_("Your e-mail address"), recipient.email)]
    return rendered(News(_("Ask your colleague for an account"), parts, facts, _foot()), recipient)


def _member(_due: Due, recipient: Recipient, _row: AskedToJoin) -> Letter:
    links = (
        Link(_("Sign in"), f"{base_url()}/signin", public=True),
        Link(_("Choose a new password"), f"{base_url()}/forgot", public=True),
    )
    parts = [
        Part(_("With this e-mail address somebody asked for an account. You have one already."), links=links),
        Part(_("Can you not sign in? Then ask your colleague who is admin.")),
    ]
    facts = [(_("Your e-mail address"), recipient.email)]
    return rendered(News(_("You have an account already"), parts, facts, _foot()), recipient)


def _asked_before(due: Due, recipient: Recipient, _row: AskedToJoin) -> Letter:
    organisation = name_of_organisation(due.organisation_id)
    parts = [
        Part(_("You asked for an account before. The admins of %(organisation)s decide.", organisation=organisation)),
        Part(_("You get an e-mail as soon as they have. You need not do anything now.")),
    ]
    facts = [(_("Organisation"), organisation), (_("Your e-mail address"), recipient.email)]
    return rendered(News(_("Your question lies with your admin"), parts, facts, _foot()), recipient)


def _declined_before(due: Due, recipient: Recipient, row: AskedToJoin) -> Letter | None:
    told = select(Asker).where(Asker.email == row.address, Asker.state == State.DECLINED)
    asker = db.session.scalar(told)
    return None if asker is None else _no(due, recipient, asker)


_WORDED = {
    Answer.CONFIRM: _confirm,
    Answer.UNKNOWN: _unknown,
    Answer.MEMBER: _member,
    Answer.WAITING: _asked_before,
    Answer.DECLINED: _declined_before,
}


def _declined(due: Due, recipient: Recipient) -> Letter | None:
    asker = _asker_called(due.seed, State.DECLINED)
    return None if asker is None else _no(due, recipient, asker)


def _closed(due: Due, recipient: Recipient) -> Letter:
    """Tell who asked that no answer comes: alike whether nobody decided or the domain is another's by now."""
    organisation = name_of_organisation(due.organisation_id)
    parts = [
        Part(_("You asked for an account for %(organisation)s. Nobody decided about it.", organisation=organisation)),
        Part(_("What you asked is closed now: no answer comes any more.")),
        Part(_("Do you still need an account? Then ask your colleague who is admin to invite you.")),
    ]
    facts = [(_("Organisation"), organisation), (_("Your e-mail address"), recipient.email)]
    return rendered(News(_("What you asked is closed"), parts, facts, _foot()), recipient)


def _no(due: Due, recipient: Recipient, asker: Asker) -> Letter:
    organisation = name_of_organisation(due.organisation_id)
    parts = [
        Part(
            _(
                "You asked for an account for %(organisation)s. An admin decided that you do not get one now.",
                organisation=organisation,
            )
        )
    ]
    if asker.reason:
        parts.append(Part(_("The admin wrote: “%(words)s”", words=asker.reason)))
    parts.append(Part(_("Do you not agree? Then talk to your colleague who is admin.")))
    facts = [(_("Organisation"), organisation), (_("Your e-mail address"), recipient.email)]
    return rendered(News(_("You get no account now"), parts, facts, _foot()), recipient)


def _foot() -> list[str]:
    return [_("Why do I get this e-mail? Because somebody asked for an account with this address.")]


def _waiting(due: Due, recipient: Recipient) -> Letter | None:
    """Tell an admin how many people wait; None when nobody does any more."""
    mine = (Asker.organisation_id == due.organisation_id, Asker.state == State.WAITING)
    count = db.session.scalar(select(func.count(Asker.id)).where(*mine)) or 0
    if not count:
        return None
    organisation = name_of_organisation(due.organisation_id)
    link = Link(_("View who asks"), f"{base_url()}/{recipient.organisation_key.lower()}/org/joining")
    words = ngettext(
        "%(num)s colleague asks for an account for %(organisation)s.",
        "%(num)s colleagues ask for an account for %(organisation)s.",
        count,
        organisation=organisation,
    )
    parts = [
        Part(words, links=(link,)),
        Part(_("Their e-mail address is confirmed. You decide whether they join, and as what.")),
    ]
    facts = [(_("Organisation"), organisation), (_("Waiting for you"), str(count))]
    foot = [_("Why do I get this e-mail? Because you are an admin of your organisation.")]
    return rendered(News(_("Somebody asks to join"), parts, facts, foot), recipient)
