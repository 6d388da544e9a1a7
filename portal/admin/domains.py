"""The domains of a customer: kept and taken away by who said why they look in."""

from portal.audit.looking_in import expect_look_in
from tenants import domains
from tenants.context import Member
from tenants.errors import NotFound
from tenants.guard import ask
from tenants.organisations import organisation_named
from tenants.permissions import Action
from tenants.scope import inside


def add_domain(member: Member, key: str, name: str) -> None:
    """Keep that a domain is verified to be of a customer. Raises as changing a customer does, and Invalid."""
    with inside(_open_to(member, key)):
        domains.add_domain(member, name)


def remove_domain(member: Member, key: str, name: str) -> None:
    """Take a domain from a customer. Raises as changing a customer does."""
    with inside(_open_to(member, key)):
        domains.remove_domain(member, name)


def _open_to(member: Member, key: str) -> int:
    ask(member, Action.ADMINISTER)
    organisation_id = organisation_named(key)
    if organisation_id is None:
        raise NotFound
    expect_look_in(member, organisation_id)
    return organisation_id
