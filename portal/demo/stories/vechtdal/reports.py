"""What people of Vechtdal asked about reports, newest first."""

from portal.demo.story import Story, asks, assigns, notes, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="reports",
        filed_by="ilse",
        days=0.5,
        subject="Welke overzichten vraagt de accountant bij de jaarcontrole?",
        note="""
            Onze accountant begint binnenkort met de jaarcontrole. Zij vraagt om drie dingen:

            1. Een lijst van alle wijzigingen in loongegevens, met wie het deed en wanneer.
            2. De aansluiting tussen uren in Planning en uitbetaalde uren.
            3. Een overzicht van rechten: wie mag wat in Salaris.

            De derde heb ik gevonden onder Beheer > Rollen. Waar vind ik de eerste twee? En kan ik de
            accountant zelf laten inloggen, alleen om te lezen?
        """,
        acts=(
            takes("marijke", 2.5),
            assigns("marijke", 2.6, "fatma"),
            notes(
                "fatma",
                4.0,
                """
                Nummer 1 kan met het rapport Mutaties. Voor nummer 2 zoek ik uit of het rapport van vorig
                jaar nog klopt. Ik schrijf Ilse als ik beide heb.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="reports",
        filed_by="wouter",
        days=7.9,
        subject="Bezetting per wijkteam wijkt af van mijn eigen telling",
        note="""
            Het rapport Bezetting geeft voor wijkteam Oost 11,4 fte. Ik tel er zelf 12,6. Tellen vervangers
            niet mee? Of mensen met verlof?
        """,
        acts=(
            takes("fatma", 2.0),
            notes(
                "fatma",
                4.5,
                """
                Bij ons komt het rapport ook op 11,4. Van het verschil is 0,8 een vervanger. Blijft over:
                0,4 fte.
                """,
            ),
            asks(
                "fatma",
                6.0,
                """
                Hoi Wouter, het rapport telt vervangers niet mee en mensen met verlof wel. Een deel van het
                verschil komt daarvandaan, maar niet alles. Wil je mij laten weten:

                - over welke maand je telde;
                - of je de mensen van de flexpool meetelde;
                - welk filter er bovenin het rapport staat?

                Namen heb ik niet nodig, alleen aantallen.
                """,
            ),
        ),
    ),
)
