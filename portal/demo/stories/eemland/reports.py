"""What people of Eemland asked about reports, newest first."""

from portal.demo.story import Story, answers, notes, replies, takes

STORIES: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="reports",
        filed_by="dewi",
        days=12.7,
        subject="Kan ik het kwartaaloverzicht elke keer vanzelf krijgen?",
        note="""
            Elk kwartaal maak ik hetzelfde overzicht: geleverde uren per gemeente en per soort zorg. Ik vul
            steeds dezelfde filters in. Kan dit vanzelf, met een mail als het klaar is?
        """,
        acts=(
            takes("fatma", 5.0),
            answers(
                "fatma",
                16.0,
                """
                Hoi Dewi, dat kan. Zet de filters goed en kies dan **Bewaren als vast rapport**. Daarna kies
                je Herhalen, elk kwartaal. Je krijgt een mail met een link. Het rapport zelf zit niet in de
                mail, omdat er gegevens van mensen in staan.
                """,
            ),
            replies(
                "dewi",
                70.0,
                """
                Dank je, het staat aan. Kan mijn collega van financiën de mail ook krijgen? Zij heeft geen
                account en mag alleen de totalen zien.
                """,
            ),
            notes(
                "fatma",
                74.0,
                "Zonder account geen link. Misschien een rapport met alleen totalen en een leesaccount.",
            ),
        ),
    ),
)
