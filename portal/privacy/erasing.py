"""Erase somebody: an admin asks for it, and from that moment they have a pseudonym; the worker does the rest.

Small transactions, each of which can be done again: a worker that dies has done all of one or nothing of it.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.tickets.lifecycle import Turn
from portal.tickets.models import Rating, Ticket
from portal.trail.verbs import leave_trail
from tenants.acting import acting_admin
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.deputies import end_deputies_of
from tenants.errors import Invalid, NotFound, NotNow
from tenants.invitations import end_invitations
from tenants.members import locked_by_id, put_out
from tenants.models import Account, Membership, Person
from tenants.organisations import language_of, the_service_organisation
from tenants.passwords import is_handle, new_handle
from tenants.people import is_service_organisation
from tenants.personal import concerned
from tenants.persons import PersonKind
from tenants.privacy import Concerned, Erasing
from tenants.roles import Role
from tenants.scope import Scope, home, inside, widened

from .desk_erasing import why_not_at_the_desk
from .holding import held_of
from .models import Erasure
from .rules import Marks, blotter

LEASE = timedelta(minutes=10)


def person_to_erase(public_id: str, *, lock: bool = False) -> Person:
    """Return a person of the organisation in scope, erased or not. Raises NotFound."""
    wanted = select(Person).where(Person.public_id == public_id)
    wanted = wanted.with_for_update().execution_options(populate_existing=True) if lock else wanted
    person = db.session.scalar(wanted) if is_handle(public_id) else None
    if person is None:
        raise NotFound
    return person


def erase(member: Member, public_id: str, typed: str, *, files: bool) -> None:
    """Erase somebody of the organisation; `typed` is their name, written out by who asks. Twice is once.

    Raises Invalid for another name, for oneself and for the last admin; NotNow while open requests are theirs.
    """
    found = person_to_erase(public_id)
    about = concerned(member.organisation_id, found.id)
    alone = bool(about.account_id) and not elsewhere(about)  # before anything is loaded to be changed
    beyond = why_not_at_the_desk(member, about, alone=alone) if member.is_desk else ""
    locked = locked_by_id(about.organisation_id, about.membership_id) if about.membership_id else None
    acting_admin(member)
    person = person_to_erase(public_id, lock=True)
    if person.erased_at is not None:
        return
    if why := why_not(member, person) or beyond:
        raise NotNow(why)
    if typed.strip() != person.name:
        raise Invalid("typed", _("Write the name exactly as it stands above"))
    if locked is not None:
        _put_out(locked, member)
    account = db.session.get(Account, about.account_id) if about.account_id else None
    marks = _marks_of(person, account, alone=alone)
    pseudonym = _pseudonym(person, desk=member.is_desk)
    _rename(person, locked.target if locked else None, account if alone else None, pseudonym)
    row = Erasure(person_id=person.id, asked_by=member.account_id, files=files, account=alone, marks=asdict(marks))
    db.session.add(row)
    db.session.flush()
    leave_trail("person.erased", person, by=member, files=files)


THIS_IS_YOU = _("This is you. Another admin can erase you.")


def why_not(member: Member, person: Person) -> Any:
    """Say why somebody cannot be erased now; "" when they can."""
    if person.id == member.person_id:
        return _("This is you. Another service admin can erase you.") if member.is_desk else THIS_IS_YOU
    if held_of(person.id):
        return _("Something of this person is held: a request, or everything. Lift that first.")
    if open_ones := open_requests(person.id):
        return _(
            "There are open requests for this person: %(n)s. Hand them over or let them be finished first.", n=open_ones
        )
    if open_requests(person.id, confidential=True):
        return _("There is an open confidential request for this person. Nobody takes that over: let it be finished.")
    return ""


def open_requests(person_id: int, *, confidential: bool = False) -> int:
    """Return how many open requests are for somebody: those that can be handed over, or the confidential ones."""
    theirs = (Ticket.filed_for_id == person_id, Ticket.turn != Turn.NOBODY, Ticket.confidential.is_(confidential))
    return db.session.scalar(select(func.count(Ticket.id)).where(*theirs)) or 0


def _put_out(locked: Any, member: Member) -> None:
    """Let them in no more. Raises Invalid for the last admin."""
    target: Membership = locked.target
    if target.active and target.joined_at is not None:
        try:
            put_out(locked, member)
        except Invalid as refusal:
            raise NotNow(refusal.why) from None
    else:
        end_deputies_of(target.person_id, member)
        target.active, target.version = False, target.version + 1
    end_invitations(target)


def elsewhere(about: Concerned) -> bool:
    """Say whether an account has a membership in another organisation, from which it was not erased."""
    with_account = select(func.count(Membership.id)).where(
        Membership.account_id == about.account_id,
        Membership.organisation_id != about.organisation_id,
        Membership.erased_at.is_(None),
    )
    with inside(Scope(account_id=about.account_id)):
        return bool(db.session.scalar(with_account))


def _marks_of(person: Person, account: Account | None, *, alone: bool) -> Marks:
    """Return what they are called here. A name that somebody else has too is nobody's in a text.

    Those of the service organisation count: their names stand in the requests of every organisation.
    """
    namesakes = select(func.count(Person.id)).where(Person.found_as == person.found_as, Person.id != person.id)
    with widened(the_service_organisation()):
        one_of_many = bool(db.session.scalar(namesakes))
    calls = select(Rating.call).where(Rating.person_id == person.id, Rating.call != "").distinct()
    return Marks(
        name="" if one_of_many else person.name,
        email=account.email if account else person.email,
        number=person.personnel_number or "",
        telephones=tuple(db.session.scalars(calls)),
    )


def _pseudonym(person: Person, *, desk: bool) -> str:
    """Return a name that nobody of the organisation has: what they were, and four digits that mean nothing."""
    language = language_of(home())
    while True:
        digits = secrets.token_hex(2)
        with force_locale(language):
            client, colleague = gettext("Former client %(n)s", n=digits), gettext("Former colleague %(n)s", n=digits)
            agent = gettext("Former agent %(n)s", n=digits)
        name = agent if desk else client if person.kind == PersonKind.CLIENT else colleague
        if not db.session.scalar(select(func.count(Person.id)).where(Person.name == name)):
            return name


def _rename(person: Person, membership: Membership | None, account: Account | None, pseudonym: str) -> None:
    person.name, person.email, person.personnel_number = pseudonym, "", None
    person.active, person.erased_at, person.version = False, now(), person.version + 1
    if membership is not None:
        membership.roles, membership.authorisations = frozenset({Role.EMPLOYEE}), frozenset()
        membership.erased_at = now()
    if account is not None:
        account.name, account.email = pseudonym, f"{new_handle()}@erased.invalid"
        account.password_hash, account.active, account.second_factor = None, False, False
    db.session.flush()


# What the worker does.


@dataclass(frozen=True, slots=True)
class Claimed:
    """An erasure that a worker has in hand."""

    id: int
    erasing: Erasing
    marks: Marks
    step: str
    after: int


def claim(erasure_id: int) -> Claimed | None:
    """Claim an erasure for the length of a lease; None when it is done, or another worker has it."""
    row = _open(erasure_id)
    if row is None or row.due_at > now():
        return None
    row.due_at = now() + LEASE
    marks = Marks(**{**row.marks, "telephones": tuple(row.marks["telephones"])})
    return Claimed(row.id, _erasing(row, marks), marks, row.step, row.after)


def _erasing(row: Erasure, marks: Marks) -> Erasing:
    person = db.session.get_one(Person, row.person_id)
    language = language_of(row.organisation_id)
    with force_locale(language):
        gone = gettext("[erased]")
    return Erasing(
        about=concerned(row.organisation_id, person.id),
        pseudonym=person.name,
        gone=gone,
        email=marks.email,
        account=row.account,
        files=row.files,
        blot=blotter(marks, person.name, gone),
        desk=is_service_organisation(row.organisation_id),
    )


def goes_on(claimed: Claimed, step: str, after: int = 0, **counted: int) -> None:
    """Note where an erasure is, and what went in this transaction; its lease begins anew."""
    row = _open(claimed.id)
    if row is not None:
        row.step, row.after, row.due_at = step, after, now() + LEASE
        row.counts = row.counts | {name: row.counts.get(name, 0) + n for name, n in counted.items() if n}


Digests = dict[int, list[str]]
"""Organisation -> contents of files that lie there."""


def keep_digests(claimed: Claimed, place: int, digests: list[str]) -> None:
    """Note whose bytes are to go, in the transaction in which their rows went."""
    row = _open(claimed.id)
    if row is not None:
        row.digests = sorted({*row.digests, *_written(claimed, {place: digests})})


def digests_left(claimed: Claimed) -> Digests:
    """Return the contents whose bytes are still to go."""
    row = _open(claimed.id)
    found: Digests = {}
    for one in row.digests if row is not None else ():
        place, _colon, digest = one.rpartition(":")
        found.setdefault(int(place or claimed.erasing.about.organisation_id), []).append(digest)
    return found


def wait(claimed: Claimed, digests: Digests, for_: timedelta) -> None:
    """Let an erasure lie until its last bytes may go."""
    row = _open(claimed.id)
    if row is not None:
        row.digests, row.due_at = _written(claimed, digests), now() + for_


def _written(claimed: Claimed, digests: Digests) -> list[str]:
    """Return what is kept in the row: those of another organisation stand behind its id."""
    home = claimed.erasing.about.organisation_id
    return [digest if place == home else f"{place}:{digest}" for place, some in digests.items() for digest in some]


def finish(claimed: Claimed) -> None:
    """Note that somebody is erased; what they were called is forgotten with it."""
    row = _open(claimed.id)
    if row is not None:
        row.done_at, row.marks, row.digests = now(), {}, []
        person = db.session.get_one(Person, row.person_id)
        leave_trail("person.erased everywhere", person, by=None, **dict[str, Any](row.counts))


def _open(erasure_id: int) -> Erasure | None:
    wanted = select(Erasure).where(Erasure.id == erasure_id, Erasure.done_at.is_(None))
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
