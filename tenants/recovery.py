"""A new password for who forgot theirs: asked for alike by everybody, answered by mail to those who have an account.

The web request only writes down the address. Whether there is an account is looked up by the worker, so that no
answer of a page, nor its time, tells which addresses are known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from .clock import now
from .context import in_force
from .database import db
from .errors import NotFound
from .everywhere import tell_everywhere
from .models import Account, AddressChange, Membership, Organisation, Recovery
from .passwords import keyed_token, new_token, token_hash
from .scope import Scope, enter
from .sessions import end_sessions, forget_failures

LASTS = timedelta(hours=1)
KEPT = {Recovery: timedelta(days=1), AddressChange: timedelta(days=4)}
"""How long the rows stay; a new address longer than the mail about it is tried."""
MOST_AN_HOUR = 5  # for one address, known or not


def ask_for_recovery(address: str) -> None:
    """Write down that a new password was asked for an address; more than five an hour are ignored, known or not."""
    hashed = token_hash(address)
    lately = (Recovery.address_hash == hashed, Recovery.asked_at > now() - timedelta(hours=1))
    if (db.session.scalar(select(func.count(Recovery.id)).where(*lately)) or 0) < MOST_AN_HOUR:
        db.session.add(
            Recovery(address=address, address_hash=hashed, seed=new_token(), asked_at=now(), expires_at=now() + LASTS)
        )


def waiting_recoveries() -> list[int]:
    """Return the ids of what was asked for and not answered yet."""
    return list(db.session.scalars(select(Recovery.id).where(Recovery.answered_at.is_(None)).limit(100)))


@dataclass(frozen=True, slots=True)
class Known:
    """A place of an account in an organisation, to which its mail goes."""

    organisation_id: int
    organisation_key: str
    membership_id: int
    person_id: int
    invited: bool  # has not come yet: what they need is a new invitation


def answer(recovery_id: int) -> Known | None:
    """Look up whose address it is, and enter their organisation; None for nobody's, or when it was answered already."""
    row = db.session.scalar(
        select(Recovery)
        .where(Recovery.id == recovery_id, Recovery.answered_at.is_(None))
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    address, row.address, row.answered_at = row.address, "", now()
    account = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.email == address, Account.active)
    ).first()
    if account is None:
        return None
    here = place_of(account.id)  # without a password too: who moved here with their organisation
    if account.password_hash is not None or here is not None:
        found = db.session.get_one(Recovery, recovery_id)
        found.account_id, found.token_hash = account.id, token_hash(recovery_token(found.seed))
        db.session.flush()
        return here
    return place_of(account.id, invited=True)


def place_of(account_id: int, invited: bool = False) -> Known | None:
    """Enter the organisation through which an account gets its mail, and return its place there; None without one."""
    enter(Scope(account_id=account_id))
    here = (Membership.active, Membership.joined_at.is_(None)) if invited else in_force(Membership)
    place = db.session.execute(
        select(Membership.organisation_id, Organisation.key, Membership.id, Membership.person_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == account_id, *here)
        .order_by(Membership.id)
        .limit(1)
    ).first()
    if place is None:
        return None
    enter(Scope.of(place.organisation_id))
    return Known(*place, invited=invited)


def recovery_token(seed: str) -> str:
    """Return the token that belongs to the seed of a recovery."""
    return keyed_token("recovery", seed)


def open_recovery(account_id: int) -> Recovery | None:
    """Return the newest link with which an account may choose a new password now; None when there is none."""
    return db.session.scalars(
        select(Recovery).where(Recovery.account_id == account_id, *_live()).order_by(Recovery.id.desc()).limit(1)
    ).first()


def can_recover(token: str) -> str | None:
    """Return the address whose password a token may change; None when the link does not work (any more)."""
    return db.session.scalar(
        select(Account.email)
        .join(Recovery, Recovery.account_id == Account.id)
        .where(Recovery.token_hash == token_hash(token), Account.active, *_live())
    )


def recover(token: str, password_hash: str) -> None:
    """Give the account behind a link its new password: every session ends, and so does every other link.

    Raises NotFound when the link does not work (any more); of two at once one is right.
    """
    row = db.session.execute(
        select(Recovery, Account)
        .join(Account, Account.id == Recovery.account_id)
        .where(Recovery.token_hash == token_hash(token), Account.active, *_live())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound
    account_id = row.Account.id
    set_password(row.Account, password_hash)
    tell_everywhere("member.password", account_id)


def set_password(account: Account, password_hash: str) -> None:
    """Give an account another password. All its sessions end, and links to choose one die."""
    account.password_hash = password_hash
    end_sessions(account.id)
    forget_failures(account.email)
    end_links(account.id)


def end_links(account_id: int) -> None:
    """End every link with which an account could get another password or address."""
    for kind in (Recovery, AddressChange):
        db.session.execute(
            update(kind).where(kind.account_id == account_id, kind.ended_at.is_(None)).values(ended_at=now()),
            execution_options={"synchronize_session": False},
        )


def forget_old_recoveries() -> None:
    """Remove what was asked for long ago, new addresses too."""
    for kind, kept in KEPT.items():
        db.session.execute(
            delete(kind).where(kind.asked_at < now() - kept), execution_options={"synchronize_session": False}
        )


def old_recoveries(moment: datetime) -> bool:
    """Say whether there is anything that was asked for long before `moment`."""
    old = (select(kind.id).where(kind.asked_at < moment - kept).limit(1) for kind, kept in KEPT.items())
    return any(db.session.scalar(one) is not None for one in old)


def _live() -> tuple:
    return (Recovery.ended_at.is_(None), Recovery.expires_at > now())
