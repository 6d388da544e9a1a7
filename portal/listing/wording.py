"""How filters read: the choices of the form, and a chip for each one that is used."""

from datetime import date
from typing import Any

from babel.dates import format_date

from portal.catalogue.rules import Kind
from portal.tickets.labels import Label
from portal.tickets.lifecycle import Turn
from portal.tickets.wording import label_words, turn_words
from portal.web.language import language, named
from portal.web.speech import gettext as _

from .rules import ME, Filter, Period, Sort
from .sides import ServiceNamed

Choices = list[tuple[str, str]]


def kind_words(kind: Kind) -> str:
    """Return the word for a kind of request."""
    return {"question": _("Question"), "problem": _("Problem"), "change": _("Change")}[str(kind)]


def period_words(period: Period) -> str:
    """Return the words for a period."""
    match period:
        case Period.WEEK:
            return _("The last 7 days")
        case Period.MONTH:
            return _("The last 30 days")
        case Period.QUARTER:
            return _("The last 3 months")
        case Period.YEAR:
            return _("The last year")


def sort_words(sort: Sort) -> str:
    """Return the words for an order."""
    return _("Whose turn first") if sort is Sort.TURN else _("Newest reply first")


def choices_of(services: list[ServiceNamed]) -> dict[str, Choices]:
    """Return (value, words) of everything the form lets one choose, by the name of the field."""
    return {
        "turn": [(str(one), turn_words(one)) for one in (Turn.CUSTOMER, Turn.DESK, Turn.NOBODY)],
        "state": [(one.replace(" ", "-"), label_words(one)) for one in Label],
        "kind": [(str(one), kind_words(one)) for one in Kind],
        "service": [(one.slug, named(one, "name")) for one in services],
        "period": [(str(one), period_words(one)) for one in Period],
        "sort": [(str(one), sort_words(one)) for one in Sort],
    }


def chip_words(name: str, narrowed: Filter, services: list[ServiceNamed], person: str) -> str:
    """Return what the chip of one filter says; `person` is the name of whom it asks for, "" for nobody known."""
    value: Any = getattr(narrowed, name)
    match name:
        case "words":
            return f"“{value}”"
        case "turn":
            return turn_words(value)
        case "label":
            return label_words(value)
        case "kind":
            return kind_words(value)
        case "service":
            return next((named(one, "name") for one in services if one.slug == value), value)
        case "by":
            return _("Filed by me") if value == ME else _("Filed by %(name)s", name=value)
        case "behalf":
            return _("On behalf of %(name)s", name=value)
        case "person":
            return _("By or for %(name)s", name=person) if person else _("By or for one person")
        case "running":
            return _("Open requests")
        case "period":
            return period_words(value)
        case "since":
            return _("From %(day)s", day=_day(value))
        case "until":
            return _("Until %(day)s", day=_day(value))
        case "unread":
            return _("Not read yet")
    return _("Confidential")


def _day(day: date) -> str:
    return format_date(day, "d MMM y", locale=language()).replace(".", "")
