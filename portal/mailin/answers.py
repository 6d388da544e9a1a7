"""How the mails read with which we answer by ourselves, and the one that tells who sorts messages that some wait.

What somebody sent never stands in them, and they go to the sender alone: whoever forges an address reads nothing.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.notices.letters import OUTSIDE, Letter, Recipient, goes_outside, told_by
from portal.notices.rendering import Link, News, Part, base_url, rendered
from portal.outbox.verbs import Due
from tenants.database import db
from tenants.models import Person
from tenants.people import key_of_organisation, name_of_organisation
from tenants.scope import inside

from .messages import KIND, sorters
from .models import ColleagueMessage, MailCustomer, ReceivedMail
from .rules import Left

NAMED = 5
"""So many people are named at most who may ask."""
Said = Callable[[Any], list[Part]]


def register() -> None:
    """Know how to word these mails, and to whom they go."""
    for kind, words in WORDED.items():
        told_by(kind)(_automatic(words))
        goes_outside(kind, _sender)
    told_by(KIND)(_waiting)


def _row(due: Due) -> Any:
    columns = (ReceivedMail.id, ReceivedMail.sender, ReceivedMail.message_id)
    return db.session.execute(select(*columns).where(ReceivedMail.code == due.seed)).first()


def _sender(due: Due) -> Recipient | None:
    row = _row(due)
    language = current_app.config["LANGUAGE"]
    key = key_of_organisation(due.organisation_id)
    return Recipient(OUTSIDE, "", row.sender, language, None, key) if row is not None and row.sender else None


def _automatic(words: Said) -> Callable[[Due, Recipient], Letter | None]:
    """Word it in both languages: nobody knows which one the sender reads."""

    def compose(due: Due, recipient: Recipient) -> Letter | None:
        row = _row(due)
        if row is None:
            return None
        parts = []
        for language in (recipient.language, "en" if recipient.language == "nl" else "nl"):
            with force_locale(language):
                parts += words(row)
        facts = [(_("Your e-mail address"), recipient.email)]
        foot = [_("Why do I get this e-mail? Because an e-mail with this address as its sender reached us.")]
        letter = rendered(News(_("About your e-mail"), parts, facts, foot), recipient)
        return Letter(letter.subject, letter.text, letter.html, answers=row.message_id)

    return compose


def _unknown(_row: Any) -> list[Part]:
    links = (Link(_("Ask for an account"), f"{base_url()}/join", public=True),)
    return [
        Part(_("Thank you for your e-mail. We do not know this address, so nobody reads it now.")),
        Part(_("We help people who have an account. Your organisation decides who gets one."), links=links),
        Part(_("Or ask your colleague who is admin to invite you. Then send your question again.")),
    ]


def _passed_on(row: Any) -> list[Part]:
    links = (Link(_("Ask for an account"), f"{base_url()}/join", public=True),)
    words = _(
        "Thank you for your e-mail. Questions of %(organisation)s come to us by a few colleagues. They read yours.",
        organisation=name_of_organisation(_customer(row)),
    )
    return [Part(words), Part(_("Do you want to ask by yourself from now on? Then you need an account."), links=links)]


def _by_others(row: Any) -> list[Part]:
    customer = _customer(row)
    words = _(
        "Thank you for your e-mail. Questions of %(organisation)s come to us by these colleagues: %(names)s.",
        organisation=name_of_organisation(customer),
        names=", ".join(_sorters(customer)),
    )
    return [Part(words), Part(_("They read your e-mail and can ask it for you. You need not send it again."))]


WORDED: dict[str, Said] = {"mail unknown": _unknown, "mail passed on": _passed_on, "mail by others": _by_others}


def _customer(row: Any) -> int:
    return db.session.scalars(select(MailCustomer.customer_id).where(MailCustomer.mail_id == row.id)).one()


def _sorters(organisation_id: int) -> list[str]:
    with inside(organisation_id):
        named = select(Person.name).where(Person.id.in_(sorters()[:NAMED])).order_by(Person.name)
        return list(db.session.scalars(named))


def _waiting(due: Due, recipient: Recipient) -> Letter | None:
    """Tell who sorts how many messages wait; None when none does any more."""
    waits = select(func.count(ColleagueMessage.id)).where(ColleagueMessage.state == Left.WAITING)
    count = db.session.scalar(waits) or 0
    if not count:
        return None
    link = Link(_("View the messages"), f"{base_url()}/{recipient.organisation_key.lower()}/messages")
    words = ngettext(
        "%(num)s e-mail of a colleague waits for you. They may not ask by themselves.",
        "%(num)s e-mails of colleagues wait for you. They may not ask by themselves.",
        count,
    )
    parts = [Part(words, links=(link,)), Part(_("You can ask it for them, or put it aside."))]
    facts = [
        (_("Organisation"), name_of_organisation(due.organisation_id)),
        (_("Waiting for you"), str(count)),
    ]
    foot = [_("Why do I get this e-mail? Because questions of your organisation come by you.")]
    return rendered(News(_("A colleague sent a question"), parts, facts, foot), recipient)
