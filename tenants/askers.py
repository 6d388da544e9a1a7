"""Those who ask to join an organisation, for its admins: let them in, or tell them no."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from .acting import acting_admin
from .asker_rows import Asker, State
from .clock import now
from .closing import close_askers
from .context import Member
from .database import db
from .errors import Invalid, NotFound, NotNow
from .members import Granted, StillBeingErased, invite
from .models import Membership
from .passwords import is_handle
from .signals import tell

KEPT = timedelta(days=30)
"""How long somebody waits who gets no answer, and how long an answer is remembered."""


class DecidedAlready(NotNow):
    """Another admin has decided about this person."""


def asker_called(member: Member, handle: str, lock: bool = False) -> Asker:
    """Return who asks to join this member's organisation, by handle. Raises NotFound."""
    if not is_handle(handle):
        raise NotFound
    wanted = select(Asker).where(Asker.organisation_id == member.organisation_id, Asker.handle == handle)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def approve(member: Member, handle: str, language: str, granted: Granted) -> Membership | None:
    """Invite who asked, at the address that they confirmed; None when a colleague invited them in the meantime.

    Raises NotFound, DecidedAlready, and Invalid as inviting does.
    """
    asker = _to_decide(member, handle)
    _decided(member, asker, State.APPROVED)
    try:
        membership = invite(member, asker.email, language, granted)
    except Invalid as refusal:
        if refusal.field != "email" or isinstance(refusal, StillBeingErased):
            raise
        return None
    tell("asker.approved", membership, by=member)
    return membership


def decline(member: Member, handle: str, reason: str) -> None:
    """Tell who asked that they get no account. Raises NotFound, DecidedAlready."""
    asker = _to_decide(member, handle)
    asker.reason = reason
    _decided(member, asker, State.DECLINED)
    tell("asker.declined", asker, by=member)


def _to_decide(member: Member, handle: str) -> Asker:
    acting_admin(member)
    asker = asker_called(member, handle, lock=True)
    if asker.state is not State.WAITING:
        raise DecidedAlready(_("A colleague has decided about this already."))
    return asker


def _decided(member: Member, asker: Asker, state: State) -> None:
    asker.state, asker.decided_at, asker.decided_by = state, now(), member.account_id
    db.session.flush()


def waited_too_long() -> tuple:
    """Return the condition of who asked so long ago that no answer comes any more."""
    return (Asker.state == State.WAITING, Asker.asked_at < now() - KEPT)


def decided_long_ago() -> tuple:
    """Return the condition of who was answered so long ago that it is forgotten."""
    return (Asker.decided_at < now() - KEPT,)


def close_old_askers() -> None:
    """Close, in the organisation in scope, what nobody decided about in time; who asked is told."""
    close_askers(waited_too_long(), None)


def forget_old_askers() -> None:
    """Remove who was answered long ago from the organisation in scope."""
    db.session.execute(delete(Asker).where(*decided_long_ago()), execution_options={"synchronize_session": False})
