"""What people of Vechtdal asked about pay, newest first."""

from portal.demo.story import Story, answers, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="tom",
        days=0.05,
        subject="Op welke dag staat de loonstrook klaar?",
        note="""
            Mijn loon komt altijd rond de 24e. De loonstrook zie ik soms een dag eerder en soms pas twee
            dagen later. Is er een vaste dag voor? En kan ik er een bericht van krijgen?
        """,
    ),
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="tom",
        days=7.2,
        subject="Waarom staat er een inhouding van twee maanden geleden op mijn loonstrook?",
        note="""
            Op mijn laatste loonstrook staat een regel "Correctie voorgaande periode" met een bedrag eraf.
            Ik weet niet waar dat over gaat. Mijn leidinggevende hoeft dit niet te zien.
        """,
        confidential=True,
        acts=(
            takes("fatma", 18.5),
            answers(
                "fatma",
                20.0,
                """
                Hoi Tom, wat je hier schrijft is vertrouwelijk. Je leidinggevende ziet het niet.

                Die regel komt uit een wijziging in je uren. Twee maanden geleden stonden er zestien uur te
                veel in je rooster. Die zijn toen uitbetaald en later gecorrigeerd. Onder de loonstrook zit
                een tweede blad met de berekening. Je opent het met het pijltje naast de regel.

                Denk je dat de uren zelf niet kloppen? Vraag dat dan na bij jullie salarisadministratie,
                want zij stellen de uren vast.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="ilse",
        days=17.3,
        subject="Cao-verhoging met terugwerkende kracht verwerken",
        note="""
            De nieuwe cao gaat in met terugwerkende kracht. Het gaat om drie maanden. Ik wil de nabetaling
            in één keer doen, bij de volgende salarisrun. Moet ik de oude maanden eerst openzetten?
        """,
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                8.0,
                """
                Hoi Ilse, de oude maanden blijven dicht. Je hoeft alleen de nieuwe schalen in te lezen met
                de juiste ingangsdatum. Salaris rekent het verschil zelf uit en zet het als nabetaling op de
                eerstvolgende loonstrook.

                Let op één ding: mensen die in die drie maanden uit dienst gingen, krijgen een eigen run.
                Die start je apart, bij Salaris > Runs > Na uitdiensttreding.
                """,
            ),
            replies(
                "ilse",
                27.0,
                """
                Duidelijk. Ik heb een proefrun gedraaid. De bedragen kloppen op twee mensen na. Bij hen
                wordt de verhoging dubbel gerekend. Beiden kregen in die periode ook een hogere trede.
                """,
            ),
            notes(
                "fatma",
                30.0,
                "Trede en schaal op dezelfde dag: volgorde stond verkeerd. Hersteld in hun instelling.",
            ),
            resolves(
                "fatma",
                33.0,
                "solved",
                """
                Goed gezien. Bij een hogere trede op dezelfde dag werd de verhoging twee keer geteld. Ik heb
                de volgorde bij jullie aangepast en je proefrun opnieuw gedraaid. De bedragen van beide
                collega's kloppen nu.
                """,
            ),
            rates("ilse", 50.0, "satisfied", "Snel gevonden en helder uitgelegd. Ik kon de run op tijd draaien."),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="karin",
        days=36.4,
        subject="Reiskosten bij twee vaste thuiswerkdagen",
        note="""
            Ik werk één dag op kantoor en één dag thuis. Ik krijg voor beide dagen reiskosten. Dat klopt
            niet, maar ik wil ook niet straks alles terugbetalen. Waar pas ik dit aan?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                12.0,
                """
                Hoi Karin, goed dat je dit zelf meldt. Je past het aan in de app, bij Mijn gegevens >
                Werkdagen. Zet je thuisdag op Thuis. De reiskosten kloppen dan vanaf de volgende maand.
                """,
            ),
            replies("karin", 200.0, "Gedaan. Blijft over: wat gebeurt er met de drie maanden die al betaald zijn?"),
            notes(
                "fatma",
                210.0,
                "Dat bepaalt de gemeente, niet wij. Ilse weet dat de regeling in hun handboek staat.",
            ),
            resolves(
                "fatma",
                432.0,
                "instruction",
                """
                Over de afgelopen maanden beslist de gemeente zelf. Vraag het na bij de
                salarisadministratie. Zij kunnen het verrekenen in kleine delen, dat staat klaar in Salaris.
                Ons antwoord kwam later dan je van ons gewend bent. Dat lag aan ons.
                """,
            ),
        ),
    ),
)
