"""What people of Eemland asked about rosters, shifts and leave, newest first."""

from portal.demo.story import Story, answers, moves, notes, replies, resolves, solves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="planning",
        filed_by="els",
        days=0.02,
        subject="Hoe meld ik me beter in de app?",
        note="""
            Ziek melden vond ik meteen. Morgen ga ik weer werken, maar een knop voor beter melden zie ik
            niet.
        """,
    ),
    Story(
        organisation="eemland",
        service="planning",
        filed_by="els",
        days=23.5,
        subject="Tijdelijk minder uren werken om voor mijn moeder te zorgen",
        note="""
            Ik wil een paar maanden minder werken, omdat mijn moeder ziek is. Ik heb het met mijn
            leidinggevende besproken, maar mijn collega's weten het nog niet. Hoe vraag ik dit aan zonder
            dat het hele team de reden ziet?
        """,
        confidential=True,
        acts=(
            takes("joost", 1.0),
            answers(
                "joost",
                3.0,
                """
                Hoi Els, dat kan. Kies in de app Verlof > Nieuw en dan Zorgverlof. In het rooster staat
                alleen **Afwezig**. De reden zien alleen je leidinggevende en jullie personeelszaken.

                Ook wat je hier schrijft, blijft vertrouwelijk. Sterkte de komende tijd.
                """,
            ),
            solves(
                "els",
                27.0,
                "Het is aangevraagd en in het rooster staat inderdaad alleen Afwezig. Dank je wel.",
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="planning",
        filed_by="karin",
        days=44.2,
        subject="Routes plannen voor collega's op de fiets",
        note="""
            Planning rekent de reistijd tussen cliënten met de auto. In de binnenstad doen wij alles op de
            fiets. Soms is dat sneller en soms veel langzamer. Is er een instelling voor?
        """,
        acts=(
            takes("joost", 4.0),
            answers(
                "joost",
                19.0,
                """
                Hoi Karin, er is één instelling voor de hele organisatie: een toeslag op de reistijd, in
                procenten. Per route of per collega kan het nog niet. Hoeveel routes rijden jullie op de
                fiets?
                """,
            ),
            replies(
                "karin",
                44.0,
                "Negen van de veertien. Eén percentage voor alles maakt het voor de autoroutes weer fout.",
            ),
            notes("joost", 47.0, "Tweede thuiszorgorganisatie met deze vraag. Op de agenda zetten."),
            moves(
                "joost",
                100.0,
                "functional-meeting",
                "Dit komt op de agenda van het maandelijkse overleg met onze adviseurs.",
            ),
            moves(
                "marijke",
                680.0,
                "design",
                """
                We gaan dit uitwerken: per route kun je straks kiezen voor auto, fiets of lopen. Een datum
                is er nog niet. Je hoort van ons zodra die er is.
                """,
            ),
            resolves(
                "joost",
                696.0,
                "workaround",
                """
                Voor de tussentijd heb ik de fietsroutes bij jullie in een aparte groep gezet, met een eigen
                toeslag. Nieuwe fietsroutes kun je zelf aan die groep toevoegen.
                """,
            ),
        ),
    ),
)
