"""Another e-mail address for an account: asked for by the person or an admin, confirmed from the new mailbox.

Asking writes a row and a mail, whoever has the new address already: no answer tells which addresses are known. Who
confirms holds the link that went to the new address, and knows the password of the account: an admin alone cannot
take an account over, nor can who finds a browser signed in.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from .accounts import places_of
from .clock import now
from .database import db
from .errors import NotFound
from .models import Account, AddressChange, Membership, Person
from .passwords import keyed_token, new_token, token_hash
from .recovery import end_links
from .scope import inside
from .sessions import end_sessions, forget_failures
from .signals import tell

LASTS = timedelta(hours=1)
MOST_AN_HOUR = 5  # for one account, whoever asks


def ask_for_address(account_id: int, address: str, asked_by: str = "", asked_by_id: int | None = None) -> str:
    """Write down that an account shall have another address (as `folded_address` writes it); links before it end.

    Return the seed of the mail that goes to the new address; "" when that would be too many in an hour.
    `asked_by` is the name of the admin who asks, and `asked_by_id` their account; "" and None for the person.
    """
    lately = (AddressChange.account_id == account_id, AddressChange.asked_at > now() - timedelta(hours=1))
    if (db.session.scalar(select(func.count(AddressChange.id)).where(*lately)) or 0) >= MOST_AN_HOUR:
        return ""
    _end_changes(account_id)
    seed = new_token()
    db.session.add(
        AddressChange(
            account_id=account_id,
            address=address,
            asked_by=asked_by,
            asked_by_id=asked_by_id,
            seed=seed,
            token_hash=token_hash(address_token(seed)),
            asked_at=now(),
            expires_at=now() + LASTS,
        )
    )
    return seed


def address_token(seed: str) -> str:
    """Return the token that belongs to the seed of a change."""
    return keyed_token("address", seed)


def waiting_address(account_id: int) -> str:
    """Return the address an account has still to confirm; "" when there is none."""
    wanted = select(AddressChange.address).where(AddressChange.account_id == account_id, *_live())
    return db.session.scalar(wanted.order_by(AddressChange.id.desc()).limit(1)) or ""


def change_to_mail(seed: str) -> AddressChange | None:
    """Return the change whose link may be mailed; None when it ended, or somebody has the address already."""
    other = aliased(Account)
    taken = select(other.id).where(other.email == AddressChange.address).exists()
    return db.session.scalar(select(AddressChange).where(AddressChange.seed == seed, ~taken, *_live()))


def change_done(seed: str) -> AddressChange | None:
    """Return a change that was confirmed."""
    return db.session.scalar(
        select(AddressChange).where(AddressChange.seed == seed, AddressChange.done_at.is_not(None))
    )


@dataclass(frozen=True, slots=True)
class Confirming:
    """What a link leads to: whose account it is, and which address it will have."""

    account_id: int
    email: str
    password_hash: str | None
    address: str


def confirming(token: str) -> Confirming | None:
    """Return what a link leads to; None when it does not work (any more)."""
    row = db.session.execute(
        select(Account.id, Account.email, Account.password_hash, AddressChange.address)
        .join(AddressChange, AddressChange.account_id == Account.id)
        .where(AddressChange.token_hash == token_hash(token), Account.active, *_live())
    ).first()
    return None if row is None else Confirming(*row)


def confirm_address(token: str) -> str:
    """Give the account behind a link its new address: every session ends, and so does every other link.

    Return the seed of the mail that tells the old address. The door has checked the password. Raises NotFound when
    the link does not work (any more), and when somebody else has the address: of two at once one is right.
    """
    row = db.session.execute(
        select(AddressChange, Account)
        .join(Account, Account.id == AddressChange.account_id)
        .where(AddressChange.token_hash == token_hash(token), Account.active, *_live())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound
    change, account = row
    seed, address, account_id = change.seed, change.address, account.id
    forget_failures(account.email)
    change.old_address, change.done_at, account.email = account.email, now(), address
    try:
        db.session.flush()
    except IntegrityError:
        raise NotFound from None
    _end_changes(account_id)
    end_links(account_id)
    end_sessions(account_id)
    for organisation_id, person_id in places_of(account_id):
        with inside(organisation_id):
            db.session.get_one(Person, person_id).email = address
            mine = (Membership.person_id == person_id, Membership.account_id == account_id)
            tell("member.address", db.session.scalars(select(Membership).where(*mine)).one(), by=None)
    return seed


def _end_changes(account_id: int) -> None:
    db.session.execute(
        update(AddressChange)
        .where(AddressChange.account_id == account_id, AddressChange.ended_at.is_(None))
        .values(ended_at=now()),
        execution_options={"synchronize_session": False},
    )


def _live() -> tuple:
    return (AddressChange.ended_at.is_(None), AddressChange.done_at.is_(None), AddressChange.expires_at > now())
