"""A filter as it was kept: the query of a list's address, in a form, a view or a file that is still to be made."""

from urllib.parse import parse_qsl

from portal.tickets.queries import scopes_of
from tenants.context import Member

from .rules import Filter, read_filter


def filter_in(query: str, member: Member) -> Filter:
    """Read a filter from what was kept: only what filters know, whatever it says."""
    given: dict[str, str] = {}
    for name, value in parse_qsl(query[:2000], max_num_fields=None):
        given.setdefault(name, value)
    return read_filter(given, scopes_of(member))[0]
