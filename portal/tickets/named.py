"""Whom an event names beside who did it: their names as they were, and whose these are.

Under `whose` in the detail of an entry stand the public ids of those persons, in the places of their names. Public ids
mean the same in every installation; entries of before they were kept have none, and go by the name alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Text, and_, cast, or_, select

from tenants.database import db

from .models import Entry

AT_ONCE = 200  # entries in one transaction
WHOSE, SEVERAL = "whose", "names"
PLACES = {"assigned": ("to",), "handed over": ("was", "to"), "taken over": ("filer",)}
"""Event -> where the name of one person stands. Those who follow from an event on stand under `SEVERAL`."""


class Called(Protocol):
    """Somebody of the directory: what they are called, and by what they are known."""

    @property
    def name(self) -> str: ...
    @property
    def public_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody by name and public id; both are "" for nobody."""

    name: str = ""
    public_id: str = ""


def naming(**people: Called | Sequence[Called]) -> dict[str, Any]:
    """Return what an entry tells that names these people, each in the place where the page looks for them."""
    return {
        **{place: _each(one, "name") for place, one in people.items()},
        WHOSE: {place: _each(one, "public_id") for place, one in people.items()},
    }


def _each(people: Called | Sequence[Called], told: str) -> Any:
    return [getattr(one, told) for one in people] if isinstance(people, Sequence) else getattr(people, told)


def knows_whose() -> Any:
    """Return the condition of an entry that says whose the names in it are."""
    return cast(Entry.detail, Text).contains(f'"{WHOSE}"', autoescape=True)


def rename_named(public_id: str, name: str) -> bool:
    """Write the name of a person where an event names them otherwise; say whether there may be more."""
    return bool(public_id) and (_renamed_alone(public_id, name) or _renamed_among_others(public_id, name))


def _renamed_alone(public_id: str, name: str) -> bool:
    wrong = [
        and_(
            Entry.event == event,
            Entry.detail[(WHOSE, place)].as_string() == public_id,
            Entry.detail[place].as_string() != name,
        )
        for event, places in PLACES.items()
        for place in places
    ]
    entries = db.session.scalars(select(Entry).where(or_(*wrong)).order_by(Entry.id).limit(AT_ONCE)).all()
    for entry in entries:
        theirs = {place: name for place in PLACES[entry.event] if entry.detail[WHOSE].get(place) == public_id}
        entry.detail = entry.detail | theirs
    return bool(entries)


def _renamed_among_others(public_id: str, name: str) -> bool:
    """Put right who follows: all at once, for nobody is let follow that many."""
    named = cast(Entry.detail, Text).contains(f'"{public_id}"', autoescape=True)
    for entry in db.session.scalars(select(Entry).where(Entry.event == "watched", named)):
        ids = entry.detail[WHOSE][SEVERAL]
        right = [name if one == public_id else was for one, was in zip(ids, entry.detail[SEVERAL], strict=True)]
        entry.detail = entry.detail | {SEVERAL: right}
    return False
