"""A roster of De Linde that could not be published: the longest thread of the demo, twenty entries."""

from portal.demo.story import Story, answers, asks, notes, replies, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="planning",
        filed_by="samira",
        days=8.6,
        subject="Rooster week 48 laat zich niet publiceren",
        note="""
            Ik wil het rooster van team Noord voor week 48 publiceren. Ik kies Publiceren en dan Bevestigen,
            en krijg een rode balk: **Publiceren mislukt, code R-217**. Week 47 ging nog goed.

            Wat betekent die code, en kan ik er zelf iets aan doen?
        """,
        acts=(
            takes("joost", 0.4),
            asks(
                "joost",
                0.6,
                """
                Hoi Samira, R-217 betekent dat iets het rooster vasthoudt. Meestal heeft een collega
                dezelfde week nog open staan. Wil je vragen of dat zo is?
                """,
            ),
            replies(
                "samira",
                1.5,
                """
                Klopt, Anneke had week 48 open staan. Ze heeft hem nu dicht. Ik krijg nog steeds dezelfde
                code.
                """,
            ),
            notes(
                "joost",
                1.8,
                """
                R-217 kwam vorige week ook bij Eemland voor. Daar hield een open venster het rooster vast.
                Hier was dat niet het hele verhaal.
                """,
            ),
            answers(
                "joost",
                2.2,
                "Dank je. Ik heb het slot op week 48 ook bij ons weggehaald. Probeer het nog eens.",
            ),
            replies(
                "samira",
                3.0,
                """
                Zelfde balk, zelfde code. Eén verschil: eerst kwam hij meteen, nu pas na ongeveer een
                minuut.
                """,
            ),
            notes(
                "fatma",
                3.6,
                """
                In het logboek blijft hij hangen op de controle van arbeidstijden. Bij andere teams duurt
                die twee seconden, bij Noord 58. Daarna breekt hij af en zegt R-217.
                """,
            ),
            asks(
                "joost",
                4.1,
                """
                Die minuut helpt ons verder. Publiceren blijft hangen bij de controle van arbeidstijden. Wil
                je drie dingen nakijken in week 48?

                1. Staan er diensten zonder eindtijd?
                2. Staan er diensten die doorlopen na zondag 24.00 uur?
                3. Is er iemand dubbel ingepland?
                """,
            ),
            replies(
                "samira",
                22.5,
                """
                Nagekeken:

                1. Nee, alles heeft een eindtijd.
                2. Ja, twee nachtdiensten. Die hebben we elke week.
                3. Niet dat ik zie. Planning geeft ook geen waarschuwing.
                """,
            ),
            notes(
                "joost",
                23.0,
                """
                Week 48 nagebouwd in de testomgeving met dezelfde diensten. Publiceren lukt daar in één
                keer.
                """,
            ),
            answers(
                "joost",
                25.5,
                """
                Bij ons lukt het met dezelfde diensten wel, dus we zoeken verder. Voor nu een omweg, zodat
                je collega's hun rooster zien: publiceer per dag. Klik op de naam van de dag en kies
                Publiceer deze dag.
                """,
            ),
            replies(
                "samira",
                27.2,
                """
                Maandag tot en met donderdag staat nu klaar. Vrijdag, zaterdag en zondag lukt niet, ook niet
                los.
                """,
            ),
            notes(
                "fatma",
                28.0,
                """
                Gevonden voor vrijdag: twee nachtdiensten overlappen een kwartier, van 7.00 tot 7.15 uur. De
                controle keurt dat af, maar het scherm toont de melding niet. Dat laatste is een fout van
                ons.
                """,
            ),
            answers(
                "joost",
                30.0,
                """
                Het zit in de nacht van vrijdag op zaterdag. Twee nachtdiensten overlappen elkaar een
                kwartier. Planning had dat moeten laten zien, en deed dat niet. Dat lossen wij op.

                Zet de eindtijd van de eerste dienst op 7.00 uur in plaats van 7.15 uur. Publiceer daarna de
                drie dagen.
                """,
            ),
            replies(
                "noor",
                46.0,
                """
                Ik neem het even over, Samira is een paar dagen vrij. De eindtijd staat nu op 7.00 uur.
                Vrijdag en zondag zijn gelukt. Zaterdag geeft weer R-217.
                """,
            ),
            notes(
                "marijke",
                50.0,
                """
                Dit duurt nu twee dagen en er hangt een rooster aan. Joost, publiceer jij zaterdag vanaf
                onze kant? Dan zoeken we daarna rustig naar de oorzaak.
                """,
            ),
            answers(
                "joost",
                52.0,
                """
                Dank je, Noor. Ik heb zaterdag vanaf onze kant gepubliceerd. Iedereen van team Noord ziet nu
                de hele week. Wil je kijken of het klopt? Ik zoek door naar de oorzaak.
                """,
            ),
            replies(
                "samira",
                122.5,
                """
                Ik ben terug. De hele week staat er, dank daarvoor. Maar als ik één dienst wijzig en opnieuw
                publiceer, komt R-217 terug. En wijzigen doen we elke dag, want er is altijd wel iemand
                ziek.
                """,
            ),
            notes(
                "joost",
                140.0,
                """
                Opnieuw publiceren lukt bij ons wel, ook met een kopie van hun instellingen. Het verschil
                zit dus misschien in het scherm: een filter bovenin of een verborgen kolom. Dat zien we
                alleen op hun eigen scherm.
                """,
            ),
            replies(
                "samira",
                150.0,
                "Nog één ding: bij team Zuid lukt opnieuw publiceren gewoon. Alleen Noord heeft dit.",
            ),
            asks(
                "joost",
                170.5,
                """
                Hoi Samira, dat is een goede aanwijzing. Bij ons lukt publiceren ook voor Noord, dus ik wil
                graag zien wat jij ziet. Wil je een **schermafdruk sturen van het hele venster**, met de
                balk bovenin erop?

                Let op dat er geen namen van cliënten op staan. Kies bijvoorbeeld een week waarin alleen
                jullie eigen diensten in beeld zijn.
                """,
            ),
        ),
    ),
)
