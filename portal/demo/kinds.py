"""Which of the demo's requests are problems and changes, and what was filled in on their forms; by subject."""

from collections.abc import Mapping
from datetime import timedelta

from portal.catalogue.fields import ZONE
from portal.catalogue.rules import Kind
from tenants.clock import now

from .changes import CHANGES
from .story import Story

PROBLEMS: Mapping[str, Mapping[str, str]] = {
    "Verzuim per team bekijken zonder namen": {
        "impact": "low",
        "i_do": "Ik open het rapport Verzuim en kies mijn twee teams.",
        "i_see": "Een lijst met de namen van alle zieke medewerkers.",
        "i_expect": "Per team alleen het percentage, en liefst het verloop over een jaar.",
        "consequence": "Ik kan het rapport niet op het scherm tonen in een overleg. Namen horen daar niet.",
    },
    "Rooster week 48 laat zich niet publiceren": {
        "impact": "medium",
        "i_do": "1. Ik open het rooster van team Noord, week 48.\n2. Ik kies **Publiceren** en dan Bevestigen.",
        "i_see": "Een rode balk: **Publiceren mislukt, code R-217**.",
        "i_expect": "Het rooster staat klaar voor iedereen in het team.",
        "consequence": "18 medewerkers weten niet wanneer ze volgende week werken.",
        "since": "Sinds deze week; week 47 ging nog goed",
        "others": "Ja, Noor krijgt dezelfde balk",
        "repeatable": "Ja, elke keer als ik op Bevestigen druk.",
        "url": "https://app.nova.example/planning/noord/48",
        "error_message": "Publiceren mislukt, code R-217",
        "tried": "Uitgelogd en weer ingelogd, en een andere browser gepakt.",
        "browser": "Edge, Windows",
        "browser_version": "131.0.2903.51",
        "screen": "1920 × 1080",
        "browser_language": "nl-NL",
    },
    "Verlof invoeren in uren of in dagen?": {
        "impact": "low",
        "i_do": "Ik voer verlof in voor iemand die op Noord en op Zuid werkt.",
        "i_see": "Bij Noord wordt het geteld in uren, bij Zuid in dagen. Het saldo klopt niet meer.",
        "i_expect": "Eén manier voor beide locaties, en een saldo dat klopt.",
        "consequence": "Ik reken elke maand voor zes mensen het saldo met de hand na.",
        "others": "Ja, iedereen met twee locaties",
    },
    "Wie past de medicatielijst aan: wij of de apotheek?": {
        "impact": "medium",
        "i_do": "Ik open het dossier van de cliënt en kies Medicatie.",
        "i_see": "Een medicijn dat al twee weken is gestopt. De regel laat zich niet weghalen.",
        "i_expect": "De apotheek heeft het doorgegeven, dus de regel staat er niet meer.",
        "consequence": "De nachtdienst belt bij elke ronde met de dag om te vragen wat klopt.",
        "since": "Twee weken geleden",
    },
    "Loonstroken komen dubbel binnen in ons personeelsportaal": {
        "impact": "medium",
        "i_do": "Ik open ons eigen personeelsportaal en kies Loonstroken.",
        "i_see": "Bij ongeveer één op de vijf medewerkers staat elke loonstrook er twee keer.",
        "i_expect": "Eén loonstrook per maand.",
        "consequence": "Medewerkers bellen of ze dubbel betaald krijgen. Dat zijn zo'n tien telefoontjes per dag.",
        "since": "Sinds de vorige maand",
        "tried": "Het portaal opnieuw laten inlezen. Toen stonden ze er drie keer.",
        "browser": "Chrome, Windows",
        "browser_version": "131.0.6778.86",
        "screen": "2560 × 1440",
        "browser_language": "nl-NL",
    },
    "Datums worden getallen als ik een rapport in Excel open": {
        "impact": "low",
        "i_do": "Ik open een rapport en kies Exporteren naar Excel.",
        "i_see": "45992 in plaats van een datum.",
        "i_expect": "De datum zoals die in het rapport staat.",
        "consequence": "Ik zet de kolommen elke maand met de hand om.",
        "repeatable": "Ja, met elk rapport waar een datum in staat.",
        "browser": "Firefox, Windows",
        "browser_version": "132.0",
        "screen": "1920 × 1200",
        "browser_language": "nl",
    },
    "Hoe verwerk ik gedeeltelijk herstel van een medewerker?": {
        "impact": "medium",
        "i_do": "Ik vul bij iemand uit mijn team 50 procent herstel in.",
        "i_see": "Alle diensten verdwijnen uit het rooster.",
        "i_expect": "De halve diensten blijven staan.",
        "consequence": "Ik houd de diensten nu bij op papier. Ik noem hier geen naam.",
    },
    "Contracturen van nieuwe medewerker kloppen niet": {
        "impact": "medium",
        "i_do": "Ik open de nieuwe collega in Salaris.",
        "i_see": "28 uur. In het personeelsdossier staat het goed: 24 uur.",
        "i_expect": "Overal dezelfde 24 uur.",
        "consequence": "Bij de salarisrun van deze maand wordt te veel uitbetaald.",
        "error_message": "Geen melding, alleen een ander getal.",
    },
    "Eindejaarsuitkering voor oproepkrachten controleren": {
        "impact": "high",
        "i_do": "Ik draai een proefrun voor de eindejaarsuitkering en open de oproepkrachten.",
        "i_see": "Bij een paar van hen ontbreekt de opbouw over twee maanden.",
        "i_expect": "Opbouw over alle maanden waarin iemand werkte.",
        "consequence": "De uitbetaling kan zo niet door, en een andere manier hebben we niet.",
        "since": "Sinds de proefrun van gisteren",
    },
    "Piketdienst plannen zonder vaste eindtijd": {
        "impact": "medium",
        "i_do": "Ik plan een piketdienst vanaf 17.00 uur.",
        "i_see": "Planning wil een eindtijd. Met 23.59 telt de dienst bijna zeven uur mee als gewerkt.",
        "i_expect": "Een dienst die loopt tot de laatste melding is afgehandeld.",
        "consequence": "De uren van onze wijkteams kloppen niet. Wij tellen ze elke week na.",
    },
    "Bezetting per wijkteam wijkt af van mijn eigen telling": {
        "impact": "low",
        "i_do": "Ik open het rapport Bezetting voor wijkteam Oost.",
        "i_see": "11,4 fte.",
        "i_expect": "12,6 fte, want dat tel ik zelf in het rooster.",
        "consequence": "Ik kan het rapport niet gebruiken voor het gesprek over de formatie.",
        "browser": "Chrome, macOS",
        "browser_version": "131.0.6778.70",
        "screen": "1512 × 982",
        "browser_language": "nl-NL",
    },
    "Kan ik het rooster van mijn team op één pagina afdrukken?": {
        "impact": "low",
        "i_do": "Ik kies Afdrukken bij het rooster van mijn team.",
        "i_see": "Vier pagina's, met op elke pagina drie mensen.",
        "i_expect": "Eén vel A3, zoals vroeger.",
        "consequence": "Het rooster in de kantine leest niemand meer.",
    },
    "Bericht van de huisarts komt niet in het dossier": {
        "impact": "high",
        "i_do": "Ik open het dossier van de cliënt en kies Berichten.",
        "i_see": "Niets van de huisarts.",
        "i_expect": "Het bericht over andere medicijnen, dat de huisarts gisteren stuurde.",
        "consequence": "Wij weten niet wat de cliënt vanavond moet krijgen. We bellen nu elke huisarts na.",
        "since": "Sinds gisteren",
        "others": "Dat weet ik nog niet",
    },
    "Foto van een wond staat bij de verkeerde dag": {
        "impact": "medium",
        "i_do": "Ik maak tijdens mijn ronde een foto in de app.",
        "i_see": "De foto staat bij de dag erna.",
        "i_expect": "De foto staat bij de dag waarop ik hem maakte.",
        "consequence": "Het lijkt nu of de wond in één dag veel slechter is geworden.",
        "browser": "Chrome, Android",
        "browser_version": "131.0.0.0",
        "screen": "412 × 915",
        "browser_language": "nl-NL",
    },
    "App sluit af tijdens het schrijven van een rapportage": {
        "impact": "medium",
        "i_do": "Ik schrijf een langere rapportage in de app.",
        "i_see": "De app sluit soms ineens af. Mijn tekst is weg.",
        "i_expect": "De app blijft open, of bewaart wat ik schreef.",
        "consequence": "Ik schrijf alles twee keer.",
        "repeatable": "Niet altijd. Het gebeurt na een minuut of vijf.",
        "browser": "Safari, iOS",
        "browser_version": "18.1",
        "screen": "390 × 844",
        "browser_language": "nl-NL",
    },
    "Reistijd telt dubbel als ik twee cliënten in één flat bezoek": {
        "impact": "low",
        "i_do": "Ik rond in de app het bezoek op 3 hoog af en begin het bezoek op 5 hoog.",
        "i_see": "Twee keer elf minuten reistijd, terwijl ik alleen de lift nam.",
        "i_expect": "Reistijd tot de flat, en daarna geen.",
        "consequence": "Mijn uren kloppen niet en ik verbeter ze elke avond.",
        "repeatable": "Ja, bij elke flat waar ik meer cliënten heb.",
    },
    "Bereikbaarheidsnummer van de nachtwacht staat niet op het rooster": {
        "impact": "medium",
        "i_do": "Ik open het rooster van vannacht op de tablet en tik op Nachtwacht.",
        "i_see": "Een naam, en waar het nummer hoort te staan een streepje.",
        "i_expect": "Het nummer dat bij de dienst is ingevuld.",
        "consequence": "Collega's bellen mij thuis om het nummer.",
        "since": "Sinds de vorige versie",
    },
    "Indicatie loopt af zonder dat we een signaal kregen": {
        "impact": "high",
        "i_do": "Ik open elke maandag de lijst Indicaties die aflopen.",
        "i_see": "Een lege lijst. Toch liep er vrijdag een indicatie af.",
        "i_expect": "Zes weken van tevoren een regel in de lijst.",
        "consequence": "We geven zorg die we misschien niet vergoed krijgen.",
        "tried": "De lijst zonder filters geopend. Ook dan is hij leeg.",
    },
    "Ouders krijgen de uitnodiging voor een gesprek twee keer": {
        "impact": "medium",
        "i_do": "Ik plan een gesprek met beide ouders en kies Uitnodigen.",
        "i_see": "Wonen ze apart, dan krijgt elk van hen de brief twee keer.",
        "i_expect": "Eén brief per ouder.",
        "consequence": "Ouders bellen welke van de twee tijden geldt.",
        "others": "Ja, alle gezinscoaches",
    },
    "Kilometers op de dienstfiets geven een negatief bedrag": {
        "impact": "low",
        "i_do": "Ik declareer 14 kilometer en kies Dienstfiets.",
        "i_see": "Een bedrag van -2,94 euro.",
        "i_expect": "Nul euro, want de fiets is van de gemeente.",
        "consequence": "Ik dien de declaratie niet in, uit angst dat het van mijn loon afgaat.",
        "error_message": "Geen melding",
    },
    "Zoeken op geboortedatum vindt niemand met een dag onder de tien": {
        "impact": "medium",
        "i_do": "Ik zoek een inwoner op 4-7-1951.",
        "i_see": "Geen resultaten. Met 04-07-1951 vind ik haar wel.",
        "i_expect": "Dezelfde inwoner bij allebei.",
        "consequence": "Aan de balie denken we dat iemand niet bekend is en maken we een tweede dossier.",
        "repeatable": "Ja, altijd.",
    },
    "Verslag van het keukentafelgesprek mist de laatste bladzijde": {
        "impact": "medium",
        "i_do": "Ik maak een pdf van het verslag en stuur hem naar de inwoner.",
        "i_see": "De bladzijde met de afspraken ontbreekt als het verslag langer is dan vier bladzijden.",
        "i_expect": "Het hele verslag.",
        "consequence": "Inwoners tekenen een verslag zonder de afspraken.",
        "browser": "Edge, Windows",
        "browser_version": "131.0.2903.51",
        "screen": "1920 × 1080",
        "browser_language": "nl-NL",
    },
}


def filled_in(story: Story) -> tuple[Kind, dict[str, str]]:
    """Return what kind of request a story begins with, and what was filled in; a date lies ahead of its filing."""
    subject = {"subject": story.subject, "client_number": story.client_number}
    if story.subject in PROBLEMS:
        return Kind.PROBLEM, {**subject, **PROBLEMS[story.subject]}
    if story.subject in CHANGES:
        ahead, answers = CHANGES[story.subject]
        day = (now() + timedelta(days=ahead)).astimezone(ZONE).date()
        return Kind.CHANGE, {"subject": story.subject, "desired_date": day.isoformat(), **answers}
    return Kind.QUESTION, {**subject, "note": story.note}
