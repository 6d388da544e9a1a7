"""When the telephone is answered: around midnight, around holidays, and when the clock is changed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.contact.rules import (
    MIDNIGHT,
    Holiday,
    Hours,
    closing_holiday,
    holidays_of,
    opening_on,
    reachable,
    spans,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = (8 * 60, 18 * 60)
WEEK = Hours((OFFICE,) * 5 + (None, None), holidays=frozenset({Holiday.PUBLIC, Holiday.GOOD_FRIDAY}))
ALWAYS = Hours(((0, MIDNIGHT),) * 7)


def at(text: str) -> datetime:
    """Return a moment by the clock in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


openings = st.none() | st.tuples(st.integers(0, MIDNIGHT - 1), st.integers(1, MIDNIGHT)).filter(lambda o: o[0] < o[1])
hours = st.builds(
    Hours,
    st.tuples(*[openings] * 7),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5),
    st.frozensets(st.sampled_from(Holiday)),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("moment", "open_now", "turns"),
    [
        ("2026-11-17T07:59", False, "2026-11-17T08:00"),
        ("2026-11-17T08:00", True, "2026-11-17T18:00"),
        ("2026-11-17T17:59", True, "2026-11-17T18:00"),
        ("2026-11-17T18:00", False, "2026-11-18T08:00"),
        ("2026-11-20T18:00", False, "2026-11-23T08:00"),  # a Friday evening
        ("2026-04-02T20:00", False, "2026-04-07T08:00"),  # before Good Friday and Easter
        ("2026-04-27T10:00", False, "2026-04-28T08:00"),  # the King's birthday
        ("2026-05-05T10:00", True, "2026-05-05T18:00"),  # Liberation Day, not chosen
        ("2026-12-24T19:00", False, "2026-12-28T08:00"),  # Christmas, and the weekend behind it
        ("2026-12-31T23:59", False, "2027-01-04T08:00"),
        ("2026-03-27T19:00", False, "2026-03-30T08:00"),  # over the night that lacks an hour
        ("2026-10-23T19:00", False, "2026-10-26T08:00"),  # over the night that has one twice
    ],
)
def test_a_working_week_with_its_holidays(moment, open_now, turns):
    found = reachable(WEEK, at(moment))

    assert (found.now, found.turns) == (open_now, at(turns))


def test_liberation_day_is_closed_for_who_chose_it():
    chosen = Hours(WEEK.week, holidays=frozenset({Holiday.LIBERATION_DAY}))

    assert opening_on(chosen, date(2026, 5, 5)) is None
    assert opening_on(chosen, date(2026, 4, 3)) == OFFICE


def test_liberation_day_is_a_public_holiday_of_nobody_who_did_not_choose_it_even_in_a_year_that_counts_it():
    assert holidays_of(2025)[date(2025, 5, 5)] is Holiday.LIBERATION_DAY
    assert closing_holiday(frozenset({Holiday.PUBLIC}), date(2025, 5, 5)) is None


def test_a_day_closed_for_a_reason_of_ones_own():
    outing = Hours(WEEK.week, closed=frozenset({date(2026, 11, 17)}))

    assert reachable(outing, at("2026-11-17T10:00")).turns == at("2026-11-18T08:00")


def test_who_is_open_over_midnight_closes_the_next_day():
    night = Hours(((22 * 60, MIDNIGHT), (0, 6 * 60), None, None, None, None, None))

    assert reachable(night, at("2026-11-16T23:00")).turns == at("2026-11-17T06:00")
    assert reachable(night, at("2026-11-17T05:59")).now


def test_who_is_always_open_never_closes_and_who_never_is_never_opens():
    assert reachable(ALWAYS, at("2026-11-17T03:00")).turns is None
    assert reachable(ALWAYS, at("2026-11-17T03:00")).now
    assert reachable(Hours(), at("2026-11-17T03:00")).turns is None
    assert not reachable(Hours(), at("2026-11-17T03:00")).now


def test_the_hour_that_comes_twice_is_open_twice():
    early = Hours(((2 * 60, 3 * 60),) * 7)
    twice = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]

    assert [reachable(early, moment).now for moment in twice] == [True, True]


@given(hours, moments)
def test_what_is_said_of_now_is_what_the_day_says(chosen, moment):
    local = moment.astimezone(AMSTERDAM)
    opening = opening_on(chosen, local.date())
    minute = local.hour * 60 + local.minute

    if local.date() not in (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)):
        assert reachable(chosen, moment).now is bool(opening and opening[0] <= minute < opening[1])


@given(hours, moments)
def test_it_changes_when_it_is_said_to_and_not_before(chosen, moment):
    found = reachable(chosen, moment)

    if found.turns is not None:
        assert found.turns > moment
        assert reachable(chosen, found.turns).now is not found.now
        assert reachable(chosen, found.turns - timedelta(minutes=1)).now is found.now or (
            found.turns - timedelta(minutes=1) < moment
        )
        halfway = moment + (found.turns - moment) / 2
        assert reachable(chosen, halfway).turns == found.turns


@given(st.tuples(*[openings] * 7))
def test_a_week_in_words_says_every_open_day_once(week):
    said = spans(week)
    days = [day for first, last, _opening in said for day in range(first, last + 1)]

    assert days == [day for day, opening in enumerate(week) if opening]
    assert all(week[day] == opening for first, last, opening in said for day in range(first, last + 1))
    assert all(before[2] != after[2] or before[1] + 1 < after[0] for before, after in pairwise(said))
