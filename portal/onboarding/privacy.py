"""What applications to be a first admin tell of persons; decided ones are emptied after a while by themselves."""

from typing import Any

from sqlalchemy import select, update

from tenants.clock import now
from tenants.database import db
from tenants.privacy import WRITTEN, Correcting, Erasing, Part

from .models import AdminApplication, AdminGap
from .rules import State

WORDS = ("name", "function", "email", "address_hash", "telephone", "contact_name", "reason")


def _erases(erasing: Erasing) -> bool:
    """Empty what they applied with in this organisation, once decided; who waits still wants an answer."""
    theirs = (AdminApplication.customer_id == erasing.about.organisation_id, AdminApplication.email == erasing.email)
    decided = (AdminApplication.state.not_in((State.NEW, State.WAITING)), AdminApplication.forgotten_at.is_(None))
    if erasing.email:
        emptied = update(AdminApplication).where(*theirs, *decided)
        values = dict.fromkeys(WORDS, "") | {"forgotten_at": now()}
        db.session.execute(emptied.values(**values), execution_options={"synchronize_session": False})
    if erasing.desk and erasing.about.person_id:
        _decided(erasing.about.account_id, decided_by=erasing.pseudonym, decided_by_id=None)
        _blot(erasing)
    return False


def _blot(erasing: Erasing) -> None:
    """Take the name of somebody of the service organisation out of what applicants and deciders wrote."""
    for row in db.session.scalars(select(AdminApplication).where(AdminApplication.state != State.NEW)):
        for column in ("contact_name", "decided_by", "reason", "function"):
            if (blotted := erasing.blot(getattr(row, column))) != getattr(row, column):
                setattr(row, column, blotted)


def _corrects(correcting: Correcting) -> bool:
    """Put right who of the service organisation decided; what applicants filled in stays theirs."""
    if correcting.desk:
        _decided(correcting.about.account_id, decided_by=correcting.account_name)
    if correcting.desk and correcting.was:
        nameless = (AdminApplication.decided_by_id.is_(None), AdminApplication.decided_by == correcting.was)
        named = update(AdminApplication).where(*nameless).values(decided_by=correcting.name)
        db.session.execute(named, execution_options={"synchronize_session": False})
    return False


def _decided(account_id: int, **values: Any) -> None:
    decided = update(AdminApplication).where(AdminApplication.decided_by_id == (account_id or None))
    db.session.execute(decided.values(values), execution_options={"synchronize_session": False})


PART = Part(
    "onboarding",
    own={AdminApplication: "name function email address_hash telephone contact_name reason decided_by"},
    free={AdminApplication: "code key_hash organisation customer_number language", AdminGap: "told_as"},
    erases=_erases,
    corrects=_corrects,
    follows={AdminApplication: "decided_by"},
    stays={WRITTEN: {AdminApplication: "name function email address_hash telephone contact_name reason"}},
)
