"""Files with a question and with replies: chosen, kept, sent, shown, and downloaded by who may."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.files.pictures import PDF, huge_png, png, workbook
from tests.players import Page

FORM = "/linde/new/question/planning"


def upload(content: bytes, name: str):
    return (io.BytesIO(content), name)


def posts(player, path: str, fields: dict) -> Page:
    """Post a form whose files are large: encoded here, in memory, and not in a file that nobody closes."""
    parts = fields | {
        name: [FileStorage(*one) for one in value]
        for name, value in fields.items()
        if isinstance(value, list) and value and isinstance(value[0], tuple)
    }
    boundary, body = encode_multipart(parts)
    return Page(player.browser.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}"))


def files_of(player, ticket) -> list[str]:
    """The addresses of the files on a request's page."""
    return [href for href in player.page(ticket).links if "/files/" in href]


def fetch(player, path: str, method: str = "GET", **headers: str):
    """Fetch a file whole, and let go of it."""
    with player.browser.open(path, method=method, headers=headers) as answer:
        answer.get_data()
        return answer


def test_a_question_with_two_files_shows_both_to_who_may_see_it(bram, samira, joost):
    ticket = bram.files("Scherm blijft leeg", files=[upload(png(), "scherm.png"), upload(PDF, "brief.pdf")])

    for reader in (bram, samira, joost):
        page = reader.page(ticket)
        assert "brief.pdf" in page
        assert page.soup.select_one(".thumbs img")["alt"] == "scherm.png"
        address = next(href for href in page.links if href.endswith("brief.pdf"))
        assert fetch(reader, address).data == PDF


def test_equal_files_sent_twice_are_both_kept(bram):
    ticket = bram.files(files=[upload(PDF, "een.pdf"), upload(PDF, "twee.pdf")])

    assert [fetch(bram, one).data for one in files_of(bram, ticket)[:2]] == [PDF, PDF]
    assert "een.pdf" in bram.page(ticket)
    assert "twee.pdf" in bram.page(ticket)


def test_a_reply_may_be_a_file_alone(bram, joost, post_office):
    ticket = bram.files()
    assert bram.acts(ticket, "replies", body="", files=[upload(PDF, "rooster.pdf")]).status == 303

    assert "rooster.pdf" in joost.page(ticket)
    joost.acts(ticket, "replies", send="answer", body="", files=[upload(png(), "uitleg.png")])
    mail = post_office.mails("bram")[-1]
    text = mail.get_body(("plain",)).get_content()
    assert "Joost stuurde een bestand." in text
    assert "Bekijk de bijlage" in text
    assert not list(mail.iter_attachments())


def test_a_file_of_a_note_stays_at_the_desk(bram, joost, marijke):
    ticket = bram.files()
    joost.acts(ticket, "replies", send="note", body="Zie bestand", files=[upload(PDF, "geheimwoord.pdf")])

    address = next(href for href in marijke.page(ticket).links if "geheimwoord" in href)
    assert fetch(marijke, address).status_code == 200
    assert "geheimwoord" not in bram.page(ticket).html
    file = re.findall(r"/files/(\w+)/", address)[0]
    for path in (f"/linde/files/{file}/geheimwoord.pdf", f"/linde/files/{file}/preview/geheimwoord.pdf"):
        assert fetch(bram, path).status_code == 404


def test_a_refused_form_keeps_its_text_and_its_files(bram):
    page = bram.tries_to_file("", "Mijn hele verhaal", files=[upload(png(), "scherm.png")])

    assert page.status == 422
    form = page.form("")
    assert form["note"] == "Mijn hele verhaal"
    assert "scherm.png" in page
    sent = Page(bram.browser.post(FORM, data=form | {"subject": "Nu wel", "confidential": ""}))
    assert sent.status == 303
    number = re.findall(r"/requests/(\d+)/sent", sent.location)[0]
    assert "scherm.png" in bram.opens(f"/linde/requests/{number}")


def test_without_scripts_files_are_added_and_removed_by_a_button_and_everything_stays(bram):
    form = bram.opens(FORM).form("")
    page = Page(
        bram.browser.post(f"{FORM}?arrange=add", data=form | {"subject": "Half", "files": [upload(PDF, "een.pdf")]})
    )
    assert page.status == 200
    assert page.errors == []
    assert page.form(FORM)["subject"] == "Half"
    remove = page.soup.select_one("button[data-remove]")["formaction"]

    again = Page(bram.browser.post(remove, data=page.form(FORM)))

    assert again.status == 200
    assert again.form(FORM)["subject"] == "Half"
    assert "een.pdf" not in again
    assert fetch(bram, next(href for href in page.links if "een.pdf" in href)).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><script>alert(1)</script>", "foto.png", "foto.png kunnen we niet openen"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "foto.png", "kunnen we niet openen"),
        (b"GIF89a<script>alert(1)</script>", "foto.gif", "kunnen we niet openen"),
        (b"MZ\x90\x00" + b"\0" * 200, "rekening.pdf", "kunnen we niet openen"),
        (huge_png(), "groot.png", "is een te groot plaatje: 50000 bij 50000 punten"),
        (workbook(200_000_000), "lijst.xlsx", "is niet veilig"),
        (b"PK\x03\x04 half", "half.docx", "half.docx is beschadigd"),
        (b"", "leeg.pdf", "is leeg"),
        (b"%PDF-" + b" " * (25 * 1024 * 1024 - 4), "dik.pdf", "dik.pdf is te groot"),
    ],
    ids=[
        "html",
        "svg",
        "polyglot",
        "program",
        "50,000 x 50,000",
        "bomb",
        "half a document",
        "empty",
        "25 MB and one byte",
    ],
)
def test_what_is_no_good_is_refused_in_words_and_the_rest_stays(bram, content, name, words):
    fields = bram.opens(FORM).form("") | {"subject": "Een vraag", "note": "Mijn verhaal"}

    page = posts(bram, FORM, fields | {"files": [upload(content, name), upload(PDF, "goed.pdf")]})

    assert page.status == 422
    assert len(page.errors) == 1
    assert words in page.errors[0]
    assert page.form("")["note"] == "Mijn verhaal"
    assert "goed.pdf" in page


def test_a_file_of_exactly_25_mb_is_taken(bram):
    fields = bram.opens(FORM).form("") | {"subject": "Een vraag", "note": "Mijn verhaal"}

    sent = posts(bram, FORM, fields | {"files": [upload(b"%PDF-" + b" " * (25 * 1024 * 1024 - 5), "vol.pdf")]})

    assert sent.status == 303
    assert "26,2 MB" in bram.opens(sent.location.removesuffix("/sent"))


def test_twenty_files_fit_and_the_twenty_first_is_refused(bram):
    assert bram.files(files=[upload(PDF, f"{n}.pdf") for n in range(20)])

    page = bram.tries_to_file("Een vraag", "Mijn verhaal", files=[upload(PDF, f"{n}.pdf") for n in range(21)])

    assert page.status == 422
    assert page.errors == ["In één bericht passen hooguit 20 bestanden. Haal er een paar weg"]
    assert len(page.soup.select(".kept")) == 20
