"""What people of Eemland asked about pay, newest first."""

from portal.demo.story import Story, answers, notes, rates, replies, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="payroll",
        filed_by="els",
        days=7.4,
        subject="Wat betekent ORT op mijn loonstrook?",
        note="""
            Op mijn loonstrook staan drie regels met ORT en elke keer een ander percentage. Wat is het, en
            hoe kan ik nagaan of het klopt?
        """,
        acts=(
            takes("fatma", 6.0),
            answers(
                "fatma",
                9.0,
                """
                Hoi Els, ORT is de toeslag voor werken op onregelmatige tijden: avond, nacht, weekend en
                feestdagen. Voor elk van die tijden geldt een ander percentage. Daarom zie je drie regels.

                Nagaan kan zo: open je loonstrook en klik op een regel met ORT. Je ziet dan de diensten die
                meetellen, met datum en tijden. Mis je een dienst? Kijk dan eerst of je planner hem heeft
                goedgekeurd. Pas daarna telt hij mee.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="payroll",
        filed_by="karin",
        days=19.1,
        subject="Contract van bepaalde tijd verlengen zonder nieuwe indiensttreding",
        note="""
            Bij vier mensen loopt het contract af en we verlengen alle vier. Moet ik een nieuw dienstverband
            maken? Vorig jaar deed ik dat, en toen begon het opgebouwde verlof weer op nul.
        """,
        acts=(
            takes("fatma", 1.0),
            answers(
                "fatma",
                6.5,
                """
                Hoi Karin, een nieuw dienstverband is niet nodig. Open het lopende contract, kies Verlengen
                en vul de nieuwe einddatum in. Verlof en dienstjaren lopen dan gewoon door.
                """,
            ),
            replies("karin", 25.0, "Bij drie is het gelukt. Bij de vierde is de knop Verlengen grijs."),
            notes(
                "fatma",
                26.0,
                "Contract van nummer vier heeft nog een open wijziging van uren. Eerst goedkeuren.",
            ),
            resolves(
                "fatma",
                27.5,
                "solved",
                """
                Bij de vierde stond nog een wijziging van uren open. Zolang die niet is goedgekeurd, is de
                knop grijs. Je collega heeft hem net goedgekeurd en nu lukt verlengen wel. Ik heb het
                nagekeken.
                """,
            ),
            rates("karin", 48.0, "satisfied"),
        ),
    ),
)
