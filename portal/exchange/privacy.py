"""What files with everything hold of somebody: all of it, so they go when anybody is erased."""

from sqlalchemy import delete

from tenants.database import db
from tenants.privacy import Erasing, Part

from .models import Takeout


def _erases(erasing: Erasing) -> bool:
    """Take all files with everything away, also one that is being made. They are asked for anew."""
    mine = delete(Takeout).where(Takeout.organisation_id == erasing.about.organisation_id)
    db.session.execute(mine, execution_options={"synchronize_session": False})
    return False


PART = Part("exchange", free={Takeout: "code lies_at digest"}, erases=_erases)
