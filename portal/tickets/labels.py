"""What a customer reads about where a request stands: one pure, total function for page, list and mail."""

from dataclasses import dataclass

from portal.catalogue.rules import Outlook
from tenants.terms import Term

from .lifecycle import State


class Label(Term):
    """The seven words of progress on the customer's side."""

    RECEIVED = "received"
    PROGRESS = "progress"
    YOUR_TURN = "your turn"
    DISCUSSED = "discussed"
    PLANNED = "planned"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Looks:
    """How a label looks: its tone (a colour of the style guide) and its icon."""

    tone: str
    icon: str


LOOKS = {
    Label.RECEIVED: Looks("new", "circle-dot"),
    Label.PROGRESS: Looks("prog", "loader-circle"),
    Label.YOUR_TURN: Looks("you", "hand"),
    Label.DISCUSSED: Looks("plan", "calendar-days"),
    Label.PLANNED: Looks("plan", "package-check"),
    Label.SOLVED: Looks("ok", "circle-check"),
    Label.CLOSED: Looks("done", "archive"),
}

_WORKING = {
    Outlook.PROGRESS: Label.PROGRESS,
    Outlook.DISCUSSED: Label.DISCUSSED,
    Outlook.PLANNED: Label.PLANNED,
    Outlook.SOLVED: Label.SOLVED,
    Outlook.CLOSED: Label.CLOSED,
}

_LABELS: dict[tuple[State, Outlook], Label] = {
    (state, outlook): label
    for outlook, working in _WORKING.items()
    for state, label in {
        State.NEW: Label.RECEIVED if outlook is Outlook.PROGRESS else working,
        State.OPEN: working,
        State.ANSWERED: Label.YOUR_TURN,
        State.POSTPONED: Label.YOUR_TURN,
        State.RESOLVED: Label.SOLVED,
        State.CLOSED: Label.CLOSED,
    }.items()
}


def label(state: State, outlook: Outlook) -> Label:
    """Return what a customer reads for a request in `state` at a department with this `outlook`."""
    return _LABELS[state, outlook]


class Stage(Term):
    """The four steps on the request page."""

    RECEIVED = "received"
    EXAMINED = "examined"
    SOLUTION = "solution"
    DONE = "done"


_AT = {
    State.NEW: Stage.RECEIVED,
    State.OPEN: Stage.EXAMINED,
    State.POSTPONED: Stage.EXAMINED,
    State.ANSWERED: Stage.SOLUTION,
    State.RESOLVED: Stage.DONE,
    State.CLOSED: Stage.DONE,
}


def stages(state: State) -> list[tuple[Stage, str]]:
    """Return the four steps with `ok` (behind us), `now` or `todo`, for a request in `state`."""
    order = list(Stage)
    here = order.index(_AT[state])
    done = state in (State.RESOLVED, State.CLOSED)
    return [
        (stage, "ok" if place < here or (done and place == here) else "now" if place == here else "todo")
        for place, stage in enumerate(order)
    ]
