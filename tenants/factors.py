"""The second factor of an account as a whole: an app, passkeys, recovery codes, and what happens when they change."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, update

from .codes import QUIET, has_app, new_recovery_codes, recovery_codes_left, remove_app, remove_recovery_codes
from .context import in_force
from .database import db
from .duty import due
from .errors import NotNow
from .everywhere import tell_everywhere
from .factor_rows import Passkey
from .models import Account, Membership, Organisation
from .passwords import is_handle
from .remembered import forget_devices
from .sessions import end_sessions


def has_second_factor(account_id: int) -> bool:
    """Say whether an account has an app or a passkey."""
    return bool(db.session.scalar(select(Account.second_factor).where(Account.id == account_id)))


def needs_factor(account_id: int) -> bool:
    """Say whether an account is to have a second factor anywhere, now or from a date. On a page of no organisation."""
    asked = select(Membership.roles, Membership.joined_at, Organisation.factor_roles, Organisation.factor_from)
    asked = asked.join(Organisation, Organisation.id == Membership.organisation_id)
    rows = db.session.execute(asked.where(Membership.account_id == account_id, *in_force(Membership)))
    return any(due(*row) is not None for row in rows)


def factor_added(account_id: int) -> list[str]:
    """An app or a passkey counts from now on: every session ends, and the door opens a new one.

    Return the recovery codes that were made with it; none when there were some already.
    """
    _note(account_id, True)
    codes = [] if recovery_codes_left(account_id) else new_recovery_codes(account_id)
    end_sessions(account_id)
    tell_everywhere("member.factor added", account_id)
    return codes


def expect_removable(account_id: int) -> None:
    """Raise NotNow when this is the last factor of somebody who must have one."""
    if how_many(account_id) <= 1 and needs_factor(account_id):
        raise NotNow(_("You need a second step to sign in. Add another one first, then remove this one."))


def remove_own_app(account_id: int) -> None:
    """Remove the app of an account. Raises NotNow when they must have a second factor and this is the last."""
    if not has_app(account_id):
        return
    expect_removable(account_id)
    remove_app(account_id)
    _removed(account_id)


def remove_passkey(account_id: int, handle: str) -> bool:
    """Remove a passkey of an account; say whether it was theirs. Raises NotNow as `remove_own_app` does."""
    mine = (Passkey.account_id == account_id, Passkey.handle == handle)
    if not is_handle(handle) or db.session.scalar(select(Passkey.id).where(*mine)) is None:
        return False
    expect_removable(account_id)
    db.session.execute(delete(Passkey).where(*mine), execution_options=QUIET)
    _removed(account_id)
    return True


def reset_factors(account_id: int) -> None:
    """Take away every second factor of who cannot use theirs any more; every session ends."""
    remove_app(account_id)
    db.session.execute(delete(Passkey).where(Passkey.account_id == account_id), execution_options=QUIET)
    remove_recovery_codes(account_id)
    _note(account_id, False)
    end_sessions(account_id)


def how_many(account_id: int) -> int:
    """Return how many factors an account has, recovery codes apart."""
    passkeys = select(func.count(Passkey.id)).where(Passkey.account_id == account_id)
    return (db.session.scalar(passkeys) or 0) + has_app(account_id)


def _removed(account_id: int) -> None:
    if not how_many(account_id):
        _note(account_id, False)
        remove_recovery_codes(account_id)
    forget_devices(account_id)
    end_sessions(account_id)
    tell_everywhere("member.factor removed", account_id)


def _note(account_id: int, there: bool) -> None:
    mine = update(Account).where(Account.id == account_id).values(second_factor=there)
    db.session.execute(mine, execution_options=QUIET)
