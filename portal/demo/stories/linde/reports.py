"""What people of De Linde asked about reports, newest first."""

from portal.demo.story import Story, answers, makes_good, moves, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="reports",
        filed_by="anneke",
        days=3.3,
        subject="Verzuim per team bekijken zonder namen",
        note="""
            Ik bespreek elk kwartaal het verzuim met mijn teams. Het rapport toont nu namen, en die horen
            niet op het scherm. Ik wil per team alleen het percentage zien, en liefst ook het verloop over
            een jaar.
        """,
        acts=(
            takes("fatma", 1.0),
            answers(
                "fatma",
                5.0,
                """
                Hoi Anneke, kies in het rapport Verzuim bovenin voor Weergave > Totalen. Dan zie je
                percentages per team en geen namen. Het verloop over een jaar zit er nog niet bij.
                """,
            ),
            replies(
                "anneke",
                26.0,
                """
                De totalen heb ik gevonden, fijn. Het verloop heb ik wel echt nodig. Eén team heeft maar
                vier mensen. Daar is een percentage ook zonder naam te herleiden. Kan zo'n klein team uit
                het overzicht blijven?
                """,
            ),
            moves(
                "fatma",
                30.0,
                "bi",
                """
                Goed punt over het kleine team. Ik geef je vraag door aan onze mensen van rapportage. Zij
                laten je binnen vijf werkdagen weten wat kan.
                """,
            ),
            notes(
                "fatma",
                31.0,
                """
                Voorstel: teams onder de tien mensen samen in één regel, en een grafiek over twaalf maanden.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="reports",
        filed_by="noor",
        days=10.5,
        subject="Datums worden getallen als ik een rapport in Excel open",
        note="""
            In Excel staat er 45992 in plaats van een datum. In het rapport zelf staat het wel goed. Doe ik
            iets fout?
        """,
        acts=(
            takes("joost", 5.0),
            answers(
                "joost",
                20.0,
                """
                Hoi Noor, je doet niets fout. Excel bewaart een datum als getal. Selecteer de kolom en kies
                bij Getalnotatie voor Datum, dan zie je het weer goed.

                Wil je dit niet elke keer doen? Kies dan bij het downloaden voor **Excel met opmaak**.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="reports",
        filed_by="anneke",
        days=40.0,
        subject="Tevredenheid van cliënten naast de bezetting zetten",
        note="""
            Ik wil graag zien of cliënten minder tevreden zijn in weken met weinig personeel. Beide cijfers
            staan in Nova, maar in twee rapporten. Kan dat in één overzicht?
        """,
        acts=(
            takes("fatma", 4.0),
            answers(
                "fatma",
                14.0,
                """
                Hoi Anneke, in één overzicht kan dat nu niet. Je kunt beide rapporten per week downloaden en
                naast elkaar leggen.
                """,
            ),
            replies(
                "anneke",
                30.0,
                "Dat doe ik nu al, het kost mij elke maand een middag. Willen jullie erover nadenken?",
            ),
            moves(
                "fatma",
                60.0,
                "functional-meeting",
                "Ik heb je vraag op de agenda gezet van het volgende overleg met onze adviseurs.",
            ),
            notes(
                "fatma",
                440.0,
                "Besproken. Te weinig organisaties meten tevredenheid per week. Nu niet bouwen.",
            ),
            moves(
                "marijke",
                450.0,
                "wish-list",
                """
                We bouwen dit nu niet. De reden: de meeste organisaties meten tevredenheid één keer per
                jaar, en dan zegt een cijfer per week niets. Vragen meer organisaties erom, dan kijken we
                opnieuw.
                """,
            ),
            resolves(
                "fatma",
                452.0,
                "declined",
                "Je vraag staat op de wensenlijst. Krijgt hij meer stemmen, dan hoor je van ons.",
            ),
            rates(
                "anneke",
                470.0,
                "dissatisfied",
                "Bijna drie weken gewacht op een nee. Dat had ik liever meteen geweten.",
                reasons=("waited", "other"),
            ),
            makes_good(
                "marijke",
                500.0,
                """
                Hoi Anneke, dat snap ik. We hadden je eerder kunnen zeggen dat de kans klein was. Ik kan het
                overzicht niet laten bouwen, maar wel je middag korter maken. In de bijgewerkte download
                staan beide rapporten nu per week in dezelfde volgorde. Plakken is genoeg, zoeken hoeft niet
                meer.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="reports",
        filed_by="samira",
        days=64.0,
        subject="Rapport bezetting elke week vanzelf naar de teamleiders",
        note="""
            Elke week stuur ik acht teamleiders het rapport Bezetting, ieder voor het eigen team. Kan dat
            vanzelf? Belangrijk is dat iemand **alleen het eigen team** ziet.
        """,
        acts=(
            takes("joost", 4.0),
            answers(
                "joost",
                10.0,
                """
                Hoi Samira, je kunt een rapport laten herhalen, maar iedereen krijgt dan hetzelfde. Per team
                splitsen kan nog niet.
                """,
            ),
            replies(
                "samira",
                28.0,
                "Dan blijft het handwerk. Kan het splitsen op de lijst? Het scheelt mij een uur per week.",
            ),
            moves(
                "marijke",
                200.0,
                "planned",
                """
                Dit bouwen we. Het komt in versie 26.3: een vast rapport kun je dan per team laten
                versturen.
                """,
            ),
            moves(
                "marijke",
                1246.0,
                "delivered",
                "Versie 26.3 staat klaar. Bij een vast rapport vind je nu **Versturen per team**.",
            ),
            resolves(
                "joost",
                1248.0,
                "solved",
                """
                Ik heb het met jullie acht teams getest. Iedere teamleider krijgt een link naar het eigen
                team en kan de andere niet openen. Jij hoeft alleen nog de dag te kiezen.
                """,
            ),
            rates(
                "samira",
                1270.0,
                "satisfied",
                "Werkt precies zoals gevraagd. En fijn dat ik zelf bericht kreeg toen het klaar was.",
            ),
        ),
    ),
)
