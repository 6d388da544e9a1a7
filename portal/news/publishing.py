"""What publishers do: write a broadcast, publish it, take it back, remind who has not read it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from portal.trail.verbs import leave_trail
from portal.web.text import Written
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.errors import Invalid, NotFound, NotNow
from tenants.guard import ask
from tenants.permissions import Action
from tenants.roles import Role

from .mailing import add_round, forget_rounds, plan_rounds, reminded_today
from .models import Broadcast, BroadcastOrganisation, BroadcastService, BroadcastUnit
from .rules import Kind, Round, State, is_code

TARGETS = {
    "organisations": BroadcastOrganisation,
    "services": BroadcastService,
    "units": BroadcastUnit,
}

COMPARED = ("kind", "title_nl", "title_en", "pinned", "roles", "ends_at", "read_before", "next_at")
"""What tells one text of a broadcast from another, apart from the texts, its start and whom it is for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast as its form holds it. `organisations`, `services` and `units` are ids; dates are UTC."""

    kind: Kind = Kind.NEWS
    title_nl: str = ""
    title_en: str = ""
    text_nl: Written = field(default_factory=lambda: Written("", ""))
    text_en: Written = field(default_factory=lambda: Written("", ""))
    pinned: bool = False
    roles: frozenset[Role] = frozenset()
    organisations: frozenset[int] = frozenset()
    services: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    read_before: datetime | None = None
    next_at: datetime | None = None


class Overtaken(Exception):
    """Somebody else saved this broadcast in the meantime; `theirs` is what they left."""

    def __init__(self, theirs: Broadcast) -> None:
        super().__init__(theirs.code)
        self.theirs = theirs


def write(member: Member, draft: Draft, key: str) -> Broadcast:
    """Keep a new broadcast as a draft; with a `key` that was used before, return what it led to.

    Raises Overtaken when that says something else by now.
    """
    ask(member, Action.PUBLISH_NEWS)
    code = code_of(member, key)
    if (there := _with_code(member, code)) is not None:
        return _unchanged(there, draft)
    broadcast = Broadcast(code=code, publisher_id=member.organisation_id, everywhere=member.is_desk)
    _fill(member, broadcast, draft)
    try:
        with db.session.begin_nested():
            db.session.add(broadcast)
    except IntegrityError:  # the same form, sent twice at once
        there = _with_code(member, code)
        if there is None:
            raise
        return _unchanged(there, draft)
    _aim(broadcast, draft)
    leave_trail("broadcast.written", broadcast, by=member)
    return broadcast


def revise(member: Member, broadcast: Broadcast, draft: Draft, version: int) -> Broadcast:
    """Change a broadcast that has not ended; `version` is the one that was on the form.

    When it started is history: it stays. Raises Overtaken when somebody else saved it first.
    """
    ask(member, Action.PUBLISH_NEWS)
    if broadcast.state is State.ENDED:
        raise NotNow(_("This message has ended. Write a new one."))
    if broadcast.version != version:
        return _unchanged(broadcast, draft)
    started = broadcast.starts_at if broadcast.state is State.PUBLISHED else None
    _fill(member, broadcast, draft)
    broadcast.starts_at = started or broadcast.starts_at
    broadcast.version += 1
    if broadcast.released_at is not None:
        broadcast.starts_at = broadcast.starts_at or now()
        _expect_complete(broadcast)
    db.session.flush()
    _aim(broadcast, draft)
    if broadcast.released_at is not None:
        plan_rounds(broadcast)
    leave_trail("broadcast.changed", broadcast, by=member, version=broadcast.version)
    return broadcast


def publish(member: Member, broadcast: Broadcast) -> None:
    """Release a draft: at once, or on its date."""
    ask(member, Action.PUBLISH_NEWS)
    if broadcast.released_at is not None:
        return  # pressed twice
    broadcast.starts_at = max(broadcast.starts_at or now(), now())
    _expect_complete(broadcast)
    broadcast.released_at = now()
    broadcast.updated_at = now()
    plan_rounds(broadcast)
    leave_trail("broadcast.published", broadcast, by=member)


def withdraw(member: Member, broadcast: Broadcast) -> State:
    """Take a broadcast back: a draft is thrown away, a scheduled one becomes a draft, a published one ends.

    Return the state it was in.
    """
    ask(member, Action.PUBLISH_NEWS)
    was = broadcast.state
    if was is State.ENDED:
        return was
    forget_rounds(broadcast)
    broadcast.updated_at = now()
    leave_trail("broadcast.withdrawn", broadcast, by=member, was=str(was))
    if was is State.DRAFT:
        _throw_away(broadcast)
    elif was is State.SCHEDULED:
        broadcast.released_at = None
    else:
        broadcast.ends_at = now()
    return was


def remind(member: Member, broadcast: Broadcast) -> bool:
    """Mail who has not read it yet, at most once a day; return whether this was the first time today."""
    ask(member, Action.PUBLISH_NEWS)
    if broadcast.read_before is None or broadcast.state is not State.PUBLISHED:
        raise NotNow(_("Only a published message that must be read has a reminder."))
    if reminded_today(broadcast) or not add_round(broadcast, Round.REMINDER, now()):
        return False
    leave_trail("broadcast.reminded", broadcast, by=member)
    return True


def code_of(member: Member, key: str) -> str:
    """Return the name in addresses of what a form with this key makes: sending it twice leads to one broadcast."""
    made = f"{member.organisation_id} {member.account_id} {key}"
    return hashlib.sha256(made.encode()).hexdigest()[:16]


def written_by(member: Member, code: str, lock: bool = False) -> Broadcast:
    """Return a broadcast of the organisation where this member publishes; NotFound for any other."""
    ask(member, Action.PUBLISH_NEWS)
    found = _with_code(member, code, lock) if is_code(code) else None
    if found is None:
        raise NotFound
    return found


def aimed_at(broadcast: Broadcast) -> dict[str, set[int]]:
    """Return the ids of what a broadcast is for, by the name of the field."""
    return {
        name: set(db.session.scalars(select(targets.target_id).where(targets.broadcast_id == broadcast.id)))
        for name, targets in TARGETS.items()
    }


def _with_code(member: Member, code: str, lock: bool = False) -> Broadcast | None:
    one = select(Broadcast).where(Broadcast.code == code, Broadcast.publisher_id == member.organisation_id)
    return db.session.scalar(one.with_for_update() if lock else one)


def _unchanged(there: Broadcast, draft: Draft) -> Broadcast:
    """Return what was saved already when it says the same: the form was sent twice. Raises Overtaken if it does not."""
    same = all(getattr(there, name) == getattr(draft, name) for name in COMPARED)
    same = same and (there.text_nl, there.text_en) == (draft.text_nl.source, draft.text_en.source)
    if there.state in (State.DRAFT, State.SCHEDULED):
        same = same and there.starts_at == draft.starts_at
    if not same or any(aimed != getattr(draft, name) for name, aimed in aimed_at(there).items()):
        raise Overtaken(there)
    return there


def _fill(member: Member, broadcast: Broadcast, draft: Draft) -> None:
    broadcast.kind = draft.kind
    broadcast.title_nl, broadcast.title_en = draft.title_nl, draft.title_en
    broadcast.text_nl, broadcast.html_nl = draft.text_nl.source, draft.text_nl.html
    broadcast.text_en, broadcast.html_en = draft.text_en.source, draft.text_en.html
    broadcast.pinned, broadcast.roles = draft.pinned, draft.roles
    broadcast.starts_at, broadcast.ends_at = draft.starts_at, draft.ends_at
    broadcast.read_before, broadcast.next_at = draft.read_before, draft.next_at
    broadcast.account_id, broadcast.author_name = member.account_id, member.name
    broadcast.updated_at = now()
    if not (broadcast.title_nl or broadcast.title_en):
        raise Invalid("title_nl", _("Give the message a title, in Dutch or in English"))


def _aim(broadcast: Broadcast, draft: Draft) -> None:
    for name, targets in TARGETS.items():
        db.session.execute(delete(targets).where(targets.broadcast_id == broadcast.id))
        for target_id in sorted(getattr(draft, name)):
            db.session.add(targets(broadcast_id=broadcast.id, target_id=target_id))
    db.session.flush()


def _expect_complete(broadcast: Broadcast) -> None:
    """Refuse what readers could not make sense of: half a language, or dates that contradict each other."""
    for language in ("nl", "en"):
        title, text = (getattr(broadcast, f"{part}_{language}") for part in ("title", "text"))
        if title and not text:
            raise Invalid(f"text_{language}", _("Write the text too, or clear the title in this language"))
        if text and not title:
            raise Invalid(f"title_{language}", _("Give the text a title in this language"))
    starts_at: Any = broadcast.starts_at
    if broadcast.ends_at is not None and broadcast.ends_at <= max(starts_at, now()):
        raise Invalid("publish_until", _("Choose a moment after the message is published"))
    if broadcast.read_before is not None and broadcast.released_at is None and broadcast.read_before <= starts_at:
        raise Invalid("read_before", _("Choose a day after the message is published"))
    if broadcast.kind is Kind.OUTAGE and broadcast.next_at is None:
        raise Invalid("next_message", _("Write when the next message about the outage comes"))


def _throw_away(broadcast: Broadcast) -> None:
    for targets in TARGETS.values():
        db.session.execute(delete(targets).where(targets.broadcast_id == broadcast.id))
    db.session.delete(broadcast)
