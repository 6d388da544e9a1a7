"""What Thuiszorg Eemland asked: eleven requests of a home care provider, newest first."""

from portal.demo.story import (
    Story,
    answers,
    asks,
    makes_good,
    moves,
    notes,
    rates,
    replies,
    resolves,
    solves,
    takes,
)

EEMLAND: tuple[Story, ...] = (
    Story(
        organisation="eemland",
        service="planning",
        filed_by="els",
        days=0.02,
        subject="Hoe meld ik me beter in de app?",
        note="""
            Ziek melden vond ik meteen. Morgen ga ik weer werken, maar een knop voor beter melden zie ik
            niet.
        """,
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="dewi",
        days=0.35,
        subject="How do I give a temporary worker access for two weeks?",
        note="""
            We have a nurse from an agency for two weeks. She needs to read care plans and write daily
            reports for one route only. I would like her access to end by itself on the last day.

            Can I set an end date when I make the account? And does she need a company phone to sign in?
        """,
        acts=(takes("joost", 2.0),),
    ),
    Story(
        organisation="eemland",
        service="integrations",
        filed_by="karin",
        days=1.9,
        subject="Bericht van de huisarts komt niet in het dossier",
        note="""
            De huisarts zegt dat hij een bericht stuurde over andere medicijnen. Wij zien niets in het
            dossier. Waar komen berichten terecht als ze niet aan een cliënt zijn gekoppeld?
        """,
        client_number="50219",
        acts=(
            takes("joost", 0.8),
            asks(
                "joost",
                2.0,
                """
                Hoi Karin, zulke berichten komen in de bak **Niet gekoppeld**, bij Koppelingen > Berichten.
                Wil je kijken of het bericht daar staat? Staat het er niet, laat dan weten op welke dag en
                rond hoe laat de huisarts het stuurde.
                """,
            ),
            replies(
                "karin",
                6.0,
                """
                De bak is leeg. De assistente zegt: verstuurd om ongeveer half negen, en ze kreeg geen
                foutmelding. Voor andere cliënten van dezelfde praktijk komt het wel binnen.
                """,
            ),
            notes(
                "joost",
                7.0,
                """
                In het logboek staat om 8.34 uur een geweigerd bericht, code K-052: cliënt onbekend. De
                praktijk gebruikt misschien een oud adres van de cliënt. Fatma kijkt mee naar de
                vergelijking.
                """,
            ),
        ),
    ),
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
        service="records",
        filed_by="els",
        days=8.3,
        subject="Foto van een wond staat bij de verkeerde dag",
        note="""
            Ik heb een foto gemaakt tijdens mijn ronde, maar hij staat bij de dag erna. Nu lijkt het of de
            wond in één dag veel slechter is geworden. Kan de datum nog goed?
        """,
        client_number="50377",
        acts=(
            takes("fatma", 1.0),
            asks(
                "fatma",
                2.0,
                "Hoi Els, had je onderweg bereik toen je de foto maakte, of stond je telefoon offline?",
            ),
            replies(
                "els",
                26.0,
                "In dat huis is nooit bereik. De foto ging pas weg toen ik thuis was, laat op de avond.",
            ),
            notes(
                "fatma",
                27.5,
                "Foto krijgt de dag van ontvangst en niet van maken. Bekend, komt in versie 26.4 goed.",
            ),
            asks(
                "fatma",
                29.0,
                """
                Dan weet ik genoeg over de oorzaak. De foto kreeg de tijd waarop hij bij ons binnenkwam. Ik
                kan de datum goedzetten, met een regel in het dossier dat dit is gedaan.

                Wil je mij laten weten op **welke dag en rond welke tijd** je de foto maakte? Stuur de foto
                zelf niet mee.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="karin",
        days=9.9,
        subject="Wanneer kunnen wij over naar versie 26.3?",
        note="""
            We lazen dat versie 26.3 klaarstaat. Wij willen graag over, maar niet in een week met een
            salarisrun. Welke momenten zijn er? Onze nachtdienst moet altijd bij de dossiers kunnen.
        """,
        acts=(
            takes("joost", 1.5),
            asks(
                "joost",
                3.0,
                """
                Hoi Karin, in welke weken is jullie salarisrun, en hoe lang mogen dossiers hooguit alleen te
                lezen zijn?
                """,
            ),
            replies(
                "karin",
                30.0,
                """
                De run is steeds in de derde week van de maand. Een uur alleen lezen is goed, tussen 2 en 4
                uur 's nachts. Langer liever niet.
                """,
            ),
            moves("joost", 31.0, "updates", "Ik geef dit door aan de collega's die de updates plannen."),
            answers(
                "joost",
                55.0,
                """
                Het kan in de eerste week van de maand, in de nacht van dinsdag op woensdag, van 2.00 tot
                2.45 uur. Dossiers zijn dan te lezen, schrijven kan na 2.45 uur weer. In de app blijft alles
                wat je invult bewaard tot we klaar zijn.

                Past dit? Dan leggen we het vast en krijgen jullie een week ervoor een bericht.
                """,
            ),
        ),
    ),
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
    Story(
        organisation="eemland",
        service="planning",
        filed_by="els",
        days=23.5,
        subject="Tijdelijk minder uren werken om voor mijn moeder te zorgen",
        note="""
            Ik wil een paar maanden minder werken, omdat mijn moeder ziek is. Ik heb het met mijn
            leidinggevende besproken, maar mijn collega's weten het nog niet. Hoe vraag ik dit aan zonder
            dat het hele team de reden ziet?
        """,
        confidential=True,
        acts=(
            takes("joost", 1.0),
            answers(
                "joost",
                3.0,
                """
                Hoi Els, dat kan. Kies in de app Verlof > Nieuw en dan Zorgverlof. In het rooster staat
                alleen **Afwezig**. De reden zien alleen je leidinggevende en jullie personeelszaken.

                Ook wat je hier schrijft, blijft vertrouwelijk. Sterkte de komende tijd.
                """,
            ),
            solves(
                "els",
                27.0,
                "Het is aangevraagd en in het rooster staat inderdaad alleen Afwezig. Dank je wel.",
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="planning",
        filed_by="karin",
        days=44.2,
        subject="Routes plannen voor collega's op de fiets",
        note="""
            Planning rekent de reistijd tussen cliënten met de auto. In de binnenstad doen wij alles op de
            fiets. Soms is dat sneller en soms veel langzamer. Is er een instelling voor?
        """,
        acts=(
            takes("joost", 4.0),
            answers(
                "joost",
                19.0,
                """
                Hoi Karin, er is één instelling voor de hele organisatie: een toeslag op de reistijd, in
                procenten. Per route of per collega kan het nog niet. Hoeveel routes rijden jullie op de
                fiets?
                """,
            ),
            replies(
                "karin",
                44.0,
                "Negen van de veertien. Eén percentage voor alles maakt het voor de autoroutes weer fout.",
            ),
            notes("joost", 47.0, "Tweede thuiszorgorganisatie met deze vraag. Op de agenda zetten."),
            moves(
                "joost",
                100.0,
                "functional-meeting",
                "Dit komt op de agenda van het maandelijkse overleg met onze adviseurs.",
            ),
            moves(
                "marijke",
                680.0,
                "design",
                """
                We gaan dit uitwerken: per route kun je straks kiezen voor auto, fiets of lopen. Een datum
                is er nog niet. Je hoort van ons zodra die er is.
                """,
            ),
            resolves(
                "joost",
                696.0,
                "workaround",
                """
                Voor de tussentijd heb ik de fietsroutes bij jullie in een aparte groep gezet, met een eigen
                toeslag. Nieuwe fietsroutes kun je zelf aan die groep toevoegen.
                """,
            ),
        ),
    ),
    Story(
        organisation="eemland",
        service="records",
        filed_by="els",
        days=70.6,
        subject="App sluit af tijdens het schrijven van een rapportage",
        note="""
            Als ik een langere rapportage schrijf, sluit de app soms ineens af. Dan is mijn tekst weg. Ligt
            dat aan mijn telefoon?
        """,
        acts=(
            takes("fatma", 8.0),
            answers(
                "fatma",
                22.0,
                """
                Hoi Els, dat is vervelend, zeker als je tekst weg is. Bijna altijd komt het door te weinig
                vrije ruimte op de telefoon. Kijk bij Instellingen > Opslag of er nog 1 GB vrij is.
                """,
            ),
            replies(
                "els",
                100.0,
                "Er is 20 GB vrij. Het gebeurde deze week weer, ik was net klaar met een lang verslag.",
            ),
            notes(
                "fatma",
                124.0,
                "Op drie toestellen geprobeerd, ook met 4.000 tekens. Niet gelukt om het te laten gebeuren.",
            ),
            resolves(
                "fatma",
                130.0,
                "not_reproducible",
                """
                Wij hebben het op drie telefoons geprobeerd en de app blijft bij ons open. Gebeurt het weer,
                noteer dan de tijd en heropen deze aanvraag.
                """,
            ),
            rates(
                "els",
                135.0,
                "dissatisfied",
                "Bij jullie werkt het, maar ik heb er niets aan. Ik durf geen lange verslagen meer te typen.",
                reasons=("not_solved", "not_heard"),
            ),
            makes_good(
                "marijke",
                160.0,
                """
                Hoi Els, ik begrijp dat je zo niet durft te typen. Fijn dat we samen konden bellen en
                kijken. Je telefoon zet apps na vijf minuten stil om de batterij te sparen. Die instelling
                staat nu uit voor de app. Ook bewaart de app je tekst sinds deze week elke tien seconden.
                """,
            ),
        ),
    ),
)
