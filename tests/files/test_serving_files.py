"""Files are sent to who may have them, whole or in part, and no browser runs anything in them."""

import io
import re
import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import delete

from portal.files.duties import sweep_bytes, sweep_staged
from portal.tickets.models import Participant
from tenants.database import db
from tests.files.films import film
from tests.files.pictures import PDF, drawn, png
from tests.files.test_sending_files import FORM, fetch, posts, upload
from tests.guards.acting import Acts
from tests.guards.masking import masked_text
from tests.players import Page


@pytest.fixture
def sent(bram):
    """A request with a picture and a document."""
    return bram.files("Met bijlagen", files=[upload(png(), "scherm.png"), upload(PDF, "brief.pdf")])


def address(player, ticket, name: str) -> str:
    return next(href for href in player.page(ticket).links if href.endswith(name))


def stages(player, content: bytes = PDF, name: str = "los.pdf", **fields: str):
    """Upload one file as the script does."""
    token = player.opens(FORM).form("")["csrf_token"]
    fields = {"csrf_token": token, "files": (io.BytesIO(content), name), **fields}
    return Page(player.browser.post("/linde/files", data=fields))


def test_a_document_is_downloaded_and_a_picture_is_shown_and_neither_runs_anything(bram, sent):
    document, picture = (fetch(bram, address(bram, sent, name)) for name in ("brief.pdf", "scherm.png"))

    assert document.headers["Content-Disposition"] == "attachment; filename=brief.pdf"
    assert picture.headers["Content-Disposition"].startswith("inline")
    assert picture.mimetype == "image/png"
    for answer in (document, picture):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_film_is_played_where_it_stands_and_loads_nothing_before_that(bram, joost, tom):
    ticket = bram.files("Kijk, zo gaat het mis", files=[upload(film(), "scherm.mp4"), upload(PDF, "brief.pdf")])

    for reader, page in ((bram, bram.page(ticket)), (joost, joost.page(ticket))):
        (player,) = page.soup.select("video")
        assert player["src"].endswith("/scherm.mp4")
        assert player["preload"] == "none"
        assert player["aria-label"] == "scherm.mp4"
        part = fetch(reader, player["src"], Range="bytes=0-3")
        assert (part.status_code, part.mimetype, len(part.data)) == (206, "video/mp4", 4)
    assert fetch(tom, address(bram, ticket, "scherm.mp4")).status_code == 404


def test_a_part_of_a_file_and_one_that_did_not_change_are_answered_as_asked(bram, sent):
    path = address(bram, sent, "brief.pdf")
    whole = fetch(bram, path)

    part = fetch(bram, path, Range="bytes=0-7")
    assert (part.status_code, part.data) == (206, PDF[:8])
    assert part.headers["Content-Range"] == f"bytes 0-7/{len(PDF)}"
    assert fetch(bram, path, Range="bytes=99999-").status_code == 416
    assert fetch(bram, path, **{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert fetch(bram, path, **{"If-Modified-Since": whole.headers["Last-Modified"]}).status_code == 304
    head = fetch(bram, path, method="HEAD")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(PDF))


WAYS = ({}, {"Range": "bytes=0-1"}, {"If-None-Match": "*"}, {"If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT"})


def test_a_confidential_file_is_hidden_however_it_is_asked_for(bram, henk, karim, tom, nobody):
    ticket = bram.files("Loonbeslag", confidential="y", files=[upload(png(), "beslag.png")])
    picture = address(bram, ticket, "beslag.png")
    preview = bram.page(ticket).soup.select_one(".thumbs img")["src"]
    assert fetch(bram, preview).status_code == 200

    for other in (henk, karim):
        never = fetch(other, "/linde/files/000000000000000000000000/beslag.png")
        for path in (picture, preview):
            for method in ("GET", "HEAD"):
                for headers in WAYS:
                    answer = fetch(other, path, method, **headers)
                    assert answer.status_code == 404
                    if method == "GET":
                        assert masked_text(answer.text) == masked_text(never.text)
    foreign = picture.replace("/linde/", "/vechtdal/")
    assert [fetch(tom, path).status_code for path in (picture, foreign)] == [404, 404]
    assert fetch(nobody, picture).status_code == 302


def test_who_follows_no_more_gets_no_file_any_more(bram, karim, app, sent):
    path = address(bram, sent, "brief.pdf")

    def follows(change) -> None:
        with app.app_context():
            acts = Acts("linde")
            person = acts.comes("karim").person_id
            acts.do("bram", sent.number, lambda _who, it: change(it.id, person))
            acts.leaves()

    follows(lambda ticket, person: db.session.add(Participant(ticket_id=ticket, person_id=person)))
    answer = fetch(karim, path)
    assert answer.data == PDF

    mine = (Participant.ticket_id, Participant.person_id)
    follows(
        lambda *ids: db.session.execute(delete(Participant).where(*(a == b for a, b in zip(mine, ids, strict=True))))
    )
    assert fetch(karim, path, **{"If-None-Match": answer.headers["ETag"]}).status_code == 404


def test_a_file_that_waits_is_its_uploaders_alone(bram, samira):
    path = re.findall(r'href="([^"]*los\.pdf)"', stages(bram).html)[0]

    assert fetch(bram, path).data == PDF
    assert fetch(samira, path).status_code == 404


def test_an_upload_that_is_tried_again_is_one_file(bram):
    one, again = (stages(bram, id="a" * 24) for _ in range(2))

    assert one.status == again.status == 201
    assert one.html.count("a" * 24) == again.html.count("a" * 24) > 0


def test_a_file_of_somebody_else_cannot_be_sent_along(bram, samira):
    public = re.findall(r'value="([0-9a-f]{24})"', stages(samira).html)[0]

    page = bram.tries_to_file("Een vraag", "Mijn verhaal", files=[public])

    assert page.status == 422
    assert page.errors == ["Een bestand is er niet meer, of is al verstuurd. Kies het opnieuw"]


def test_a_file_is_sent_with_one_message_only(bram):
    public = re.findall(r'value="([0-9a-f]{24})"', stages(bram).html)[0]

    assert bram.tries_to_file("Een vraag", "Mijn verhaal", files=[public]).status == 303
    assert bram.tries_to_file("Nog een vraag", "Mijn verhaal", files=[public]).status == 422


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Bram\\loon.pdf", "loon.pdf"),
        ("foto\u202efdp.exe", "fotofdp.exe.pdf"),
        ("con.pdf", "_con.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("…", "….pdf"),
        (". .", "bestand.pdf"),
        ("pagina.html", "pagina.html.pdf"),
        ("naam met 👩‍🌾 en é.pdf", "naam met 👩‍🌾 en é.pdf"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
    ],
)
def test_a_naughty_name_is_shown_and_sent_safely(bram, given, shown):
    fields = bram.opens(FORM).form("") | {"subject": "Een vraag", "note": "Mijn verhaal"}
    sent = posts(bram, FORM, fields | {"files": [upload(PDF, given)]})
    page = bram.opens(sent.location.removesuffix("/sent"))

    assert shown in page.soup.select_one(".filelist a").get_text()
    answer = fetch(bram, page.soup.select_one(".filelist a")["href"])
    assert answer.status_code == 200
    assert "\n" not in answer.headers["Content-Disposition"]


def test_a_photo_loses_where_it_was_taken_in_its_preview(bram):
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "Cameramerk"
    ticket = bram.files(files=[upload(drawn("JPEG", exif=exif), "foto.jpg")])

    preview = fetch(bram, bram.page(ticket).soup.select_one(".thumbs img")["src"])
    assert preview.mimetype == "image/webp"
    assert b"Cameramerk" not in preview.data


def test_a_text_shows_its_own_pictures_in_place_and_no_others(bram, samira):
    mine, other = (re.findall(r'value="([0-9a-f]{24})"', stages(who, png(), "x.png").html)[0] for who in (bram, samira))
    note = f"Eerst ![dit](files/{mine}) dan ![dat](files/{other}) en ![ver](https://example.com/spion.png)"

    sent = bram.tries_to_file("Met plaatje", note, files=[mine])

    page = bram.opens(sent.location.removesuffix("/sent"))
    pictures = page.soup.select(".tx img")
    assert [picture["src"].split("/")[3] for picture in pictures] == [mine]
    assert page.soup.select(".tx a.shot")
    assert "dan dat en ver" in page
    assert not page.soup.select(".thumbs img")


def test_what_nobody_sent_is_swept_after_a_day_and_its_bytes_with_it(app, bram, sent, later):
    path = re.findall(r'href="([^"]*los\.pdf)"', stages(bram, PDF + b"%anders").html)[0]

    def sweeps() -> tuple[int, int]:
        with app.app_context():
            return sweep_staged(), sweep_bytes()

    with later(hours=2):
        sweeps()  # what other tests left
    with later(hours=23):
        assert sweeps() == (0, 0)
    with later(hours=25):
        assert sweeps() == (1, 1)
        bram.signs_in()
        assert fetch(bram, path).status_code == 404
        assert fetch(bram, address(bram, sent, "brief.pdf")).data == PDF


def test_bytes_are_on_disk_before_a_row_tells_of_them(app, bram, monkeypatch):
    from portal.files import verbs

    def fails(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(verbs, "_free", fails)
    assert stages(bram, PDF + b"%vol").status == 500
    folder = Path(app.config["FILES_FOLDER"])
    assert list(folder.glob("2/*/*"))
    assert not list(folder.glob("*/*/.*"))


def test_a_large_file_takes_no_more_memory_than_a_small_one(app):
    from portal.files.receiving import receive

    class Upload:
        filename = "film.pdf"

        def __init__(self, path) -> None:
            self.stream = path.open("rb")

    path = Path(app.config["INSTANCE"]) / "large.pdf"
    with path.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        out.truncate(24_000_000)
    with app.test_request_context():
        upload_ = Upload(path)
        tracemalloc.start()
        receive(2, upload_)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        upload_.stream.close()
    path.unlink()
    assert peak < 3_000_000
