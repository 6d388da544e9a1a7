"""What people of Eemland and Vechtdal reported and wished for, newest first."""

from portal.demo.story import Story, answers, asks, notes, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="planning",
        filed_by="els",
        days=0.9,
        subject="Reistijd telt dubbel als ik twee cliënten in één flat bezoek",
        note="De app telt reistijd voor een rit met de lift.",
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="ilse",
        days=1.2,
        subject="Afspraken over huisbezoek in twee talen bevestigen",
        note="Veel inwoners begrijpen de brief over het huisbezoek niet.",
    ),
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="wouter",
        days=2.4,
        subject="Kilometers op de dienstfiets geven een negatief bedrag",
        note="Een rit op de dienstfiets zou geld kosten.",
    ),
    Story(
        organisation="eemland",
        service="planning",
        filed_by="karin",
        days=5.3,
        subject="Sleuteloverdracht vastleggen bij een route",
        note="We willen zien wie welke sleutel heeft.",
        acts=(
            takes("fatma", 4.0),
            answers(
                "fatma",
                28.0,
                """
                Hoi Karin, een deel kan nu al. Zet bij de cliënt **Sleutel aanwezig** aan; dan staat er een
                sleutel in de route. Wie hem heeft, zie je daar nog niet.

                Is dit voor nu genoeg, of wil je dat we het overdragen zelf ook uitwerken?
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="planning",
        filed_by="karin",
        days=6.1,
        subject="Bereikbaarheidsnummer van de nachtwacht staat niet op het rooster",
        note="Op de plaats van het nummer staat een streepje.",
        acts=(
            takes("joost", 2.0),
            asks(
                "joost",
                6.0,
                """
                Hoi Karin, bij ons staat het nummer er wel. Wil je kijken of bij de dienst het vakje
                **Tonen op het rooster** aanstaat?
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="wouter",
        days=9.2,
        subject="Zoeken op geboortedatum vindt niemand met een dag onder de tien",
        note="Zonder nullen vind ik de inwoner niet.",
        acts=(
            takes("fatma", 3.0),
            notes("fatma", 3.5, "Kan ik nadoen, ook bij maanden onder de tien."),
            answers(
                "fatma",
                7.0,
                """
                Hoi Wouter, je hebt gelijk: zonder nullen vindt het zoekveld niets. We herstellen dat. Zoek
                tot die tijd met twee cijfers voor de dag en de maand.

                Staan er al dubbele dossiers, noem ons dan de nummers. Wij voegen ze samen.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="karin",
        days=14.6,
        subject="Indicatie loopt af zonder dat we een signaal kregen",
        note="De lijst met indicaties die aflopen, is leeg.",
        acts=(
            takes("marijke", 0.5),
            answers(
                "marijke",
                2.0,
                """
                Hoi Karin, het signaal stond uit voor indicaties zonder einddatum bij de gemeente. We hebben
                de lijst net voor je gevuld: er staan er nu vier op. Kijk je of je er een mist?
                """,
            ),
            replies("karin", 23.0, "Vier klopt. Twee daarvan hadden we zelf nog niet gezien."),
            resolves("marijke", 25.0, "solved", "Fijn. Het signaal staat nu voor alle indicaties aan."),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="ilse",
        days=27.8,
        subject="Ouders krijgen de uitnodiging voor een gesprek twee keer",
        note="Ouders die apart wonen, krijgen elke brief dubbel.",
        acts=(
            takes("joost", 2.5),
            notes("joost", 5.0, "Beide adressen gelden als adres van het kind. Daardoor gaan er vier brieven uit."),
            resolves(
                "joost",
                50.0,
                "solved",
                "Hoi Ilse, dit is hersteld. Elke ouder krijgt nu één brief, op het eigen adres.",
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="reports",
        filed_by="wouter",
        days=4.4,
        subject="Verslag van het keukentafelgesprek mist de laatste bladzijde",
        note="In de pdf ontbreken de afspraken.",
        acts=(
            takes("marijke", 1.0),
            asks("marijke", 3.0, "Hoi Wouter, gebruik je het sjabloon van de gemeente of een eigen sjabloon?"),
            replies("wouter", 8.0, "Ons eigen sjabloon, met ons logo op elke bladzijde."),
        ),
    ),
)
