"""What became of who asked to join, as a label."""

from flask_babel import gettext as _

from portal.tickets.wording import Pill
from tenants.asker_rows import State


def state_label(state: State) -> Pill:
    """Return the label of an answer."""
    match state:
        case State.APPROVED:
            return Pill("ok", "circle-check", _("Approved"))
        case State.DECLINED:
            return Pill("bad", "x", _("Turned down"))
        case State.CLOSED:
            return Pill("done", "circle-dot", _("Nobody decided"))
    return Pill("new", "circle-dot", _("Waiting"))
