"""Plain rules of the news: states by the clock, rounds of mail, how a message begins."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.news.paging import edge_in, edge_of
from portal.news.rules import LONGEST_EXCERPT, Round, State, excerpt, is_code, rounds, state_of

NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
ORDER = [State.SCHEDULED, State.PUBLISHED, State.ENDED]


@given(starts=moments, ends=st.none() | moments, first=moments, second=moments)
def test_the_clock_moves_a_released_broadcast_forward_only(starts, ends, first, second):
    early, late = sorted((first, second))

    before, after = (ORDER.index(state_of(True, starts, ends, moment)) for moment in (early, late))

    assert before <= after or (ends is not None and ends <= starts)


@given(starts=st.none() | moments, ends=st.none() | moments, moment=moments)
def test_what_was_not_released_is_a_draft_whatever_its_dates(starts, ends, moment):
    assert state_of(False, starts, ends, moment) is State.DRAFT


def test_a_must_read_is_mailed_when_it_begins_and_two_days_before_its_date():
    begins, before = NOON + timedelta(days=1), NOON + timedelta(days=9)

    assert rounds(begins, before, NOON) == [
        (Round.MUST_READ, begins),
        (Round.REMINDER, before - timedelta(days=2)),
    ]
    assert rounds(begins, None, NOON) == [(Round.NEWS, begins)]


def test_when_the_date_is_near_there_is_no_second_mail():
    assert rounds(NOON, NOON + timedelta(days=2), NOON) == [(Round.MUST_READ, NOON)]


@given(starts=moments, before=moments, moment=moments)
def test_no_mail_is_planned_in_the_past(starts, before, moment):
    assert all(due_at >= moment for _kind, due_at in rounds(starts, before, moment))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Kort.", "Kort."),
        ("Versie 26.4 staat klaar. Meer volgt.", "Versie 26.4 staat klaar."),
        ("Wist je dit? Ja.", "Wist je dit?"),
        ("Eén regel\n\nzonder punt", "Eén regel zonder punt"),
        ("", ""),
    ],
)
def test_a_message_begins_with_its_first_sentence(text, begins):
    assert excerpt(text) == begins


@given(st.text(max_size=600))
def test_how_a_message_begins_is_never_long(text):
    assert len(excerpt(text)) <= LONGEST_EXCERPT + 1


@given(top=st.integers(0, 2), moment=moments, code=st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
def test_an_edge_is_read_as_it_was_written(top, moment, code):
    assert edge_in(edge_of(top, moment, code)) == (top, moment, code)


@given(st.text(max_size=80))
def test_whatever_stands_in_an_address_is_an_edge_or_none(text):
    edge_in(text)
    assert not is_code(text) or text.isascii()
