"""The people of the demo, the tests, the docs and the pictures. All of them are made up."""

from dataclasses import dataclass

from portal.catalogue.rules import Outlook
from tenants.roles import Authorisation, Role

PASSWORD = "welkom bij de balie"
SERVICE_NAME = "Nova Zorgsoftware"


@dataclass(frozen=True, slots=True)
class House:
    """An organisation of the demo, with its units and services."""

    key: str
    name: str
    customer_number: str = ""
    units: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    is_service_organisation: bool = False
    employees_report: bool = False
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the demo. Without an e-mail address they have no account; `invited` have not come yet."""

    house: str
    name: str
    email: str = ""
    roles: tuple[Role, ...] = (Role.EMPLOYEE,)
    authorisations: tuple[Authorisation, ...] = ()
    unit: str = ""
    manager: str = ""  # the name of another
    number: str | None = None
    invited: bool = False

    @property
    def first_name(self) -> str:
        """Return the name by which tests and stories call them."""
        return self.name.split()[0].lower()


ALL_SERVICES = ("records", "planning", "payroll", "reports", "integrations")

HOUSES = (
    House("NOVA", SERVICE_NAME, is_service_organisation=True),
    House("LINDE", "Zorggroep De Linde", "40217", ("Noord", "Zuid"), ALL_SERVICES, domains=("linde.example",)),
    House("VECHTDAL", "Gemeente Vechtdal", "40311", ("Sociaal domein",), ALL_SERVICES, domains=("vechtdal.example",)),
    House(
        "EEMLAND",
        "Thuiszorg Eemland",
        "40502",
        (),
        ("records", "planning", "payroll", "reports", "integrations"),
        employees_report=True,
    ),
)

E, M, P, A = Role.EMPLOYEE, Role.MANAGER, Role.PROFESSIONAL, Role.ADMIN

# fmt: off
PEOPLE = (
    Somebody("NOVA", "Joost van Dam", "joost@nova.example", (Role.AGENT,)),
    Somebody("NOVA", "Fatma Yıldız", "fatma@nova.example", (Role.AGENT,)),
    Somebody("NOVA", "Marijke Brandsma", "marijke@nova.example", (Role.AGENT, Role.LEAD)),
    Somebody("NOVA", "Ruud Peters", "ruud@nova.example", (Role.SERVICE_ADMIN,)),
    Somebody("LINDE", "Henk Visser", "henk@linde.example", (E, A)),
    Somebody("LINDE", "Samira El Amrani", "samira@linde.example", (E, P),
             (Authorisation.FILE_CHANGES, Authorisation.SEE_CONFIDENTIAL)),
    Somebody("LINDE", "Noor de Graaf", "noor@linde.example", (E, P)),
    Somebody("LINDE", "Anneke de Boer", "anneke@linde.example", (E, M), unit="Noord"),
    Somebody("LINDE", "Bram Kuipers", "bram@linde.example", unit="Noord", manager="Anneke de Boer", number="20418"),
    Somebody("LINDE", "Karim Bouali", "karim@linde.example", unit="Zuid", number="20533"),
    Somebody("LINDE", "Ria Smit", unit="Noord", manager="Anneke de Boer", number="20777"),
    Somebody("LINDE", "Pim Hendriks", "pim@linde.example", unit="Zuid", invited=True),
    Somebody("VECHTDAL", "Ilse Mulder", "ilse@vechtdal.example", (E, P, A), (Authorisation.FILE_CHANGES,)),
    Somebody("VECHTDAL", "Tom Bakker", "tom@vechtdal.example", unit="Sociaal domein", manager="Wouter Dijk",
             number="30144"),
    Somebody("VECHTDAL", "Wouter Dijk", "wouter@vechtdal.example", (E, M), unit="Sociaal domein"),
    Somebody("EEMLAND", "Karin Vos", "karin@eemland.example", (E, P), (Authorisation.FILE_CHANGES,)),
    Somebody("VECHTDAL", "Karin Vos", "karin@eemland.example", (E,)),
    Somebody("EEMLAND", "Els Prins", "els@eemland.example"),
    Somebody("EEMLAND", "Dewi Putri", "dewi@eemland.example", (E, A)),
)

SERVICES = (
    # slug           nl                      en                    icon
    ("records",      "Dossier",              "Care records",       "clipboard-list"),
    ("planning",     "Planning en rooster",  "Planning and rosters", "calendar-clock"),
    ("payroll",      "Salaris",              "Payroll",            "wallet"),
    ("reports",      "Rapportage",           "Reports",            "chart-column"),
    ("integrations", "Koppelingen",          "Integrations",       "plug"),
)

DEPARTMENTS = (
    # slug, nl, en, hours, outlook, sentence nl, sentence en
    ("helpdesk", "Helpdesk", "Helpdesk", 24, Outlook.PROGRESS,
     "Je hoort binnen 24 uur van ons.", "You will hear from us within 24 hours."),
    ("bi", "BI", "BI", 7 * 24, Outlook.PROGRESS,
     "Rapporten en gegevens. Je hoort binnen 5 werkdagen van ons.",
     "Reports and data. You will hear from us within 5 working days."),
    ("waiting", "Wacht op reactie", "Waiting for reaction", None, Outlook.PROGRESS,
     "We vroegen iets aan degene die de aanvraag indiende.", "We asked something of the person who filed this."),
    ("internal-discussion", "Intern bespreken", "Internal discussion", 14 * 24, Outlook.DISCUSSED,
     "We bespreken dit met de productmanager. Je hoort binnen twee weken meer.",
     "We are discussing this with the product manager. You will hear more within two weeks."),
    ("functional-meeting", "Functioneel overleg", "Functional meeting", 42 * 24, Outlook.DISCUSSED,
     "Dit komt op de agenda van het maandelijkse overleg. Je hoort binnen ongeveer zes weken meer.",
     "This goes on the agenda of the monthly meeting. You will hear more within about six weeks."),
    ("design", "Ontwerp", "Design", None, Outlook.PLANNED,
     "We werken de oplossing uit. Een datum is er nog niet.",
     "We are designing the solution. There is no date yet."),
    ("development", "Ontwikkeling", "Development", None, Outlook.PLANNED,
     "Het staat op de lijst om te bouwen. We laten weten in welke versie het komt.",
     "It is on the list to be built. We will tell you which version it comes in."),
    ("planned", "Gepland", "Planned", None, Outlook.PLANNED,
     "Dit komt in een volgende versie.", "This comes in a coming version."),
    ("delivered", "Opgeleverd", "Delivered", None, Outlook.SOLVED,
     "De versie waarin dit zit, staat klaar. Wil je kijken of het werkt?",
     "The version with this in it is ready. Can you check that it works?"),
    ("wish-list", "Wensenlijst", "Wish list", None, Outlook.CLOSED,
     "We doen dit nu niet. Vragen meer klanten erom, dan kijken we opnieuw.",
     "We will not do this now. When more customers ask, we will look again."),
    ("updates", "Updates", "Updates", 24, Outlook.PROGRESS,
     "We plannen de update met je in. Je hoort binnen 24 uur van ons.",
     "We plan the update with you. You will hear from us within 24 hours."),
)
# fmt: on
