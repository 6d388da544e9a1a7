"""What people of De Linde asked about client records, newest first."""

from portal.demo.story import Story, answers, asks, makes_good, moves, notes, rates, replies, resolves, solves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="records",
        filed_by="karim",
        days=7.6,
        subject="App vraagt bij elke start opnieuw om toestemming voor de camera",
        note="""
            Elke keer als ik de app open, vraagt hij of hij de camera mag gebruiken. Ik kies dan Toestaan.
            De volgende keer vraagt hij het weer. Moet ik iets anders kiezen?
        """,
        acts=(
            takes("fatma", 4.0),
            asks(
                "fatma",
                6.0,
                """
                Hoi Karim, waarschijnlijk staat de toestemming op Alleen deze keer. Wil je twee dingen
                nakijken op je telefoon?

                - Bij Instellingen > Apps > Nova > Rechten: wat staat er achter Camera?
                - Welke versie van de app heb je? Dat staat onderaan bij Over deze app.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="samira",
        days=11.3,
        subject="Hoe sluit ik een dossier af na een overlijden?",
        note="""
            Een cliënt van Zuid is overleden. Ik wil het dossier netjes afsluiten. De familie mag het nog
            een tijd kunnen lezen, en er mogen geen automatische berichten meer uitgaan. In welke volgorde
            doe ik dit?
        """,
        client_number="30962",
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                5.0,
                """
                Hoi Samira, doe het in deze volgorde:

                1. Zet bij Gegevens de datum van overlijden. Alle berichten en herinneringen stoppen dan
                   meteen.
                2. Stop de zorg bij Zorgplan > Beëindigen, met reden Overleden.
                3. Sluit het dossier pas als de laatste rapportage erin staat.

                De familie houdt toegang zolang je die bij Inzage laat staan. Er staat standaard drie
                maanden.
                """,
            ),
            replies(
                "samira",
                24.0,
                "Dank je, dat is duidelijk. Krijgt de apotheek het vanzelf door, of moet ik bellen?",
            ),
            answers(
                "fatma",
                28.0,
                """
                De apotheek krijgt bij stap 1 vanzelf een bericht. Bel wel als er nog een bestelling
                onderweg is, want die stopt niet.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="karim",
        days=15.2,
        subject="Waar leg ik een valmelding vast?",
        note="""
            Een cliënt is gevallen, zonder letsel. Er is een formulier Valmelding en er is een kopje
            Bijzonderheden in de rapportage. Waar moet het in?
        """,
        client_number="30577",
        acts=(
            takes("joost", 0.5),
            answers(
                "joost",
                1.5,
                """
                Hoi Karim, gebruik het formulier **Valmelding**. Het komt dan vanzelf ook in de rapportage,
                dus je typt het maar één keer. Je leidinggevende krijgt een bericht.
                """,
            ),
            solves("karim", 3.0, "Gelukt, staat erin."),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="noor",
        days=22.3,
        subject="Kan ik twee zorgplannen samenvoegen tot één?",
        note="""
            Een echtpaar woont samen in één appartement en krijgt deels dezelfde zorg. Wij schrijven alles
            twee keer op. Kan ik hun zorgplannen samenvoegen, of in elk geval een deel delen?
        """,
        acts=(
            takes("fatma", 4.0),
            answers(
                "fatma",
                12.0,
                "Hoi Noor, een zorgplan hoort altijd bij één persoon. Samenvoegen kan daarom niet.",
            ),
            replies(
                "noor",
                20.0,
                "Dat begrijp ik. Maar kan ik dan een rapportage in één keer in twee dossiers zetten?",
            ),
            resolves(
                "fatma",
                60.0,
                "declined",
                "Dat kan niet, om dezelfde reden. Een rapportage hoort bij één dossier.",
            ),
            rates(
                "noor",
                62.0,
                "dissatisfied",
                "Het antwoord is nee, maar ik weet niet waarom en ook niet hoe het dan wel moet.",
                reasons=("unclear",),
            ),
            makes_good(
                "marijke",
                84.0,
                """
                Hoi Noor, ons antwoord was te kort. De reden is privacy: elk van beiden mag zijn eigen
                dossier inzien, en daar mogen geen gegevens van de ander in staan.

                Wat wel helpt: maak een **standaardtekst** voor de zorg die gelijk is. Met twee klikken
                staat die in elk dossier. Ik heb er een voor jullie klaargezet als voorbeeld. Bel me gerust
                als je hem samen wilt doornemen.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="samira",
        days=48.2,
        subject="Formulier Medicatie in grotere letters",
        note="""
            Op de tablet zijn de letters van het formulier Medicatie erg klein. Collega's in de nachtdienst
            lezen het slecht, en een verkeerde dosis is zo aangetikt. Kunnen de letters groter?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                8.0,
                """
                Hoi Samira, op de tablet zelf kun je de letters groter zetten, bij Instellingen >
                Beeldscherm. Dan wordt wel alles groter.
                """,
            ),
            replies(
                "samira",
                26.0,
                """
                Dat hebben we geprobeerd. De knop Opslaan valt dan van het scherm. Het gaat ons alleen om de
                naam van het medicijn en de dosis.
                """,
            ),
            notes("fatma", 30.0, "Terecht punt, ook voor de veiligheid. Ontwerper gevraagd om mee te kijken."),
            moves(
                "marijke",
                170.0,
                "planned",
                """
                We maken naam en dosis groter en vet. Dat komt in **versie 26.4**. De knop Opslaan blijft
                dan in beeld.
                """,
            ),
            resolves(
                "fatma",
                912.0,
                "workaround",
                """
                Versie 26.4 is er nog niet. Tot die tijd kunnen je collega's de tablet draaien: liggend is
                de tekst een derde groter en blijft de knop in beeld. Je krijgt een bericht zodra de nieuwe
                versie klaarstaat.
                """,
            ),
        ),
    ),
)
