"""What was filled in on the demo's change requests, by subject; the number is how many days ahead they are wished."""

from collections.abc import Mapping

CHANGES: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "Diensten ruilen tussen Noord en Zuid": (
        90,
        {
            "description": "Wie op beide locaties werkt, wil diensten ruilen met collega's van de andere locatie. "
            "In de app zien ze alleen hun eigen locatie. We lossen het nu op met bellen en een "
            "briefje.",
            "priority": "medium",
            "population": "low",
            "urgency": "wish",
            "units": "Noord en Zuid",
            "agreements": "Cao VVT",
            "groups": "Verzorgenden die op twee locaties werken",
            "not_done": "Het blijft bellen, en soms komt er niemand.",
            "dependencies": "Geen",
        },
    ),
    "Een tweede apotheek aansluiten voor locatie Zuid": (
        45,
        {
            "description": "Zuid gaat werken met een andere apotheek, Noord blijft bij de oude. We willen twee "
            "apotheken naast elkaar aansluiten.",
            "priority": "high",
            "population": "medium",
            "urgency": "policy",
            "units": "Locatie Zuid",
            "agreements": "Geen",
            "groups": "Verpleegkundigen en verzorgenden van Zuid",
            "not_done": "Zuid neemt medicijnen met de hand over.",
            "dependencies": "Geen",
            "systems": "De koppeling met de apotheek",
        },
    ),
    "Formulier Medicatie in grotere letters": (
        60,
        {
            "description": "Op de tablet zijn de letters van het formulier Medicatie erg klein. De nachtdienst "
            "leest het slecht, en een verkeerde dosis is zo aangetikt.",
            "priority": "high",
            "population": "medium",
            "urgency": "wish",
            "units": "Noord en Zuid",
            "agreements": "Geen",
            "groups": "Iedereen die medicijnen geeft",
            "not_done": "De kans op een verkeerde dosis blijft.",
            "dependencies": "Geen",
        },
    ),
    "Rapport bezetting elke week vanzelf naar de teamleiders": (
        30,
        {
            "description": "Elke week stuur ik acht teamleiders het rapport Bezetting. We willen dat dit vanzelf "
            "gaat, en dat iemand **alleen het eigen team** ziet.",
            "priority": "low",
            "population": "low",
            "urgency": "wish",
            "units": "De hele organisatie",
            "agreements": "Geen",
            "groups": "Teamleiders",
            "not_done": "Het kost mij elke week een uur.",
            "dependencies": "Geen",
            "reports": "Bezetting",
        },
    ),
    "Hoe lang blijven afgesloten dossiers bewaard?": (
        120,
        {
            "description": "Een afgesloten dossier komt na onze eigen termijn vanzelf op een lijst. Iemand kijkt "
            "ernaar, en pas daarna mag het weg. Ook bijlagen en berichten uit koppelingen gaan mee.",
            "priority": "medium",
            "population": "high",
            "urgency": "legal",
            "units": "De hele gemeente",
            "agreements": "Geen",
            "groups": "Iedereen die met dossiers werkt",
            "not_done": "Wij bewaren gegevens langer dan mag.",
            "dependencies": "Het nieuwe archiefplan van de gemeente",
        },
    ),
    "Kunnen gewerkte uren vanzelf naar onze boekhouding?": (
        75,
        {
            "description": "Elke maand zet een collega de uren per kostenplaats over naar de boekhouding. Dat kost "
            "een halve dag, en er gaat weleens iets mis. We willen een koppeling.",
            "priority": "medium",
            "population": "low",
            "urgency": "wish",
            "units": "Sociaal domein",
            "agreements": "Cao Gemeenten",
            "groups": "Financiën",
            "not_done": "Het blijft handwerk, met fouten.",
            "dependencies": "Geen",
            "systems": "Onze boekhouding",
        },
    ),
    "Nieuw certificaat voor de koppeling met het gegevensknooppunt": (
        21,
        {
            "description": "Ons certificaat verloopt binnenkort. We willen het op tijd vervangen, en weten of de "
            "koppeling daarvoor even uit moet.",
            "priority": "high",
            "population": "high",
            "urgency": "legal",
            "units": "De hele gemeente",
            "agreements": "Geen",
            "groups": "Iedereen die met dossiers werkt",
            "not_done": "De koppeling stopt op de dag dat het certificaat verloopt.",
            "dependencies": "Geen",
            "systems": "Het gegevensknooppunt",
        },
    ),
    "Routes plannen voor collega's op de fiets": (
        150,
        {
            "description": "Planning rekent de reistijd tussen cliënten met de auto. In de binnenstad doen wij "
            "alles op de fiets. We willen per route kiezen.",
            "priority": "medium",
            "population": "medium",
            "urgency": "policy",
            "units": "Binnenstad en Centrum",
            "agreements": "Cao VVT",
            "groups": "Medewerkers op de route",
            "not_done": "De planning blijft te krap of te ruim.",
            "dependencies": "Geen",
        },
    ),
    "Afspraken over huisbezoek in twee talen bevestigen": (
        80,
        {
            "description": "Onze wijkteams bevestigen een huisbezoek met een brief uit Planning. Veel inwoners lezen "
            "beter Engels, Arabisch of Tigrinya. We willen per inwoner een tweede taal kiezen.",
            "priority": "medium",
            "population": "medium",
            "urgency": "policy",
            "units": "Sociaal domein, alle wijkteams",
            "agreements": "Geen",
            "groups": "Consulenten en de administratie van de wijkteams",
            "not_done": "Ongeveer één op de zes bezoeken gaat niet door, omdat de brief niet is begrepen.",
            "dependencies": "De vertaalde brieven, die onze afdeling communicatie maakt",
        },
    ),
    "Sleuteloverdracht vastleggen bij een route": (
        40,
        {
            "description": "Onze collega's halen elke ochtend sleutels van cliënten op en brengen ze 's avonds terug. "
            "We willen in de route zien wie welke sleutel heeft.",
            "priority": "high",
            "population": "high",
            "urgency": "wish",
            "units": "Alle wijkteams",
            "agreements": "Geen",
            "groups": "Iedereen die een route rijdt",
            "not_done": "We bellen nu rond als een sleutel kwijt is, en de cliënt wacht voor een dichte deur.",
            "dependencies": "Geen",
        },
    ),
}
