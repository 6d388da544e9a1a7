"""What is said of mail that came in: why it is held, what became of it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from portal.tickets.wording import Pill

from .rules import Left, State, Why

DECIDED_ALREADY = _("Somebody has just decided on this message.")

REASONS: Mapping[Why, Any] = {
    Why.NOTHING: "",
    Why.UNKNOWN: _("Nobody here knows this sender."),
    Why.DOMAIN: _("The sender works at a customer, and is not in its directory."),
    Why.COLLEAGUE: _("The sender may not ask for the organisation."),
    Why.SEVERAL: _("The sender may ask in several organisations. Choose one."),
    Why.NOT_THEIRS: _("It answers something that the sender does not see, or may not answer."),
    Why.FORGED: _("Nothing shows that the sender is who it says."),
    Why.NO_SENDER: _("It names no sender, or several."),
    Why.TERMS: _("The sender has not accepted the terms of use of the organisation."),
    Why.NO_SERVICE: _("The organisation has no service to ask about."),
    Why.OURS: _("The sender works at the desk."),
    Why.EMPTY: _("There is nothing in it."),
    Why.TOO_MUCH: _("It is put together in a way that is not safe to read."),
    Why.BROKEN: _("We could not read it."),
    Why.AUTOMATIC: _("A machine wrote it, or it went to a list."),
    Why.OWN: _("It is a mail of ours that came back."),
    Why.FLOOD: _("The sender sent too many mails in an hour."),
    Why.AGAIN: _("The same mail came before."),
}
"""Why a mail is where it is, for the desk."""

STATES: Mapping[State, tuple[str, str, Any]] = {
    State.NEW: ("new", "clock", _("Just arrived")),
    State.HELD: ("new", "hand", _("Waiting for the desk")),
    State.PASSED: ("done", "users", _("With the organisation")),
    State.FILED: ("ok", "circle-check", _("Filed")),
    State.KEPT: ("done", "archive", _("Nothing done")),
    State.ASIDE: ("done", "archive", _("Put aside")),
}
LEFT: Mapping[Left, tuple[str, str, Any]] = {
    Left.WAITING: ("new", "hand", _("Waiting")),
    Left.FILED: ("ok", "circle-check", _("Filed")),
    Left.ASIDE: ("done", "archive", _("Put aside")),
}


def waiting_words(number: int) -> tuple[str, str]:
    """Return how so many messages of colleagues read on the start page of who sorts them."""
    count = ngettext("%(num)s message of a colleague", "%(num)s messages of colleagues", number)
    return count, str(_("Somebody without an account asks something. Ask it for them, or put it aside."))


def state_pill(state: State) -> Pill:
    """Return the label of where a mail is."""
    tone, icon, words = STATES[state]
    return Pill(tone, icon, str(words))


def left_pill(state: Left) -> Pill:
    """Return the label of what became of a message of a colleague."""
    tone, icon, words = LEFT[state]
    return Pill(tone, icon, str(words))
