"""How a request reads: its label, whose turn it is, its steps and events, in the language of the page.

Page, list and mail all word things here, so that they never say different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import ngettext
from markupsafe import Markup, escape

from portal.catalogue.rules import Outlook
from portal.web.language import by_when, day
from portal.web.speech import gettext as _
from tenants.clock import now

from .labels import LOOKS, Label, Stage, label, stages
from .lifecycle import Reason, State, Turn
from .rules import Complaint, Verdict


@dataclass(frozen=True, slots=True)
class Pill:
    """A label as it is shown: tone, icon and words together."""

    tone: str
    icon: str
    words: str


def scope_words(scope: str) -> str:
    """Return whose requests a list shows."""
    match scope:
        case "team":
            return _("My team's")
        case "organisation":
            return _("My organisation's")
    return _("Mine")


def label_words(which: Label) -> str:
    """Return the word for a label."""
    match which:
        case Label.RECEIVED:
            return _("Received")
        case Label.PROGRESS:
            return _("In progress")
        case Label.YOUR_TURN:
            return _("Your turn")
        case Label.DISCUSSED:
            return _("Being discussed")
        case Label.PLANNED:
            return _("Planned")
        case Label.SOLVED:
            return _("Solved")
        case Label.CLOSED:
            return _("Closed")


def pill(state: State, outlook: Outlook, party: bool, whose: str) -> Pill:
    """Return the pill of a request: `Your turn` for the parties themselves, the name of who it is for others."""
    which = label(state, outlook)
    looks = LOOKS[which]
    if which is Label.YOUR_TURN and not party:
        return Pill("prog", looks.icon, _("Turn: %(name)s", name=whose.split()[0]))
    return Pill(looks.tone, looks.icon, label_words(which))


def for_words(row: Any) -> str:
    """Say who a request is for, when it is not for who filed it; "" when it is."""
    if row.named > 1:
        return ngettext("%(num)s person", "%(num)s people", row.named)
    if row.named == 1:
        return row.named_as
    return row.filed_for_name if row.filed_for_id != row.filed_by_id else ""


def filed_words(row: Any) -> str:
    """Say who filed a request, and for whom when that is somebody else."""
    whom = for_words(row)
    return _("%(filer)s for %(person)s", filer=row.filed_by_name, person=whom) if whom else row.filed_by_name


def state_words(state: State) -> str:
    """Return the word for an internal state, for the desk."""
    match state:
        case State.NEW:
            return _("New")
        case State.OPEN:
            return _("In progress")
        case State.ANSWERED:
            return _("Answered")
        case State.POSTPONED:
            return _("Waiting for the customer")
        case State.RESOLVED:
            return _("Solved")
        case State.CLOSED:
            return _("Closed")


def customer_state_words(state: State) -> str:
    """Return the word for a state in a customer's filter."""
    match state:
        case State.NEW:
            return _("Received")
        case State.POSTPONED:
            return _("Question to you")
        case State.ANSWERED:
            return _("Answered")
    return state_words(state)


def reason_words(reason: Reason) -> str:
    """Return why a request was resolved, in words."""
    match reason:
        case Reason.SOLVED:
            return _("Solved")
        case Reason.INSTRUCTION:
            return _("Instruction given")
        case Reason.WORKAROUND:
            return _("Solved with a workaround")
        case Reason.NOT_REPRODUCIBLE:
            return _("Could not be reproduced")
        case Reason.NO_RESPONSE:
            return _("No response")
        case Reason.WITHDRAWN:
            return _("Withdrawn")
        case Reason.DUPLICATE:
            return _("Already reported")
        case Reason.DECLINED:
            return _("Declined")


def complaint_words(complaint: Complaint) -> str:
    """Return what was wrong, in words."""
    match complaint:
        case Complaint.WAITED:
            return _("I waited too long")
        case Complaint.NOT_SOLVED:
            return _("It is not solved")
        case Complaint.UNCLEAR:
            return _("The answer was unclear")
        case Complaint.NOT_HEARD:
            return _("I was not listened to")
        case Complaint.OTHER:
            return _("Something else")


def complaints() -> list[tuple[str, str]]:
    """Return what can be wrong, as (value, words) for a form."""
    return [(str(complaint), complaint_words(complaint)) for complaint in Complaint]


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in words."""
    return _("Satisfied") if verdict is Verdict.SATISFIED else _("Not satisfied")


def promise_words(row: Any) -> str:
    """Say in a list before when the next thing happens, from the customer's side."""
    match row.state:
        case State.NEW | State.OPEN if row.promised_at is not None:
            if row.promised_at < now():
                return _("we are late, you will hear as soon as we can")
            return _("you will hear by %(when)s", when=by_when(row.promised_at))
        case State.POSTPONED | State.ANSWERED:
            return _("reply by %(when)s", when=day(row.due_at))
        case State.RESOLVED:
            return _("reopen until %(when)s", when=day(row.due_at))
    return ""


@dataclass(frozen=True, slots=True)
class TurnCard:
    """The first thing on a request page: who is at turn, and what is expected before when."""

    tone: str
    icon: str
    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Situation:
    """What the turn card needs to know of a request."""

    state: State
    outlook: Outlook
    party: bool
    whose: str  # who it is for
    agent: str  # the agent's first name, or the service organisation
    promised_at: datetime | None
    due_at: datetime
    reason: Reason | None
    sentence: str  # what the department tells


def turn_card(at: Situation) -> TurnCard:
    """Word who is at turn. Total: each state and outlook has a card."""
    which = label(at.state, at.outlook)
    if which is Label.YOUR_TURN:
        return _customers_turn(at)
    if at.state is State.RESOLVED:
        return _solved(at)
    if at.state is State.CLOSED:
        return TurnCard(
            "done",
            "archive",
            _("This request is closed"),
            _m(_("Is something still not right? Send a reply. It becomes a new request, linked to this one.")),
        )
    return _ours(at, which)


def _customers_turn(at: Situation) -> TurnCard:
    until = Markup("<b>{}</b>").format(day(at.due_at))
    if not at.party:
        return TurnCard(
            "us",
            "hand",
            _("It is %(colleague)s's turn", colleague=at.whose.split()[0]),
            _m(
                _("We asked for more information.")
                if at.state is State.POSTPONED
                else _("We asked whether the answer is right.")
            ),
        )
    if at.state is State.ANSWERED:
        text = _(
            "%(name)s answered. Is this right? Then say so. Is it not? Reply by %(until)s. "
            "If we hear nothing, we close the request that day.",
            name=escape(at.agent),
            until=until,
        )
        return TurnCard("you", "hand", _("Your turn: is this answer right?"), _m(text))
    text = _(
        "Please reply by %(until)s. If we hear nothing, we close the request that day. "
        "You can reopen it for 30 days after that.",
        until=until,
    )
    return TurnCard("you", "hand", _("%(name)s needs something from you", name=at.agent), _m(text))


def _solved(at: Situation) -> TurnCard:
    until = Markup("<b>{}</b>").format(day(at.due_at))
    if at.reason is Reason.NO_RESPONSE:
        return TurnCard(
            "done",
            "archive",
            _("We did not hear back and closed the request"),
            _m(_("You can reopen it until %(until)s.", until=until)),
        )
    if at.reason is Reason.WITHDRAWN:
        return TurnCard(
            "done",
            "archive",
            _("The request was withdrawn"),
            _m(_("You can reopen it until %(until)s.", until=until)),
        )
    return TurnCard(
        "done",
        "circle-check",
        _("The helpdesk is done with this"),
        _m(_("Is it not solved for you? Reopen the request before %(until)s.", until=until)),
    )


def _ours(at: Situation, which: Label) -> TurnCard:
    title = _("We have your request") if which is Label.RECEIVED else _("It is our turn")
    if at.promised_at is None:
        return TurnCard("us", LOOKS[which].icon, title, _m(escape(at.sentence)))
    until = Markup("<b>{}</b>").format(by_when(at.promised_at))
    if at.promised_at < now():
        text = _(
            "We are late. You should have heard from us by %(until)s. We come back to you as soon as we can.",
            until=until,
        )
        return TurnCard("us", LOOKS[which].icon, title, _m(text))
    if which is Label.RECEIVED:
        return TurnCard("us", LOOKS[which].icon, title, _m(_("You will hear from us by %(until)s.", until=until)))
    text = _("%(name)s is working on it. You will get an update by %(until)s.", name=escape(at.agent), until=until)
    if which in (Label.DISCUSSED, Label.PLANNED):
        text = Markup("{} {}").format(at.sentence, _m(_("You will hear more by %(until)s.", until=until)))
    return TurnCard("us", LOOKS[which].icon, title, _m(text))


def _m(text: str) -> Markup:
    # The sentences are ours; what comes from people was escaped when it was put in.
    return Markup(text)  # noqa: S704 - what is filled in was escaped before


@dataclass(frozen=True, slots=True)
class StepShown:
    """One of the four steps."""

    state: str
    title: str
    when: str


def steps_shown(at: Situation, filed: str, done: Mapping[Stage, str]) -> list[StepShown]:
    """Return the four steps with what is known of their dates; `done` tells when one that is behind us ended."""
    titles = {
        Stage.RECEIVED: _("Received"),
        Stage.EXAMINED: _("Looking into it"),
        Stage.SOLUTION: _("Answer"),
        Stage.DONE: _("Done"),
    }
    now_words = {
        Stage.RECEIVED: filed,
        Stage.EXAMINED: _("waiting for a reply") if at.state is State.POSTPONED else _("we are working on it"),
        Stage.SOLUTION: _("is it right?"),
        Stage.DONE: _("the helpdesk is done"),
    }
    shown = []
    for stage, where in stages(at.state):
        when = filed if stage is Stage.RECEIVED else now_words[stage] if where == "now" else done.get(stage, "")
        if where == "todo" and stage is Stage.SOLUTION and at.promised_at and at.state in (State.NEW, State.OPEN):
            when = _("by %(when)s", when=by_when(at.promised_at))
        if where == "todo" and stage is Stage.DONE:
            when = _("you say how it went")
        if stage is Stage.DONE and where == "ok":
            when = reason_words(at.reason) if at.reason else ""
        shown.append(StepShown(where, titles[stage], when))
    return shown


def turn_words(turn: Turn) -> str:
    """Return whose turn it is, as a filter says it."""
    match turn:
        case Turn.DESK:
            return _("With the helpdesk")
        case Turn.CUSTOMER:
            return _("Your turn or a colleague's")
        case Turn.NOBODY:
            return _("Finished")
