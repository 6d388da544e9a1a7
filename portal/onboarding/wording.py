"""How applications read to who decides: their state, what matches, how long is left."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.tickets.wording import Pill

from .matching import Match
from .rules import State


def state_pill(state: State) -> Pill:
    """Return the label of a state."""
    known: Mapping[State, Pill] = {
        State.NEW: Pill("new", "circle-dot", _("Waiting")),
        State.WAITING: Pill("new", "circle-dot", _("Waiting")),
        State.APPROVED: Pill("ok", "circle-check", _("Approved")),
        State.DECLINED: Pill("done", "x", _("Not approved")),
        State.HAS_ADMIN: Pill("done", "users", _("Not processed: there is an admin")),
    }
    return known[state]


def left_words(left: int) -> str:
    """Say how many working days are left."""
    if left < 0:
        return ngettext("%(num)s working day late", "%(num)s working days late", -left)
    if left == 0:
        return _("Today is the last day")
    return ngettext("%(num)s working day left", "%(num)s working days left", left)


def number_words(match: Match) -> str:
    """Say whether the customer number is one of ours."""
    if match.by_number:
        return _("Match: %(name)s", name=match.by_number.name)
    if match.by_domain and match.by_domain.number:
        return _("Other than ours: %(name)s has %(number)s", name=match.by_domain.name, number=match.by_domain.number)
    return _("Unknown: no organisation has this number")


def domain_words(match: Match) -> str:
    """Say whether people with such addresses work where the number says."""
    owner: Any = match.by_domain
    if owner and (match.by_number is None or match.by_number.id == owner.id):
        return _("Match: %(name)s", name=owner.name)
    if owner:
        return _("Other than ours: people of %(name)s have such addresses", name=owner.name)
    if match.known_domain:
        return _("Other than ours: people of this organisation have other addresses")
    return _("Unknown: nobody has an address like this")


def admin_words(match: Match) -> str:
    """Say who manages the organisation."""
    if match.admins:
        return ", ".join(match.admins)
    return _("none") if match.customer else _("unknown")
