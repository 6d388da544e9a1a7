"""Who was invited and has not come yet, as the first page tells it."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import and_, func, select

from portal.web.language import Said, age, day
from tenants.clock import now
from tenants.context import Member
from tenants.database import db
from tenants.models import Invitation, Membership, Person

from .queries import STANDINGS
from .rules import Standing

MOST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who has not come. `until` is the last day of their link, "" when it does not work any more."""

    href: str
    again: str
    name: str
    since: Said | None
    until: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Who has not come, and how many besides."""

    lines: list[Line]
    others: int


def who_is_invited(member: Member) -> list[Any]:
    """Return who has not come yet, longest ago first, with the end of the link that works."""
    works = and_(
        Invitation.organisation_id == Membership.organisation_id,
        Invitation.membership_id == Membership.id,
        Invitation.ended_at.is_(None),
        Invitation.expires_at > now(),
    )
    sent = func.coalesce(Membership.invited_at, Invitation.sent_at, type_=Membership.invited_at.type)
    return list(
        db.session.execute(
            select(
                Membership.handle,
                Person.name,
                sent.label("sent_at"),
                func.max(Invitation.expires_at, type_=Invitation.expires_at.type).label("expires_at"),
                func.count().over().label("people"),
            )
            .select_from(Membership)
            .join(Person, and_(Person.organisation_id == Membership.organisation_id, Person.id == Membership.person_id))
            .outerjoin(Invitation, works)
            .where(Membership.organisation_id == member.organisation_id, STANDINGS[Standing.INVITED])
            .group_by(Membership.handle, Person.name, sent)
            .order_by(sent, Membership.handle)
            .limit(MOST)
        )
    )


def invited_shown(rows: list[Any]) -> Invited:
    """Return the lines of the first page."""
    lines = [
        Line(
            url_for("people.show", user=row.handle),
            url_for("people.invite_again", user=row.handle, on="first-page"),
            row.name,
            age(row.sent_at) if row.sent_at else None,
            day(row.expires_at) if row.expires_at else "",
        )
        for row in rows
    ]
    return Invited(lines, rows[0].people - len(rows) if rows else 0)
