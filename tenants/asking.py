"""Ask to join one's organisation: asked alike by everybody, answered by mail, confirmed from the mailbox.

The web request only writes down what was typed. Whose domain it is, and whether there is an account, is looked up by
the worker, so that no answer of a page, nor its time, tells which addresses are known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, select, update

from .asker_rows import Answer, AskedToJoin, Asker, State
from .clock import now
from .database import db
from .domains import organisation_of_domain
from .errors import NotFound
from .joining import renew_for
from .models import Account, Membership, Organisation
from .passwords import keyed_token, new_handle, new_token, token_hash
from .scope import inside
from .signals import tell

LASTS = timedelta(days=7)
KEPT = LASTS + timedelta(days=1)
AGAIN_AFTER = timedelta(minutes=1)
"""Asked a second time within this time is the same press of a button."""
MOST_A_DAY = 3  # for one address, known or not: who gets the mail may not have asked for it


def ask_to_join(address: str, name: str, words: str, language: str) -> None:
    """Write down that somebody with an address (as `folded_address` writes it) asks to join.

    More than three a day for one address are ignored, known or not.
    """
    hashed, moment = token_hash(address), now()
    lately = (AskedToJoin.address_hash == hashed, AskedToJoin.asked_at > moment - timedelta(days=1))
    just_now = func.sum(case((AskedToJoin.asked_at > moment - AGAIN_AFTER, 1), else_=0))
    count, again = db.session.execute(select(func.count(AskedToJoin.id), just_now).where(*lately)).one()
    if count < MOST_A_DAY and not again:
        row = AskedToJoin(address=address, address_hash=hashed, name=name, words=words, language=language)
        row.seed, row.expires_at = new_token(), moment + LASTS
        db.session.add(row)


def asked_and_not_answered() -> list[int]:
    """Return the ids of what was asked and not answered yet."""
    return list(db.session.scalars(select(AskedToJoin.id).where(AskedToJoin.answered_at.is_(None)).limit(100)))


def answer(asked_id: int) -> tuple[int, str] | None:
    """Decide what is mailed to who asked; return in which organisation that mail is written, and its seed.

    None when it was answered already, or when they get a new invitation instead.
    """
    mine = AskedToJoin.id == asked_id
    row = db.session.execute(
        select(AskedToJoin.address, AskedToJoin.seed)
        .where(mine, AskedToJoin.answered_at.is_(None))
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    organisation_id = organisation_of_domain(row.address)
    if organisation_id is None:
        decided = Answer.MEMBER if _has_account(row.address) else Answer.UNKNOWN
    else:
        with inside(organisation_id):
            decided = _answer_here(organisation_id, row.address)
    kept = {} if decided is Answer.CONFIRM else {"name": "", "words": ""}
    hashed = token_hash(asking_token(row.seed)) if decided is Answer.CONFIRM else None
    db.session.execute(
        update(AskedToJoin).where(mine).values(answered_at=now(), answer=decided, token_hash=hashed, **kept),
        execution_options={"synchronize_session": False},
    )
    return (organisation_id or _service_organisation(), row.seed) if decided else None


def _answer_here(organisation_id: int, address: str) -> Answer:
    """Decide it inside the organisation whose domain it is. Who was invited and has not come gets a new link."""
    here = (Membership.organisation_id == organisation_id, Account.email == address)
    membership = db.session.scalar(select(Membership).join(Account, Account.id == Membership.account_id).where(*here))
    if membership is not None and membership.active and membership.joined_at is None:
        key = db.session.scalars(select(Organisation.key).where(Organisation.id == organisation_id)).one()
        renew_for(membership, key)
        db.session.flush()
        return Answer.NONE
    if membership is not None:
        return Answer.MEMBER
    state = db.session.scalar(select(Asker.state).where(Asker.email == address))
    return {State.WAITING: Answer.WAITING, State.DECLINED: Answer.DECLINED}.get(state, Answer.CONFIRM)  # type: ignore[arg-type]


def _has_account(address: str) -> bool:
    return db.session.scalar(select(Account.id).where(Account.email == address, Account.active)) is not None


def _service_organisation() -> int:
    return db.session.scalars(select(Organisation.id).where(Organisation.is_service_organisation)).one()


def asking_token(seed: str) -> str:
    """Return the token that belongs to the seed of what was asked."""
    return keyed_token("asking to join", seed)


def asked_with(seed: str) -> AskedToJoin | None:
    """Return what was asked, by the seed of the mail about it; None when it was forgotten."""
    return db.session.scalar(select(AskedToJoin).where(AskedToJoin.seed == seed))


def can_confirm(row: AskedToJoin) -> bool:
    """Say whether the link of what was asked still works."""
    return row.ended_at is None and row.expires_at > now()


@dataclass(frozen=True, slots=True)
class Confirming:
    """What a link leads to: whose address it is, and where they ask to join."""

    address: str
    organisation_name: str


def confirming_asker(token: str) -> Confirming | None:
    """Return what a link leads to; None when it does not work (any more)."""
    row = db.session.execute(select(AskedToJoin.address).where(*_live(token))).first()
    organisation_id = organisation_of_domain(row.address) if row is not None else None
    if row is None or organisation_id is None:
        return None
    name = db.session.scalars(select(Organisation.name).where(Organisation.id == organisation_id)).one()
    return Confirming(row.address, name)


def confirm_asker(token: str) -> None:
    """Let the admins see who asks: the address is theirs. Every other link for it ends.

    Raises NotFound when the link does not work (any more), when the domain is the organisation's no longer, and when
    they have an account there by now; of two at once one is right.
    """
    row = db.session.execute(select(AskedToJoin).where(*_live(token)).with_for_update()).scalar()
    if row is None:
        raise NotFound
    given = {"email": row.address, "name": row.name, "words": row.words, "language": row.language}
    organisation_id = organisation_of_domain(row.address, lock=True)
    if organisation_id is None:
        raise NotFound
    db.session.execute(
        update(AskedToJoin)
        .where(AskedToJoin.address_hash == row.address_hash, AskedToJoin.ended_at.is_(None))
        .values(ended_at=now(), name="", words=""),
        execution_options={"synchronize_session": False},
    )
    with inside(organisation_id):
        asker = _asker(organisation_id, given)
        tell("asker.asked", asker, by=None)
        db.session.flush()


def _asker(organisation_id: int, given: dict[str, str]) -> Asker:
    """Keep who asks, or bring them back who asked before. Raises NotFound for who needs not ask."""
    here = (Membership.organisation_id == organisation_id, Account.email == given["email"])
    there = select(Membership.id).join(Account, Account.id == Membership.account_id).where(*here)
    if db.session.scalar(there) is not None:
        raise NotFound
    # One organisation at a time: its admins are mailed once for two who confirm at the same moment.
    db.session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())
    asker = db.session.scalar(select(Asker).where(Asker.email == given["email"]).with_for_update())
    if asker is not None and asker.state not in (State.APPROVED, State.CLOSED):
        raise NotFound
    if asker is None:
        asker = Asker(**given)
        db.session.add(asker)
    else:
        asker.name, asker.words, asker.language = given["name"], given["words"], given["language"]
        asker.handle, asker.state, asker.asked_at = new_handle(), State.WAITING, now()
        asker.decided_at = asker.decided_by = None
    db.session.flush()
    return asker


def old_questions(moment: datetime) -> bool:
    """Say whether anything was asked long before `moment`."""
    return db.session.scalar(select(AskedToJoin.id).where(AskedToJoin.asked_at < moment - KEPT).limit(1)) is not None


def forget_old_questions() -> None:
    """Remove what was asked long ago."""
    db.session.execute(
        delete(AskedToJoin).where(AskedToJoin.asked_at < now() - KEPT), execution_options={"synchronize_session": False}
    )


def _live(token: str) -> tuple:
    return (
        AskedToJoin.token_hash == token_hash(token),
        AskedToJoin.ended_at.is_(None),
        AskedToJoin.expires_at > now(),
    )
