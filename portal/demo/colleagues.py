"""More people of Zorggroep De Linde, so that its list of members has pages, filters and every standing."""

from datetime import timedelta

from sqlalchemy import select

from tenants.asker_rows import Asker
from tenants.clock import at, now
from tenants.context import member_for
from tenants.database import db, write_transaction
from tenants.directory import Place
from tenants.invitations import Inviter, new_invitation
from tenants.members import Granted, invite
from tenants.models import Account, Membership, Organisation, Person, Unit
from tenants.roles import Role
from tenants.scope import inside

HOUSE = "LINDE"
E, M, P = Role.EMPLOYEE, Role.MANAGER, Role.PROFESSIONAL

# fmt: off
COLLEAGUES = (
    # name                    unit     roles   days since they were here; None is never
    ("Aisha Benali",          "Noord", (E,),   1),
    ("Bas van den Berg",      "Noord", (E,),   3),
    ("Carla Dijkstra",        "Zuid",  (E,),   0),
    ("Daan Hoekstra",         "Noord", (E,),   12),
    ("Esra Demir",            "Zuid",  (E, P), 2),
    ("Femke de Jong",         "Noord", (E,),   5),
    ("Gerrit Postma",         "Zuid",  (E,),   104),
    ("Hanna Wiersma",         "Zuid",  (E,),   1),
    ("Ivo Scholten",          "Noord", (E,),   9),
    ("Jolanda Smeets",        "Zuid",  (E, M), 0),
    ("Kees Verhoeven",        "Zuid",  (E,),   7),
    ("Lieke Vermeulen",       "Noord", (E,),   4),
    ("Mohamed Haddad",        "Zuid",  (E,),   2),
    ("Nadia Jansen",          "Noord", (E,),   30),
    ("Olaf Bos",              "Zuid",  (E,),   6),
    ("Petra Kok",             "Noord", (E,),   1),
    ("Quinten Maas",          "Zuid",  (E,),   3),
    ("Rosa Martens",          "Noord", (E,),   15),
    ("Sjoerd Hofman",         "Zuid",  (E,),   8),
    ("Tirza van Leeuwen",     "Noord", (E,),   2),
)
# fmt: on
LEFT = ("Ursula Groen", "Zuid")
"""Somebody who left last month."""

LATEST = ("Lotte Meijer", "Noord")
"""Somebody who was invited just now: the mail with the link is among those of the demo."""


ASKS = ("Yara Blom", "Ik ben vorige week begonnen in Zuid, in het team van Jolanda.")
"""Somebody who asked to join, and what she wrote."""


def come() -> None:
    """Let all of them be there, as of now."""
    house = db.session.scalars(select(Organisation.id).where(Organisation.key == HOUSE)).one()
    henk = db.session.scalars(select(Account).where(Account.email == "henk@linde.example")).one()
    henk_id, password_hash = henk.id, henk.password_hash
    with inside(house), write_transaction():
        units = {row.name: row.id for row in db.session.execute(select(Unit.name, Unit.id))}
        for name, unit, roles, days in (*COLLEAGUES, (*LEFT, (E,), 33)):
            _join(name, units[unit], roles, days, password_hash)
        left = select(Membership).join(Person, Person.id == Membership.person_id).where(Person.name == LEFT[0])
        db.session.scalars(left).one().active = False
        waiting = select(Membership).where(Membership.joined_at.is_(None))
        for membership in db.session.scalars(waiting).all():
            with at(now() - timedelta(days=2)):
                new_invitation(membership, HOUSE, Inviter(henk.id, henk.name))
        _were_here(henk_id)
        name, words = ASKS
        asked_at = now() - timedelta(days=1, hours=3)
        db.session.add(Asker(name=name, email=_address(name), words=words, language="nl", asked_at=asked_at))
    with inside(house):
        admin = member_for(henk_id, house)
        if admin is None:
            raise LookupError("Henk is no member")
        with write_transaction():
            invite(admin, _address(LATEST[0]), "nl", Granted(frozenset({E}), frozenset(), Place(*LATEST)))


def _join(name: str, unit_id: int, roles: tuple[Role, ...], days: int, password_hash: str | None) -> None:
    email = _address(name)
    account = Account(email=email, name=name, password_hash=password_hash)
    person = Person(name=name, email=email, unit_id=unit_id)
    db.session.add_all((account, person))
    db.session.flush()
    db.session.add(
        Membership(
            account_id=account.id,
            person_id=person.id,
            roles=frozenset(roles),
            joined_at=now() - timedelta(days=300),
            seen_at=now() - timedelta(days=days, minutes=17),
        )
    )


def _were_here(admin_id: int) -> None:
    """The cast used the portal this week."""
    joined = select(Membership).where(Membership.joined_at.is_not(None), Membership.seen_at.is_(None))
    for days, membership in enumerate(db.session.scalars(joined.order_by(Membership.id)).all()):
        membership.seen_at = now() - timedelta(days=0 if membership.account_id == admin_id else days % 5, minutes=40)


def _address(name: str) -> str:
    return f"{name.split()[0].lower()}@linde.example"
