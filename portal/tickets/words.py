"""Which requests hold the words of a search, in what a member may read of them."""

from typing import Any

from portal.search.queries import Hits, holding
from tenants.context import Member

from .models import Ticket
from .queries import rings_for


def among(hits: Hits, member: Member) -> list[Any]:
    """Return the conditions under which the words of a search occur in a request, where `member` may read."""
    rings = tuple(map(str, rings_for(member)))
    named = [] if hits.few is None else [Ticket.id.in_(sorted(hits.few))]
    return [*named, *holding(hits, rings, Ticket.organisation_id, Ticket.id)]
