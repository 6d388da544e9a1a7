"""Days as people type them, and the field that holds one."""

from datetime import date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.web.days import day_in, day_typed, moment_in, moment_typed
from portal.web.forms import Day, Form
from portal.web.pages import catalogues

CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    "text", ["24-12-2026", "24/12/2026", "24.12.2026", "24 12 2026", "24122026", "2026-12-24", " 24-12-2026 "]
)
def test_a_day_is_read_in_each_way_in_which_people_write_it(text):
    assert day_in(text) == CHRISTMAS_EVE


def test_a_day_of_one_digit_needs_no_zero():
    assert day_in("1-2-2027") == date(2027, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-02-30",
        "30-2-2026",
        "12-24-2026",
        "2026-W52-4",
        "20261224",
        "24-12-26",
        "٢٤-12-2026",
        "24-12-0000",
        "24-12-12026",
        "-1-12-2026",
        "24--12-2026",
        str(10**18),
    ],
)
def test_what_is_no_day_is_none(text):
    assert day_in(text) is None


@given(st.dates())
def test_a_day_that_was_typed_out_is_read_back(day):
    assert day_in(day_typed(day)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    assert day_in(text) is None or isinstance(day_in(text), date)


class Wish(Form):
    """A form with a day in it."""

    class Meta:
        csrf = False

    wanted = Day()


def wish(app: Flask, typed: str) -> tuple[Wish, list[tuple[str, str]]]:
    """Return the form as it was posted, and what it says is wrong."""
    with app.test_request_context("/", method="POST", headers={"Accept-Language": "nl"}):
        catalogues.as_default()
        form = Wish(formdata=MultiDict({"wanted": typed}))
        form.validate()
        return form, form.summary()


@pytest.mark.parametrize("typed", ["24-12-2026", "24/12/2026", "2026-12-24"])
def test_the_field_gives_a_day_and_keeps_what_was_typed(app, typed):
    form, wrong = wish(app, typed)

    assert form.wanted.data == CHRISTMAS_EVE
    assert form.wanted.shown == typed
    assert not wrong


@pytest.mark.parametrize("typed", ["morgen", "31-02-2026", "10" * 9, "24\x00-12-2026x"])
def test_the_field_says_how_to_write_a_day(app, typed):
    form, wrong = wish(app, typed)

    assert form.wanted.data is None
    assert wrong == [("wanted", "Dit is geen datum. Schrijf hem zo: 24-12-2026")]
    assert form.wanted.shown == typed.replace("\x00", "")


def test_an_empty_field_is_no_day_and_no_mistake(app):
    form, wrong = wish(app, "  ")

    assert (form.wanted.data, form.wanted.shown, wrong) == (None, "", [])


def test_a_day_that_the_page_proposes_is_written_as_people_write_it(app):
    with app.test_request_context("/"):
        assert Wish(formdata=None, data={"wanted": date(2027, 2, 1)}).wanted.shown == "01-02-2027"


@pytest.mark.parametrize("typed", ["24-12-2026 14.00", "24/12/2026, 14:00", "2026-12-24T14:00", "24-12-2026  14:00"])
def test_a_moment_is_read_as_people_type_it(typed):
    assert moment_in(typed) == datetime(2026, 12, 24, 14, 0)


@pytest.mark.parametrize("typed", ["", "14.00", "24-12-2026", "31-02-2026 14.00", "24-12-2026 25.00", "1e18 14.00"])
def test_what_is_no_moment_is_none(typed):
    assert moment_in(typed) is None


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))
def test_a_moment_that_is_shown_is_read_as_itself(moment):
    whole = moment.replace(second=0, microsecond=0)
    assert moment_in(moment_typed(whole)) == whole
