"""The desk's rules: clocks, days, references, names. Plain Python."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.desk.paging import edge_in, edge_of
from portal.desk.rules import Clock, Tone, by_name, clock, name_among, reference_in, usual_wait
from portal.tickets.lifecycle import Turn

NOW = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=3, hours=5), Clock(Tone.FINE, days=3)),
        (timedelta(days=1), Clock(Tone.FINE, days=1)),
        (timedelta(hours=23, minutes=59), Clock(Tone.FINE, hours=23, minutes=59)),
        (timedelta(hours=4), Clock(Tone.FINE, hours=4)),
        (timedelta(hours=1, minutes=4), Clock(Tone.SOON, hours=1, minutes=4)),
        (timedelta(minutes=18), Clock(Tone.SOON, minutes=18)),
        (timedelta(seconds=5), Clock(Tone.SOON, minutes=1)),
        (timedelta(0), Clock(Tone.OVER, minutes=1)),
        (-timedelta(minutes=40), Clock(Tone.OVER, minutes=40)),
        (-timedelta(days=2), Clock(Tone.OVER, days=2)),
    ],
)
def test_a_clock_says_what_is_left_of_a_promise(left, expected):
    assert clock(NOW + left, NOW, Turn.DESK) == expected


@pytest.mark.parametrize(
    ("due", "turn"), [(NOW - timedelta(days=9), Turn.CUSTOMER), (NOW, Turn.NOBODY), (None, Turn.DESK)]
)
def test_a_clock_stands_still_when_the_desk_is_not_at_turn_or_promised_nothing(due, turn):
    assert clock(due, NOW, turn) == Clock(Tone.STOP)


def test_the_desk_usually_waits_two_weeks():
    assert usual_wait(NOW) == date(2026, 12, 1)


@pytest.mark.parametrize("text", ["LINDE-23", "linde-23", " Linde-23 "])
def test_a_reference_is_read_in_any_case(text):
    assert reference_in(text) == ("LINDE", 23)


@pytest.mark.parametrize(
    "text", ["", "LINDE", "LINDE-", "-23", "LINDE-0", "LINDE-023", "LINDE 23", "LINDE-9999999999", "LINDE-²", "23"]
)
def test_what_is_no_reference_is_none(text):
    assert reference_in(text) is None


def test_people_of_the_same_name_get_a_number_in_the_order_of_their_ids():
    choices = by_name([(9, "Jan Smit"), (4, "Jan Smit"), (7, "Joost"), (5, "Fatma")], me=7)

    assert choices == {"me": 7, "nobody": None, "Fatma": 5, "Jan Smit": 4, "Jan Smit (2)": 9}
    assert [name_among(choices, one) for one in (7, None, 9, 99)] == ["me", "nobody", "Jan Smit (2)", ""]


def test_an_edge_survives_an_address():
    moment = datetime(2026, 11, 19, 8, 12, 30, 1, tzinfo=UTC)

    edge = edge_in(edge_of(moment, "LINDE-42"))

    assert edge is not None
    assert (edge.moment, edge.key, edge.number) == (moment, "LINDE", 42)


@pytest.mark.parametrize("text", ["", "x", "20261119T081230000001-", "20261319T081230000001-LINDE-4", "-LINDE-4"])
def test_what_is_no_edge_is_none(text):
    assert edge_in(text) is None
