"""The words in which the demo's requests are told: stories, and the acts they consist of."""

import re
from dataclasses import dataclass
from inspect import cleandoc

from portal.tickets.behalf import Asked

ASKED_FOR_NOBODY = Asked()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing someone did, `after` hours since the request was filed."""

    who: str  # first name in lower case: "samira", "joost", ...
    after: float
    verb: str  # the name of one of the functions below
    text: str = ""
    reason: str = ""  # resolves: reason; moves: department slug; assigns: first name
    verdict: str = ""  # rates: "satisfied" | "dissatisfied"
    reasons: tuple[str, ...] = ()  # rates: waited, not_solved, unclear, not_heard, other
    days: int = 14  # asks: days the customer gets

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", unwrapped(self.text))


@dataclass(frozen=True, slots=True)
class Story:
    """One request: how it was filed, and what happened since."""

    organisation: str  # linde | vechtdal | eemland
    service: str  # records | planning | payroll | reports | integrations
    filed_by: str  # cast member with an account in that organisation
    days: float  # filed this many days before the demo is made
    subject: str
    note: str
    client_number: str = ""
    confidential: bool = False
    people: Asked = ASKED_FOR_NOBODY
    watchers: tuple[str, ...] = ()  # first names
    acts: tuple[Act, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "note", unwrapped(self.note))


def unwrapped(text: str) -> str:
    """The Markdown without the source's indentation, each paragraph and each list item on one line."""
    return re.sub(r"(?<!\n)\n(?!\n|- |\d+\. ) *", " ", cleandoc(text)).strip()


# The desk.


def takes(who: str, after: float) -> Act:
    """Take a request that nobody has."""
    return Act(who, after, "takes")


def assigns(who: str, after: float, to: str) -> Act:
    """Give a request to a colleague at the desk."""
    return Act(who, after, "assigns", reason=to)


def notes(who: str, after: float, text: str) -> Act:
    """Write an internal note."""
    return Act(who, after, "notes", text)


def answers(who: str, after: float, text: str) -> Act:
    """Answer the customer."""
    return Act(who, after, "answers", text)


def asks(who: str, after: float, text: str, days: int = 14) -> Act:
    """Ask the customer something, and wait."""
    return Act(who, after, "asks", text, days=days)


def moves(who: str, after: float, department: str, text: str = "") -> Act:
    """Move a request to another department."""
    return Act(who, after, "moves", text, reason=department)


def resolves(who: str, after: float, reason: str, text: str) -> Act:
    """Resolve a request, with a reason and closing words."""
    return Act(who, after, "resolves", text, reason=reason)


def makes_good(who: str, after: float, text: str) -> Act:
    """Answer somebody who was dissatisfied."""
    return Act(who, after, "makes_good", text)


# The customer.


def takes_over(who: str, after: float) -> Act:
    """Handle oneself what a colleague filed."""
    return Act(who, after, "takes_over")


def objects(who: str, after: float, text: str) -> Act:
    """Say that what a colleague filed is not right."""
    return Act(who, after, "objects", text)


def ticks(who: str, after: float, line: int) -> Act:
    """Tick off one of the people a request is for."""
    return Act(who, after, "ticks", reason=str(line))


def replies(who: str, after: float, text: str) -> Act:
    """Reply to the desk."""
    return Act(who, after, "replies", text)


def solves(who: str, after: float, text: str = "") -> Act:
    """Say that it is solved."""
    return Act(who, after, "solves", text)


def withdraws(who: str, after: float, text: str) -> Act:
    """Take the request back."""
    return Act(who, after, "withdraws", text)


def reopens(who: str, after: float, text: str) -> Act:
    """Say that it is not solved after all."""
    return Act(who, after, "reopens", text)


def rates(who: str, after: float, verdict: str, text: str = "", reasons: tuple[str, ...] = ()) -> Act:
    """Say how it went."""
    return Act(who, after, "rates", text, verdict=verdict, reasons=reasons)
