"""What the fields of a form take and refuse, for whatever is typed; every version of every form reads on a page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.fields import FieldOf, Type, day_in, is_web_address, read, read_all
from portal.catalogue.forms import FORMS, NEWEST, fields_of
from portal.catalogue.rules import Kind
from portal.tickets.answers import as_html, as_text, sections
from portal.tickets.filing import Filing
from tenants.clock import at
from tenants.errors import Invalid
from tests.players import CHANGE, PROBLEM

NOON = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 17)
EVERY_FIELD = [
    pytest.param(field, id=f"{kind} {version} {field.key}")
    for (kind, version), parts in FORMS.items()
    for part in parts
    for field in part.fields
]


@pytest.fixture(scope="module", autouse=True)
def inside(furnished_app: Flask) -> Iterator[None]:
    """Sentences translate themselves, for which there has to be an app; the clock stands still."""
    with furnished_app.app_context(), at(NOON):
        yield


def right_answer(field: FieldOf) -> st.SearchStrategy[str]:
    """Return what may be typed into a field."""
    match field.type:
        case Type.CHOICE:
            return st.sampled_from([choice.value for choice in field.choices])
        case Type.DAY:
            return st.dates(TODAY + timedelta(days=1)).map(date.isoformat)
        case Type.ADDRESS:
            return st.sampled_from(["https://app.nova.example/x?y=<b>", "http://127.0.0.1:8000/"]).filter(
                is_web_address
            )
    return st.text(min_size=1, max_size=40).filter(lambda text: bool(text.replace("\x00", "").strip()))


@st.composite
def filled_in(draw: Any) -> tuple[Kind, int, dict[str, str]]:
    """Draw a version of a form, filled in rightly: what is needed, and some of the rest."""
    kind, version = draw(st.sampled_from(list(FORMS)))
    answers = {
        key: draw(right_answer(field))
        for key, field in fields_of(kind, version).items()
        if field.required or draw(st.booleans())
    }
    return kind, version, answers


@pytest.mark.parametrize("field", EVERY_FIELD)
@given(typed=st.text(max_size=300))
def test_whatever_is_typed_is_kept_or_refused_in_a_sentence(field, typed):
    answer, refusal = _read(field, typed)
    if refusal is not None:
        assert refusal.field == field.key
        assert len(str(refusal.why).split()) >= 4
        return
    assert "\x00" not in answer
    assert len(answer) <= field.longest
    assert answer or not field.required
    assert not answer or read(field, answer) == answer


def _read(field: FieldOf, typed: str) -> tuple[str, Invalid | None]:
    try:
        return read(field, typed), None
    except Invalid as refusal:
        return "", refusal


@given(filled_in(), st.sampled_from(["nl", "en"]))
def test_every_version_of_every_form_reads_on_a_page_and_in_a_mail(form, spoken):
    kind, version, typed = form
    try:
        answers = read_all(fields_of(kind, version), typed)
    except Invalid:
        return  # a text of nothing but what no database keeps
    ticket: Any = SimpleNamespace(kind=kind, form_version=version, answers=answers)
    entry: Any = SimpleNamespace(detail={})
    with force_locale(spoken):
        html, text = as_html(ticket, entry), as_text(ticket, entry)
        shown = [one.label for section in sections(ticket) for one in section.answers]
    assert html.count("<dt>") == len(shown) == text.html.count("<strong>")
    assert "<b>" not in html
    assert len(shown) <= len(answers)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_is_taken_from_tomorrow_on_however_it_is_written(day):
    field = fields_of(Kind.CHANGE)["desired_date"]
    for typed in (day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day:%d/%m/%Y}", f" {day:%d.%m.%Y} "):
        assert day_in(typed.strip()) == day
        if day > TODAY:
            assert read(field, typed) == day.isoformat()
        else:
            with pytest.raises(Invalid):
                read(field, typed)


@given(st.text(max_size=60))
def test_only_an_address_of_the_web_is_an_address(text):
    for scheme in ("javascript:", "data:", "vbscript:", "//", "file://", " https://", "https:/", "ftp://"):
        assert not is_web_address(scheme + text) or scheme.strip().startswith("http")
    if is_web_address(text):
        assert text.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("text", ["https://", "https:///x", "https://a b", 'https://a"b', "https://a\nb", "http://<x>"])
def test_what_only_looks_like_an_address_is_none(text):
    assert not is_web_address(text)


def test_every_field_of_every_form_says_what_it_asks_and_can_be_refused_for_a_reason():
    for field in (parameters.values[0] for parameters in EVERY_FIELD):
        assert str(field.label)
        assert field.missing is None or str(field.missing)
        assert field.type is not Type.CHOICE or len(field.choices) > 1


def test_a_filing_with_answers_that_are_not_right_does_not_exist():
    change = {name: text for part in CHANGE.values() for name, text in part.items()}
    for kind, answers in ((Kind.PROBLEM, PROBLEM), (Kind.CHANGE, change)):
        assert Filing(kind, "planning", answers).kind is kind
        for needed in (key for key, field in fields_of(kind).items() if field.required):
            with pytest.raises(Invalid):
                Filing(kind, "planning", {**answers, needed: " "})


def test_a_filing_keeps_no_answer_that_its_form_does_not_ask():
    filing = Filing(Kind.PROBLEM, "planning", {**PROBLEM, "state": "closed", "note": "x"})

    assert set(filing.answers) == set(PROBLEM)


def test_the_newest_version_of_each_form_is_the_one_that_is_filled_in():
    assert {kind: fields_of(kind) for kind in Kind} == {kind: fields_of(kind, NEWEST[kind]) for kind in Kind}
