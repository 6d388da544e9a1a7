"""What is confidential reaches nobody outside it, and its people decide with the names before them."""

import pytest

from tests.players import Page
from tests.stories.test_following import called

WORD = "Zilverreiger"


@pytest.fixture
def secret(app, anneke, joost):
    """A confidential request of Anneke's for Bram, with the word in all its texts; Karim follows it."""
    ticket = anneke.files(
        f"Over de {WORD}",
        f"Dit gaat over {WORD}.",
        confidential="y",
        client_number=f"{WORD}-1",
        watchers=called(app, "Karim Bouali"),
        **{"for": "20418"},
    )
    joost.comments(ticket, f"We kijken naar {WORD}.")
    anneke.replies(ticket, f"Nog iets over {WORD}.")
    joost.resolves(ticket, f"Klaar met {WORD}.")
    return ticket


def test_a_word_of_it_reaches_nobody_outside(secret, bram, karim, samira, noor, henk, tom, ilse, post_office):
    for inside in (bram, karim, samira):  # Samira is authorised to see confidential ones
        assert WORD in inside.page(secret).html
    before = {player.name: len(player.lists("organisation")) for player in (noor, henk)}
    for outside in (noor, henk, tom, ilse):
        for path in (
            secret.path,
            f"{secret.path}/sent",
            f"{secret.path}/secrecy",
            f"/{outside.house}/",
            f"/{outside.house}/requests?scope=organisation",
            f"/{outside.house}/requests?scope=team",
            f"/{outside.house}/requests?scope=mine",
            f"/{outside.house}/requests?scope=organisation&q={WORD}",
            f"/{outside.house}/requests?q={secret.reference}",
            f"/{outside.house}/requests?q={secret.number}",
            f"/{outside.house}/new/question/planning",
        ):
            told = outside.opens(path).html
            for echo in (f"q={WORD}", f"subject={WORD}", f'value="{WORD}"', f"“{WORD}”"):  # their own question
                told = told.replace(echo, "")
            assert WORD not in told, (outside.name, path)
        assert outside.browser.head(secret.path).status_code == 404
        assert outside.replies(secret, "Ik ook").status == 404
    assert before == {"Noor de Graaf": 0, "Henk Visser": 0}
    told = {str(mail["To"]) for mail in post_office.mails() if secret.reference in str(mail["Subject"])}
    assert told <= {f"{name} <{mail}@linde.example>" for name, mail in PEOPLE_OF_IT}
    for mail in post_office.mails():
        assert WORD not in mail.as_string()


PEOPLE_OF_IT = (("Anneke de Boer", "anneke"), ("Bram Kuipers", "bram"), ("Karim Bouali", "karim"))


def test_a_party_makes_it_confidential_after_seeing_who_sees_it_no_more(bram, noor, samira):
    ticket = bram.files("Over mijn loon")
    assert noor.sees(ticket)

    page = bram.opens(f"{ticket.path}/secrecy")
    gone = [item.text for item in page.soup.select("form li")]
    assert "Noor de Graaf" in gone
    assert "Samira El Amrani" not in gone
    assert bram.posts(f"{ticket.path}/secrecy", {}, on=f"{ticket.path}/secrecy").status == 303
    assert not noor.sees(ticket)
    assert samira.sees(ticket)
    assert noor.lists(q="loon") == []
    assert "maakte dit vertrouwelijk" in bram.page(ticket)
    assert bram.sends(f"{ticket.path}/secrecy", {"confidential": "yes", "readers": ""}).status == 303  # pressed twice
    assert bram.page(ticket).text.count("maakte dit vertrouwelijk") == 1


def test_it_is_lifted_for_the_people_who_were_shown_and_no_others(app, bram, noor, come):
    ticket = bram.files("Over mijn loon", confidential="y")
    page = bram.opens(f"{ticket.path}/secrecy")
    new = {item.text for item in page.soup.select("form li")}
    assert new == {"Anneke de Boer", "Noor de Graaf", "Henk Visser"}

    fields = page.form(f"{ticket.path}/secrecy")
    bram.acts(ticket, "watchers", watchers=called(app, "Karim Bouali"))  # somebody more sees it now
    stale = Page(bram.browser.post(f"{ticket.path}/secrecy", data=fields))
    assert stale.status == 422
    assert "Wie het dan ziet, is net veranderd" in stale
    assert not noor.sees(ticket)
    for forged in ("", "x", "0" * 43):
        again = bram.sends(f"{ticket.path}/secrecy", {"confidential": "no", "readers": forged})
        assert again.status == 422
    assert not noor.sees(ticket)

    assert bram.posts(f"{ticket.path}/secrecy", {}, on=f"{ticket.path}/secrecy").status == 303
    assert noor.sees(ticket)
    assert "niet meer vertrouwelijk" in bram.page(ticket)


def test_only_its_parties_change_who_sees_it(app, anneke, bram, karim, samira, henk, noor, joost, tom):
    ticket = anneke.files("Over Bram", watchers=called(app, "Karim Bouali"), **{"for": "20418"})
    path = f"{ticket.path}/secrecy"
    for player in (karim, samira, noor, henk):
        assert player.opens(path).status == 403, player.name
        assert player.sends(path, {"confidential": "yes", "readers": ""}).status == 403, player.name
    assert tom.opens(path).status == 404
    for player in (anneke, bram):
        assert player.opens(path).status == 200, player.name
    for odd in ("", "maybe", "yes\x00"):
        assert bram.sends(path, {"confidential": odd, "readers": ""}).status in (303, 422)
    bram.sends(path, {"confidential": "yes", "readers": ""})
    assert karim.opens(path).status == 403
    assert noor.opens(path).status == 404


def test_a_listed_person_and_a_watcher_see_it_and_the_sentence_said_so_before(app, samira, bram, karim, noor, anneke):
    path = "/linde/new/question/planning"
    typed = {"for": "several", "for_numbers": "20418 20777", "confidential": "y"}
    typed |= {"watchers": called(app, "Karim Bouali")}
    page = Page(samira.browser.post(f"{path}?look=seen", data=samira.opens(path).form("") | typed))
    said = page.soup.select_one(".if-secret").text

    ticket = samira.files("Geheime lijst", **typed)

    for player in (bram, karim):
        assert player.name in said
        assert player.sees(ticket)
    for player in (noor, anneke):
        assert player.name not in said
        assert not player.sees(ticket)
