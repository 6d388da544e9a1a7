"""How long somebody waits, in working days, and how numbers and addresses are compared."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.contact.rules import Holiday, Hours
from portal.onboarding.rules import days_left, due_day, folded_number, presses, working

OFFICE = Hours(week=((510, 1050),) * 5 + (None, None), holidays=frozenset({Holiday.PUBLIC}))
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
some = st.integers(1, 10)
hours = st.sampled_from(
    [Hours(), OFFICE, Hours(week=((0, 1440),) * 7), Hours(week=(None, (540, 720), *[None] * 5)), Hours((None,) * 7)]
)

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("asked", "within", "due"),
    [
        (MONDAY, 2, date(2026, 11, 25)),
        (FRIDAY, 2, date(2026, 11, 24)),
        (date(2026, 11, 21), 2, date(2026, 11, 24)),
        (FRIDAY, 1, MONDAY),
        (FRIDAY, 0, FRIDAY),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas is a Friday and a Saturday
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Easter Monday is a holiday, Good Friday is worked on
    ],
)
def test_weekends_and_holidays_do_not_count(asked, within, due):
    assert due_day(asked, within, working(OFFICE)) == due
    assert due_day(asked, within, working(Hours())) == due


def test_a_day_on_which_the_office_is_closed_does_not_count():
    closed = Hours(OFFICE.week, closed=frozenset({MONDAY}), holidays=OFFICE.holidays)

    assert due_day(FRIDAY, 1, working(closed)) == date(2026, 11, 24)


@given(days, some, hours)
def test_all_the_days_are_left_when_somebody_asks_and_none_at_the_end(asked, within, kept):
    works = working(kept)
    due = due_day(asked, within, works)

    assert days_left(asked, due, works) == within
    assert days_left(due, due, works) == 0


@given(days, some, hours)
def test_what_is_over_is_late_and_what_is_not_is_not(asked, within, kept):
    works = working(kept)
    due = due_day(asked, within, works)
    left = [days_left(due + timedelta(days=ahead), due, works) for ahead in range(-20, 20)]

    assert left == sorted(left, reverse=True)
    assert [one >= 0 for one in left] == [ahead <= 0 for ahead in range(-20, 20)]


@given(days, some)
def test_who_decides_is_reminded_before_it_is_late(asked, within):
    works = working(OFFICE)
    due = due_day(asked, within, works)
    reminded = [asked + timedelta(days=n) for n in range((due - asked).days + 1)]

    assert any(presses(days_left(day, due, works)) and works(day) for day in reminded)
    assert not presses(within + 1)


@given(st.text(alphabet="abcXYZ0123456789"), st.text(alphabet=" .-/"))
def test_a_number_is_the_same_however_it_is_written(number, between):
    assert folded_number(between.join(number)) == folded_number(number)
    assert folded_number(number.upper()) == folded_number(number.lower())
