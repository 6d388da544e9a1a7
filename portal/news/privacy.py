"""What news tells of persons: who wrote it, whom it names, and who read it."""

from collections.abc import Iterable

from sqlalchemy import select, update

from tenants.database import db
from tenants.privacy import WRITTEN, Correcting, Erasing, Part, Section, Telling

from .models import Broadcast, BroadcastRead


def _tells(telling: Telling) -> Iterable[Section]:
    theirs = BroadcastRead.membership_id == telling.about.membership_id
    wanted = select(BroadcastRead).where(theirs).order_by(BroadcastRead.read_at, BroadcastRead.broadcast_id)
    yield Section(
        "news", [{"read": row.read_at, "acknowledged": row.acknowledged_at} for row in db.session.scalars(wanted)]
    )


TEXTS = "title_nl title_en text_nl text_en html_nl html_en author_name"


def _erases(erasing: Erasing) -> bool:
    """Take the name out of what the organisation itself published: rows of no organisation, so it is done here."""
    about = erasing.about
    for row in db.session.scalars(select(Broadcast).where(Broadcast.publisher_id == about.organisation_id)):
        if row.account_id == about.account_id:
            row.author_name = erasing.pseudonym
        for column in TEXTS.split():
            if (blotted := erasing.blot(getattr(row, column))) != getattr(row, column):
                setattr(row, column, blotted)
    return False


def _corrects(correcting: Correcting) -> bool:
    """Put right who published something."""
    about = correcting.about
    theirs = update(Broadcast).where(Broadcast.publisher_id == about.organisation_id)
    mine = theirs.where(Broadcast.account_id == (about.account_id or None))
    db.session.execute(
        mine.values(author_name=correcting.account_name), execution_options={"synchronize_session": False}
    )
    return False


PART = Part(
    "news",
    names={Broadcast: TEXTS},
    free={Broadcast: "code"},
    tells=_tells,
    erases=_erases,
    corrects=_corrects,
    follows={Broadcast: "author_name"},
    stays={WRITTEN: {Broadcast: TEXTS.removesuffix(" author_name")}},
)
