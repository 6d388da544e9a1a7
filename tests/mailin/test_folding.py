"""What is quoted in a reply, as the programs of people quote it; what is not surely quoted stays."""

import pytest

from portal.mailin.folding import as_text, folded_away

REPLIES = {
    "gmail": "Dank je.\n\nOp ma 16 nov. 2026 om 10:12 schreef Nova <balie@nova.example>:\n\n> Kijk hier.\n>\n> Groet\n",
    "gmail on two lines": "Dank je.\n\nOp ma 16 nov. 2026 om 10:12 schreef Nova\n<balie@nova.example>:\n> Kijk hier.\n",
    "english": "Dank je.\n\nOn Mon, 16 Nov 2026, Nova wrote:\n> Kijk hier.\n",
    "german": "Dank je.\n\nAm 16.11.2026 schrieb Nova:\n> Kijk hier.\n",
    "outlook": "Dank je.\n\n________________________________\nVan: Nova\nVerzonden: maandag\nAan: Noor\n\nKijk hier.\n",
    "outlook without a line": "Dank je.\n\nFrom: Nova\nSent: Monday\nTo: Noor\nSubject: x\n\nKijk hier.\n",
    "outlook, older": "Dank je.\n\n-----Oorspronkelijk bericht-----\nVan: Nova\nVerzonden: maandag\n\nKijk hier.\n",
    "long history": "Dank je.\n\nOn Mon, Nova wrote:\n" + "> Kijk hier.\n" * 900,
    "below the quote": "On Mon, Nova wrote:\n> Kijk hier.\n\nDank je.\n",
    "signature": "Dank je.\n-- \nNoor de Graaf\nApplicatiebeheer\n",
    "both": "Dank je.\n-- \nNoor\n\nOn Mon, Nova wrote:\n> Kijk hier.\n",
    "html": as_text("<p>Dank je.</p><p>Op ma schreef Nova &lt;a@b.nl&gt;:</p><blockquote>Kijk.</blockquote>"),
}


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES)
def test_what_is_answered_is_folded_away(text):
    assert folded_away(text) == "Dank je."


STAYS = (
    "Dank je.\n\n> Kijk hier.\n> Nog iets.",
    "> Wat is de code?\nDe code is 12.\n> En daarna?\nDaarna niets.",
    "Op maandag schreef ik dit al:\nhet werkt niet.",
    "Van: Utrecht\nNaar: Amsterdam",
    "Een regel -- met streepjes",
    "--\n" + "\n".join(f"Regel {number}" for number in range(20)),
    "> Alleen een citaat.",
    "Op " + "schreef " * 200 + "\n\nOn Mon, Nova wrote:\n> Kijk hier.",
    "Beginnen.\n" + "nog een regel\n" * 450 + "On Mon, Nova wrote:\n> Kijk hier.",
)


@pytest.mark.parametrize("text", STAYS)
def test_what_is_not_surely_quoted_stays(text):
    assert folded_away(text) == text
