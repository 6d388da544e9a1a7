"""What this feature itself keeps of persons: which files were asked for, and what is looked for while one is erased."""

from sqlalchemy import delete

from tenants.database import db
from tenants.models import Person
from tenants.privacy import PASSED, Erasing, Part

from .models import Erasure, PersonalFile, Retention


def _erases(erasing: Erasing) -> bool:
    """Take away the files about them, and those they asked for themselves; the bytes are swept."""
    about = erasing.about
    called = db.session.get_one(Person, about.person_id).public_id
    here = (PersonalFile.customer_id == about.organisation_id, PersonalFile.about == called)
    _carry(delete(PersonalFile).where(*here))
    _carry(delete(PersonalFile).where(PersonalFile.account_id == about.account_id, PersonalFile.about == ""))
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
