"""The knowledge base of the demo: what Nova explains to its customers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from sqlalchemy import select

from portal.catalogue.models import Service
from portal.knowledge import publishing
from portal.knowledge.opinions import say, solved
from portal.knowledge.rules import State
from portal.web.text import explained
from tenants.clock import at, now
from tenants.context import Member
from tenants.database import db, write_transaction
from tenants.roles import Role
from tenants.scope import Scope, enter, inside


class Players(Protocol):
    """Who acts: members by their first name."""

    def of(self, name: str, house: str) -> Member:
        """Return somebody of this house, or of the desk."""
        ...


@dataclass(frozen=True, slots=True)
class Explained:
    """One article of the demo. Days count from the start of the demo: the past is negative."""

    day: float
    service: str
    title_nl: str
    summary_nl: str
    text_nl: str
    title_en: str = ""
    summary_en: str = ""
    text_en: str = ""
    roles: tuple[Role, ...] = ()
    review: int | None = 180  # days
    state: State = State.PUBLISHED
    successor: int | None = None  # the place of what took over
    helped: tuple[str, ...] = ()  # `bram@linde`
    missed: tuple[tuple[str, str], ...] = ()
    solved: tuple[str, ...] = ()


ARTICLES = (
    Explained(
        -40, "planning",
        "Een dienst ruilen met een collega",
        "Je ruilt zelf. Je leidinggevende keurt de ruil goed.",
        "## Zo ruil je\n\n1. Open je rooster en kies de dienst.\n2. Kies **Ruilen** en daarna een collega.\n3. Kies "
        "**Verzoek sturen**.\n\nJe collega krijgt een bericht en zegt ja of nee.\n\n## Wat er daarna gebeurt\n\nZegt "
        "je "
        "collega ja, dan keurt je leidinggevende de ruil goed. Tot die tijd blijft je eigen dienst staan.\n\n## Als "
        "het "
        "niet lukt\n\nZie je de knop **Ruilen** niet? Dan begint de dienst binnen 24 uur, of je collega heeft een "
        "andere functie. Overleg dan met je leidinggevende.\n\n## Een ruil terugdraaien\n\nMaak de ruil opnieuw, maar "
        "dan andersom. Wat is goedgekeurd, kun je niet weghalen.",
        "Swapping a shift with a colleague",
        "You swap it yourself. Your manager approves.",
        "## How to swap\n\n1. Open your roster and choose the shift.\n2. Choose **Swap** and then a colleague.\n3. "
        "Choose **Send request**.\n\nYour colleague gets a message and says yes or no.\n\n## What happens next\n\nWhen "
        "your colleague says yes, your manager approves the swap. Until then your own shift stays.\n\n## When it does "
        "not work\n\nIs there no button **Swap**? Then the shift begins within 24 hours, or your colleague has another "
        "job. Talk to your manager.\n\n## Undoing a swap\n\nSwap again, the other way round. What was approved cannot "
        "be taken away.",
        helped=("bram@linde", "karim@linde", "tom@vechtdal"),
        missed=(("noor@linde", "Hoe ruil ik met iemand van een andere locatie?"),),
        solved=("bram@linde", "els@eemland"),
    ),
    Explained(
        -33, "planning",
        "Een rooster kopiëren naar een andere week",
        "Met één knop neem je een hele week over.",
        "Open de week die je wilt overnemen. Kies **Meer** en daarna **Kopiëren**. Kies de week waar het rooster heen "
        "gaat.\n\nVerlof en ziekte gaan niet mee. Staat er in de nieuwe week al iets, dan vraagt het programma wat je "
        "wilt bewaren.",
        "Copying a roster to another week",
        "You copy a whole week with one button.",
        "Open the week you want to copy. Choose **More** and then **Copy**. Choose the week to copy it to.\n\nLeave "
        "and "
        "illness are not copied. When the new week holds something already, you are asked what to keep.",
        roles=(Role.MANAGER, Role.PROFESSIONAL),
        helped=("anneke@linde",),
    ),
    Explained(
        -30, "planning",
        "Verlof aanvragen en het antwoord terugvinden",
        "Vraag verlof aan in je rooster. Je ziet daar ook of het mag.",
        "Kies in je rooster de eerste dag en daarna **Verlof**. Vul de laatste dag en de soort verlof in.\n\nHet "
        "verlof "
        "staat geel in je rooster tot je leidinggevende beslist. Groen is goedgekeurd, rood is afgewezen. Bij rood "
        "staat "
        "de reden erbij.\n\nJe saldo staat onder **Mijn uren**.",
        "Requesting leave and finding the answer",
        "Request leave in your roster. It also shows whether you may.",
        "Choose the first day in your roster and then **Leave**. Fill in the last day and the kind of leave.\n\nThe "
        "leave is yellow until your manager decides. Green is approved, red is refused. With red there is a reason.\n\n"
        "Your balance is under **My hours**.",
        helped=("karim@linde",), solved=("karim@linde",),
    ),
    Explained(
        -28, "payroll",
        "Je loonstrook openen en begrijpen",
        "Waar je de strook vindt en wat de regels betekenen.",
        "## Waar hij staat\n\nKies **Mijn salaris** en daarna de maand. De strook is een pdf.\n\n## Bruto en netto\n\n"
        "Bruto is wat je verdient. Daar gaan belasting en pensioen af. Netto is wat je op je rekening krijgt.\n\n"
        "## Toeslagen\n\nToeslagen voor avond, nacht en weekend staan een maand later op de strook. De toeslag van "
        "november zie je dus in december.\n\n## Klopt er iets niet?\n\nVergelijk eerst de uren op de strook met je "
        "rooster van een maand eerder. Verschilt dat, vraag dan je leidinggevende om de uren na te kijken.",
        "Opening and understanding your payslip",
        "Where the payslip is, and what its lines mean.",
        "## Where it is\n\nChoose **My salary** and then the month. The payslip is a pdf.\n\n## Gross and net\n\nGross "
        "is what you earn. Tax and pension go off. Net is what you receive.\n\n## Allowances\n\nAllowances for "
        "evening, "
        "night and weekend are on the payslip a month later: that of November in December.\n\n## Is something "
        "wrong?\n\n"
        "First compare the hours on the payslip with your roster of a month before. When they differ, ask your manager "
        "to check the hours.",
        helped=("bram@linde", "els@eemland"),
        missed=(("tom@vechtdal", "Wat de code IKB betekent."), ("karim@linde", "")),
    ),
    Explained(
        -26, "payroll",
        "De jaaropgave downloaden",
        "Elk jaar vóór 1 februari staat de jaaropgave klaar.",
        "Kies **Mijn salaris** en daarna **Jaaropgaven**. Je hebt hem nodig voor je aangifte.\n\nWerk je niet meer bij "
        "je organisatie? Vraag de jaaropgave dan aan de salarisadministratie. Je account is dan gesloten.",
        "Downloading the annual statement",
        "It is ready each year before 1 February.",
        "Choose **My salary** and then **Annual statements**. You need it for your tax return.\n\nDo you no longer "
        "work "
        "for your organisation? Ask its payroll office. Your account is closed then.",
    ),
    Explained(
        -24, "payroll",
        "Uren exporteren naar de salarisadministratie",
        "Voor wie de uren van de maand afsluit.",
        "## Voor je begint\n\nKeur alle uren van de maand goed. Wat niet is goedgekeurd, gaat niet mee.\n\n## "
        "Exporteren\n\n"
        "Kies **Uren**, **Afsluiten** en daarna **Exporteren**. Je krijgt een bestand en een lijst met wat opvalt.\n\n"
        "## Foutmelding E-14\n\nDan mist een medewerker een personeelsnummer. Vul het in bij de medewerker en "
        "exporteer "
        "opnieuw. Het oude bestand vervalt.\n\n## Te laat goedgekeurd\n\nUren die later zijn goedgekeurd, gaan de "
        "maand "
        "erna mee als correctie.",
        "Exporting hours to payroll",
        "For who closes the hours of the month.",
        "## Before you begin\n\nApprove all hours of the month. What is not approved is not exported.\n\n## "
        "Exporting\n\n"
        "Choose **Hours**, **Close** and then **Export**. You get a file and a list of what stands out.\n\n## Error "
        "E-14\n\nThen an employee has no personnel number. Fill it in and export again. The old file is void.\n\n"
        "## Approved too late\n\nHours that were approved later go along a month after, as a correction.",
        roles=(Role.PROFESSIONAL, Role.ADMIN),
        helped=("samira@linde",), solved=("samira@linde",),
    ),
    Explained(
        -21, "records",
        "Een doel in het dossier afsluiten",
        "Sluit een doel af als het is gehaald, of als het niet meer past.",
        "Open het dossier en kies het doel. Kies **Evalueren** en schrijf op wat er is bereikt. Kies daarna "
        "**Afsluiten**.\n\nEen afgesloten doel blijft leesbaar onder **Geschiedenis**. Je kunt het niet meer wijzigen.",
        "Closing a goal in the care record",
        "Close a goal when it was reached, or no longer fits.",
        "Open the record and choose the goal. Choose **Evaluate** and write what was reached. Then choose "
        "**Close**.\n\n"
        "A closed goal stays readable under **History**. You can no longer change it.",
        helped=("noor@linde",),
    ),
    Explained(
        -18, "records",
        "Wie een dossier mag inzien",
        "Toegang hoort bij je team en je functie.",
        "Je ziet de dossiers van cliënten van je eigen team. Val je in bij een ander team? Dan geeft de planner je "
        "toegang voor die dagen.\n\nIeder die een dossier opent, staat in het logboek. De cliënt kan vragen wie het "
        "dossier heeft ingezien.\n\n**Stuur nooit een schermafdruk van een dossier mee met een vraag.** Noem alleen "
        "het "
        "cliëntnummer.",
        review=-5,
    ),
    Explained(
        -15, "reports",
        "Een rapport plannen en laten mailen",
        "Laat een rapport elke maand vanzelf klaarzetten.",
        "Open het rapport en kies **Plannen**. Kies hoe vaak en voor wie. De ontvangers krijgen een mail met een link. "
        "Het rapport zelf gaat niet mee met de mail.\n\nEen rapport dat drie keer niet is geopend, stopt vanzelf.",
        "Scheduling a report",
        "Let a report be made each month by itself.",
        "Open the report and choose **Schedule**. Choose how often and for whom. They get a mail with a link. The "
        "report "
        "itself is not in the mail.\n\nA report that was not opened three times stops by itself.",
        roles=(Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN),
        missed=(("wouter@vechtdal", "Kan het ook naar iemand buiten de gemeente?"),),
    ),
    Explained(
        -12, "integrations",
        "Een koppeling controleren die niets doet",
        "Drie dingen om na te kijken voor je ons belt.",
        "1. Kijk bij **Beheer**, **Koppelingen** naar de laatste keer dat het lukte.\n2. Staat er *Sleutel verlopen*? "
        "Maak een nieuwe sleutel en geef die aan de andere leverancier.\n3. Staat er *Geen verbinding*? Vraag je eigen "
        "ICT of er iets is gewijzigd aan de firewall.\n\nHelpt dit niet, meld dan een probleem. Zet de tijd van de "
        "laatste geslaagde keer erbij.",
        "Checking an integration that does nothing",
        "Three things to look at before you call us.",
        "1. Look at **Set-up**, **Integrations** for the last time that it worked.\n2. Does it say *Key expired*? Make "
        "a new key and give it to the other supplier.\n3. Does it say *No connection*? Ask your own IT whether the "
        "firewall was changed.\n\nWhen this does not help, report a problem. Add the time when it worked last.",
        roles=(Role.PROFESSIONAL, Role.ADMIN),
    ),
    Explained(
        -9, "",
        "Een vraag stellen die snel wordt beantwoord",
        "Wat je erbij zet, en wat juist niet.",
        "## Dit helpt\n\n- wat je deed, wat je zag en wat je verwachtte\n- hoe laat het was\n- een schermafdruk\n\n"
        "## Dit niet\n\n- een wachtwoord\n- een burgerservicenummer\n- de naam van een cliënt of inwoner: een nummer "
        "is "
        "genoeg\n\n## Hoe lang het duurt\n\nNa het versturen zie je meteen voor wanneer je antwoord krijgt.",
        "Asking a question that is answered quickly",
        "What to add, and what not.",
        "## This helps\n\n- what you did, what you saw and what you expected\n- what time it was\n- a screenshot\n\n"
        "## This does not\n\n- a password\n- a citizen service number\n- the name of a client or citizen: a number is "
        "enough\n\n## How long it takes\n\nAfter sending you see at once by when you get an answer.",
        helped=("bram@linde", "dewi@eemland"),
    ),
    Explained(
        -7, "",
        "Je wachtwoord wijzigen of opnieuw instellen",
        "Je doet dit zelf, ook als je het bent vergeten.",
        "**Weet je je wachtwoord nog?** Kies rechtsboven je naam, dan **Mijn gegevens** en **Wachtwoord wijzigen**.\n\n"
        "**Vergeten?** Kies op de inlogpagina **Wachtwoord vergeten**. Je krijgt een mail met een link die een uur "
        "werkt.\n\nKrijg je geen mail? Kijk in je map met ongewenste mail. Is hij daar ook niet, vraag dan je "
        "beheerder "
        "of je adres klopt.",
        "Changing or resetting your password",
        "You do this yourself, also when you forgot it.",
        "**Do you know your password?** Choose your name at the top right, then **My details** and **Change password**."
        "\n\n**Forgotten?** Choose **Forgotten password** on the sign-in page. You get a mail with a link that works "
        "for "
        "an hour.\n\nNo mail? Look in your spam folder. When it is not there either, ask your admin whether your "
        "address "
        "is right.",
        helped=("karim@linde",), solved=("tom@vechtdal", "karim@linde"),
    ),
    Explained(
        -60, "planning",
        "Ruilen met het papieren formulier",
        "De oude manier van ruilen.",
        "Vul het formulier in en geef het aan je planner.",
        state=State.ARCHIVED, successor=0,
    ),
    Explained(
        -1, "planning",
        "Wensen doorgeven voor de feestdagen",
        "",
        "Nog schrijven: vanaf wanneer, en wie beslist.",
        state=State.DRAFT, review=None,
    ),
)  # fmt: skip


def explain_all(players: Players, articles: tuple[Explained, ...] = ARTICLES) -> None:
    """Let everything be written, published and read, in the past."""
    begin, slugs = now(), list[str]()
    ruud = players.of("ruud", "nova")
    enter(Scope.of(ruud.organisation_id, ruud.account_id))
    for place, one in enumerate(articles):
        with at(begin + timedelta(days=one.day)):
            slugs.append(_write(ruud, one, f"article of the demo {place}"))
    for place, one in enumerate(articles):
        if one.state is State.ARCHIVED:
            after = slugs[one.successor] if one.successor is not None else ""
            with write_transaction():
                publishing.archive(ruud, publishing.written_with(ruud, slugs[place], lock=True), after)
    for slug, one in zip(slugs, articles, strict=True):
        said_at = begin + timedelta(days=one.day + 2)
        with at(min(said_at, begin)):
            _read(players, slug, one)
    enter(None)


def _write(ruud: Member, one: Explained, key: str) -> str:
    service = db.session.scalar(select(Service.id).where(Service.slug == one.service))
    draft = publishing.Draft(
        title_nl=one.title_nl,
        title_en=one.title_en,
        summary_nl=one.summary_nl,
        summary_en=one.summary_en,
        text_nl=explained(one.text_nl),
        text_en=explained(one.text_en),
        service_id=service,
        roles=frozenset(one.roles),
        owner_id=ruud.account_id,
        owner_name=ruud.name,
        review_on=None if one.review is None else (now() + timedelta(days=one.review - one.day)).date(),
    )
    with write_transaction():
        article = publishing.write(ruud, draft, key)
        if one.state is not State.DRAFT:
            publishing.publish(ruud, article)
        return article.slug


def _read(players: Players, slug: str, one: Explained) -> None:
    said = [*((who, True, "") for who in one.helped), *((who, False, missing) for who, missing in one.missed)]
    for who, helped, missing in said:
        member = _of(players, who)
        with inside(Scope.of(member.organisation_id, member.account_id)), write_transaction():
            say(member, slug, helped, missing)
    for who in one.solved:
        member = _of(players, who)
        with inside(Scope.of(member.organisation_id, member.account_id)), write_transaction():
            solved(member, slug)


def _of(players: Players, who: str) -> Member:
    name, _at, house = who.partition("@")
    return players.of(name, house)
