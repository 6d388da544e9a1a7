"""The fields of a form: what each asks, what it takes, and what it says when an answer is not right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date

from portal.web.language import ZONE, language
from portal.web.speech import lazy_gettext as _
from portal.web.text import clean, one_line
from tenants.clock import now
from tenants.errors import Invalid

Words = Any
"""A sentence that translates itself."""


class Type(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"  # lines, with a little Markdown
    CHOICE = "choice"
    DAY = "day"  # kept as 2026-12-24
    ADDRESS = "address"  # of a page on the web


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: what is kept, what people read, and what it means (`hint`)."""

    value: str
    label: Words
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class FieldOf:
    """One field: its key in the answers, its label and hint, and its limits (`longest` in characters).

    `missing` is said when a field that is needed is left empty; a field without it need not be filled in.
    A `captured` field is not asked: it tells of the browser with which the form was filled in.
    """

    key: str
    type: Type
    label: Words
    hint: Words = ""
    missing: Words | None = None
    longest: int = 200
    rows: int = 3
    choices: tuple[Choice, ...] = ()
    captured: bool = False

    @property
    def required(self) -> bool:
        """Say whether the form is refused without an answer."""
        return self.missing is not None


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that stand together under a title, on the form and on the page of the request.

    A `folded` part is closed until somebody wants to tell more. `hint` tells what a part with its own page asks.
    """

    key: str
    title: Words
    fields: tuple[FieldOf, ...]
    folded: bool = False
    hint: Words = ""


def read(field: FieldOf, typed: str) -> str:
    """Return what was typed as it is kept, "" for nothing. Raises Invalid with what is not right about it."""
    text = clean(typed) if field.type is Type.TEXT else one_line(typed)
    if not text:
        if field.required:
            raise Invalid(field.key, field.missing)
        return ""
    if len(text) > field.longest:
        words = _("Make this shorter: now %(n)s characters, %(max)s at most", n=len(text), max=field.longest)
        raise Invalid(field.key, words)
    match field.type:
        case Type.CHOICE:
            return _chosen(field, text)
        case Type.DAY:
            return _day(field, text)
        case Type.ADDRESS:
            return _address(field, text)
    return text


def read_all(fields: Mapping[str, FieldOf], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to keep: only the filled ones. Raises Invalid with the first that is not right."""
    answers = {key: read(field, typed.get(key, "")) for key, field in fields.items()}
    return {key: answer for key, answer in answers.items() if answer}


def _chosen(field: FieldOf, text: str) -> str:
    if text not in {choice.value for choice in field.choices}:
        raise Invalid(field.key, field.missing or _("Choose one of the answers"))
    return text


_WRITTEN = re.compile(r"(?a:(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4}))")
_NATIVE = re.compile(r"(?a:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2}))")


def day_in(text: str) -> date | None:
    """Return the day that was written as 24-12-2026, or by a browser as 2026-12-24; None for anything else."""
    found = _WRITTEN.fullmatch(text) or _NATIVE.fullmatch(text)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def tomorrow() -> date:
    """Return the first day that can be asked for, by the calendar on the wall."""
    return now().astimezone(ZONE).date() + timedelta(days=1)


def _day(field: FieldOf, text: str) -> str:
    asked = day_in(text)
    if asked is None:
        raise Invalid(field.key, _("This is not a date. Write it like this: 24-12-2026"))
    if asked < tomorrow():
        first = format_date(tomorrow(), "EEEE d MMMM y", locale=language())
        raise Invalid(field.key, _("Choose a date from %(date)s", date=first))
    return asked.isoformat()


def _address(field: FieldOf, text: str) -> str:
    if not is_web_address(text):
        raise Invalid(field.key, _("Copy the whole address of the page. It starts with https://"))
    return text


def is_web_address(text: str) -> bool:
    """Say whether a browser may be led there: http or https, and nothing a person cannot see."""
    if not re.fullmatch(r"(?i:https?)://[^\s/?#\\<>\"']+[^\s\\<>\"']*", text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:  # half an IPv6 address
        return False
