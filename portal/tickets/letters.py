"""How the mails about requests read: each kind is worded once, for whoever may read it when it leaves."""

from collections.abc import Callable
from functools import partial

from flask_babel import gettext as _

from portal.notices.letters import Letter, Recipient, told_by
from portal.notices.rendering import News, Part, rendered
from portal.outbox.verbs import Due
from portal.web.language import day, language, named
from tenants.clock import now
from tenants.permissions import Action
from tenants.roles import Topic

from .answers import chosen
from .case import GIVEN_AWAY, Case, case_of, owed_to_reader, still_resolved, waiting
from .handover_letters import given_away, given_to_you, handed_over
from .letter_parts import (
    days_left,
    days_until,
    ended,
    ending,
    expected,
    is_it_right,
    joined,
    please_reply,
    promised,
    rating_links,
    reopen,
    reply_link,
    said,
    view,
    within,
)
from .lifecycle import Reason, State, Turn
from .models import Ticket
from .rating_letters import asked_again, asked_again_discreetly
from .wording import pill

Worded = tuple[str, list[Part]]
"""The subject, without the reference behind it, and what the mail says."""


def register() -> None:
    """Know how to word each kind of mail."""
    for kind, words in WORDINGS.items():
        told_by(kind, TOPICS.get(kind))(partial(_letter, words, DISCREET.get(kind, _veiled)))


def _letter(words: "Wording", discreet: "Wording", due: Due, recipient: Recipient) -> Letter | None:
    """Word a mail as things are now; None when its reader may not see the request, or its news is over."""
    case = case_of(due, recipient)
    worded = _worded(case, words, discreet) if case is not None else None
    if case is None or worded is None:
        return None
    subject, parts = worded
    news = News(f"{subject} ({case.reference})", parts, _facts(case), _foot(case), case.reference.lower())
    return rendered(news, recipient)


def _worded(case: Case, words: "Wording", discreet: "Wording") -> Worded | None:
    if case.ticket.confidential and discreet is not _veiled:
        return discreet(case)
    worded = words(case)
    return discreet(case) if worded is not None and case.ticket.confidential else worded


# The kinds.


def _confirmation(case: Case) -> Worded | None:
    """Who filed it reads that it arrived, and before when they hear of it."""
    rest = _("There is nothing you need to do now.") if case.ticket.turn is Turn.DESK else ""
    words = joined(_("Your request has arrived."), expected(case), rest)
    more = _("Want to add something? You can do that on the page of your request.")
    return _("Received: %(subject)s", subject=case.ticket.subject), [
        Part(words),
        Part(more, links=(view(case),)),
    ]


def _on_behalf(case: Case) -> Worded | None:
    """A colleague filed it for the reader."""
    subject = _("%(filer)s reported something for you: %(subject)s", filer=case.author, subject=case.ticket.subject)
    words = joined(_("You get the same messages."), _("Is something not right? Let us know."))
    quoted = Part(_("%(name)s wrote:", name=case.author), case.quote)
    return subject, [Part(words), quoted, Part(expected(case), links=(view(case),))]


def _watching(case: Case) -> Worded | None:
    """A colleague lets the reader follow it."""
    subject = _("%(name)s lets you follow: %(subject)s", name=case.author, subject=case.ticket.subject)
    words = _("From now on you get the messages about this request, and you can reply.")
    return subject, [Part(words, links=(view(case),))]


def _taken_over(case: Case) -> Worded | None:
    """Who filed it for somebody reads that they handle it now."""
    subject = _("%(name)s took over: %(subject)s", name=case.author, subject=case.ticket.subject)
    words = joined(
        _("You filed this request for %(name)s, who handles it with the desk now.", name=case.author),
        _("You get no more messages about it. You can still read it."),
    )
    return subject, [Part(words, links=(view(case),))]


def _objected(case: Case) -> Worded | None:
    """Whom it was filed for says that something is not right."""
    if case.quote is None:
        return None
    subject = _("%(name)s says that something is not right: %(subject)s", name=case.author, subject=case.ticket.subject)
    return subject, [said(case), Part(links=(reply_link(case),))]


def _reply(case: Case) -> Worded | None:
    """Somebody said something. An answer of the desk asks the parties whether it is right."""
    if case.quote is None:
        return None  # erased in the meantime
    subject = _("%(name)s replied: %(subject)s", name=case.author, subject=case.ticket.subject)
    answered = case.entry is not None and case.entry.event == "answered"
    if Topic.REPLIES in case.recipient.muted and not (answered and case.party):
        return None
    if answered and case.party and case.ticket.state is State.ANSWERED:
        return subject, [said(case), is_it_right(case)]
    return subject, [said(case), Part(expected(case), links=(reply_link(case),))]


def _your_turn(case: Case) -> Worded | None:
    """The desk asks something. A colleague who follows reads whose turn it is."""
    if waiting(case) is None:
        return None
    name = case.author
    if case.party:
        return _("Your turn: %(subject)s", subject=case.ticket.subject), [
            Part(_("%(name)s would like to know:", name=name), case.quote),
            Part(please_reply(case), links=(reply_link(case),)),
        ]
    colleague = case.ticket.filed_for_name.split()[0]
    return _("%(colleague)s's turn: %(subject)s", colleague=colleague, subject=case.ticket.subject), [
        Part(_("%(name)s would like to know from %(colleague)s:", name=name, colleague=colleague), case.quote),
        Part(links=(view(case),)),
    ]


def _reminder(case: Case) -> Worded | None:
    """The answer is still awaited: reply, ask for time, or say that it is solved."""
    running = waiting(case)
    left = 0 if running is None else days_until(running)
    if running is None or left < 1:
        return None
    parts = [
        Part(_("We are still waiting for your answer about:"), case.quote),
        Part(please_reply(case), links=(reply_link(case),)),
    ]
    if case.may(Action.EXTEND) and not running.extended:
        parts.append(Part(_("Need more time?"), links=(case.page(_("Give me 2 more weeks"), "#turn"),)))
    if case.may(Action.RESOLVE):
        parts.append(Part(_("Already solved?"), links=(case.page(_("Close the request"), "#turn"),)))
    return days_left(left, case.ticket.subject), parts


def _moved(case: Case) -> Worded | None:
    """The request lies elsewhere at the desk, and what that lets the customer expect; unless it moved on."""
    department = case.entry.detail if case.entry is not None else {}
    there = department["nl"] == case.department.name_nl and case.ticket.turn is not Turn.NOBODY
    if not there and case.quote is None:
        return None
    words = _("%(name)s moved the request to %(department)s.", name=case.author, department=department[language()])
    if there:
        words = joined(words, named(case.department, "sentence"), promised(case))
    return _("Where the request is now: %(subject)s", subject=case.ticket.subject), [
        Part(words),
        *([said(case)] if case.quote else []),
        Part(links=(view(case),)),
    ]


def _solved(case: Case) -> Worded | None:
    """It is handled: the parties read how, are asked how it went, and can reopen it."""
    if not still_resolved(case):
        return None
    if case.reason in SOLVING:
        subject = _("Solved: %(subject)s Is that right?", subject=ended(case.ticket.subject))
    else:
        subject = _("Finished: %(subject)s", subject=case.ticket.subject)
    links = rating_links(case)
    asked = [Part(_("How did it go?"), links=links)] if links else []
    return subject, [Part(ending(case), case.quote), *asked, reopen(case, _("Does it still not work?"))]


def _solved_for_you(case: Case) -> Worded | None:
    """It is handled: who follows it reads how. Nobody is asked how it went."""
    if not still_resolved(case):
        return None
    if case.reason is Reason.WITHDRAWN:
        subject = _("Withdrawn: %(subject)s", subject=case.ticket.subject)
    elif case.reason in SOLVING:
        subject = _("Solved: %(subject)s", subject=case.ticket.subject)
    else:
        subject = _("Finished: %(subject)s", subject=case.ticket.subject)
    return subject, [Part(ending(case), case.quote), reopen(case)]


def _closed_without_reply(case: Case) -> Worded | None:
    """The customer gave no word before the date."""
    if not still_resolved(case):
        return None
    return _("Closed: %(subject)s", subject=case.ticket.subject), [
        Part(_("We did not hear back.")),
        reopen(case, _("Is it still a problem?"), _("Everything you wrote is kept.")),
    ]


def _reopened(case: Case) -> Worded | None:
    """Somebody says that it is not solved after all."""
    return _("Reopened: %(subject)s", subject=case.ticket.subject), [
        Part(_("%(name)s reopened the request:", name=case.author), case.quote),
        Part(expected(case), links=(reply_link(case),)),
    ]


def _we_read_your_rating(case: Case) -> Worded | None:
    """A dissatisfied customer reads who answers, and before when; unless the answer is there already."""
    owed = owed_to_reader(case)
    if owed is None or owed.answered_at is not None:
        return None
    when = day(owed.due_at)
    if owed.owner_name:
        promise = _("%(name)s will reply by %(date)s.", name=owed.owner_name, date=when)
    else:
        promise = _("A team lead will reply by %(date)s.", date=when)
    return _("We read your rating of %(subject)s", subject=within(case.ticket.subject)), [
        Part(joined(_("We are sorry it did not go well."), promise)),
        reopen(case, _("Does it still not work?")),
    ]


def _dissatisfaction_answered(case: Case) -> Worded | None:
    """The answer to a dissatisfied customer, who says whether it made good."""
    subject = _("%(name)s replied to your rating: %(subject)s", name=case.author, subject=case.ticket.subject)
    question = _("Did that make it good? Tell us on the page of your request.")
    return subject, [said(case), Part(question, links=(case.page(_("Tell us"), "#rating"),))]


Wording = Callable[[Case], Worded | None]

WORDINGS: dict[str, Wording] = {
    "confirmation": _confirmation,
    "on behalf": _on_behalf,
    "watching": _watching,
    "taken over": _taken_over,
    "objected": _objected,
    "reply": _reply,
    "your turn": _your_turn,
    "reminder": _reminder,
    "moved": _moved,
    "solved": _solved,
    "solved for you": _solved_for_you,
    "closed without reply": _closed_without_reply,
    "reopened": _reopened,
    "handed over": handed_over,
    "given to you": given_to_you,
    GIVEN_AWAY: given_away,
    "we read your rating": _we_read_your_rating,
    "dissatisfaction answered": _dissatisfaction_answered,
    "rating reminder": asked_again,
}

DISCREET: dict[str, Wording] = {"rating reminder": asked_again_discreetly}
"""How a mail about a confidential request reads, where "there is news" would not do."""

TOPICS = {
    "confirmation": Topic.CONFIRMATION,
    "moved": Topic.MOVES,
    "reopened": Topic.REOPENED,
    "we read your rating": Topic.THANKS,
}
"""The mails that somebody may switch off. Of replies an answer to a party is owed, so they are looked at one by one."""

SOLVING = (Reason.SOLVED, Reason.INSTRUCTION, Reason.WORKAROUND)
"""The endings that a subject calls solved; the others it calls finished."""


# What all of them carry.


def _veiled(case: Case) -> Worded:
    """Say of a confidential request that there is news, and nothing of what it is about."""
    words = joined(
        _("There is news about your request %(reference)s.", reference=case.reference),
        _("The request is confidential, so you read the news on its page."),
    )
    return _("There is news about your request"), [Part(words, links=(case.page(_("View the request")),))]


def _facts(case: Case) -> list[tuple[str, str]]:
    ticket, facts = case.ticket, [(_("Number"), case.reference)]
    if not ticket.confidential:
        facts.append((_("Subject"), ticket.subject))
        if impact := chosen(ticket, "impact"):
            facts.append((_("Impact"), str(impact.label)))
    if case.party or not ticket.confidential:  # to others the status tells a name
        words = pill(ticket.state, case.department.outlook, case.party, ticket.filed_for_name).words
        facts.append((_("Status"), words))
    return [*facts, *_date(ticket)]


def _date(ticket: Ticket) -> list[tuple[str, str]]:
    if ticket.turn is Turn.CUSTOMER:
        return [(_("Reply awaited until"), day(ticket.due_at))]
    if ticket.state is State.RESOLVED:
        return [(_("Reopening possible until"), day(ticket.due_at))]
    if ticket.turn is Turn.DESK and ticket.promised_at is not None and ticket.promised_at > now():
        return [(_("You will hear from us by"), day(ticket.promised_at))]
    return []


def _foot(case: Case) -> list[str]:
    react = _("Do you want to react? Do that on the page of the request, not by replying to this e-mail.")
    why = joined(_("Why do I get this e-mail?"), _because(case))
    return [why] if case.member is None else [react, why]


def _because(case: Case) -> str:
    if case.ticket.filed_by_id == case.recipient.person_id:
        return _("Because you filed this request.")
    if case.party:
        return _("Because this request was filed for you.")
    return _("Because you follow this request.")
