"""What several mails about requests say: sentences, links, and the question how it went."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from portal.catalogue.rules import Outlook
from portal.notices.rendering import Link, Part, base_url
from portal.web.language import ZONE, day, named
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.permissions import Action

from .case import Case
from .lifecycle import UNRATED_REASONS, Reason, State, Step, Turn, can
from .models import Postponement, Rating, Ticket
from .queries import last_resolution
from .rating import link_token, rating_link, worked_on
from .rules import Verdict
from .wording import reason_words

MARKS = (".", "?", "!", "…")


def joined(*sentences: str) -> str:
    """Return sentences as one paragraph, without the empty ones."""
    return " ".join(sentence for sentence in sentences if sentence)


def ended(subject: str) -> str:
    """Return a subject that a sentence follows: many end in a question mark of their own."""
    return subject if subject.endswith(MARKS) else f"{subject}."


def within(subject: str) -> str:
    """Return a subject as it stands inside a sentence."""
    return f"“{subject}”" if subject.endswith(MARKS) else subject


def said(case: Case) -> Part:
    """Quote who wrote."""
    return Part(_("%(name)s wrote:", name=case.author), case.quote)


def is_it_right(case: Case) -> Part:
    """Ask whether an answer is right, and say before when."""
    words = _(
        "Is this answer right? Then say so on the page of your request. Is it not? Reply by %(until)s. "
        "If we hear nothing, we close the request that day.",
        until=day(case.ticket.due_at),
    )
    solved = (case.page(_("Yes, it is solved"), "#turn"),) if case.may(Action.RESOLVE) else ()
    return Part(words, links=(*solved, reply_link(case)))


def please_reply(case: Case) -> str:
    """Say before when the customer replies, and what happens otherwise."""
    return _(
        "Please reply by %(until)s. If we hear nothing, we close the request that day. "
        "You can reopen it for 30 days after that.",
        until=day(case.ticket.due_at),
    )


def expected(case: Case) -> str:
    """Say what the desk does next, and before when it tells; "" when it is not the desk's turn."""
    if case.ticket.turn is Turn.DESK and case.ticket.promised_at is None:
        return named(case.department, "sentence")
    return promised(case)


def promised(case: Case) -> str:
    """Say before when the customer hears more; "" when no date was promised, or it has passed."""
    ticket = case.ticket
    if ticket.turn is not Turn.DESK or ticket.promised_at is None or ticket.promised_at <= now():
        return ""
    until = day(ticket.promised_at)
    if ticket.state is State.NEW:
        return _("You will hear from us by %(until)s.", until=until)
    if case.department.outlook is Outlook.PROGRESS and ticket.assignee_name:
        name = ticket.assignee_name.split()[0]
        return _("%(name)s is working on it. You will get an update by %(until)s.", name=name, until=until)
    return _("You will hear more by %(until)s.", until=until)


def view(case: Case) -> Link:
    """Return the link to look at the request."""
    return case.page(_("View your request") if case.party else _("View the request"))


def reply_link(case: Case) -> Link:
    """Return the link to reply by; to look, for who cannot."""
    return case.page(_("Reply"), "#reply") if case.may(Action.REPLY) else view(case)


def reopen(case: Case, question: str = "", comfort: str = "") -> Part:
    """Offer reopening to who may do it; others can look."""
    if not case.may(Action.REOPEN) or not can(Step.REOPEN, case.ticket.state):
        return Part(links=(view(case),))
    words = joined(question, _("Reopen the request before %(until)s.", until=day(case.ticket.due_at)), comfort)
    return Part(words, links=(case.page(_("Reopen"), "#reopen"),))


def days_until(running: Postponement) -> int:
    """Return in how many days the date comes, by the calendar on the wall: at least one while there is time."""
    if running.until <= now():
        return 0
    until, here = (moment.astimezone(ZONE).date() for moment in (running.until, now()))
    return max((until - here).days, 1)


def days_left(left: int, subject: str) -> str:
    """Say in a subject how many days are left."""
    return ngettext(
        "%(num)s day left: %(subject)s is waiting for you",
        "%(num)s days left: %(subject)s is waiting for you",
        left,
        subject=within(subject),
    )


def ending(case: Case) -> str:
    """Say who ended it and how."""
    name, reason = case.author, case.reason
    if reason is Reason.WITHDRAWN:
        return _("%(name)s withdrew the request.", name=name)
    if not case.by_desk:
        return _("%(name)s says it is solved.", name=name)
    if reason is Reason.SOLVED:
        return _("%(name)s solved this.", name=name)
    return _("%(name)s finished this: %(reason)s.", name=name, reason=reason_words(reason))


def rating_links(case: Case) -> tuple[Link, ...]:
    """Return the two links that ask how it went; none for who is not asked.

    Their row must be there before the mail leaves. It is made in a transaction of its own; a mail that is worded
    again has the same seed, so it gets the same links.
    Of a confidential request no link is mailed: the page behind it opens without signing in.
    """
    if case.ticket.confidential or not is_asked(case):
        return ()
    token = link_token(case.recipient.organisation_key, case.due.seed)
    with write_transaction():
        ticket = db.session.get_one(Ticket, case.ticket.id)
        if rating_link(ticket, case.recipient.person_id, token) is None:
            return ()
    address = f"{base_url()}/rate/{token}?verdict="
    return (
        Link(_("Satisfied"), f"{address}{Verdict.SATISFIED}", public=True),
        Link(_("Not satisfied"), f"{address}{Verdict.DISSATISFIED}", public=True),
    )


def is_asked(case: Case) -> bool:
    """Say whether the reader is asked how it went: a party, who did not say so yet and did not do the work."""
    resolution = last_resolution(case.ticket)
    if resolution is None or resolution.reason in UNRATED_REASONS or not case.party:
        return False
    rated = select(Rating.id).where(Rating.resolution_id == resolution.id, Rating.person_id == case.recipient.person_id)
    account_id = case.recipient.account_id
    if account_id is not None and worked_on(case.ticket, account_id):
        return False
    return db.session.scalar(rated) is None
