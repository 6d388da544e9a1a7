"""What people of Vechtdal asked about rosters, shifts and leave, newest first."""

from portal.demo.story import Story, answers, asks, makes_good, notes, rates, reopens, replies, resolves, solves, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="wouter",
        days=1.6,
        subject="Piketdienst plannen zonder vaste eindtijd",
        note="""
            Onze wijkteams draaien piket. De dienst begint om 17.00 uur en loopt tot de laatste melding is
            afgehandeld. Planning wil altijd een eindtijd. Vul ik 23.59 in, dan telt hij bijna zeven uur mee
            als gewerkt. Hoe doen andere gemeenten dit?
        """,
        acts=(
            takes("joost", 2.0),
            answers(
                "joost",
                4.2,
                """
                Hoi Wouter, daar is een diensttype voor: **Bereikbaar**. Die dienst staat wel in het
                rooster, maar telt niet als gewerkte tijd. Komt er een melding, dan boekt je collega daar
                een oproep in met begin en eind. Alleen die tijd telt mee.

                Je zet het aan bij Planning > Diensttypen > Nieuw. Kies bij Soort voor Bereikbaar.
                """,
            ),
            replies(
                "wouter",
                22.0,
                """
                Dat ziet er goed uit. Ik heb een diensttype gemaakt. Nog één vraag: krijgt iemand met een
                oproep om 2 uur 's nachts vanzelf een latere start de volgende dag? Dat moet bij ons.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="karin",
        days=13.4,
        subject="Ik werk bij twee organisaties, kan dat in één app?",
        note="""
            Ik werk twee dagen voor de gemeente en drie dagen bij een andere organisatie. Beide gebruiken
            Nova. Nu log ik steeds uit en weer in om mijn diensten te zien. Kan ik alles in één keer zien?
        """,
        acts=(
            takes("joost", 4.0),
            asks(
                "joost",
                5.0,
                "Hoi Karin, gebruik je bij beide organisaties hetzelfde mailadres om in te loggen?",
            ),
            replies(
                "karin",
                20.0,
                "Nee, twee verschillende. Elk van mijn werkgevers heeft er een voor mij gemaakt.",
            ),
            answers(
                "joost",
                24.0,
                """
                Daar zit het in. Met twee mailadressen ziet de app jou als twee personen. Vraag een van je
                beheerders om je mailadres gelijk te maken aan het andere. Daarna wissel je bovenin de app
                van organisatie, zonder opnieuw in te loggen.

                De roosters blijven apart. De gemeente ziet nooit je diensten van je andere werk, en
                andersom.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="tom",
        days=20.6,
        subject="Mijn vrije dag staat in het rooster als werkdag",
        note="""
            Mijn verlof is goedgekeurd, dat zie ik in de app. In het rooster sta ik die dag gewoon
            ingepland.
        """,
        acts=(
            answers(
                "joost",
                4.0,
                """
                Hoi Tom, je verlof is goedgekeurd toen het rooster al klaar was. Dan haalt Planning de
                dienst niet vanzelf weg. Je planner krijgt wel een oranje balk met jouw naam. Zodra die de
                dienst vrij zet, klopt je rooster weer.
                """,
            ),
            solves("ilse", 29.0, "De planner heeft de dienst vrij gezet. Tom is die dag vrij. Dank je, Joost."),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="planning",
        filed_by="wouter",
        days=24.2,
        subject="Kan ik het rooster van mijn team op één pagina afdrukken?",
        note="""
            In onze kantine hangt het rooster op papier. Bij het afdrukken krijg ik vier pagina's, met op
            elke pagina drie mensen. Dat leest niemand. Vroeger paste het op één vel A3.
        """,
        acts=(
            takes("joost", 30.0),
            answers(
                "joost",
                52.0,
                """
                Hoi Wouter, het duurde te lang voor je iets van mij hoorde. Dat had sneller gemoeten.

                Kies bij Afdrukken voor Liggend en zet de schaal op 70 procent. Dan passen er acht mensen op
                een pagina.
                """,
            ),
            replies(
                "wouter",
                70.0,
                "Acht is niet genoeg, mijn team is met vijftien. En op 70 procent is het niet te lezen.",
            ),
            resolves(
                "joost",
                150.0,
                "workaround",
                """
                Je kunt het rooster ook downloaden als Excel. Daar kies je zelf A3 en past het op één vel.
                Dat is een omweg, maar voor nu de enige manier.
                """,
            ),
            rates(
                "wouter",
                152.0,
                "dissatisfied",
                "Twee dagen gewacht op een tip die niet past. En nu moet ik elke week met Excel aan de slag.",
                reasons=("waited", "not_solved"),
            ),
            makes_good(
                "marijke",
                190.0,
                """
                Hoi Wouter, je hebt gelijk. Je wachtte te lang op het eerste antwoord, en met Excel zit je
                elke week met extra werk. Ik heb met Joost gekeken wat wel kan. We maken voor jullie een
                vaste afdruk op A3, zonder Excel. Werkt die straks niet goed, heropen dan deze aanvraag. Dan
                kijk ik er zelf naar.
                """,
            ),
            reopens(
                "wouter",
                300.0,
                """
                De afdruk op A3 staat er, dank daarvoor. Alleen valt de zondag er rechts af. Kan die nog op
                het vel?
                """,
            ),
            notes(
                "marijke",
                310.0,
                """
                Ik neem deze zelf. Marge staat op 25 mm, dat kan naar 10. Eerst proberen met vijftien rijen.
                """,
            ),
        ),
    ),
)
