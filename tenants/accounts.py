"""What somebody changes about their own account."""

from collections.abc import Iterable

from sqlalchemy import select, update

from .database import db
from .everywhere import tell_everywhere
from .models import Account, Membership, Person
from .recovery import set_password
from .roles import Topic
from .scope import Scope, inside


def own_account(account_id: int) -> Account:
    """Return the row of the account that is signed in."""
    return db.session.scalars(select(Account).where(Account.id == account_id)).one()


def change_profile(account_id: int, name: str, language: str, theme: str) -> None:
    """Change name, language and theme. The name changes in the directory of each organisation they are in too."""
    account = own_account(account_id)
    renamed = account.name != name
    account.name, account.language, account.theme = name, language, theme
    if renamed:
        for organisation_id, person_id in places_of(account_id):
            with inside(organisation_id):
                db.session.get_one(Person, person_id).name = name


def places_of(account_id: int) -> list[tuple[int, int]]:
    """Return (organisation id, person id) of each organisation an account has come to."""
    with inside(Scope(account_id=account_id)):
        mine = select(Membership.organisation_id, Membership.person_id).where(
            Membership.account_id == account_id, Membership.joined_at.is_not(None)
        )
        return [(row.organisation_id, row.person_id) for row in db.session.execute(mine.order_by(Membership.id))]


def mute(account_id: int, topics: Iterable[Topic]) -> None:
    """Say which mails somebody does not want."""
    own_account(account_id).muted = frozenset(topics)


def keep_stronger(account_id: int, before: str, after: str) -> None:
    """Keep another hash of the same password; one that was chosen since stays. Nothing ends for it."""
    same = update(Account).where(Account.id == account_id, Account.password_hash == before)
    db.session.execute(same.values(password_hash=after), execution_options={"synchronize_session": False})


def change_password(account_id: int, password_hash: str) -> None:
    """Change the password. Every session ends: the door opens a new one for who did it."""
    set_password(own_account(account_id), password_hash)
    tell_everywhere("member.password", account_id)
