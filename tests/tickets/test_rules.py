"""When things happen: promises, reminders, working days; across the clock changes too."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.tickets.rules import ZONE, end_of, end_of_day, promise, reminders, working_days_later

moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


@given(moments, st.integers(1, 2000))
def test_a_promise_in_hours_is_that_many_hours_whatever_the_clock_does(moment, hours):
    promised = promise(moment, hours)
    assert promised is not None
    assert promised - moment == timedelta(hours=hours)


def test_a_department_without_hours_promises_nothing():
    assert promise(datetime(2026, 11, 17, tzinfo=UTC), None) is None


@given(moments, st.integers(0, 60))
def test_the_end_of_a_day_is_the_last_minute_of_that_dutch_day(moment, days):
    end = end_of_day(moment, days)
    assert (end.hour, end.minute) == (23, 59)
    assert end.date() - moment.astimezone(ZONE).date() == timedelta(days=days)


@given(moments, st.integers(1, 60))
def test_reminders_come_in_the_morning_between_the_question_and_its_date(moment, days):
    until = end_of_day(moment, days)
    coming = reminders(moment, until)
    assert coming == sorted(coming)
    assert all(moment < reminder < until and reminder.hour == 9 for reminder in coming)
    assert len(coming) == 2 or days <= 7


def test_a_question_for_a_fortnight_is_reminded_of_twice():
    asked = datetime(2026, 11, 17, 11, tzinfo=UTC)
    assert [reminder.day for reminder in reminders(asked, end_of_day(asked, 14))] == [24, 29]


@given(moments, st.integers(1, 10))
def test_working_days_are_counted_without_weekends(moment, days):
    due = working_days_later(moment, days)
    assert due.weekday() < 5
    assert due - moment >= timedelta(days=days - 1)


def test_a_day_ends_in_dutch_time():
    assert end_of(date(2026, 12, 24)) == datetime(2026, 12, 24, 22, 59, tzinfo=UTC)
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
