"""What people of Eemland asked about client records, newest first."""

from portal.demo.story import Story, answers, asks, makes_good, moves, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="records",
        filed_by="dewi",
        days=0.35,
        subject="How do I give a temporary worker access for two weeks?",
        note="""
            We have a nurse from an agency for two weeks. She needs to read care plans and write daily
            reports for one route only. I would like her access to end by itself on the last day.

            Can I set an end date when I make the account? And does she need a company phone to sign in?
        """,
        acts=(takes("joost", 2.0),),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="els",
        days=8.3,
        subject="Foto van een wond staat bij de verkeerde dag",
        note="""
            Ik heb een foto gemaakt tijdens mijn ronde, maar hij staat bij de dag erna. Nu lijkt het of de
            wond in één dag veel slechter is geworden. Kan de datum nog goed?
        """,
        client_number="50377",
        acts=(
            takes("fatma", 1.0),
            asks(
                "fatma",
                2.0,
                "Hoi Els, had je onderweg bereik toen je de foto maakte, of stond je telefoon offline?",
            ),
            replies(
                "els",
                26.0,
                "In dat huis is nooit bereik. De foto ging pas weg toen ik thuis was, laat op de avond.",
            ),
            notes(
                "fatma",
                27.5,
                "Foto krijgt de dag van ontvangst en niet van maken. Bekend, komt in versie 26.4 goed.",
            ),
            asks(
                "fatma",
                29.0,
                """
                Dan weet ik genoeg over de oorzaak. De foto kreeg de tijd waarop hij bij ons binnenkwam. Ik
                kan de datum goedzetten, met een regel in het dossier dat dit is gedaan.

                Wil je mij laten weten op **welke dag en rond welke tijd** je de foto maakte? Stuur de foto
                zelf niet mee.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="karin",
        days=9.9,
        subject="Wanneer kunnen wij over naar versie 26.3?",
        note="""
            We lazen dat versie 26.3 klaarstaat. Wij willen graag over, maar niet in een week met een
            salarisrun. Welke momenten zijn er? Onze nachtdienst moet altijd bij de dossiers kunnen.
        """,
        acts=(
            takes("joost", 1.5),
            asks(
                "joost",
                3.0,
                """
                Hoi Karin, in welke weken is jullie salarisrun, en hoe lang mogen dossiers hooguit alleen te
                lezen zijn?
                """,
            ),
            replies(
                "karin",
                30.0,
                """
                De run is steeds in de derde week van de maand. Een uur alleen lezen is goed, tussen 2 en 4
                uur 's nachts. Langer liever niet.
                """,
            ),
            moves("joost", 31.0, "updates", "Ik geef dit door aan de collega's die de updates plannen."),
            answers(
                "joost",
                55.0,
                """
                Het kan in de eerste week van de maand, in de nacht van dinsdag op woensdag, van 2.00 tot
                2.45 uur. Dossiers zijn dan te lezen, schrijven kan na 2.45 uur weer. In de app blijft alles
                wat je invult bewaard tot we klaar zijn.

                Past dit? Dan leggen we het vast en krijgen jullie een week ervoor een bericht.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="els",
        days=70.6,
        subject="App sluit af tijdens het schrijven van een rapportage",
        note="""
            Als ik een langere rapportage schrijf, sluit de app soms ineens af. Dan is mijn tekst weg. Ligt
            dat aan mijn telefoon?
        """,
        acts=(
            takes("fatma", 8.0),
            answers(
                "fatma",
                22.0,
                """
                Hoi Els, dat is vervelend, zeker als je tekst weg is. Bijna altijd komt het door te weinig
                vrije ruimte op de telefoon. Kijk bij Instellingen > Opslag of er nog 1 GB vrij is.
                """,
            ),
            replies(
                "els",
                100.0,
                "Er is 20 GB vrij. Het gebeurde deze week weer, ik was net klaar met een lang verslag.",
            ),
            notes(
                "fatma",
                124.0,
                "Op drie toestellen geprobeerd, ook met 4.000 tekens. Niet gelukt om het te laten gebeuren.",
            ),
            resolves(
                "fatma",
                130.0,
                "not_reproducible",
                """
                Wij hebben het op drie telefoons geprobeerd en de app blijft bij ons open. Gebeurt het weer,
                noteer dan de tijd en heropen deze aanvraag.
                """,
            ),
            rates(
                "els",
                135.0,
                "dissatisfied",
                "Bij jullie werkt het, maar ik heb er niets aan. Ik durf geen lange verslagen meer te typen.",
                reasons=("not_solved", "not_heard"),
            ),
            makes_good(
                "marijke",
                160.0,
                """
                Hoi Els, ik begrijp dat je zo niet durft te typen. Fijn dat we samen konden bellen en
                kijken. Je telefoon zet apps na vijf minuten stil om de batterij te sparen. Die instelling
                staat nu uit voor de app. Ook bewaart de app je tekst sinds deze week elke tien seconden.
                """,
            ),
        ),
    ),
)
