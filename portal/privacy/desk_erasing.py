"""Erase somebody of the service organisation: what they did lies in every organisation, so that is where one looks."""

from dataclasses import replace
from typing import Any

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, or_, select

from portal.tickets.desk_handover import in_hand_of
from portal.tickets.models import Entry, Ticket
from tenants.context import Member
from tenants.database import db
from tenants.members import one_of
from tenants.models import Person
from tenants.names import folded
from tenants.organisations import all_organisations, language_of, organisations_that_hold
from tenants.privacy import Concerned, Erasing
from tenants.scope import Scope, inside

from .rules import Marks, blotter


def person_at_the_desk(member: Member, handle: str) -> Person:
    """Return somebody of the service organisation, erased or not, by the handle of their membership."""
    return db.session.get_one(Person, one_of(member, handle).person_id)


def why_not_at_the_desk(member: Member, about: Concerned, *, alone: bool) -> Any:
    """Say why somebody of the desk cannot be erased now, as far as other organisations go; "" when they can.

    `alone` is whether their account is in no other organisation. Loads nothing that would be forgotten.
    """
    if about.account_id and not alone:
        return _("This account is used in another organisation too. Let its admin erase it there first.")
    if about.account_id and (open_ones := in_hand_of(member, about.account_id)):
        return _("This person has requests in hand: %(n)s. Hand them over first.", n=open_ones)
    if about.account_id and _held(member, about.account_id):
        return _("Something on which this person worked is held by an organisation. They lift that first.")
    return ""


def _held(member: Member, account_id: int) -> bool:
    """Say whether a request on which somebody worked is held, by itself or with everything of its organisation."""
    wrote = exists().where(
        Entry.organisation_id == Ticket.organisation_id, Entry.ticket_id == Ticket.id, Entry.author_id == account_id
    )
    everything = Ticket.organisation_id.in_(organisations_that_hold())
    held = select(Ticket.id).where(or_(Ticket.hold != "", everything), or_(Ticket.assignee_id == account_id, wrote))
    with inside(Scope(frozenset(all_organisations()), account_id=member.account_id)):
        return db.session.scalar(held.limit(1)) is not None


def places_of(erasing: Erasing) -> list[int]:
    """Return in which organisations somebody is erased: in their own; of the desk in every other one besides."""
    home = erasing.about.organisation_id
    return [home, *(one for one in sorted(all_organisations()) if erasing.desk and one != home)]


def seen_from(erasing: Erasing, marks: Marks, place: int) -> Erasing:
    """Return what is erased of somebody of the desk in the organisation in scope, which is not their own.

    A name that somebody of this organisation has too is nobody's in its texts.
    """
    if place == erasing.about.organisation_id:
        return erasing
    namesakes = select(func.count(Person.id)).where(Person.found_as == folded(marks.name))
    known = replace(marks, name="") if marks.name and db.session.scalar(namesakes) else marks
    with force_locale(language_of(place)):
        gone = gettext("[erased]")
    here = replace(erasing.about, organisation_id=place, person_id=0, membership_id=0)
    return replace(erasing, about=here, gone=gone, blot=blotter(known, erasing.pseudonym, gone))
