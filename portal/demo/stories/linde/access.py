"""What people of De Linde asked about getting in, and about who may do what, newest first."""

from portal.demo.story import Story, answers, asks, notes, rates, reopens, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="records",
        filed_by="noor",
        days=0.2,
        subject="Kan een stagiair meelezen in een dossier zonder te schrijven?",
        note="""
            We krijgen drie stagiairs. Ze mogen zorgplannen lezen van hun eigen woning, maar niets wijzigen.
            De rol Leerling mag nu ook rapporteren. Is er een rol met minder rechten, of moet ik er zelf een
            maken?
        """,
        acts=(takes("joost", 1.5),),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="bram",
        days=2.2,
        subject="Inloggen lukt niet meer sinds ik een nieuwe telefoon heb",
        note="""
            Ik heb een nieuwe telefoon. De app vraagt om een code van zes cijfers, maar die stond op mijn
            oude telefoon. Die is al ingeleverd. Hoe kom ik weer binnen?
        """,
        acts=(
            takes("joost", 0.6),
            resolves(
                "joost",
                1.2,
                "instruction",
                """
                Hoi Bram, Henk kan je oude telefoon loskoppelen. Daarna log je in met je wachtwoord en
                koppel je je nieuwe telefoon. Ik heb Henk een bericht gestuurd. Bewaar de reservecodes die
                je dan krijgt op een plek die je onthoudt.
                """,
            ),
            reopens(
                "bram",
                21.0,
                """
                Henk heeft het gedaan en ik kon een keer inloggen. Daarna vroeg de app weer om een code, en
                die op mijn nieuwe telefoon wordt niet herkend.
                """,
            ),
            notes(
                "joost",
                22.5,
                """
                Klok van de telefoon loopt misschien niet gelijk. Vraag naar automatische tijd, anders
                opnieuw koppelen.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="henk",
        days=8.0,
        subject="Wat gebeurt er met rechten als iemand van team wisselt?",
        note="""
            Bij een wissel van team houdt een medewerker volgens mij de rechten van het oude team. Klopt
            dat? Bij ons wisselen er per maand ongeveer tien mensen, vooral tussen Noord en Zuid.
        """,
        acts=(
            takes("joost", 2.5),
            asks(
                "joost",
                3.0,
                """
                Hoi Henk, dat hangt af van hoe de rechten zijn gegeven. Kijk eens bij Beheer > Rollen. Staat
                er bij een medewerker **via team** of **persoonlijk** achter de rol?
                """,
            ),
            replies(
                "henk",
                25.0,
                """
                Bij de meesten staat via team. Bij een man of dertig staat persoonlijk. Dat is zo gegroeid,
                denk ik.
                """,
            ),
            answers(
                "joost",
                30.0,
                """
                Dan is dit het antwoord:

                - **Via team**: het recht vervalt op de dag van de wissel. Je hoeft niets te doen.
                - **Persoonlijk**: het recht blijft, ook na de wissel.

                Je kunt de dertig persoonlijke rollen in één keer omzetten. Vink ze aan in de lijst en kies
                Omzetten naar team. Doe dit buiten de drukke uren, want mensen worden dan één keer
                uitgelogd.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="bram",
        days=119.5,
        subject="Wachtwoord vergeten tijdens de nachtdienst",
        note="""
            Ik kan niet bij de dossiers, ik ben mijn wachtwoord kwijt. De link voor een nieuw wachtwoord
            komt niet binnen.
        """,
        acts=(
            takes("joost", 0.3),
            resolves(
                "joost",
                1.0,
                "instruction",
                """
                Hoi Bram, de mail zat in de map Ongewenst. Daar komt hij vaker terecht, dus ik heb Henk
                gevraagd om ons adres te vertrouwen. De link werkt een uur. Kies een zin die je goed
                onthoudt.
                """,
            ),
            rates("bram", 9.0, "satisfied", "Binnen een uur geholpen, midden in de nacht."),
        ),
    ),
)
