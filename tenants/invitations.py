"""Links with which invited people come in: random, single use, seven days, stored hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from .clock import now
from .database import db
from .models import Invitation, Membership
from .passwords import keyed_token, new_token, token_hash
from .writing import add_all

LASTS = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=1)
"""A second invitation within this time is the same press of a button."""


def invitation_token(key: str, seed: str) -> str:
    """Return the token of an invitation; the organisation's key stands before it, so that its rows can be found."""
    return f"{key.lower()}.{keyed_token('invitation', seed)}"


@dataclass(frozen=True, slots=True)
class Inviter:
    """Whose name stands in an invitation: an account, or None where nobody knows any more."""

    account_id: int | None
    name: str


def new_invitation(membership: Membership, key: str, by: Inviter) -> None:
    """Make a new link for a membership of the organisation with this key; those before it end."""
    end_invitations(membership)
    db.session.add(Invitation(**_link(membership, key, by)))


def first_invitations(memberships: Sequence[Membership], key: str, by: Inviter) -> None:
    """Make a link for each of many memberships that have none that works."""
    add_all(Invitation, [{**_link(one, key, by), "sent_at": now()} for one in memberships])


def _link(membership: Membership, key: str, by: Inviter) -> dict[str, Any]:
    seed = new_token()
    return {
        "membership_id": membership.id,
        "seed": seed,
        "token_hash": token_hash(invitation_token(key, seed)),
        "invited_by": by.name,
        "invited_by_id": by.account_id,
        "expires_at": now() + LASTS,
    }


def end_invitations(membership: Membership) -> None:
    """End every link of a membership that still works."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.membership_id == membership.id, Invitation.ended_at.is_(None))
        .values(ended_at=now()),
        execution_options={"synchronize_session": False},
    )


def invitation_since(membership: Membership, moment: datetime) -> bool:
    """Say whether a link of this membership was made after `moment` and still works."""
    sent = (Invitation.membership_id == membership.id, Invitation.sent_at > moment, Invitation.ended_at.is_(None))
    return db.session.scalar(select(Invitation.id).where(*sent).limit(1)) is not None


def open_invitation(person_id: int) -> Invitation | None:
    """Return the link that a person of the organisation in scope may use now; None when there is none (any more)."""
    return db.session.scalars(
        select(Invitation)
        .join(Membership, Membership.id == Invitation.membership_id)
        .where(
            Membership.person_id == person_id,
            Membership.organisation_id == Invitation.organisation_id,
            Membership.active,
            Membership.joined_at.is_(None),
            Invitation.ended_at.is_(None),
            Invitation.expires_at > now(),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    ).first()
