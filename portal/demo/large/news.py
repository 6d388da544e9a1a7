"""News in large demo data: two years of messages to all customers and inside organisations, and who read them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from portal.catalogue.models import Service
from portal.news.models import Broadcast, BroadcastRead, BroadcastService
from portal.news.rules import Kind
from portal.web.text import written
from tenants.clock import now
from tenants.database import db, write_transaction
from tenants.models import Organisation
from tenants.people import desk_people
from tenants.roles import Role
from tenants.scope import inside

from .grounds import House, Ids, Someone
from .plans import SPAN

TO_ALL, OWN, PUBLISHERS = 120, 10, 40
"""So many messages to every customer; so many inside each of the largest organisations, and how many those are."""

KINDS = (Kind.NEWS, Kind.UPDATE, Kind.UPDATE, Kind.OUTAGE, Kind.IMPORTANT)
OF_A_SERVICE, MUST_READ, READ, ACKNOWLEDGED = 0.3, 0.15, 0.6, 0.8
READERS_GO_BACK = timedelta(days=180)

TEXTS = {
    Kind.NEWS: ("Nieuws van de maand", "We zijn verhuisd.", "News of the month", "We have moved."),
    Kind.UPDATE: ("Versie {} staat klaar", "Dit is er nieuw.", "Version {} is ready", "This is what is new."),
    Kind.OUTAGE: ("Storing {} verholpen", "Alles werkt weer.", "Outage {} solved", "Everything works again."),
    Kind.IMPORTANT: ("Let op: wijziging {}", "Lees dit voor vrijdag.", "Mind: change {}", "Read this by Friday."),
}


def publish(chance: Random, houses: list[House]) -> None:
    """Write the messages, and note who read what of them; in the scope of each publisher, of each reader."""
    desk = db.session.scalar(select(Organisation.id).where(Organisation.is_service_organisation))
    if desk is None:
        raise LookupError("the seed needs a service organisation")
    lead = Someone(*desk_people(Role.LEAD)[0])
    services = list(db.session.scalars(select(Service.id).order_by(Service.place)))
    to_all = _write(chance, desk, lead, TO_ALL, services)
    for place, house in enumerate(houses):
        own = _write(chance, house.id, house.people[0], OWN, []) if place < PUBLISHERS else []
        _read(chance, house, [*to_all, *own])


def _write(chance: Random, publisher: int, by: Someone, many: int, services: list[int]) -> list[dict[str, Any]]:
    """Write so many messages of a publisher; with `services` they go to all customers, some to those of a service."""
    begin = now() - SPAN
    with inside(publisher), write_transaction() as session:
        ids = Ids(session.connection(), Broadcast)
        rows = [
            _message(chance, begin + SPAN * (place + 1) / (many + 1), place)
            | {"id": next(ids), "publisher_id": publisher, "everywhere": bool(services)}
            | {"account_id": by.account_id, "author_name": by.name}
            for place in range(many)
        ]
        session.connection().execute(insert(Broadcast), rows)
        aimed = [
            {"broadcast_id": row["id"], "target_id": chance.choice(services)}
            for row in rows
            if services and chance.random() < OF_A_SERVICE
        ]
        if aimed:
            session.connection().execute(insert(BroadcastService), aimed)
    return rows


def _message(chance: Random, at: datetime, place: int) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    title_nl, text_nl, title_en, text_en = (words.format(place + 1) for words in TEXTS[kind])
    must_be_read = kind is Kind.IMPORTANT and chance.random() < MUST_READ
    return {
        "code": f"{chance.getrandbits(64):016x}",
        "kind": kind,
        "title_nl": title_nl,
        "title_en": title_en,
        "text_nl": text_nl,
        "text_en": text_en,
        "html_nl": written(text_nl).html,
        "html_en": written(text_en).html,
        "pinned": False,
        "released_at": at,
        "starts_at": at,
        "ends_at": at + timedelta(days=2) if kind is Kind.OUTAGE else None,
        "read_before": at + timedelta(days=7) if must_be_read else None,
        "next_at": None,
        "created_at": at,
        "updated_at": at,
    }


def _read(chance: Random, house: House, messages: list[dict[str, Any]]) -> None:
    lately = [one for one in messages if one["starts_at"] > now() - READERS_GO_BACK]
    with inside(house.id), write_transaction() as session:
        rows = list(_receipts(chance, house, lately))
        if rows:
            session.connection().execute(insert(BroadcastRead), rows)


def _receipts(chance: Random, house: House, messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for someone in house.people:
        for message in messages:
            if chance.random() < READ:
                at = message["starts_at"] + timedelta(hours=chance.randrange(1, 48))
                said_so = message["read_before"] is not None and chance.random() < ACKNOWLEDGED
                yield {
                    "organisation_id": house.id,
                    "broadcast_id": message["id"],
                    "membership_id": someone.membership_id,
                    "read_at": at,
                    "acknowledged_at": at if said_so else None,
                }
