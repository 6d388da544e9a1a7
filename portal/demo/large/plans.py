"""What seeded requests will be: in which states, filed when, and how long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from portal.tickets.lifecycle import State, Step
from tenants.clock import now

SPAN = timedelta(days=730)
LENGTHS = tuple(map(int, "3 3 3 3 3 4 4 4 4 4 5 5 5 5 6 6 6 7 8 12 3 3 3 3 3 4 4 4 4 4 4 4 5 5 5 5 5 6 6 20".split()))
"""How many entries requests have, five on average; stretched for other averages. One in forty has twenty."""

MIX = {
    State.CLOSED: 84,
    State.RESOLVED: 5,
    State.ANSWERED: 2,
    State.POSTPONED: 2,
    State.OPEN: 5,
    State.NEW: 2,
}
"""In what state requests are, in percent: most of two years is over and done."""

WITHIN = {
    State.CLOSED: (timedelta(days=60), SPAN),
    State.RESOLVED: (timedelta(days=9), timedelta(days=28)),
    State.ANSWERED: (timedelta(days=3), timedelta(days=12)),
    State.POSTPONED: (timedelta(days=3), timedelta(days=12)),
    State.OPEN: (timedelta(days=2), timedelta(days=20)),
    State.NEW: (timedelta(minutes=10), timedelta(hours=20)),
}
"""How long ago a request in a state was filed, at least and at most: nothing is due for the worker at once."""

WORKING = {
    State.NEW: (Step.HANDLE, Step.ANSWER, Step.COMMENT, Step.ASK),
    State.OPEN: (Step.ANSWER, Step.COMMENT, Step.ASK, Step.HANDLE),
    State.ANSWERED: (Step.CUSTOMER_REPLY,),
    State.POSTPONED: (Step.CUSTOMER_REPLY,),
}
"""What may happen next while a request is being worked on."""

LAST = {
    State.NEW: (),
    State.OPEN: (Step.COMMENT,),
    State.ANSWERED: (Step.ANSWER,),
    State.POSTPONED: (Step.ASK,),
    State.RESOLVED: (Step.RESOLVE,),
    State.CLOSED: (Step.RESOLVE, Step.CLOSE),
}
"""The steps with which a request arrives in the state it is in."""


class Plan(NamedTuple):
    """What a request will be: its state now, when it was filed, and how many entries it gets."""

    filed_at: datetime
    state: State
    length: int


def plans(chance: Random, tickets: int, entries: int) -> Iterator[Plan]:
    """Yield what each of so many requests will be."""
    states, weights = list(MIX), list(MIX.values())
    moment = now()
    for place, state in enumerate(chance.choices(states, weights, k=tickets)):
        least, most = WITHIN[state]
        filed_at = moment - least - (most - least) * chance.random()
        length = 1 if state is State.NEW else round(LENGTHS[place % len(LENGTHS)] * entries / 5)
        yield Plan(filed_at, state, max(length, 1 + len(LAST[state])))
