"""Whose number and whose domain an application names, and who manages that organisation: as things are now.

The number says it; the domain of the address helps where no customer has the number, and shows when both differ. A
domain that was verified is an organisation's; of any other we see who has addresses there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, case, func, literal, or_, select

from tenants.columns import among
from tenants.context import in_force
from tenants.database import db
from tenants.free_mail import domain_of
from tenants.models import Account, Domain, Membership, Organisation
from tenants.roles import Role
from tenants.scope import Scope, inside

from .rules import folded_number


@dataclass(frozen=True, slots=True)
class Customer:
    """An organisation that an application may be about."""

    id: int
    key: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Match:
    """What an application matches; `known_domain` says whether the organisation of the number has other domains."""

    by_number: Customer | None = None
    by_domain: Customer | None = None
    known_domain: bool = False
    admins: Sequence[str] = field(default_factory=tuple)  # names of active admins of the organisation

    @property
    def customer(self) -> Customer | None:
        """Return the organisation it is about, as far as we know: the number counts before the domain."""
        return self.by_number or self.by_domain


def matches(asked: Mapping[str, tuple[str, str]]) -> dict[str, Match]:
    """Return the match of each application, named by its code and given as (customer number, address)."""
    tenants = _tenants()
    numbered = _numbered(tenants)
    named = {folded_number(number) for number, _email in asked.values()}
    wanted = {domain_of(email) for _number, email in asked.values() if email} - {""}
    with inside(Scope(frozenset(tenants))):
        owners = _owners(wanted)
        places = _places(wanted, {one.id for number, one in numbered.items() if number in named})
        found = {
            code: _match(folded_number(number), domain_of(email), tenants, numbered, owners, places)
            for code, (number, email) in asked.items()
        }
        admins = admins_of(one.customer.id for one in found.values() if one.customer)
    return {
        code: Match(one.by_number, one.by_domain, one.known_domain, admins[one.customer.id] if one.customer else ())
        for code, one in found.items()
    }


def admins_of(organisations: Iterable[int]) -> dict[int, list[str]]:
    """Return the names of the active admins of organisations in scope."""
    names: dict[int, list[str]] = defaultdict(list)
    wanted = set(organisations)
    if wanted:
        run = (Membership.roles.like(among(Role.ADMIN)), *in_force(Membership), Account.active)
        found = (
            select(Membership.organisation_id, Account.name)
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.organisation_id.in_(wanted), *run)
            .order_by(Account.name)
        )
        for row in db.session.execute(found):
            names[row.organisation_id].append(row.name)
    return names


def customers() -> list[Customer]:
    """Return every customer by name, to choose from."""
    return sorted(_tenants().values(), key=lambda one: (one.name.casefold(), one.key))


def _tenants() -> dict[int, Customer]:
    """Return every customer by id."""
    columns = (Organisation.id, Organisation.key, Organisation.name, Organisation.customer_number)
    rows = db.session.execute(select(*columns).where(~Organisation.is_service_organisation).order_by(Organisation.id))
    return {row.id: Customer(*row) for row in rows}


def _numbered(tenants: Mapping[int, Customer]) -> dict[str, Customer]:
    """Return the customers that have a number of their own, by it."""
    numbers = Counter(folded_number(one.number) for one in tenants.values())
    folded = ((folded_number(one.number), one) for one in tenants.values())
    return {number: one for number, one in folded if number and numbers[number] == 1}


def _owners(domains: set[str]) -> dict[str, int]:
    """Return the organisation of each of these domains that was verified to be of one."""
    found = select(Domain.name, Domain.organisation_id).where(Domain.name.in_(domains))
    return {row.name: row.organisation_id for row in db.session.execute(found)}


ELSEWHERE = ""
"""The domain of an address that has none of the domains asked for."""


def _places(domains: set[str], numbered: set[int]) -> dict[str, Counter[int]]:
    """Count the members of organisations by domain: who has an address there, and who of these has one elsewhere."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    ends = {name: Account.email.endswith(f"@{name}", autoescape=True) for name in sorted(domains)}
    wanted: list[ColumnElement[bool]] = [*ends.values()]
    if numbered:
        wanted.append(Membership.organisation_id.in_(numbered))
    if wanted:
        name = case(*((found, literal(name)) for name, found in ends.items()), else_=ELSEWHERE) if ends else literal("")
        found = (
            select(Membership.organisation_id, name.label("email_domain"), func.count().label("how_many"))
            .join(Account, Account.id == Membership.account_id)
            .where(or_(*wanted), *in_force(Membership), Account.active)
            .group_by(Membership.organisation_id, "email_domain")
        )
        for row in db.session.execute(found):
            counts[row.email_domain][row.organisation_id] = row.how_many
    return counts


def _match(
    number: str,
    domain: str,
    tenants: Mapping[int, Customer],
    numbered: Mapping[str, Customer],
    owners: Mapping[str, int],
    places: Mapping[str, Counter[int]],
) -> Match:
    here = places.get(domain, Counter()) if domain else Counter[int]()
    by_number = numbered.get(number)
    verified = owners.get(domain)
    owner = verified or (by_number.id if by_number and here[by_number.id] else _most(here))
    known = by_number is not None and any(places[name][by_number.id] for name in places)
    return Match(by_number, tenants.get(owner) if owner else None, known)


def _most(counts: Counter[int]) -> int | None:
    """Return the organisation with the most addresses in a domain; None when there is none, or two have as many."""
    (first, most), *others = [*counts.most_common(2), (0, 0)]
    return first if first and others[0][1] < most else None
