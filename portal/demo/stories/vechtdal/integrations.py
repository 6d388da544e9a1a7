"""What people of Vechtdal asked about links with other systems, newest first."""

from portal.demo.story import Story, answers, moves, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="integrations",
        filed_by="ilse",
        days=38.7,
        subject="Kunnen gewerkte uren vanzelf naar onze boekhouding?",
        note="""
            Elke maand zet een collega de uren per kostenplaats over naar de boekhouding. Dat is een halve
            dag werk, en er gaat weleens iets mis. Heeft Nova hier een koppeling voor?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                10.0,
                """
                Hoi Ilse, een vaste koppeling is er nog niet. Wel kun je bij Koppelingen > Bestanden een
                bestand laten klaarzetten, elke maand op een dag die jij kiest. Je boekhouding leest dat in.
                Scheelt dat al genoeg?
                """,
            ),
            replies(
                "ilse",
                25.0,
                """
                Dat scheelt het overtypen. Het inlezen blijft dan wel handwerk. We zien liever dat het
                vanzelf gaat, met een melding als er een regel wordt geweigerd.
                """,
            ),
            notes(
                "fatma",
                27.0,
                "Vierde gemeente dit jaar die dit vraagt. Ik zet het op de lijst voor het overleg.",
            ),
            moves(
                "marijke",
                140.0,
                "internal-discussion",
                "We bespreken dit met het productteam. Je bent niet de enige gemeente die hierom vraagt.",
            ),
            moves(
                "marijke",
                330.0,
                "development",
                """
                We gaan deze koppeling bouwen. Zodra we weten in welke versie hij komt, hoor je het van ons,
                ook als deze aanvraag dan al dicht is.
                """,
            ),
            resolves(
                "fatma",
                335.0,
                "workaround",
                """
                Tot de koppeling er is, staat het bestand elke eerste werkdag van de maand voor je klaar. Ik
                heb er een controle bij gezet: de telling onderaan moet gelijk zijn aan die in Planning.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="integrations",
        filed_by="ilse",
        days=110.8,
        subject="Nieuw certificaat voor de koppeling met het gegevensknooppunt",
        note="""
            Ons certificaat verloopt binnenkort. Wie vervangt het: wij of jullie? En moet de koppeling
            daarvoor even uit?
        """,
        acts=(
            takes("fatma", 6.0),
            answers(
                "fatma",
                20.0,
                """
                Hoi Ilse, jullie vragen het nieuwe certificaat aan en wij zetten het erin. Je levert het aan
                met de knop Veilig aanleveren, niet per mail. De koppeling staat dan ongeveer vijf minuten
                stil. Berichten wachten zolang en gaan niet verloren.
                """,
            ),
            replies(
                "ilse",
                60.0,
                """
                Het certificaat staat klaar. Wel een vraag van onze beveiliger: bewaren jullie de sleutel in
                Nederland, en wie kan erbij?
                """,
            ),
            moves(
                "fatma",
                62.0,
                "internal-discussion",
                "Die vraag beantwoord ik graag precies. Ik leg hem voor aan onze beveiliger.",
            ),
            moves("marijke", 230.0, "helpdesk"),
            resolves(
                "fatma",
                240.0,
                "solved",
                """
                Het nieuwe certificaat zit erin en de koppeling loopt. Over de sleutel: die staat in een
                kluis in Nederland. Twee mensen van ons kunnen erbij, alleen samen, en elke keer wordt
                vastgelegd. Ik heb dit voor je beveiliger op papier gezet.
                """,
            ),
            rates("ilse", 260.0, "satisfied", "Prettig dat de vraag over beveiliging serieus werd genomen."),
        ),
    ),
)
