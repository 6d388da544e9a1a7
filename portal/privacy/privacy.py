"""What this feature itself keeps of persons: which files were asked for, and what is looked for while one is erased."""

from sqlalchemy import delete, or_, select

from tenants.database import db
from tenants.models import Membership
from tenants.privacy import PASSED, Erasing, Part

from .models import Erasure, PersonalFile, Retention


def _erases(erasing: Erasing) -> bool:
    """Take away every file about somebody here, and those that people here asked for themselves.

    In anybody's the name may stand. They are asked for anew; the bytes are swept.
    """
    about = erasing.about
    _carry(delete(PersonalFile).where(PersonalFile.customer_id == about.organisation_id))
    here = select(Membership.account_id).where(Membership.organisation_id == about.organisation_id)
    theirs = or_(PersonalFile.account_id == about.account_id, PersonalFile.account_id.in_(here))
    _carry(delete(PersonalFile).where(theirs, PersonalFile.about == ""))
    return False


def _carry(statement: object) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]


PART = Part(
    "privacy",
    own={Erasure: "marks"},
    free={PersonalFile: "code about language lies_at", Erasure: "step digests counts", Retention: "kinds"},
    erases=_erases,
    stays={PASSED: {Erasure: "marks"}},
)
