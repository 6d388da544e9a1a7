"""What people of Eemland asked about links with other systems, newest first."""

from portal.demo.story import Story, asks, notes, replies, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="integrations",
        filed_by="karin",
        days=1.9,
        subject="Bericht van de huisarts komt niet in het dossier",
        note="""
            De huisarts zegt dat hij een bericht stuurde over andere medicijnen. Wij zien niets in het
            dossier. Waar komen berichten terecht als ze niet aan een cliënt zijn gekoppeld?
        """,
        client_number="50219",
        acts=(
            takes("joost", 0.8),
            asks(
                "joost",
                2.0,
                """
                Hoi Karin, zulke berichten komen in de bak **Niet gekoppeld**, bij Koppelingen > Berichten.
                Wil je kijken of het bericht daar staat? Staat het er niet, laat dan weten op welke dag en
                rond hoe laat de huisarts het stuurde.
                """,
            ),
            replies(
                "karin",
                6.0,
                """
                De bak is leeg. De assistente zegt: verstuurd om ongeveer half negen, en ze kreeg geen
                foutmelding. Voor andere cliënten van dezelfde praktijk komt het wel binnen.
                """,
            ),
            notes(
                "joost",
                7.0,
                """
                In het logboek staat om 8.34 uur een geweigerd bericht, code K-052: cliënt onbekend. De
                praktijk gebruikt misschien een oud adres van de cliënt. Fatma kijkt mee naar de
                vergelijking.
                """,
            ),
        ),
    ),
)
