"""What signing in leaves behind of persons: forms that came too late, and networks they came from. It is swept soon."""

from collections.abc import Iterable

from sqlalchemy import select

from tenants.database import db
from tenants.models import Membership
from tenants.privacy import PASSED, WRITTEN, Erasing, Part, Section

from .history import HOW
from .models import KeptPost, SignIn, SignInAttempt


def _tells_account(account_id: int) -> Iterable[Section]:
    tries = select(SignIn).where(SignIn.account_id == account_id).order_by(SignIn.at, SignIn.mark)
    yield Section(
        "sign_ins",
        [
            {
                "at": row.at,
                "came_in": row.came_in,
                "way": str(HOW.get(row.how, row.how)),
                "network": row.network,
                "device": row.user_agent,
            }
            for row in db.session.scalars(tries)
        ],
    )


def _erases(erasing: Erasing) -> bool:
    about = erasing.about
    here = select(Membership.account_id).where(Membership.organisation_id == about.organisation_id)
    for row in db.session.scalars(select(KeptPost).where(KeptPost.account_id.in_(here))):
        if (fields := erasing.blot(row.fields)) != row.fields:
            row.fields = fields
    return False


PART = Part(
    "signin",
    names={KeptPost: "fields"},
    own={SignInAttempt: "network user_agent", SignIn: "network user_agent"},
    free={KeptPost: "token_hash page why", SignInAttempt: "how", SignIn: "how"},
    tells_account=_tells_account,
    erases=_erases,
    stays={WRITTEN: {KeptPost: "fields"}, PASSED: {SignInAttempt: "network user_agent", SignIn: "network user_agent"}},
    of_account=(KeptPost, SignInAttempt, SignIn),
)
