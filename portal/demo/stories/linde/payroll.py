"""What people of De Linde asked about pay, newest first."""

from portal.demo.story import Story, answers, asks, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="payroll",
        filed_by="samira",
        days=0.09,
        subject="Welke looncode gebruik ik voor een slaapdienst?",
        note="""
            Vanaf volgende maand draaien we slaapdiensten op Zuid. Ik zie in Salaris twee looncodes die
            kunnen: **1410 Slaapdienst** en **1415 Aanwezigheidsdienst**. Welke van de twee hoort bij onze
            cao?

            En wat gebeurt er als iemand in de nacht wordt opgeroepen: boekt Planning dat zelf om naar
            gewerkte uren, of doen wij dat met de hand?
        """,
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="karim",
        days=0.6,
        subject="Waarom is mijn loon lager sinds ik ziek ben?",
        note="""
            Ik ben nu een paar maanden ziek. Sinds de laatste loonstrook krijg ik minder, en de toeslagen
            voor het weekend zijn helemaal weg. Niemand heeft mij iets verteld.

            Kan iemand uitleggen hoe het wordt berekend? Ik heb dit liever niet via mijn team.
        """,
        confidential=True,
        acts=(
            takes("fatma", 7.0),
            notes(
                "fatma",
                9.5,
                "Berekening opgezocht. Eerst met Marijke afstemmen hoeveel wij zelf mogen uitleggen.",
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="bram",
        days=8.8,
        subject="Waar vind ik mijn jaaropgaaf?",
        note="""
            Ik heb mijn jaaropgaaf nodig voor de huur. In de app zie ik alleen loonstroken. Waar staat hij?
        """,
        acts=(
            answers(
                "fatma",
                4.5,
                """
                Hoi Bram, je jaaropgaaf staat niet in de app, maar wel op de website. Log daar in en kies
                Mijn documenten > Jaaropgaven. Je kunt hem als pdf bewaren. Die van dit jaar komt er in
                januari bij.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="anneke",
        days=11.0,
        subject="Hoe verwerk ik gedeeltelijk herstel van een medewerker?",
        note="""
            Iemand uit mijn team werkt weer voor de helft. Ik vul nu 50 procent herstel in, maar dan
            verdwijnen alle diensten uit het rooster. Ik wil dat de halve diensten blijven staan. Ik noem
            hier geen naam.
        """,
        confidential=True,
        acts=(
            takes("fatma", 1.5),
            asks(
                "fatma",
                3.0,
                """
                Hoi Anneke, goed dat je geen naam noemt. Er zijn twee manieren om 50 procent in te vullen:
                minder uren per dag, of minder dagen per week. Welke spraken jullie af? En vanaf welke
                datum? Neem rustig de tijd om dit na te vragen.
                """,
                days=21,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="samira",
        days=14.1,
        subject="Contracturen van nieuwe medewerker kloppen niet",
        note="""
            Een nieuwe collega heeft een contract van 24 uur. In Salaris staat 28 uur. In het
            personeelsdossier staat het wel goed. Waar komt die 28 vandaan?
        """,
        acts=(
            takes("fatma", 0.8),
            asks("fatma", 2.0, "Hoi Samira, wil je het personeelsnummer geven? Een naam is niet nodig."),
            replies("samira", 5.0, "Het is personeelsnummer 20861."),
            notes(
                "fatma",
                7.0,
                """
                Plusuren uit de sollicitatiekoppeling zijn bij het contract geteld: 24 + 4. Ingangsdatum
                staat ook dubbel.
                """,
            ),
            resolves(
                "fatma",
                9.0,
                "solved",
                """
                Gevonden. Bij het aannemen waren vier plusuren ingevuld, en die telde Salaris bij het
                contract op. Ik heb het contract op 24 uur gezet en de plusuren apart. De loonstrook van
                deze maand klopt daardoor meteen.
                """,
            ),
            rates("samira", 30.0, "satisfied", "Dezelfde dag opgelost, en ik snap nu ook waar het vandaan kwam."),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="bram",
        days=16.5,
        subject="Overuren van vorige maand staan niet op mijn loonstrook",
        note="""
            Ik heb vorige maand negen uur extra gewerkt. Op mijn loonstrook zie ik er geen. Ik heb het geld
            nodig, dus ik hoor graag of het nog deze maand kan.
        """,
        confidential=True,
        acts=(
            takes("fatma", 0.5),
            asks(
                "fatma",
                2.0,
                """
                Hoi Bram, op welke dagen waren die extra uren? Dan kijk ik of ze in Planning zijn
                goedgekeurd.
                """,
            ),
            replies("bram", 3.5, "Op de 11e vijf uur en op de 23e vier uur. Allebei een dubbele late dienst."),
            notes(
                "fatma",
                20.0,
                "De 11e is op tijd goedgekeurd, de 23e na sluiting. Samen met hun administratie nagelopen.",
            ),
            resolves(
                "fatma",
                26.0,
                "solved",
                """
                Je uren stonden klaar, maar de goedkeuring kwam na de sluiting van de maand. Jullie
                salarisadministratie betaalt ze deze week na, in een aparte betaling. Je krijgt er een eigen
                loonstrook bij.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="noor",
        days=75.3,
        subject="Eindejaarsuitkering voor oproepkrachten controleren",
        note="""
            Ik bereid de eindejaarsuitkering voor. In de proefrun leek bij een paar oproepkrachten de opbouw
            over twee maanden te ontbreken. Hoe kan ik dat per persoon nagaan?
        """,
        acts=(
            takes("fatma", 2.0),
            asks(
                "fatma",
                5.0,
                """
                Hoi Noor, per persoon zie je de opbouw bij Salaris > Reserveringen. Kies daar Per maand. Bij
                hoeveel mensen ontbreekt er iets, en in welke maanden?
                """,
            ),
            replies(
                "noor",
                50.0,
                """
                Ik heb de proefrun opnieuw gedraaid en nu is de opbouw bij iedereen gevuld. Ik begrijp niet
                wat er eerst was.
                """,
            ),
            notes(
                "fatma",
                54.0,
                "Alle proefruns nagelopen, geen gat gevonden. Misschien liep er nog een herberekening.",
            ),
            resolves(
                "fatma",
                56.0,
                "not_reproducible",
                """
                Ik heb beide proefruns naast elkaar gelegd en vind geen verschil meer. Waarschijnlijk was de
                eerste run nog aan het rekenen toen je keek. Wacht bij de echte run op het groene vinkje,
                dan is alles geteld.
                """,
            ),
        ),
    ),
)
