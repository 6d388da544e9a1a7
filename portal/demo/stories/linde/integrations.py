"""What people of De Linde asked about links with other systems, newest first."""

from portal.demo.story import Story, answers, asks, assigns, moves, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="integrations",
        filed_by="henk",
        days=0.8,
        subject="Kunnen medewerkers inloggen met hun account van De Linde?",
        note="""
            Onze medewerkers hebben nu twee wachtwoorden: een voor De Linde en een voor Nova. We willen dat
            ze overal met hetzelfde account inloggen. Drie vragen:

            1. Kan dat, en wat hebben jullie daarvoor van ons nodig?
            2. Wat gebeurt er met mensen die nu al een account hebben?
            3. Hoe logt iemand in als onze eigen inlog een keer plat ligt?
        """,
        acts=(
            assigns("marijke", 1.2, "fatma"),
            notes(
                "marijke",
                1.3,
                "Henk wil dit voor het einde van het jaar. Fatma, kijk jij welke stappen erbij horen?",
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="integrations",
        filed_by="samira",
        days=9.4,
        subject="Wie past de medicatielijst aan: wij of de apotheek?",
        note="""
            Bij een cliënt staat een medicijn op de lijst dat al twee weken is gestopt. De apotheek zegt dat
            ze het heeft doorgegeven. In het dossier kan ik de regel niet weghalen. Wie van ons moet dit
            doen?
        """,
        client_number="30418",
        acts=(
            takes("fatma", 1.0),
            asks(
                "fatma",
                3.0,
                """
                Hoi Samira, een regel uit de koppeling kan alleen de apotheek stoppen. Wil je kijken welke
                datum er achter **Laatst bijgewerkt** staat, bovenaan de lijst?
                """,
            ),
            replies(
                "samira",
                20.0,
                """
                Daar staat de datum van gisteren. De lijst komt dus binnen, maar met het gestopte medicijn
                erop.
                """,
            ),
            notes(
                "fatma",
                24.0,
                """
                De apotheek stuurt een stopbericht zonder nummer van de regel. Onze koppeling slaat dat over
                zonder melding. Technisch mag dat, maar voor de zorg is het niet goed. Voorleggen aan het
                productteam.
                """,
            ),
            moves(
                "fatma",
                26.0,
                "internal-discussion",
                """
                Ik weet waar het zit: het stopbericht mist een nummer, en onze koppeling slaat het dan over.
                We bespreken met het productteam wat hier veilig is. Werk tot die tijd met de papieren lijst
                van de apotheek. Die klopt.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="integrations",
        filed_by="noor",
        days=10.2,
        subject="Loonstroken komen dubbel binnen in ons personeelsportaal",
        note="""
            Sinds de vorige maand staan loonstroken dubbel in ons eigen personeelsportaal. Niet bij
            iedereen, ik schat bij één op de vijf. Sturen jullie ze twee keer, of leest ons portaal ze twee
            keer in?
        """,
        acts=(
            takes("joost", 1.0),
            answers(
                "joost",
                3.5,
                """
                Hoi Noor, wij versturen elke loonstrook één keer, dat heb ik nagekeken. Het lijkt dus aan
                het inlezen te liggen.
                """,
            ),
            replies(
                "noor",
                26.0,
                """
                De leverancier van ons portaal zegt juist dat er twee bestanden binnenkomen. Beide op
                dezelfde avond.
                """,
            ),
            notes(
                "joost",
                68.0,
                """
                Op die avond is een run herstart. Mogelijk is het eerste bestand al verstuurd vóór de
                herstart.
                """,
            ),
            moves("joost", 70.0, "waiting"),
            asks(
                "joost",
                70.2,
                """
                Dan kan er iets in zitten. Op die avond is de verzending bij ons een keer opnieuw gestart.
                Wil je bij de leverancier van jullie portaal de **namen en tijden van beide bestanden**
                opvragen? De inhoud heb ik niet nodig, dus stuur geen loonstroken mee.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="integrations",
        filed_by="samira",
        days=33.0,
        subject="Een tweede apotheek aansluiten voor locatie Zuid",
        note="""
            Locatie Zuid gaat werken met een andere apotheek. Noord blijft bij de oude. Kunnen we twee
            apotheken naast elkaar aansluiten? En wat moeten wij daarvoor regelen?
        """,
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                9.0,
                """
                Hoi Samira, dat kan. Per locatie kies je één apotheek. Voor de aansluiting is dit nodig:

                - de naam en het aansluitnummer van de apotheek;
                - de datum waarop Zuid overgaat;
                - iemand bij de apotheek die met ons wil testen.
                """,
            ),
            replies(
                "samira",
                70.0,
                """
                Het nummer is AP-7731. We willen over drie weken over. De assistente van de apotheek test
                graag mee.
                """,
            ),
            answers(
                "fatma",
                75.0,
                """
                Mooi. Ik zet de aansluiting klaar en plan een test met de apotheek. Je krijgt de uitslag van
                mij.
                """,
            ),
            replies(
                "samira",
                310.0,
                """
                De test is geweest, hoorde ik van de apotheek. Alles kwam aan. Kunnen we live op de datum
                die we noemden?
                """,
            ),
            notes(
                "fatma",
                330.0,
                "Testverslag is goed. Overzetten om 6.00 uur, voor de ochtendronde. Joost is dan bereikbaar.",
            ),
            resolves(
                "fatma",
                505.0,
                "solved",
                """
                Zuid is om 6.00 uur overgezet. De medicatielijsten van alle cliënten van Zuid zijn binnen en
                het aantal klopt met dat van de apotheek. Zie je toch een verschil, heropen dan deze
                aanvraag.
                """,
            ),
            rates("samira", 510.0, "satisfied", "Goed voorbereid. De ochtendronde merkte er niets van."),
        ),
    ),
    Story(
        organisation="linde",
        service="integrations",
        filed_by="karim",
        days=61.5,
        subject="Rooster in de agenda van mijn telefoon zetten",
        note="Kan ik mijn diensten ook in mijn gewone agenda zien? Dan ziet mijn vrouw het ook.",
        acts=(
            takes("joost", 2.0),
            resolves(
                "joost",
                3.0,
                "duplicate",
                """
                Hoi Karim, dit vroeg je vorige week ook per telefoon, en die aanvraag loopt nog. Ik antwoord
                je daar. Zo staat alles bij elkaar.
                """,
            ),
        ),
    ),
)
