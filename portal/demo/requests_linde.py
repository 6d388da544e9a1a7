"""What Zorggroep De Linde asked: thirty-four requests of a care provider with two locations, newest first."""

from portal.demo.story import (
    Story,
    answers,
    asks,
    assigns,
    makes_good,
    moves,
    notes,
    rates,
    reopens,
    replies,
    resolves,
    solves,
    takes,
    withdraws,
)

LINDE: tuple[Story, ...] = (
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
        service="reports",
        filed_by="anneke",
        days=3.3,
        subject="Verzuim per team bekijken zonder namen",
        note="""
            Ik bespreek elk kwartaal het verzuim met mijn teams. Het rapport toont nu namen, en die horen
            niet op het scherm. Ik wil per team alleen het percentage zien, en liefst ook het verloop over
            een jaar.
        """,
        acts=(
            takes("fatma", 1.0),
            answers(
                "fatma",
                5.0,
                """
                Hoi Anneke, kies in het rapport Verzuim bovenin voor Weergave > Totalen. Dan zie je
                percentages per team en geen namen. Het verloop over een jaar zit er nog niet bij.
                """,
            ),
            replies(
                "anneke",
                26.0,
                """
                De totalen heb ik gevonden, fijn. Het verloop heb ik wel echt nodig. Eén team heeft maar
                vier mensen. Daar is een percentage ook zonder naam te herleiden. Kan zo'n klein team uit
                het overzicht blijven?
                """,
            ),
            moves(
                "fatma",
                30.0,
                "bi",
                """
                Goed punt over het kleine team. Ik geef je vraag door aan onze mensen van rapportage. Zij
                laten je binnen vijf werkdagen weten wat kan.
                """,
            ),
            notes(
                "fatma",
                31.0,
                """
                Voorstel: teams onder de tien mensen samen in één regel, en een grafiek over twaalf maanden.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="karim",
        days=7.6,
        subject="App vraagt bij elke start opnieuw om toestemming voor de camera",
        note="""
            Elke keer als ik de app open, vraagt hij of hij de camera mag gebruiken. Ik kies dan Toestaan.
            De volgende keer vraagt hij het weer. Moet ik iets anders kiezen?
        """,
        acts=(
            takes("fatma", 4.0),
            asks(
                "fatma",
                6.0,
                """
                Hoi Karim, waarschijnlijk staat de toestemming op Alleen deze keer. Wil je twee dingen
                nakijken op je telefoon?

                - Bij Instellingen > Apps > Nova > Rechten: wat staat er achter Camera?
                - Welke versie van de app heb je? Dat staat onderaan bij Over deze app.
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
        service="reports",
        filed_by="noor",
        days=10.5,
        subject="Datums worden getallen als ik een rapport in Excel open",
        note="""
            In Excel staat er 45992 in plaats van een datum. In het rapport zelf staat het wel goed. Doe ik
            iets fout?
        """,
        acts=(
            takes("joost", 5.0),
            answers(
                "joost",
                20.0,
                """
                Hoi Noor, je doet niets fout. Excel bewaart een datum als getal. Selecteer de kolom en kies
                bij Getalnotatie voor Datum, dan zie je het weer goed.

                Wil je dit niet elke keer doen? Kies dan bij het downloaden voor **Excel met opmaak**.
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
        service="records",
        filed_by="samira",
        days=11.3,
        subject="Hoe sluit ik een dossier af na een overlijden?",
        note="""
            Een cliënt van Zuid is overleden. Ik wil het dossier netjes afsluiten. De familie mag het nog
            een tijd kunnen lezen, en er mogen geen automatische berichten meer uitgaan. In welke volgorde
            doe ik dit?
        """,
        client_number="30962",
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                5.0,
                """
                Hoi Samira, doe het in deze volgorde:

                1. Zet bij Gegevens de datum van overlijden. Alle berichten en herinneringen stoppen dan
                   meteen.
                2. Stop de zorg bij Zorgplan > Beëindigen, met reden Overleden.
                3. Sluit het dossier pas als de laatste rapportage erin staat.

                De familie houdt toegang zolang je die bij Inzage laat staan. Er staat standaard drie
                maanden.
                """,
            ),
            replies(
                "samira",
                24.0,
                "Dank je, dat is duidelijk. Krijgt de apotheek het vanzelf door, of moet ik bellen?",
            ),
            answers(
                "fatma",
                28.0,
                """
                De apotheek krijgt bij stap 1 vanzelf een bericht. Bel wel als er nog een bestelling
                onderweg is, want die stopt niet.
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
        service="records",
        filed_by="karim",
        days=15.2,
        subject="Waar leg ik een valmelding vast?",
        note="""
            Een cliënt is gevallen, zonder letsel. Er is een formulier Valmelding en er is een kopje
            Bijzonderheden in de rapportage. Waar moet het in?
        """,
        client_number="30577",
        acts=(
            takes("joost", 0.5),
            answers(
                "joost",
                1.5,
                """
                Hoi Karim, gebruik het formulier **Valmelding**. Het komt dan vanzelf ook in de rapportage,
                dus je typt het maar één keer. Je leidinggevende krijgt een bericht.
                """,
            ),
            solves("karim", 3.0, "Gelukt, staat erin."),
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
        service="records",
        filed_by="noor",
        days=22.3,
        subject="Kan ik twee zorgplannen samenvoegen tot één?",
        note="""
            Een echtpaar woont samen in één appartement en krijgt deels dezelfde zorg. Wij schrijven alles
            twee keer op. Kan ik hun zorgplannen samenvoegen, of in elk geval een deel delen?
        """,
        acts=(
            takes("fatma", 4.0),
            answers(
                "fatma",
                12.0,
                "Hoi Noor, een zorgplan hoort altijd bij één persoon. Samenvoegen kan daarom niet.",
            ),
            replies(
                "noor",
                20.0,
                "Dat begrijp ik. Maar kan ik dan een rapportage in één keer in twee dossiers zetten?",
            ),
            resolves(
                "fatma",
                60.0,
                "declined",
                "Dat kan niet, om dezelfde reden. Een rapportage hoort bij één dossier.",
            ),
            rates(
                "noor",
                62.0,
                "dissatisfied",
                "Het antwoord is nee, maar ik weet niet waarom en ook niet hoe het dan wel moet.",
                reasons=("unclear",),
            ),
            makes_good(
                "marijke",
                84.0,
                """
                Hoi Noor, ons antwoord was te kort. De reden is privacy: elk van beiden mag zijn eigen
                dossier inzien, en daar mogen geen gegevens van de ander in staan.

                Wat wel helpt: maak een **standaardtekst** voor de zorg die gelijk is. Met twee klikken
                staat die in elk dossier. Ik heb er een voor jullie klaargezet als voorbeeld. Bel me gerust
                als je hem samen wilt doornemen.
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
        service="reports",
        filed_by="anneke",
        days=40.0,
        subject="Tevredenheid van cliënten naast de bezetting zetten",
        note="""
            Ik wil graag zien of cliënten minder tevreden zijn in weken met weinig personeel. Beide cijfers
            staan in Nova, maar in twee rapporten. Kan dat in één overzicht?
        """,
        acts=(
            takes("fatma", 4.0),
            answers(
                "fatma",
                14.0,
                """
                Hoi Anneke, in één overzicht kan dat nu niet. Je kunt beide rapporten per week downloaden en
                naast elkaar leggen.
                """,
            ),
            replies(
                "anneke",
                30.0,
                "Dat doe ik nu al, het kost mij elke maand een middag. Willen jullie erover nadenken?",
            ),
            moves(
                "fatma",
                60.0,
                "functional-meeting",
                "Ik heb je vraag op de agenda gezet van het volgende overleg met onze adviseurs.",
            ),
            notes(
                "fatma",
                440.0,
                "Besproken. Te weinig organisaties meten tevredenheid per week. Nu niet bouwen.",
            ),
            moves(
                "marijke",
                450.0,
                "wish-list",
                """
                We bouwen dit nu niet. De reden: de meeste organisaties meten tevredenheid één keer per
                jaar, en dan zegt een cijfer per week niets. Vragen meer organisaties erom, dan kijken we
                opnieuw.
                """,
            ),
            resolves(
                "fatma",
                452.0,
                "declined",
                "Je vraag staat op de wensenlijst. Krijgt hij meer stemmen, dan hoor je van ons.",
            ),
            rates(
                "anneke",
                470.0,
                "dissatisfied",
                "Bijna drie weken gewacht op een nee. Dat had ik liever meteen geweten.",
                reasons=("waited", "other"),
            ),
            makes_good(
                "marijke",
                500.0,
                """
                Hoi Anneke, dat snap ik. We hadden je eerder kunnen zeggen dat de kans klein was. Ik kan het
                overzicht niet laten bouwen, maar wel je middag korter maken. In de bijgewerkte download
                staan beide rapporten nu per week in dezelfde volgorde. Plakken is genoeg, zoeken hoeft niet
                meer.
                """,
            ),
        ),
    ),
    Story(
        organisation="linde",
        service="records",
        filed_by="samira",
        days=48.2,
        subject="Formulier Medicatie in grotere letters",
        note="""
            Op de tablet zijn de letters van het formulier Medicatie erg klein. Collega's in de nachtdienst
            lezen het slecht, en een verkeerde dosis is zo aangetikt. Kunnen de letters groter?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                8.0,
                """
                Hoi Samira, op de tablet zelf kun je de letters groter zetten, bij Instellingen >
                Beeldscherm. Dan wordt wel alles groter.
                """,
            ),
            replies(
                "samira",
                26.0,
                """
                Dat hebben we geprobeerd. De knop Opslaan valt dan van het scherm. Het gaat ons alleen om de
                naam van het medicijn en de dosis.
                """,
            ),
            notes("fatma", 30.0, "Terecht punt, ook voor de veiligheid. Ontwerper gevraagd om mee te kijken."),
            moves(
                "marijke",
                170.0,
                "planned",
                """
                We maken naam en dosis groter en vet. Dat komt in **versie 26.4**. De knop Opslaan blijft
                dan in beeld.
                """,
            ),
            resolves(
                "fatma",
                912.0,
                "workaround",
                """
                Versie 26.4 is er nog niet. Tot die tijd kunnen je collega's de tablet draaien: liggend is
                de tekst een derde groter en blijft de knop in beeld. Je krijgt een bericht zodra de nieuwe
                versie klaarstaat.
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
    Story(
        organisation="linde",
        service="reports",
        filed_by="samira",
        days=64.0,
        subject="Rapport bezetting elke week vanzelf naar de teamleiders",
        note="""
            Elke week stuur ik acht teamleiders het rapport Bezetting, ieder voor het eigen team. Kan dat
            vanzelf? Belangrijk is dat iemand **alleen het eigen team** ziet.
        """,
        acts=(
            takes("joost", 4.0),
            answers(
                "joost",
                10.0,
                """
                Hoi Samira, je kunt een rapport laten herhalen, maar iedereen krijgt dan hetzelfde. Per team
                splitsen kan nog niet.
                """,
            ),
            replies(
                "samira",
                28.0,
                "Dan blijft het handwerk. Kan het splitsen op de lijst? Het scheelt mij een uur per week.",
            ),
            moves(
                "marijke",
                200.0,
                "planned",
                """
                Dit bouwen we. Het komt in versie 26.3: een vast rapport kun je dan per team laten
                versturen.
                """,
            ),
            moves(
                "marijke",
                1246.0,
                "delivered",
                "Versie 26.3 staat klaar. Bij een vast rapport vind je nu **Versturen per team**.",
            ),
            resolves(
                "joost",
                1248.0,
                "solved",
                """
                Ik heb het met jullie acht teams getest. Iedere teamleider krijgt een link naar het eigen
                team en kan de andere niet openen. Jij hoeft alleen nog de dag te kiezen.
                """,
            ),
            rates(
                "samira",
                1270.0,
                "satisfied",
                "Werkt precies zoals gevraagd. En fijn dat ik zelf bericht kreeg toen het klaar was.",
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
