"""The news of the demo: what Nova tells its customers, and De Linde its own people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from portal.catalogue.models import Service
from portal.news import publishing
from portal.news.duties import mail_rounds
from portal.news.models import Broadcast
from portal.news.reading import acknowledge, mark_read
from portal.news.rules import Kind
from portal.web.language import ZONE
from portal.web.text import written
from tenants.clock import at, now
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.models import Unit
from tenants.roles import Role
from tenants.scope import Scope, enter, inside


class Players(Protocol):
    """Who acts: members by the first name the messages use."""

    def of(self, name: str, house: str) -> Member:
        """Return somebody of this house, or of the desk."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One broadcast of the demo. Days count from the start of the demo: the past is negative."""

    by: str
    house: str
    kind: Kind
    day: float
    title_nl: str
    text_nl: str
    title_en: str = ""
    text_en: str = ""
    services: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    units: tuple[str, ...] = ()
    read_before: int | None = None  # days
    until: float | None = None
    next_after: float | None = None  # hours after it was published
    pinned: bool = False
    draft: bool = False
    read_by: tuple[str, ...] = ()  # `bram@linde`
    acknowledged_by: tuple[str, ...] = ()


MESSAGES = (
    Message(
        "ruud", "nova", Kind.NEWS, -34,
        "Onze helpdesk is op vrijdagmiddag tot 17.00 uur open",
        "Vanaf deze maand bel je ons ook op vrijdagmiddag. We zijn er van 8.00 tot 17.00 uur.\n\nMailen en vragen "
        "stellen via Balie kan altijd.",
        "Our helpdesk is open on Friday afternoon until 17:00",
        "From this month on you can call us on Friday afternoon too. We are there from 8:00 to 17:00.\n\nYou can "
        "always ask a question in Balie.",
        read_by=("bram@linde", "samira@linde", "tom@vechtdal", "els@eemland"),
    ),
    Message(
        "ruud", "nova", Kind.UPDATE, -12,
        "Versie 26.3 staat klaar",
        "In deze versie:\n\n- een rooster kopieer je nu met één knop naar een andere week\n- in het dossier zie je wie "
        "een doel het laatst wijzigde\n- de export naar de salarisadministratie neemt toeslagen mee\n\nWe zetten de "
        "versie dinsdagavond na 20.00 uur klaar. Je hoeft niets te doen.",
        "Version 26.3 is ready",
        "In this version:\n\n- you copy a roster to another week with one button\n- the care record shows who last "
        "changed a goal\n- the export to payroll includes allowances\n\nWe install it on Tuesday evening after 20:00. "
        "There is nothing you need to do.",
        read_by=("samira@linde", "ilse@vechtdal"),
    ),
    Message(
        "ruud", "nova", Kind.OUTAGE, -5,
        "Storing: exporteren naar de salarisadministratie lukt niet",
        "De knop Exporteren geeft een foutmelding. We zoeken de oorzaak. Je hoeft dit niet te melden.",
        "Outage: exporting to payroll does not work",
        "The button Export shows an error. We are looking for the cause. You do not need to report this.",
        services=("payroll",), next_after=2, until=-4.8,
    ),
    Message(
        "ruud", "nova", Kind.OUTAGE, -0.08,
        "Storing: Planning en rooster is traag",
        "Het openen van een rooster duurt soms een minuut. We zoeken de oorzaak. Je hoeft dit niet te melden.",
        "Outage: Planning and rosters is slow",
        "Opening a roster can take a minute. We are looking for the cause. You do not need to report this.",
        services=("planning",), next_after=3,
    ),
    Message(
        "ruud", "nova", Kind.IMPORTANT, -3,
        "Inloggen gaat straks in twee stappen",
        "Wie inlogt, vult straks ook een code in van de telefoon. Zo komt niemand binnen met alleen een wachtwoord.\n\n"
        "**Wat moet je doen?** Zet een app voor codes op je telefoon. Je beheerder helpt je daarbij.\n\nHeb je geen "
        "telefoon van het werk? Bespreek het dan met je leidinggevende.",
        "Signing in will soon take two steps",
        "When you sign in, you will soon also type a code from your phone. Then nobody gets in with a password "
        "alone.\n\n**What should you do?** Install an app for codes on your phone. Your admin helps you.\n\nNo phone "
        "for work? Talk to your manager.",
        read_before=14, pinned=True,
        read_by=("anneke@linde", "wouter@vechtdal"),
        acknowledged_by=("samira@linde", "henk@linde", "ilse@vechtdal", "dewi@eemland", "karin@eemland"),
    ),
    Message(
        "ruud", "nova", Kind.NEWS, -1,
        "Beheerders: zo bereid je de jaarwisseling voor",
        "Controleer vóór de feestdagen of de uren van december zijn goedgekeurd. In januari rekenen we met de nieuwe "
        "bedragen.\n\nWe sturen je een lijst met wat er verandert.",
        roles=(Role.ADMIN, Role.PROFESSIONAL),
    ),
    Message(
        "ruud", "nova", Kind.UPDATE, 6,
        "Versie 26.4 komt eraan",
        "Versie 26.4 zetten we klaar op woensdagavond. Rapporten openen dan sneller.",
        "Version 26.4 is coming",
        "We install version 26.4 on Wednesday evening. Reports will open faster.",
    ),
    Message(
        "ruud", "nova", Kind.NEWS, -0.5,
        "Kennissessie over verlof",
        "In januari is er een sessie over verlof en de nieuwe cao. De datum volgt.",
        draft=True,
    ),
    Message(
        "henk", "linde", Kind.NEWS, -9,
        "De receptie van Noord verhuist naar de eerste verdieping",
        "Vanaf maandag vind je de receptie naast de lift. Post en pakketten breng je daar ook heen.",
        "The reception of Noord moves to the first floor",
        "From Monday the reception is beside the lift. Bring mail and parcels there too.",
        units=("Noord",), read_by=("anneke@linde",),
    ),
    Message(
        "henk", "linde", Kind.IMPORTANT, -2,
        "Lever je declaraties van november op tijd in",
        "Declaraties van november verwerken we op de laatste werkdag van de maand. Wat later komt, staat op de strook "
        "van januari.",
        read_before=9, acknowledged_by=("samira@linde", "anneke@linde"), read_by=("noor@linde",),
    ),
    Message(
        "henk", "linde", Kind.NEWS, -0.2,
        "Kerstborrel",
        "Datum en plek nog invullen.",
        draft=True,
    ),
)  # fmt: skip


def publish_all(players: Players, messages: tuple[Message, ...] = MESSAGES) -> None:
    """Let everything be written, published and read, in the past."""
    begin = now()
    for place, message in enumerate(messages):
        written_at = begin + timedelta(days=min(message.day, -0.05))
        with at(written_at):
            broadcast_id, code = _write(players, message, begin, place)
            mail_rounds()
        for reader in (*message.read_by, *message.acknowledged_by):
            with at(min(written_at + timedelta(hours=5), begin)):
                _read(players, reader, broadcast_id, code if reader in message.acknowledged_by else "")
    enter(None)


def _write(players: Players, message: Message, begin: datetime, place: int) -> tuple[int, str]:
    member = players.of(message.by, message.house)
    enter(Scope.of(member.organisation_id, member.account_id))
    draft = _draft(message, begin)
    with write_transaction():
        broadcast: Broadcast = publishing.write(member, draft, f"news of the demo {place}")
        if not message.draft:
            publishing.publish(member, broadcast)
        return broadcast.id, broadcast.code


def _draft(message: Message, begin: datetime) -> publishing.Draft:
    starts_at = begin + timedelta(days=message.day)
    slugs, units = Service.slug.in_(message.services), Unit.name.in_(message.units)
    return publishing.Draft(
        kind=message.kind,
        title_nl=message.title_nl,
        title_en=message.title_en,
        text_nl=written(message.text_nl),
        text_en=written(message.text_en),
        pinned=message.pinned,
        roles=frozenset(message.roles),
        services=frozenset(db.session.scalars(select(Service.id).where(slugs))),
        units=frozenset(db.session.scalars(select(Unit.id).where(units))),
        starts_at=starts_at if message.day > 0 else None,
        ends_at=None if message.until is None else begin + timedelta(days=message.until),
        read_before=None if message.read_before is None else _start_of_day(begin + timedelta(days=message.read_before)),
        next_at=None if message.next_after is None else starts_at + timedelta(hours=message.next_after),
    )


def _start_of_day(moment: datetime) -> datetime:
    return moment.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)


def _read(players: Players, reader: str, broadcast_id: int, code: str) -> None:
    name, _at, house = reader.partition("@")
    member: Member = players.of(name, house)
    with inside(Scope.of(member.organisation_id, member.account_id)), write_transaction():
        if code:
            acknowledge(member, code)
        else:
            mark_read(member, broadcast_id)
