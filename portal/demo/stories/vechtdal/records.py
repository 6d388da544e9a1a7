"""What people of Vechtdal asked about client records, newest first."""

from portal.demo.story import Story, answers, asks, notes, replies, takes, withdraws

STORIES: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="tom",
        days=10.9,
        subject="Waar vind ik gespreksverslagen van vóór de overgang?",
        note="""
            Ik zoek een verslag van een keukentafelgesprek van drie jaar geleden. In het dossier zie ik
            alleen verslagen vanaf de overgang naar Nova. Zijn de oude weg?
        """,
        client_number="61877",
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                6.0,
                """
                Hoi Tom, de oude verslagen zijn er nog. Ze staan in het archief van het dossier:

                1. Open het dossier.
                2. Kies rechtsboven Meer en dan Archief.
                3. Zet het filter Jaar op Alles.

                Zie je Archief niet in het menu? Dan mist je rol het recht om het te lezen. Ilse kan dat
                voor je aanzetten.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="ilse",
        days=31.5,
        subject="Hoe lang blijven afgesloten dossiers bewaard?",
        note="""
            Onze archivaris vraagt hoe de bewaartermijn in Nova werkt. Wij willen dat een afgesloten dossier
            na onze eigen termijn vanzelf op een lijst komt. Iemand kijkt er dan naar, en pas daarna mag het
            weg.

            Is dat in te stellen? En wat gebeurt er met bijlagen en met berichten uit koppelingen?
        """,
        acts=(
            takes("marijke", 5.0),
            answers(
                "marijke",
                20.0,
                """
                Hoi Ilse, dat kan. Bij Beheer > Bewaren stel je per soort dossier een termijn in. Is die
                voorbij, dan komt het dossier op de lijst **Te beoordelen**. Er wordt nooit iets gewist
                zonder dat een mens erop klikt.

                Bijlagen gaan mee met het dossier. Berichten uit koppelingen ook, behalve die van de
                apotheek. Die hebben een eigen termijn.
                """,
            ),
            replies(
                "ilse",
                90.0,
                """
                Mooi, dit is wat we zoeken. De archivaris wil graag eerst zien welke dossiers op de lijst
                zouden komen, zonder dat we de termijn al aanzetten. Kan dat?
                """,
            ),
            notes(
                "marijke",
                96.0,
                "Kan niet in het scherm. Wel als eenmalige lijst uit de database, op nummer en zonder namen.",
            ),
            asks(
                "marijke",
                456.0,
                """
                In het scherm kan dat nog niet, maar ik maak graag één keer een proeflijst voor jullie. Er
                staan alleen dossiernummers en datums in, geen namen. Daarvoor heb ik nodig:

                - welke soorten dossiers mee moeten;
                - de termijn per soort, in jaren;
                - vanaf welke datum de termijn loopt: afsluiten of laatste contact.

                Je krijgt drie weken, want ik weet dat je dit eerst met de archivaris bespreekt.
                """,
                days=21,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="tom",
        days=88.3,
        subject="Verslag opgeslagen in het verkeerde dossier",
        note="Ik heb een verslag bij de verkeerde persoon opgeslagen. Hoe haal ik het daar weg?",
        acts=(
            takes("joost", 0.7),
            withdraws(
                "tom",
                1.5,
                "Gevonden: via Meer en dan Verplaatsen. Het staat nu goed. Dank voor het meekijken.",
            ),
        ),
    ),
)
