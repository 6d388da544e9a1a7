"""Sentence parts from which large demo data is put together, in Dutch and in English.

A text is a run of sentences; a sentence has at most one blank, filled from a short list. So there are a few
thousand different sentences in all, and what is costly about one (its search terms) is worked out once.
"""

from dataclasses import dataclass
from html import escape
from random import Random

from portal.search.words import index_terms

CODES = 9000
"""How many error codes there are, E1000 and up: the rare words of the data, a dozen requests in 100,000 each."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what belongs to it: its HTML, and the terms by which it is found."""

    text: str
    html: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text as the portal keeps it."""

    body: str
    html: str
    terms: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """The sentences of one language. `{}` in a sentence is filled from `things`, or a first name in a greeting."""

    things: tuple[str, ...]
    subjects: tuple[str, ...]
    openings: tuple[str, ...]
    details: tuple[str, ...]
    wishes: tuple[str, ...]
    greetings: tuple[str, ...]
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    closings: tuple[str, ...]
    replies: tuple[str, ...]
    notes: tuple[str, ...]
    code: str


DUTCH = Tongue(
    things=(
        "het rooster",
        "de nachtdienst",
        "het zorgplan",
        "de urenstaat",
        "de salarisstrook",
        "het verlofsaldo",
        "de medicatielijst",
        "de indicatie",
        "het cliëntdossier",
        "de declaratie",
        "de reiskosten",
        "het contract",
        "de koppeling met de loonadministratie",
        "het weekoverzicht",
        "de rapportage",
        "de evaluatie",
        "het machtigingsformulier",
        "de beschikbaarheid",
        "de ruildienst",
        "de teamagenda",
        "het onregelmatigheidstoeslagoverzicht",
        "de cliëntenlijst",
        "het behandelverslag",
        "de vragenlijst",
    ),
    subjects=(
        "Ik kan {} niet openen",
        "Waar vind ik {}?",
        "Hoe wijzig ik {}?",
        "In {} staat een verkeerde datum",
        "Foutmelding bij {}",
        "Vraag over {}",
        "Een collega ziet {} niet",
        "Er ontbreken regels in {}",
        "Kan {} ook als werkblad?",
        "Sinds de update is {} anders",
        "Afdrukken van {} lukt niet",
        "Wie mag {} aanpassen?",
    ),
    openings=(
        "Sinds gisteren kan ik {} niet meer openen.",
        "Ik zoek {}, maar ik zie het nergens staan.",
        "Bij het opslaan van {} gebeurt er niets.",
        "In {} staat iets dat niet klopt.",
        "Een nieuwe medewerker heeft geen toegang tot {}.",
        "We willen vanaf volgende maand anders werken met {}.",
        "Als ik {} afdruk, valt de onderste regel weg.",
        "Ons team gebruikt {} elke dag en het is nu erg traag.",
    ),
    details=(
        "Bij mijn collega op de andere locatie werkt {} wel gewoon.",
        "Ik heb al opnieuw ingelogd en een andere browser geprobeerd.",
        "Het gaat om alle medewerkers van onze afdeling.",
        "Vorige week ging het nog goed, er is bij ons niets veranderd.",
        "Op de telefoon zie ik {} wel, op de computer niet.",
        "Het gebeurt alleen als ik een periode in het verleden kies.",
        "De handleiding noemt een knop die ik niet heb.",
        "Ik krijg geen melding, het scherm blijft wit.",
    ),
    wishes=(
        "Kunnen jullie meekijken?",
        "We moeten {} voor vrijdag klaar hebben.",
        "Wat moet ik doen om dit op te lossen?",
        "Het heeft geen haast, maar ik hoor het graag.",
        "Graag hoor ik wanneer dit weer werkt.",
        "Alvast bedankt voor het uitzoeken.",
    ),
    greetings=("Dag {},", "Hallo {},", "Beste {},", "Goedemorgen {},"),
    answers=(
        "Je vindt {} onder Overzichten, rechtsboven achter de drie puntjes.",
        "Er stond een oude instelling aan; die hebben we voor je organisatie uitgezet.",
        "De rol van deze medewerker miste een recht op {}, dat is nu toegevoegd.",
        "Dit komt door de periode die is gekozen: kies eerst de maand en daarna het team.",
        "We hebben {} opnieuw laten berekenen, de bedragen kloppen nu.",
        "Met Alt en P kun je {} afdrukken op één bladzijde.",
        "In de versie van volgende week is dit verbeterd.",
        "De beheerder in je organisatie kan {} vrijgeven voor je team.",
    ),
    questions=(
        "Kun je laten weten om welke medewerker en welke datum het gaat?",
        "Wil je een schermafdruk sturen van {}?",
        "Welke browser gebruik je, en gebeurt het ook op een andere computer?",
        "Mogen we met je meekijken op het moment dat het gebeurt?",
    ),
    closings=(
        "Laat het gerust weten als het nog niet klopt.",
        "Wil je kijken of het zo goed is?",
        "We horen graag of dit helpt.",
        "Fijne dag verder.",
    ),
    replies=(
        "Dank je, nu zie ik {} weer.",
        "Het werkt bij mij wel, maar bij een collega nog steeds niet.",
        "Het gaat om de week van maandag tot en met zondag.",
        "Ik heb het geprobeerd, maar {} blijft leeg.",
        "Dat was het, bedankt voor de snelle hulp!",
        "Morgen ben ik er niet, je kunt dan mijn collega bellen.",
    ),
    notes=(
        "Lijkt op een eerdere vraag over {}.",
        "Gebeld: de klant test het vanmiddag nog eens.",
        "Nagevraagd bij ontwikkeling, er staat al een melding open.",
        "In de testomgeving is het na te doen met {}.",
    ),
    code="De melding heeft code {}.",
)

ENGLISH = Tongue(
    things=(
        "the roster",
        "the night shift",
        "the care plan",
        "the timesheet",
        "the payslip",
        "the leave balance",
        "the medication list",
        "the referral",
        "the client record",
        "the expense claim",
        "the contract",
        "the payroll connection",
        "the weekly overview",
        "the report",
        "the consent form",
        "the team calendar",
    ),
    subjects=(
        "I cannot open {}",
        "Where do I find {}?",
        "How do I change {}?",
        "A wrong date in {}",
        "Error message with {}",
        "Question about {}",
        "A colleague does not see {}",
        "Lines are missing in {}",
        "Printing {} does not work",
        "Who may change {}?",
    ),
    openings=(
        "Since yesterday I can no longer open {}.",
        "I am looking for {}, but I cannot see it anywhere.",
        "Nothing happens when I save {}.",
        "Something is wrong in {}.",
        "A new employee has no access to {}.",
        "From next month on we want to work differently with {}.",
    ),
    details=(
        "For my colleague at the other location {} works as usual.",
        "I signed in again and tried another browser already.",
        "It concerns all employees of our department.",
        "Last week it was still fine, nothing changed on our side.",
        "It only happens when I choose a period in the past.",
        "There is no message, the screen stays white.",
    ),
    wishes=(
        "Could you have a look?",
        "We need {} before Friday.",
        "What should I do to solve this?",
        "There is no hurry, but I would like to know.",
        "Thank you for looking into it.",
    ),
    greetings=("Hello {},", "Dear {},", "Good morning {},"),
    answers=(
        "You find {} under Overviews, at the top right behind the three dots.",
        "An old setting was on; we switched it off for your organisation.",
        "The role of this employee missed a permission for {}, it has been added.",
        "This comes from the period that was chosen: first choose the month, then the team.",
        "We had {} calculated again, the amounts are right now.",
        "It has been improved in the version of next week.",
    ),
    questions=(
        "Could you tell us which employee and which date it concerns?",
        "Would you send a picture of {}?",
        "Which browser do you use, and does it happen on another computer too?",
    ),
    closings=(
        "Please tell us when it is not right yet.",
        "Would you check whether it is right now?",
        "We would like to hear whether this helps.",
    ),
    replies=(
        "Thank you, now I see {} again.",
        "It works for me, but not for a colleague yet.",
        "It is about the week from Monday to Sunday.",
        "I tried it, but {} stays empty.",
        "That was it, thanks for the quick help!",
    ),
    notes=(
        "Looks like an earlier question about {}.",
        "Called: the customer will test it again this afternoon.",
        "Asked development, there is a report open already.",
    ),
    code="The message has code {}.",
)

FIRST_NAMES = (
    "Aisha Anouk Bas Brigit Carla Chantal Daan Dilara Eline Erik Farid Femke Gerda Hamza Hanneke Ibrahim Ilse Inge "
    "Jan Jasmijn Joke Kees Khadija Lars Lieke Maaike Marco Merel Mohammed Myrthe Naima Niels Olga Oscar Petra Pieter "
    "Quinten Rachid Roos Sanne Sevda Sjoerd Tamara Thijs Ursula Vera Wendy Willem Xander Yara Youssef Zeynep"
).split()
LAST_NAMES = (
    "Aydın Bakker Bosman Brouwer Çelik Dekker Dijkstra Driessen Evers Faber Gerritsen Haddad Hermans Hoekstra Jacobs "
    "Janssen Karimi Kok Kramer Kuiper Lammers Maas Martens Meijer Molenaar Nijhuis Öztürk Peeters Postma Prins "
    "Rahimi Sanders Schouten Smeets Timmer Tuinstra Veenstra Verhoeven Vermeulen Visser Vos Wessels Willems Zijlstra"
).split()
HOUSE_KINDS = ("Zorggroep", "Thuiszorg", "Stichting", "Woonzorg", "Gemeente", "Behandelcentrum", "Kinderopvang")
HOUSE_NAMES = (
    "Avondrood Beukenhof Dennenrust Duinzicht Eikenlaan Elzenbosch Essenhof Grienden Heideveld Hoogland Iepenburg "
    "Kastanjehof Kerkebeek Klaverweide Koningsvaren Laagveld Lindebeek Meerzicht Molenkamp Noorderlicht Oeverwal "
    "Parkzicht Polderland Rietveen Rozenhage Schansbrug Sparrenheuvel Stroomdal Terpstede Veldzicht Vliethoven "
    "Waterland Westerkade Wilgenroos Zandkamp Zonnehoek"
).split()
UNITS = ("Noord", "Zuid", "Oost", "West", "Centrum")


class Writer:
    """Writes what customers and the desk say, from one source of chance; the same start gives the same texts."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._known: dict[tuple[str, str], Sentence] = {}

    def tongue(self) -> Tongue:
        """Choose a language: Dutch four times out of five."""
        return DUTCH if self.chance.random() < 0.8 else ENGLISH

    def subject(self, tongue: Tongue) -> Sentence:
        """Name a request in one line."""
        return self._one(tongue.subjects, tongue)

    def question(self, tongue: Tongue) -> list[Sentence]:
        """Ask something: what happens, more of it, and what is wanted."""
        said = [
            self._one(tongue.openings, tongue),
            self._one(tongue.details, tongue),
            self._one(tongue.details, tongue),
        ]
        if self.chance.random() < 0.3:
            said.append(self.filled(tongue.code, f"E{1000 + int(self.chance.random() * CODES)}"))
        return [*said, self._one(tongue.wishes, tongue)]

    def answer(self, tongue: Tongue, name: str) -> list[Sentence]:
        """Answer as the desk, to somebody by their first name."""
        said = [self._to(tongue, name), self._one(tongue.answers, tongue), self._one(tongue.answers, tongue)]
        return [*said, self._one(tongue.closings, tongue)]

    def asking(self, tongue: Tongue, name: str) -> list[Sentence]:
        """Ask the customer something as the desk."""
        return [self._to(tongue, name), self._one(tongue.questions, tongue), self._one(tongue.questions, tongue)]

    def reply(self, tongue: Tongue) -> list[Sentence]:
        """Reply as the customer."""
        return [self._one(tongue.replies, tongue), self._one(tongue.details, tongue)]

    def note(self) -> list[Sentence]:
        """Write a note among the desk, who write Dutch."""
        return [self._one(DUTCH.notes, DUTCH)]

    def _to(self, tongue: Tongue, name: str) -> Sentence:
        return self.filled(self.chance.choice(tongue.greetings), name)

    def _one(self, among: tuple[str, ...], tongue: Tongue) -> Sentence:
        return self.filled(self.chance.choice(among), self.chance.choice(tongue.things))

    def bare(self, words: str) -> Sentence:
        """Return words without a blank: a name, a number, an answer that was chosen."""
        return self.filled("{}", words)

    def filled(self, words: str, filling: str) -> Sentence:
        """Return a sentence with its blank filled, worked out once."""
        made = self._known.get((words, filling))
        if made is None:
            text = words.format(filling)
            made = Sentence(text, escape(text, quote=False), tuple(index_terms(text).split()))
            self._known[words, filling] = made
        return made


def together(sentences: list[Sentence], *found_by: Sentence, apart: bool = False) -> Said:
    """Join sentences to one paragraph, or to one each, with HTML and search terms; `found_by` adds terms, not words.

    The result is what `written` and `index_terms` make of the same text, a hundred times faster.
    """
    terms: dict[str, None] = {}
    for sentence in (*sentences, *found_by):
        terms.update(dict.fromkeys(sentence.terms))
    texts, htmls = [sentence.text for sentence in sentences], [sentence.html for sentence in sentences]
    if apart:
        return Said("\n\n".join(texts), "\n".join(f"<p>{html}</p>" for html in htmls), " ".join(terms))
    return Said(" ".join(texts), f"<p>{' '.join(htmls)}</p>", " ".join(terms))
