"""How the answers of a request read: only what was filled in, each below its label, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from markupsafe import Markup, escape

from portal.catalogue.fields import Choice, FieldOf, Part, Type, is_web_address
from portal.catalogue.forms import FORMS, fields_of
from portal.catalogue.rules import Kind
from portal.web.language import language
from portal.web.speech import gettext as _
from portal.web.text import Written

from .conversation import Item
from .models import Entry, Ticket

APART = frozenset({"subject", "impact", "client_number"})
"""Answers that stand elsewhere on the page: above it, and beside it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its label, and what was said as text and as HTML."""

    label: str
    text: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """Answers that stand together under a title."""

    title: str
    answers: list[Answered]


def has_sections(ticket: Ticket) -> bool:
    """Say whether a request has more to show than one text."""
    return ticket.kind is not Kind.QUESTION


def sections(ticket: Ticket, entry: Entry | Item | None = None) -> list[Section]:
    """Return the parts of the form in which something was filled in; `entry` holds its rendered texts."""
    rendered = entry.detail.get("html", {}) if entry is not None else {}
    found = []
    for part in FORMS[ticket.kind, ticket.form_version]:
        asked = [field for field in part.fields if not field.captured and field.key not in APART]
        answers = [_answered(field, ticket.answers[field.key], rendered) for field in asked if _filled(ticket, field)]
        if any(field.captured for field in part.fields) and (machine := _machine(ticket)):
            answers.append(Answered(_("Sent along"), machine, escape(machine)))
        if answers:
            found.append(Section(str(part.title), answers))
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """One field on the page that shows everything before it is sent; `why` says what is not right yet."""

    key: str
    label: str
    html: Markup
    why: str


def checked(part: Part, answers: Mapping[str, str], wrong: Mapping[str, Any]) -> list[Checked]:
    """Return every field of a part with what was typed so far."""
    return [
        Checked(
            field.key,
            str(field.label),
            _typed(field, answers.get(field.key, ""), field.key in wrong),
            str(wrong.get(field.key, "")),
        )
        for field in part.fields
    ]


def _typed(field: FieldOf, text: str, wrong: bool) -> Markup:
    return escape(text) if wrong or not text else _answered(field, text, {}).html


def chosen(ticket: Ticket, key: str) -> Choice | None:
    """Return the answer to a choice; None when the form has none, or nothing was chosen."""
    field = fields_of(ticket.kind, ticket.form_version).get(key)
    return _choice(field, ticket.answers[key]) if field is not None and _filled(ticket, field) else None


def as_html(ticket: Ticket, entry: Entry | Item) -> Markup:
    """Return the answers as they stand in the conversation, a form of several parts with their titles."""
    shown = sections(ticket, entry)
    titled = ticket.kind is Kind.CHANGE
    parts = []
    for section in shown:
        rows = Markup("").join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(one.label, one.html) for one in section.answers
        )
        title = Markup("<h3>{}</h3>").format(section.title) if titled else Markup("")
        parts.append(title + Markup("<dl>{}</dl>").format(rows))
    return Markup("\n").join(parts)


def as_text(ticket: Ticket, entry: Entry) -> Written:
    """Return the answers as a mail quotes them."""
    answers = [one for section in sections(ticket, entry) for one in section.answers]
    html = Markup("").join(Markup("<p><strong>{}</strong></p>{}").format(one.label, one.html) for one in answers)
    return Written("\n\n".join(f"{one.label}\n{one.text}" for one in answers), str(html))


def _filled(ticket: Ticket, field: FieldOf) -> bool:
    return bool(ticket.answers.get(field.key))


def _answered(field: FieldOf, answer: str, rendered: Mapping[str, str]) -> Answered:
    text, html = answer, escape(answer)
    match field.type:
        case Type.CHOICE:
            choice = _choice(field, answer)
            text = f"{choice.label}: {choice.hint}" if choice.hint else str(choice.label)
            html = escape(text)
        case Type.DAY:
            text = format_date(date.fromisoformat(answer), "EEEE d MMMM y", locale=language())
            html = escape(text)
        case Type.ADDRESS if is_web_address(answer):
            html = Markup('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>').format(answer)
        case Type.TEXT:
            lines = Markup("<br>").join(answer.split("\n"))
            # what was rendered was cleaned when it was written
            html = Markup(rendered[field.key]) if field.key in rendered else lines  # noqa: S704 - cleaned when it was written
    return Answered(str(field.label), text, html)


def _choice(field: FieldOf, answer: str) -> Choice:
    return next((one for one in field.choices if one.value == answer), Choice(answer, answer))


def _machine(ticket: Ticket) -> str:
    told = ticket.answers
    browser = " ".join(told[key] for key in ("browser", "browser_version") if told.get(key))
    parts = [browser]
    if told.get("screen"):
        parts.append(_("screen %(size)s", size=told["screen"]))
    if told.get("browser_language"):
        parts.append(_("language %(code)s", code=told["browser_language"]))
    return "; ".join(part for part in parts if part)
