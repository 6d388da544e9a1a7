"""What people of De Linde asked about rosters, shifts and leave, newest first."""

from portal.demo.story import Story, answers, assigns, moves, notes, rates, replies, resolves, takes, withdraws

STORIES: tuple[Story, ...] = (
    Story(
        organisation="linde",
        service="planning",
        filed_by="bram",
        days=0.014,
        subject="Waar zie ik mijn rooster van volgende maand?",
        note="""
            In de app kan ik bladeren tot het einde van deze maand. Collega's zeggen dat volgende maand er
            al in staat. Zie ik iets over het hoofd?
        """,
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="karim",
        days=1.1,
        subject="Hoe geef ik door dat ik in het weekend niet kan werken?",
        note="""
            Vanaf volgende maand heb ik de kinderen om het weekend. Ik wil niet elke keer verlof vragen. Kan
            ik ergens aangeven welke weekenden ik niet kan?
        """,
        acts=(
            takes("joost", 2.0),
            answers(
                "joost",
                3.0,
                """
                Hoi Karim, dat kan in de app bij **Mijn wensen**. Kies daar Beschikbaarheid en dan Herhalen,
                om de twee weken. Vul het eerste weekend in dat je niet kunt. De rest rekent de app zelf
                uit.

                Je planner ziet dit bij het maken van het rooster. Het blijft een wens, dus spreek het ook
                even af met je leidinggevende.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="bram",
        days=2.9,
        subject="Geruilde dienst staat nog op mijn naam",
        note="""
            Ik heb mijn late dienst geruild met een collega. We hebben allebei op akkoord gedrukt. In het
            rooster sta ik er nog steeds. Straks komt er niemand.
        """,
        acts=(
            takes("joost", 2.0),
            answers(
                "joost",
                4.0,
                """
                Hoi Bram, na jullie akkoord moet de planner de ruil nog goedkeuren. Tot die tijd blijft jouw
                naam staan.
                """,
            ),
            replies("bram", 8.0, "De planner zegt dat er niets te keuren staat. Dat heb ik al gevraagd."),
            resolves(
                "joost",
                27.0,
                "instruction",
                """
                De ruil staat bij de planner onder Aanvragen > Team > Open. Vaak staat daar nog een filter
                aan. Vraag je planner om op Alles te filteren.
                """,
            ),
            rates(
                "bram",
                52.0,
                "dissatisfied",
                "Ik schreef dat de planner al gekeken had. Nu heb ik de dienst zelf maar gedraaid.",
                reasons=("not_solved", "not_heard"),
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="noor",
        days=9.3,
        subject="Verlof invoeren in uren of in dagen?",
        note="""
            Bij Noord voeren we verlof in uren in, bij Zuid in dagen. Dat is lastig als iemand op beide
            locaties werkt. Het saldo klopt dan niet meer. Kunnen we één manier kiezen voor iedereen, en wat
            gebeurt er met wat er al staat?
        """,
        acts=(
            answers(
                "fatma",
                7.0,
                """
                Hoi Noor, dat kan bij Planning > Instellingen > Verlof. Kies daar Uren. Verlof dat al in
                dagen staat, rekent Planning om met het aantal uren dat iemand op die dag zou werken.
                """,
            ),
            replies(
                "noor",
                50.0,
                """
                Ik heb het geprobeerd in de oefenomgeving. Voor mensen met vaste dagen klopt het. Voor
                oproepkrachten komt er nul uur uit, omdat ze geen vaste dag hebben. Hoe los ik dat op?
                """,
            ),
            assigns("marijke", 54.0, "joost"),
            notes(
                "joost",
                58.0,
                """
                Voor oproepkrachten is er een gemiddelde over dertien weken. Nakijken of dat bij hen aan
                staat.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="anneke",
        days=12.2,
        subject="Kan ik een rooster kopiëren naar de volgende periode?",
        note="""
            Elke vier weken is ons rooster bijna gelijk. Nu maak ik het steeds opnieuw. Kan ik de vorige
            periode kopiëren, zonder het verlof en de ziekmeldingen die erin staan?
        """,
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                17.0,
                """
                Hoi Anneke, dat kan. Open de periode die je wilt gebruiken en kies Meer > Kopiëren naar.
                Haal het vinkje weg bij **Verlof en verzuim meenemen**. Diensten van mensen die dan verlof
                hebben, komen als open dienst in het rooster. Zo zie je meteen waar nog een gat zit.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="samira",
        days=26.4,
        subject="Diensten ruilen tussen Noord en Zuid",
        note="""
            Medewerkers die op beide locaties werken, willen diensten ruilen met collega's van de andere
            locatie. In de app zien ze alleen hun eigen locatie. We lossen het nu op met bellen en een
            briefje.

            Is hier een instelling voor? Zo niet, dan wil ik weten wat er wel kan.
        """,
        acts=(
            takes("joost", 2.0),
            answers(
                "joost",
                6.0,
                """
                Hoi Samira, ruilen kan nu alleen binnen een locatie. Je kunt mensen wel in een extra team
                zetten dat voor beide geldt. Dan zien ze elkaars diensten van dat team. Helpt dat?
                """,
            ),
            replies(
                "samira",
                29.0,
                """
                Voor de nachtdiensten helpt het. Voor de rest niet, want dan staat iedereen in één groot
                team en klopt de bezetting per locatie niet meer.
                """,
            ),
            moves("marijke", 50.0, "internal-discussion", "We bespreken je vraag eerst met het productteam."),
            notes(
                "marijke",
                198.0,
                """
                Productteam is voor, als de planners van beide locaties akkoord geven. Adviseurs moeten
                meedenken.
                """,
            ),
            moves(
                "marijke",
                200.0,
                "functional-meeting",
                """
                Het productteam ziet er iets in. De vraag is wie een ruil goedkeurt: de planner van Noord,
                van Zuid of allebei. Dat staat op de agenda van het volgende overleg met onze adviseurs.
                Daarna hoor je wat we doen.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="karim",
        days=52.0,
        subject="Telt reistijd tussen twee locaties mee als werktijd?",
        note="Soms begin ik op Zuid en eindig ik op Noord. Moet ik de reis ertussen zelf opschrijven?",
        acts=(
            takes("joost", 3.0),
            answers(
                "joost",
                6.0,
                """
                Hoi Karim, wissel je binnen één dienst van locatie, dan telt Planning de reistijd vanzelf
                mee. Je ziet het als een grijs blokje tussen de twee delen.
                """,
            ),
            withdraws("karim", 30.0, "Het blokje stond er gewoon, ik had het niet gezien. Mijn vraag kan weg."),
        ),
    ),
    Story(
        organisation="linde",
        service="planning",
        filed_by="samira",
        days=96.6,
        subject="Feestdagen in het basisrooster zetten",
        note="""
            Ik maak het basisrooster voor volgend jaar. Moet ik de feestdagen zelf invoeren, of kent
            Planning ze? Tweede Kerstdag en Nieuwjaarsdag hebben bij ons een eigen bezetting.
        """,
        acts=(
            takes("fatma", 5.0),
            answers(
                "fatma",
                16.0,
                """
                Hoi Samira, Planning kent alle Nederlandse feestdagen. Bij Basisrooster > Bijzondere dagen
                geef je per dag een eigen bezetting op.
                """,
            ),
            replies(
                "samira",
                20.0,
                """
                Gevonden. Geldt Bevrijdingsdag elk jaar of alleen in een lustrumjaar? Onze cao zegt elk
                jaar.
                """,
            ),
            resolves(
                "fatma",
                44.0,
                "instruction",
                """
                Standaard staat Bevrijdingsdag op eens per vijf jaar. Klik op de dag en kies Elk jaar, dan
                volgt Planning jullie cao. De toeslag in Salaris gaat vanzelf mee.
                """,
            ),
        ),
    ),
)
