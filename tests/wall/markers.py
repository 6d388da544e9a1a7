"""Which columns hold texts of people: each of them must hold the word of its house."""

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import DeclarativeBase

from tenants.database import Base
from tenants.models import Organisation
from tenants.scope import OWNED
from tests.wall.housekeeping import house_ids

NOT_WRITTEN_BY_PEOPLE = {
    "account": {"email", "password_hash", "language", "theme"},
    "asker": {"handle", "email", "language"},
    "attachment": {"public_id", "media_type", "digest"},
    "colleague_message": {"code", "mail", "sender"},
    "deputy": {"code"},
    "domain_proof": {"handle", "token", "found"},
    "draft": {"public", "kind", "service", "key"},
    "entry": {"event", "channel", "detail", "html", "author_name"},
    "follow_up": {"owner_name"},
    "import_run": {"code", "form", "encoding", "delimiter", "language", "seal", "why", "columns", "counts", "done"},
    "invitation": {"seed", "token_hash"},
    "keyed": {"key"},
    "look_in": {"handle"},
    "leaving": {"outcome"},
    "membership": {"handle", "roles", "authorisations"},
    "organisation": {"key", "language"},
    "person": {"kind", "email", "public_id", "found_as"},
    "provider": {"sealed_secret"},
    "rating_link": {"token_hash"},
    "correction": {"was"},
    "erasure": {"step", "digests", "counts"},
    "export_file": {"code", "form", "language", "lies_at", "numbers"},
    "reply_draft": {"ring", "key"},
    "retention": {"kinds"},
    "saved_view": {"slug"},
    "search_row": {"ring"},
    "set_up_mark": {"task"},
    "ticket": {"assignee_name", "filed_by_name", "filed_for_name"},
    "ticket_person": {"done_by_name"},
    "takeout": {"code", "digest", "lies_at"},
    "trail": {"action", "subject", "detail"},
    "unit": {"handle"},
}
"""Columns of text that hold words of the code, addresses, or names that are copied from a person's row."""


def owned_classes() -> list[type[DeclarativeBase]]:
    """Return every mapped class whose rows belong to one organisation."""
    return sorted(
        (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, OWNED)),
        key=lambda model: model.__name__,
    )


def columns_without(word: str, house: str, behind: Any) -> list[str]:
    """Return the columns of text in which no row of a house holds its word: a marker that marks nothing."""
    home, found = house_ids()[house], []
    for table in [*(model.__table__ for model in owned_classes()), Organisation.__table__]:
        owner = "id" if table.name == "organisation" else "organisation_id"
        for column in table.columns:
            if not isinstance(column.type, Text | JSON) or column.name in NOT_WRITTEN_BY_PEOPLE.get(table.name, ()):
                continue
            rows = behind.rows(f'select "{column.name}" from {table.name} where {owner} = {home}')
            if not any(word in str(value).casefold() for (value,) in rows):
                found.append(f"{table.name}.{column.name}")
    return found
