"""What was solved a moment ago: the mails that ask how it went lie in the mailboxes of the demo."""

from portal.demo.story import Story, resolves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="records",
        filed_by="samira",
        days=0.76,
        subject="Ik zie de rapportages van gisteren niet",
        note="""
            In het dossier van bewoners op de begane grond houdt de lijst op bij eergisteren. De collega's
            van de avonddienst hebben wel geschreven: op hun eigen scherm staat het er.
        """,
        acts=(
            takes("joost", 14.4),
            resolves(
                "joost",
                15.1,
                "instruction",
                """
                Hoi Samira, bovenaan de lijst staat een filter. Bij jou stond dat nog op vorige week. Kies
                **Alles tonen**, dan zie je ook de rapportages van gisteren. Het filter onthoudt je keuze.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="bram",
        days=0.79,
        subject="Mijn verlof van vrijdag staat er niet in",
        note="Mijn verlof is goedgekeurd, maar in het rooster sta ik vrijdag gewoon ingedeeld.",
        acts=(
            takes("fatma", 15.0),
            resolves(
                "fatma",
                15.6,
                "solved",
                """
                Hoi Bram, je verlof was goedgekeurd nadat het rooster was gepubliceerd. Ik heb het rooster
                opnieuw gepubliceerd: vrijdag ben je vrij. Kijk je het even na in de app?
                """,
            ),
        ),
    ),
)
