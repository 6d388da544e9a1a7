"""What people of the customers asked for somebody else, or together: newest first."""

from portal.demo.story import (
    Story,
    answers,
    asks,
    objects,
    replies,
    resolves,
    takes,
    takes_over,
    ticks,
)
from portal.tickets.behalf import Asked, For

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="planning",
        filed_by="anneke",
        days=0.3,
        subject="Bram ziet zijn late diensten niet in de app",
        note="""
            Bram heeft in week 49 drie late diensten. In het teamrooster staan ze, in zijn app niet. Hij
            gebruikt de app op zijn eigen telefoon.
        """,
        people=Asked("20418"),
        acts=(takes("joost", 0.5),),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="samira",
        days=0.8,
        subject="Reiskosten van Ria Smit zijn dubbel uitbetaald",
        note="""
            Ria heeft geen account. Op haar loonstrook van oktober staan de reiskosten twee keer. Wat moet ik
            doen om dat terug te draaien?
        """,
        people=Asked("20777"),
        acts=(
            takes("fatma", 2),
            asks("fatma", 3, "Zijn de reiskosten in oktober ook twee keer ingediend, of één keer?"),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="noor",
        days=0.6,
        subject="Nieuwe rol voor drie collega's op Noord en Zuid",
        note="""
            Deze drie collega's gaan vanaf 1 december medicatie controleren. Willen jullie hun de rol
            *Medicatie, tweede controle* geven?
        """,
        people=Asked(For.SEVERAL, numbers="20418 20533 20777"),
        acts=(takes("joost", 3), ticks("joost", 4, 1), ticks("joost", 4.2, 3)),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="bram",
        days=3,
        subject="Feestdagenrooster: wie kan het inzien voor het vaststaat?",
        note="""
            Karim en ik maken samen een voorstel voor de kerstdagen. Kunnen we het concept allebei bekijken
            zonder dat het team het al ziet?
        """,
        watchers=("karim",),
        acts=(
            takes("fatma", 4),
            answers("fatma", 5, "Ja: zet het rooster op **Concept** en voeg elkaar toe als medeplanner."),
            replies("karim", 7, "Bij mij staat de knop *Medeplanner* er niet. Heb ik daar een recht voor nodig?"),
            answers("fatma", 22, "Dat recht heb je nu, Karim. Log opnieuw in, dan staat de knop er."),
        ),
    ),
    Story(
        organisation="linde",
        service="payroll",
        filed_by="anneke",
        days=4,
        subject="Loonstrook van Bram na zijn ziekte",
        note="""
            Bram was vier weken ziek. Volgens hem klopt het percentage op zijn loonstrook niet. Kunnen jullie
            meekijken?
        """,
        confidential=True,
        people=Asked("20418"),
        acts=(
            takes("marijke", 2),
            objects("bram", 5, "Het gaat niet om het percentage. De toeslag voor de nachten ontbreekt."),
            takes_over("bram", 5.2),
            answers(
                "marijke", 23, "De toeslag voor de nachten komt op je volgende loonstrook, met terugwerkende kracht."
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="integrations",
        filed_by="samira",
        days=12,
        subject="Toegang voor een uitzendkracht die nog niet in de lijst staat",
        note="Zita begint maandag op Zuid. Ze heeft een personeelsnummer van het uitzendbureau.",
        people=Asked(For.TYPED, "Zita van Zanten", "U-3312"),
        acts=(
            takes("joost", 1),
            resolves("joost", 6, "solved", "Zita kan maandag inloggen. De gegevens staan in de map van Zuid."),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="wouter",
        days=1.5,
        subject="Tom kan zijn uren van vorige week niet indienen",
        note="De week staat bij Tom op slot, terwijl ik hem nog niet heb goedgekeurd.",
        people=Asked("30144"),
        acts=(takes("fatma", 1),),
    ),
)
