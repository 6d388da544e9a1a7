"""The states of a request and the steps between them, as one table."""

from tenants.terms import Term


class State(Term):
    """Where a request stands inside. What a customer reads is derived from it in `labels.py`."""

    NEW = "new"
    OPEN = "open"
    ANSWERED = "answered"
    POSTPONED = "postponed"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Turn(Term):
    """Who has to do something now."""

    DESK = "desk"
    CUSTOMER = "customer"
    NOBODY = "nobody"


RUNNING = tuple(turn for turn in Turn if turn is not Turn.NOBODY)
"""Whose turn it is while a request is open; named one by one, so that an index finds those."""


class Step(Term):
    """What can happen to a request."""

    COMMENT = "comment"  # the desk says something and goes on working
    ANSWER = "answer"
    ASK = "ask"  # the desk needs something from the customer, until a date
    CUSTOMER_REPLY = "customer reply"
    EXTEND = "extend"
    RESOLVE = "resolve"
    SOLVE = "solve"  # the customer says it is solved
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    EXPIRE = "expire"  # no word from the customer
    CLOSE = "close"
    HANDLE = "handle"  # assign, move to a department: the state stays


class Reason(Term):
    """Why a request is resolved. Exactly one is recorded for each resolution."""

    SOLVED = "solved"
    INSTRUCTION = "instruction"
    WORKAROUND = "workaround"
    NOT_REPRODUCIBLE = "not_reproducible"
    NO_RESPONSE = "no_response"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    DECLINED = "declined"


DESK_REASONS = (
    Reason.SOLVED,
    Reason.INSTRUCTION,
    Reason.WORKAROUND,
    Reason.NOT_REPRODUCIBLE,
    Reason.DUPLICATE,
    Reason.DECLINED,
)

UNRATED_REASONS = frozenset({Reason.WITHDRAWN, Reason.DUPLICATE, Reason.NO_RESPONSE})
"""Resolutions after which nobody is mailed for a rating; on the page it can still be given."""

S = State
WORKING = (S.NEW, S.OPEN, S.ANSWERED, S.POSTPONED)

# fmt: off
LIFECYCLE: dict[Step, dict[State, State]] = {
    Step.COMMENT:        dict.fromkeys(WORKING, S.OPEN),
    Step.ANSWER:         dict.fromkeys(WORKING, S.ANSWERED),
    Step.ASK:            dict.fromkeys(WORKING, S.POSTPONED),
    Step.CUSTOMER_REPLY: {S.NEW: S.NEW, S.OPEN: S.OPEN, S.ANSWERED: S.OPEN, S.POSTPONED: S.OPEN, S.RESOLVED: S.OPEN},
    Step.EXTEND:         {S.POSTPONED: S.POSTPONED},
    Step.RESOLVE:        dict.fromkeys(WORKING, S.RESOLVED),
    Step.SOLVE:          dict.fromkeys(WORKING, S.RESOLVED),
    Step.WITHDRAW:       dict.fromkeys(WORKING, S.RESOLVED),
    Step.REOPEN:         {S.RESOLVED: S.OPEN},
    Step.EXPIRE:         {S.ANSWERED: S.RESOLVED, S.POSTPONED: S.RESOLVED},
    Step.CLOSE:          {S.RESOLVED: S.CLOSED},
    Step.HANDLE:         {state: state for state in WORKING},
}
# fmt: on

TURN = {
    S.NEW: Turn.DESK,
    S.OPEN: Turn.DESK,
    S.ANSWERED: Turn.CUSTOMER,
    S.POSTPONED: Turn.CUSTOMER,
    S.RESOLVED: Turn.NOBODY,
    S.CLOSED: Turn.NOBODY,
}


def can(step: Step, state: State) -> bool:
    """Say whether `step` can happen in `state`."""
    return state in LIFECYCLE[step]


def after(step: Step, state: State) -> State:
    """Return the state after `step`. Raises KeyError when it cannot happen in `state`: ask `can` first."""
    return LIFECYCLE[step][state]
