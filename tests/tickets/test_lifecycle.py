"""The states of a request, as a table: complete, without dead ends, and read by customers as one of seven labels."""

from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.rules import Outlook
from portal.tickets.labels import LOOKS, Label, label, stages
from portal.tickets.lifecycle import LIFECYCLE, TURN, State, Step, Turn, after, can

states, outlooks = st.sampled_from(State), st.sampled_from(Outlook)


def reachable(start: State) -> set[State]:
    seen, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for steps in LIFECYCLE.values():
            if (following := steps.get(state)) and following not in seen:
                seen.add(following)
                todo.append(following)
    return seen


def test_every_step_has_a_row_and_every_state_a_turn():
    assert set(LIFECYCLE) == set(Step)
    assert set(TURN) == set(State)


def test_every_state_can_be_reached_and_every_request_can_come_to_an_end():
    assert reachable(State.NEW) == set(State)
    assert all(State.CLOSED in reachable(state) for state in State)


def test_closed_is_final():
    assert not any(can(step, State.CLOSED) for step in Step)


@given(states)
def test_a_reply_of_the_customer_never_leaves_it_their_turn(state):
    if can(Step.CUSTOMER_REPLY, state):
        assert TURN[after(Step.CUSTOMER_REPLY, state)] is Turn.DESK


@given(states, outlooks)
def test_every_state_at_every_department_has_one_label_that_has_looks(state, outlook):
    assert label(state, outlook) in Label
    assert label(state, outlook) in LOOKS


@given(states, outlooks)
def test_your_turn_is_shown_exactly_when_it_is_the_customers_turn(state, outlook):
    assert (label(state, outlook) is Label.YOUR_TURN) == (TURN[state] is Turn.CUSTOMER)


@given(states)
def test_the_four_steps_go_from_done_to_now_to_coming(state):
    marks = [mark for _stage, mark in stages(state)]
    assert len(marks) == 4
    assert marks == sorted(marks, key=["ok", "now", "todo"].index)
