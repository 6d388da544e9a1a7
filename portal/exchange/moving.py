"""Leaving and arriving, as whoever runs an installation does it: to a file, and from a file."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from portal.files.places import Unreachable
from portal.trail.verbs import leave_trail
from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.organisations import organisation_named
from tenants.scope import inside

from .bringing import Bringing, Brought, expect_room, known_here
from .checking import check
from .happenings import LEAVING
from .manifest import Manifest
from .opening import Refused, opened
from .packing import pack, writing


class Unknown(RuntimeError):
    """There is no customer with this key."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a take-out holds, and who of it is here already."""

    manifest: Manifest
    known: list[str]


def known_as(key: str) -> int:
    """Return the id of a customer. Raises Unknown, for the service organisation too."""
    found = organisation_named(key)
    if found is None:
        raise Unknown(f"there is no customer {key.upper()}; `balie backup` keeps a whole installation")
    return found


def take_out(key: str, destination: Path, notes: bool) -> Manifest:
    """Write an organisation to a file, and note in its log that it was taken out.

    Raises Unknown, and FileExistsError rather than writing over another file.
    """
    organisation_id = known_as(key)
    with writing(destination) as stream:
        made = pack(stream, organisation_id, notes)
    with inside(organisation_id), write_transaction():
        row = db.session.get_one(Organisation, organisation_id)
        leave_trail(LEAVING, row, by=None, rows=made.rows, with_notes=notes)
    return made


def look_at(source: Path) -> Coming:
    """Check a take-out from its first byte to its last, and write nothing. Raises Refused."""
    with opened(source) as takeout:
        expect_room(takeout)
        return Coming(check(takeout), known_here(takeout))


def bring_in(source: Path) -> tuple[Manifest, Brought]:
    """Bring an organisation in: all of it, or nothing. Raises Refused."""
    with opened(source) as takeout:
        expect_room(takeout)
        check(takeout)
        bringing = Bringing(takeout)
        try:
            with write_transaction():
                brought = bringing.all()
        except DatabaseError as fault:
            bringing.turn_back()
            raise Refused(f"the database does not take it: {str(fault.orig).splitlines()[0]}") from fault
        except Unreachable as fault:
            bringing.turn_back()
            raise Refused(f"its files cannot be kept here: {fault}") from fault
        except BaseException:
            bringing.turn_back()
            raise
        bringing.arrived()
        return takeout.manifest, brought


def to_know(manifest: Manifest, brought: Brought) -> list[str]:
    """Return what whoever brought an organisation in should know, a sentence each."""
    said = ["Nobody's password came along: each chooses one with 'Forgot your password?' at sign-in."]
    if brought.switched_off:
        said.append(f"Added and switched off, look at them in the set-up: {', '.join(brought.switched_off)}")
    if brought.digest != manifest.digest:
        said.append(f"Here it comes to {brought.digest}, because those who were here already stayed as they were.")
    if manifest.missing:
        said.append(f"{len(manifest.missing)} files were gone before it was made.")
    if db.session.scalar(select(Organisation.id).where(Organisation.is_service_organisation)) is None:
        said.append("There is no service organisation here yet: `balie found` begins it.")
    return said
