"""What Gemeente Vechtdal asked: fifteen requests of a municipality with community teams, newest first."""

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

VECHTDAL: tuple[Story, ...] = (
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="tom",
        days=0.05,
        subject="Op welke dag staat de loonstrook klaar?",
        note="""
            Mijn loon komt altijd rond de 24e. De loonstrook zie ik soms een dag eerder en soms pas twee
            dagen later. Is er een vaste dag voor? En kan ik er een bericht van krijgen?
        """,
    ),
    Story(
        organisation="vechtdal",
        service="reports",
        filed_by="ilse",
        days=0.5,
        subject="Welke overzichten vraagt de accountant bij de jaarcontrole?",
        note="""
            Onze accountant begint binnenkort met de jaarcontrole. Zij vraagt om drie dingen:

            1. Een lijst van alle wijzigingen in loongegevens, met wie het deed en wanneer.
            2. De aansluiting tussen uren in Planning en uitbetaalde uren.
            3. Een overzicht van rechten: wie mag wat in Salaris.

            De derde heb ik gevonden onder Beheer > Rollen. Waar vind ik de eerste twee? En kan ik de
            accountant zelf laten inloggen, alleen om te lezen?
        """,
        acts=(
            takes("marijke", 2.5),
            assigns("marijke", 2.6, "fatma"),
            notes(
                "fatma",
                4.0,
                """
                Nummer 1 kan met het rapport Mutaties. Voor nummer 2 zoek ik uit of het rapport van vorig
                jaar nog klopt. Ik schrijf Ilse als ik beide heb.
                """,
            ),
        ),
    ),
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
        service="payroll",
        filed_by="tom",
        days=7.2,
        subject="Waarom staat er een inhouding van twee maanden geleden op mijn loonstrook?",
        note="""
            Op mijn laatste loonstrook staat een regel "Correctie voorgaande periode" met een bedrag eraf.
            Ik weet niet waar dat over gaat. Mijn leidinggevende hoeft dit niet te zien.
        """,
        confidential=True,
        acts=(
            takes("fatma", 18.5),
            answers(
                "fatma",
                20.0,
                """
                Hoi Tom, wat je hier schrijft is vertrouwelijk. Je leidinggevende ziet het niet.

                Die regel komt uit een wijziging in je uren. Twee maanden geleden stonden er zestien uur te
                veel in je rooster. Die zijn toen uitbetaald en later gecorrigeerd. Onder de loonstrook zit
                een tweede blad met de berekening. Je opent het met het pijltje naast de regel.

                Denk je dat de uren zelf niet kloppen? Vraag dat dan na bij jullie salarisadministratie,
                want zij stellen de uren vast.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="reports",
        filed_by="wouter",
        days=7.9,
        subject="Bezetting per wijkteam wijkt af van mijn eigen telling",
        note="""
            Het rapport Bezetting geeft voor wijkteam Oost 11,4 fte. Ik tel er zelf 12,6. Tellen vervangers
            niet mee? Of mensen met verlof?
        """,
        acts=(
            takes("fatma", 2.0),
            notes(
                "fatma",
                4.5,
                """
                Bij ons komt het rapport ook op 11,4. Van het verschil is 0,8 een vervanger. Blijft over:
                0,4 fte.
                """,
            ),
            asks(
                "fatma",
                6.0,
                """
                Hoi Wouter, het rapport telt vervangers niet mee en mensen met verlof wel. Een deel van het
                verschil komt daarvandaan, maar niet alles. Wil je mij laten weten:

                - over welke maand je telde;
                - of je de mensen van de flexpool meetelde;
                - welk filter er bovenin het rapport staat?

                Namen heb ik niet nodig, alleen aantallen.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="tom",
        days=10.9,
        subject="Waar vind ik gespreksverslagen van vóór de overgang?",
        note="""
            Ik zoek een verslag van een keukentafelgesprek van drie jaar geleden. In het dossier zie ik
            alleen verslagen vanaf de overgang naar Nova. Zijn de oude weg?
        """,
        client_number="61877",
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                6.0,
                """
                Hoi Tom, de oude verslagen zijn er nog. Ze staan in het archief van het dossier:

                1. Open het dossier.
                2. Kies rechtsboven Meer en dan Archief.
                3. Zet het filter Jaar op Alles.

                Zie je Archief niet in het menu? Dan mist je rol het recht om het te lezen. Ilse kan dat
                voor je aanzetten.
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
        service="payroll",
        filed_by="ilse",
        days=17.3,
        subject="Cao-verhoging met terugwerkende kracht verwerken",
        note="""
            De nieuwe cao gaat in met terugwerkende kracht. Het gaat om drie maanden. Ik wil de nabetaling
            in één keer doen, bij de volgende salarisrun. Moet ik de oude maanden eerst openzetten?
        """,
        acts=(
            takes("fatma", 3.0),
            answers(
                "fatma",
                8.0,
                """
                Hoi Ilse, de oude maanden blijven dicht. Je hoeft alleen de nieuwe schalen in te lezen met
                de juiste ingangsdatum. Salaris rekent het verschil zelf uit en zet het als nabetaling op de
                eerstvolgende loonstrook.

                Let op één ding: mensen die in die drie maanden uit dienst gingen, krijgen een eigen run.
                Die start je apart, bij Salaris > Runs > Na uitdiensttreding.
                """,
            ),
            replies(
                "ilse",
                27.0,
                """
                Duidelijk. Ik heb een proefrun gedraaid. De bedragen kloppen op twee mensen na. Bij hen
                wordt de verhoging dubbel gerekend. Beiden kregen in die periode ook een hogere trede.
                """,
            ),
            notes(
                "fatma",
                30.0,
                "Trede en schaal op dezelfde dag: volgorde stond verkeerd. Hersteld in hun instelling.",
            ),
            resolves(
                "fatma",
                33.0,
                "solved",
                """
                Goed gezien. Bij een hogere trede op dezelfde dag werd de verhoging twee keer geteld. Ik heb
                de volgorde bij jullie aangepast en je proefrun opnieuw gedraaid. De bedragen van beide
                collega's kloppen nu.
                """,
            ),
            rates("ilse", 50.0, "satisfied", "Snel gevonden en helder uitgelegd. Ik kon de run op tijd draaien."),
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
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="ilse",
        days=31.5,
        subject="Hoe lang blijven afgesloten dossiers bewaard?",
        note="""
            Onze archivaris vraagt hoe de bewaartermijn in Nova werkt. Wij willen dat een afgesloten dossier
            na onze eigen termijn vanzelf op een lijst komt. Iemand kijkt er dan naar, en pas daarna mag het
            weg.

            Is dat in te stellen? En wat gebeurt er met bijlagen en met berichten uit koppelingen?
        """,
        acts=(
            takes("marijke", 5.0),
            answers(
                "marijke",
                20.0,
                """
                Hoi Ilse, dat kan. Bij Beheer > Bewaren stel je per soort dossier een termijn in. Is die
                voorbij, dan komt het dossier op de lijst **Te beoordelen**. Er wordt nooit iets gewist
                zonder dat een mens erop klikt.

                Bijlagen gaan mee met het dossier. Berichten uit koppelingen ook, behalve die van de
                apotheek. Die hebben een eigen termijn.
                """,
            ),
            replies(
                "ilse",
                90.0,
                """
                Mooi, dit is wat we zoeken. De archivaris wil graag eerst zien welke dossiers op de lijst
                zouden komen, zonder dat we de termijn al aanzetten. Kan dat?
                """,
            ),
            notes(
                "marijke",
                96.0,
                "Kan niet in het scherm. Wel als eenmalige lijst uit de database, op nummer en zonder namen.",
            ),
            asks(
                "marijke",
                456.0,
                """
                In het scherm kan dat nog niet, maar ik maak graag één keer een proeflijst voor jullie. Er
                staan alleen dossiernummers en datums in, geen namen. Daarvoor heb ik nodig:

                - welke soorten dossiers mee moeten;
                - de termijn per soort, in jaren;
                - vanaf welke datum de termijn loopt: afsluiten of laatste contact.

                Je krijgt drie weken, want ik weet dat je dit eerst met de archivaris bespreekt.
                """,
                days=21,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="payroll",
        filed_by="karin",
        days=36.4,
        subject="Reiskosten bij twee vaste thuiswerkdagen",
        note="""
            Ik werk één dag op kantoor en één dag thuis. Ik krijg voor beide dagen reiskosten. Dat klopt
            niet, maar ik wil ook niet straks alles terugbetalen. Waar pas ik dit aan?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                12.0,
                """
                Hoi Karin, goed dat je dit zelf meldt. Je past het aan in de app, bij Mijn gegevens >
                Werkdagen. Zet je thuisdag op Thuis. De reiskosten kloppen dan vanaf de volgende maand.
                """,
            ),
            replies("karin", 200.0, "Gedaan. Blijft over: wat gebeurt er met de drie maanden die al betaald zijn?"),
            notes(
                "fatma",
                210.0,
                "Dat bepaalt de gemeente, niet wij. Ilse weet dat de regeling in hun handboek staat.",
            ),
            resolves(
                "fatma",
                432.0,
                "instruction",
                """
                Over de afgelopen maanden beslist de gemeente zelf. Vraag het na bij de
                salarisadministratie. Zij kunnen het verrekenen in kleine delen, dat staat klaar in Salaris.
                Ons antwoord kwam later dan je van ons gewend bent. Dat lag aan ons.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="integrations",
        filed_by="ilse",
        days=38.7,
        subject="Kunnen gewerkte uren vanzelf naar onze boekhouding?",
        note="""
            Elke maand zet een collega de uren per kostenplaats over naar de boekhouding. Dat is een halve
            dag werk, en er gaat weleens iets mis. Heeft Nova hier een koppeling voor?
        """,
        acts=(
            takes("fatma", 2.0),
            answers(
                "fatma",
                10.0,
                """
                Hoi Ilse, een vaste koppeling is er nog niet. Wel kun je bij Koppelingen > Bestanden een
                bestand laten klaarzetten, elke maand op een dag die jij kiest. Je boekhouding leest dat in.
                Scheelt dat al genoeg?
                """,
            ),
            replies(
                "ilse",
                25.0,
                """
                Dat scheelt het overtypen. Het inlezen blijft dan wel handwerk. We zien liever dat het
                vanzelf gaat, met een melding als er een regel wordt geweigerd.
                """,
            ),
            notes(
                "fatma",
                27.0,
                "Vierde gemeente dit jaar die dit vraagt. Ik zet het op de lijst voor het overleg.",
            ),
            moves(
                "marijke",
                140.0,
                "internal-discussion",
                "We bespreken dit met het productteam. Je bent niet de enige gemeente die hierom vraagt.",
            ),
            moves(
                "marijke",
                330.0,
                "development",
                """
                We gaan deze koppeling bouwen. Zodra we weten in welke versie hij komt, hoor je het van ons,
                ook als deze aanvraag dan al dicht is.
                """,
            ),
            resolves(
                "fatma",
                335.0,
                "workaround",
                """
                Tot de koppeling er is, staat het bestand elke eerste werkdag van de maand voor je klaar. Ik
                heb er een controle bij gezet: de telling onderaan moet gelijk zijn aan die in Planning.
                """,
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="records",
        filed_by="tom",
        days=88.3,
        subject="Verslag opgeslagen in het verkeerde dossier",
        note="Ik heb een verslag bij de verkeerde persoon opgeslagen. Hoe haal ik het daar weg?",
        acts=(
            takes("joost", 0.7),
            withdraws(
                "tom",
                1.5,
                "Gevonden: via Meer en dan Verplaatsen. Het staat nu goed. Dank voor het meekijken.",
            ),
        ),
    ),
    Story(
        organisation="vechtdal",
        service="integrations",
        filed_by="ilse",
        days=110.8,
        subject="Nieuw certificaat voor de koppeling met het gegevensknooppunt",
        note="""
            Ons certificaat verloopt binnenkort. Wie vervangt het: wij of jullie? En moet de koppeling
            daarvoor even uit?
        """,
        acts=(
            takes("fatma", 6.0),
            answers(
                "fatma",
                20.0,
                """
                Hoi Ilse, jullie vragen het nieuwe certificaat aan en wij zetten het erin. Je levert het aan
                met de knop Veilig aanleveren, niet per mail. De koppeling staat dan ongeveer vijf minuten
                stil. Berichten wachten zolang en gaan niet verloren.
                """,
            ),
            replies(
                "ilse",
                60.0,
                """
                Het certificaat staat klaar. Wel een vraag van onze beveiliger: bewaren jullie de sleutel in
                Nederland, en wie kan erbij?
                """,
            ),
            moves(
                "fatma",
                62.0,
                "internal-discussion",
                "Die vraag beantwoord ik graag precies. Ik leg hem voor aan onze beveiliger.",
            ),
            moves("marijke", 230.0, "helpdesk"),
            resolves(
                "fatma",
                240.0,
                "solved",
                """
                Het nieuwe certificaat zit erin en de koppeling loopt. Over de sleutel: die staat in een
                kluis in Nederland. Twee mensen van ons kunnen erbij, alleen samen, en elke keer wordt
                vastgelegd. Ik heb dit voor je beveiliger op papier gezet.
                """,
            ),
            rates("ilse", 260.0, "satisfied", "Prettig dat de vraag over beveiliging serieus werd genomen."),
        ),
    ),
)
