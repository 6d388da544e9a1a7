"""Sentence parts for problems and changes in large demo data, by the field of the form they fill, in both languages.

As in `phrases.py`: a sentence has at most one blank, filled from the things of its language or with a code.
"""

from collections.abc import Mapping

Sentences = Mapping[str, tuple[str, ...]]

DUTCH: Sentences = {
    "problem": (
        "Foutmelding bij het openen van {}",
        "Opslaan van {} lukt niet",
        "Het scherm blijft leeg bij {}",
        "Verkeerde bedragen in {}",
        "Sinds vanmorgen is {} weg",
    ),
    "i_do": (
        "Ik open {} en kies de maand.",
        "Ik klik op Opslaan nadat ik {} heb ingevuld.",
        "Ik zoek een collega op en open {}.",
        "Ik kies Afdrukken bij {}.",
    ),
    "i_see": (
        "Er komt een rode balk met een melding.",
        "Het scherm blijft leeg en {} verschijnt niet.",
        "Ik zie een ander bedrag dan in {} staat.",
        "De knop wordt grijs en er gebeurt niets.",
    ),
    "i_expect": (
        "Dat {} gewoon opengaat.",
        "Dat iedereen in het team {} kan zien.",
        "Dat de wijziging in {} bewaard blijft.",
    ),
    "consequence": (
        "We kunnen {} niet op tijd inleveren.",
        "Twaalf medewerkers wachten hierop.",
        "We houden {} nu op papier bij.",
        "Het kost elke dienst een kwartier extra.",
    ),
    "since": ("Sinds vanmorgen", "Sinds de update van vorige week", "Sinds maandag"),
    "others": ("Ja, bij het hele team", "Nee, alleen bij mij", "Bij twee collega's ook"),
    "tried": (
        "Opnieuw ingelogd en een andere browser geprobeerd.",
        "Een collega heeft {} op een andere computer geopend.",
    ),
    "error_message": ("Er ging iets mis. Code {}.", "Onbekende fout {}."),
    "change": (
        "Andere toeslag voor {}",
        "Nieuwe kolom in {}",
        "Extra goedkeuring bij {}",
        "Andere namen voor locaties in {}",
        "Koppeling van {} met een nieuw systeem",
    ),
    "description": (
        "We willen {} anders indelen, zodat teams het zelf kunnen bijhouden.",
        "Vanaf volgend jaar geldt een nieuwe regeling voor {}.",
        "Nu vullen we {} twee keer in en dat willen we één keer doen.",
    ),
    "units": ("Alle locaties.", "Locatie Noord en locatie Zuid.", "Alleen de dochter Thuiszorg."),
    "agreements": ("Cao VVT.", "Cao Gehandicaptenzorg.", "Cao VVT en cao Welzijn."),
    "groups": ("Alle medewerkers in de zorg.", "Leerlingen en stagiairs.", "Medewerkers met een nulurencontract."),
    "not_done": ("Dan blijven we {} met de hand corrigeren.", "Dan krijgen we een opmerking van de accountant."),
    "dependencies": ("Dit hangt van niets anders af.", "Eerst moet {} zijn ingericht."),
    "reports": ("Het kwartaaloverzicht verandert mee.", "Geen."),
    "systems": ("De koppeling met de loonadministratie.", "Alleen {}."),
}

ENGLISH: Sentences = {
    "problem": (
        "Error message when opening {}",
        "Saving {} does not work",
        "The screen stays empty with {}",
        "Wrong amounts in {}",
    ),
    "i_do": ("I open {} and choose the month.", "I press Save after filling in {}.", "I choose Print at {}."),
    "i_see": ("A red bar with a message.", "The screen stays empty and {} does not appear.", "The button turns grey."),
    "i_expect": ("That {} simply opens.", "That everybody in the team sees {}."),
    "consequence": (
        "We cannot hand in {} in time.",
        "Twelve employees are waiting for it.",
        "We keep {} on paper.",
    ),
    "since": ("Since this morning", "Since the update of last week"),
    "others": ("Yes, the whole team", "No, only me"),
    "tried": ("Signed in again and tried another browser.", "A colleague opened {} on another computer."),
    "error_message": ("Something went wrong. Code {}.",),
    "change": ("Another allowance for {}", "A new column in {}", "One more approval for {}"),
    "description": (
        "We want to arrange {} differently, so that teams can keep it themselves.",
        "From next year on a new rule applies to {}.",
    ),
    "units": ("All locations.", "Location North and location South."),
    "agreements": ("The agreement for nursing homes.", "The agreement for disabled care."),
    "groups": ("All employees in care.", "Students and trainees."),
    "not_done": ("Then we keep correcting {} by hand.", "Then the accountant will remark on it."),
    "dependencies": ("It depends on nothing else.", "First {} has to be arranged."),
    "reports": ("The quarterly overview changes with it.",),
    "systems": ("The payroll connection.", "Only {}."),
}

BROWSERS = (("Firefox", "145.0"), ("Edge", "142.0"), ("Chrome", "142.0"), ("Safari", "26.1"))
SCREENS = ("1920 x 1080", "1440 x 900", "390 x 844")
