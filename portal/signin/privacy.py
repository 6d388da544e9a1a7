"""What signing in leaves behind of persons: forms that came too late, and networks they came from. It is swept soon."""

from sqlalchemy import select

from tenants.database import db
from tenants.models import Membership
from tenants.privacy import PASSED, WRITTEN, Erasing, Part

from .models import KeptPost, SignIn, SignInAttempt


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
    erases=_erases,
    stays={WRITTEN: {KeptPost: "fields"}, PASSED: {SignInAttempt: "network user_agent", SignIn: "network user_agent"}},
    of_account=(KeptPost, SignInAttempt, SignIn),
)
