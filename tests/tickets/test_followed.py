"""Beside who follows a request the database keeps whose turn it is, where it stands and when it last moved."""

import pytest

from tests.guards.behind import Behind

OTHER = """
select p.organisation_id, p.ticket_id, p.person_id, p.turn, t.turn, p.state, t.state, p.moved_at, t.updated_at
from participant p join ticket t on t.organisation_id = p.organisation_id and t.id = p.ticket_id
where p.turn is null or p.state is null or p.moved_at is null
  or p.turn <> t.turn or p.state <> t.state or p.moved_at <> t.updated_at
"""


@pytest.fixture
def astray(engine):
    """Return how to ask for who has something else beside them than their request."""
    return lambda: Behind(engine).rows(OTHER)


def test_what_stands_beside_who_follows_is_what_stands_in_the_request_at_every_step(
    astray, bram, samira, joost, later, post_office
):
    ticket = bram.files("Rooster van Bram", "Het klopt niet.")
    behalf = samira.files("Rooster van het team", "Het klopt niet.")
    steps = [
        lambda: joost.takes(ticket),
        lambda: joost.notes(ticket),
        lambda: joost.asks(ticket),
        lambda: bram.replies(ticket, "Week 12."),
        lambda: joost.answers(ticket),
        lambda: bram.solves(ticket),
        lambda: bram.reopens(ticket),
        lambda: joost.resolves(ticket),
        lambda: samira.withdraws(behalf),
    ]

    assert astray() == []
    for place, step in enumerate(steps):
        assert step().status in (200, 303), place
        assert astray() == [], place
    with later(days=60):
        post_office.works()  # the worker closes what is solved
    assert astray() == []


def test_what_somebody_follows_comes_in_the_order_in_which_it_moved(bram, joost, later):
    first, second = bram.files("Het eerste", "Een."), bram.files("Het tweede", "Twee.")
    assert bram.lists("mine")[:2] == ["Het tweede", "Het eerste"]

    with later(hours=1):
        joost.comments(first)
    assert bram.lists("mine")[:2] == ["Het eerste", "Het tweede"]

    with later(hours=2):
        bram.withdraws(second)
    assert bram.lists("mine")[:2] == ["Het tweede", "Het eerste"]
    assert bram.lists("mine", turn="desk") == ["Het eerste"]
