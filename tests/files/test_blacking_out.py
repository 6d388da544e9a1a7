"""Parts of a picture become black before it is sent: for good, by whoever chose it, with all that was typed kept."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from portal.files.boxes import Box, grid_of
from portal.files.duties import sweep_bytes
from portal.files.places import Unreachable
from portal.tickets import blacking_views
from tests.files.pictures import PDF, photo, png
from tests.files.test_sending_files import FORM, fetch, upload
from tests.files.test_serving_files import stages
from tests.players import CHANGE, Page

BLUE = (0x33, 0x66, 0x99)
NEVER = "0" * 24


def staged(player, content: bytes | None = None, name: str = "scherm.png") -> str:
    """Choose a picture as the script does; return what forms call it."""
    page = stages(player, png() if content is None else content, name)
    assert page.status == 201, page.html
    return re.findall(r'name="files" value="([0-9a-f]{24})"', page.html)[0]


def page_of(file: str, house: str = "linde") -> str:
    return f"/{house}/files/{file}/blacking-out"


def blackens(player, file: str, *boxes: str, **fields: object) -> Page:
    """Tick boxes on the page of a picture and press the button."""
    path = page_of(file)
    return Page(player.browser.post(path, data=player.opens(path).form("") | {"box": list(boxes), **fields}))


def seen_by(player, file: str, name: str = "scherm.png") -> Image.Image:
    return Image.open(io.BytesIO(fetch(player, f"/linde/files/{file}/{name}").data)).convert("RGB")


def colours(picture: Image.Image) -> set:
    return {colour for _count, colour in picture.getcolors(picture.width * picture.height) or ()}


def kept_in(app) -> set[str]:
    folder = Path(app.config["FILES_FOLDER"])
    return {one.name for one in folder.rglob("*") if one.is_file() and not one.name.startswith(".")}


def holds(app, content: bytes) -> bool:
    return any(one.read_bytes() == content for one in Path(app.config["FILES_FOLDER"]).rglob("*") if one.is_file())


def test_what_is_ticked_is_black_and_what_it_was_is_nowhere(bram, app):
    content = png(641, 401)  # no other test has it
    file = staged(bram, content)
    before = kept_in(app)
    preview = bram.opens(page_of(file)).soup.select_one(".sheet img")
    assert (int(preview["width"]), preview["alt"]) == (24 * 48, "scherm.png")

    page = blackens(bram, file, "1-1", row="2")

    assert page.status == 303
    assert page.location == page_of(file) + "?back=/"
    after = seen_by(bram, file)
    assert colours(after) == {(0, 0, 0), BLUE}
    grid = grid_of(641, 401)
    for box in grid:
        black = box == Box(1, 1) or box.row == 2
        assert colours(after.crop(grid.pixels(box, 641, 401))) == {(0, 0, 0) if black else BLUE}
    gone = before - kept_in(app)
    assert len(gone) == 2  # the picture and its preview
    assert not holds(app, content)
    small = Image.open(io.BytesIO(fetch(bram, f"/linde/files/{file}/preview/scherm.png").data)).convert("RGB")
    assert max(small.getpixel((2, 2))) < 20
    told = bram.opens(page.location)
    assert "Het is nu zwart. Wat eronder stond, is weg." in told.html
    assert not told.soup.select(".rows [checked]")


def test_more_is_made_black_on_the_same_picture_and_it_is_sent_so(bram, joost):
    file, other = staged(bram), staged(bram, PDF, "brief.pdf")
    assert blackens(bram, file, "1-1").status == 303
    assert blackens(bram, file, "20-24").status == 303

    page = bram.tries_to_file("Een vraag", "Mijn verhaal", files=[file, other])

    number = int(re.findall(r"/requests/(\d+)/sent", page.location)[0])
    links = bram.opens(f"/linde/requests/{number}").links
    names = [href.rpartition("/")[2] for href in links if "/files/" in href]
    assert names[:2] == ["scherm.png", "brief.pdf"]
    desk = joost.opens(f"/desk/requests/LINDE-{number}")
    picture = fetch(joost, next(href for href in desk.links if href.endswith("scherm.png")))
    after = Image.open(io.BytesIO(picture.data)).convert("RGB")
    grid = grid_of(640, 400)
    black = {Box(1, 1), Box(20, 24)}
    assert {box for box in grid if colours(after.crop(grid.pixels(box, 640, 400))) == {(0, 0, 0)}} == black


def test_bytes_that_another_file_has_too_stay_with_that_one(bram, samira, app):
    content = png(642, 402)
    mine, hers = staged(bram, content), staged(samira, content)

    assert blackens(bram, mine, "1-1").status == 303

    assert fetch(samira, f"/linde/files/{hers}/scherm.png").data == content
    assert seen_by(bram, mine).getpixel((0, 0)) == (0, 0, 0)
    assert blackens(samira, hers, "1-1").status == 303
    assert not holds(app, content)


def test_only_whoever_chose_a_picture_makes_it_black(bram, samira, joost, tom, nobody):
    file = staged(bram)
    fields = bram.opens(page_of(file)).form("") | {"box": "1-1"}

    for other in (samira, tom):
        assert other.opens(page_of(file)).status == 404
        assert other.sends(page_of(file), {"seen": fields["seen"], "box": "1-1"}).status == 404
    assert joost.opens(page_of(file)).status == 404
    assert nobody.opens(page_of(file)).status == 302
    assert colours(seen_by(bram, file)) == {BLUE}
    assert bram.opens(page_of(NEVER)).status == 404
    assert bram.opens(page_of(file)).status == 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_same_press_twice_gives_the_same_picture(bram, kind):
    name = f"scherm.{kind.lower()}"
    file = staged(bram, photo(kind), name)
    fields = bram.opens(page_of(file)).form("") | {"box": ["1-1"]}

    once, again = (Page(bram.browser.post(page_of(file), data=fields)) for _ in range(2))
    first = fetch(bram, f"/linde/files/{file}/{name}").data
    third = Page(bram.browser.post(page_of(file), data=fields))

    assert (once.status, again.status, third.status) == (303, 409, 409)
    assert fetch(bram, f"/linde/files/{file}/{name}").data == first
    assert b"Cameramerk" not in first
    assert b"Geheimwoord" not in first


def test_who_ticked_in_another_tab_loses_no_tick(bram):
    file = staged(bram)
    there = bram.opens(page_of(file)).form("") | {"box": ["5-5"], "row": ["7"]}
    assert blackens(bram, file, "1-1").status == 303

    page = Page(bram.browser.post(page_of(file), data=there))

    assert page.status == 409
    assert page.errors == [
        "Het plaatje is intussen veranderd. Wat je koos staat nog aangevinkt: kijk of het klopt en druk nog een keer"
    ]
    assert [one["value"] for one in page.soup.select(".rows [checked]")] == ["5-5", "7"]
    again = Page(bram.browser.post(page_of(file), data=page.form("") | {"box": ["5-5"], "row": ["7"]}))
    assert again.status == 303
    grid, after = grid_of(640, 400), seen_by(bram, file)
    for box in (Box(1, 1), Box(5, 5), Box(7, 24)):
        assert colours(after.crop(grid.pixels(box, 640, 400))) == {(0, 0, 0)}


def test_a_file_that_was_sent_meanwhile_is_told_in_words(bram):
    file = staged(bram)
    fields = bram.opens(page_of(file)).form("") | {"box": "1-1"}
    assert bram.tries_to_file("Een vraag", "Mijn verhaal", files=[file]).status == 303

    page = Page(bram.browser.post(page_of(file), data=fields))

    assert page.status == 409
    assert "Dit bestand is al verstuurd" in page
    assert colours(seen_by(bram, file)) == {BLUE}


def test_what_is_no_picture_is_told_how_to_do_it(bram):
    file = staged(bram, PDF, "brief.pdf")

    page = bram.opens(page_of(file))

    assert "Alleen plaatjes kunnen hier zwart" in page
    assert not page.soup.select(".rows input")
    assert bram.sends(page_of(file), {"seen": "", "box": "1-1"}).status == 422


@pytest.mark.parametrize(
    "odd",
    [
        {"box": "-1-3"},
        {"box": "0-0"},
        {"box": "1000000000000000000-1"},
        {"box": "1-25"},
        {"box": "31-1"},
        {"box": "rij"},
        {"box": "1-1\x00"},
        {"box": "٣-٥"},
        {"box": ["1-1", "1-99"]},
        {"row": "0"},
        {"row": "10" * 9},
        {"row": "alles"},
    ],
    ids=str,
)
def test_odd_boxes_are_refused_at_the_field(bram, odd):
    file = staged(bram)

    page = blackens(bram, file, **odd)

    assert page.status == 422
    assert page.errors == ["Deze vakken horen niet bij dit plaatje. Kies ze opnieuw"]
    assert page.soup.select_one("fieldset.bad")["aria-describedby"] == "box-err"
    assert colours(seen_by(bram, file)) == {BLUE}


def test_the_same_box_twice_is_one_and_no_box_at_all_is_asked_for(bram):
    file = staged(bram)

    assert blackens(bram, file).errors == ["Kies eerst wat zwart moet worden"]
    assert blackens(bram, file, "1-1", "1-1").status == 303


def test_a_picture_that_cannot_be_drawn_is_told_in_words(bram, app):
    content = png(643, 403)
    file = staged(bram, content)
    lies = next(
        one
        for one in Path(app.config["FILES_FOLDER"]).rglob("*")
        if one.is_file() and one.suffix != ".webp" and one.read_bytes() == content
    )
    lies.write_bytes(content[:60])

    page = blackens(bram, file, "1-1")

    assert page.status == 422
    assert page.errors == ["We kunnen geen delen van scherm.png zwart maken. Maak een nieuwe schermafdruk"]
    lies.unlink()
    assert blackens(bram, file, "1-1").status == 409


def button_of(page: Page) -> str:
    (button,) = page.soup.select("[data-black]")
    return str(button["formaction"])


def test_without_scripts_a_question_goes_on_with_all_that_was_typed(bram):
    page = bram.tries_to_file("", "Mijn verhaal", files=[upload(png(), "scherm.png")])
    assert page.status == 422
    typed = page.form("") | {"subject": "Half af"}

    to = Page(bram.browser.post(button_of(page), data=typed))
    assert (to.status, to.location.split("?")[0]) == (303, page_of(typed["files"]))
    picture = bram.opens(to.location)
    done = Page(bram.browser.post(to.location, data=picture.form("") | {"box": "1-1"}))
    assert (done.status, done.location) == (303, to.location)

    back = bram.opens(done.location).soup.select_one(".sendbar a")["href"]
    assert re.fullmatch(r"/linde/new/question/planning\?draft=[\w-]+#files", back)
    form = bram.opens(back.partition("#")[0])
    assert {name: form.form("")[name] for name in ("subject", "note", "files")} == {
        "subject": "Half af",
        "note": "Mijn verhaal",
        "files": typed["files"],
    }
    assert "scherm.png" in form


def test_without_scripts_a_reply_goes_on_with_its_text(bram, joost):
    ticket = bram.files()
    for player, path in ((bram, f"{ticket.path}/replies"), (joost, f"/desk/requests/{ticket.reference}/replies")):
        filled = player.page(ticket).form(path) | {"body": "Half af", "files": [upload(png(), "scherm.png")]}
        page = Page(player.browser.post(f"{path}?arrange=add", data=filled))
        assert page.status == 200

        to = Page(player.browser.post(button_of(page), data=page.form(path) | {"body": "Bijna af"}))
        assert to.status == 303, to.text
        picture = player.opens(to.location)
        done = Page(player.browser.post(to.location, data=picture.form("") | {"row": "1"}))
        assert done.status == 303

        back = player.opens(done.location).soup.select_one(".sendbar a")["href"]
        form = player.opens(back.partition("#")[0])
        assert back.endswith("#reply")
        assert form.form(path)["body"] == "Bijna af"
        shown = Image.open(io.BytesIO(fetch(player, form.soup.select_one(".kept .nm a")["href"]).data)).convert("RGB")
        assert (shown.getpixel((639, 0)), shown.getpixel((0, 399))) == ((0, 0, 0), BLUE)


def test_without_scripts_a_change_goes_on_with_its_text(samira):
    draft = samira.begins_a_change()
    for part, fields in (("change", CHANGE["change"]), ("check", {})):
        path = f"{draft}/{part}"
        on = samira.opens(path)
        name = "" if part == "change" else path
        filled = on.form(name) | fields | {"files": [upload(png(), f"{part}.png")]}
        page = Page(samira.browser.post(f"{path}?arrange=add", data=filled))
        asked = page.soup.select("[data-black]")[-1]["formaction"]
        typed = page.form(path)

        to = Page(samira.browser.post(asked, data=typed))

        assert to.status == 303, to.text
        assert samira.opens(to.location).soup.select_one(".sendbar a")["href"] == f"{path}#files"
        if part == "change":
            assert samira.opens(path).form("")["subject"] == CHANGE["change"]["subject"]


def test_the_way_back_never_leads_elsewhere(bram):
    file = staged(bram)
    for bad in ("https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)"):
        page = bram.opens(f"{page_of(file)}?back={bad}")
        assert {one["href"] for one in page.soup.select("main a")} == {"/"}


def test_the_page_reads_the_file_and_little_else(bram):
    file = staged(bram)

    assert bram.opens(page_of(file)).statements <= 6


def test_the_reminder_stands_beside_the_field_of_every_form(bram, joost, samira):
    ticket = bram.files()
    pages = (bram.opens(FORM), bram.page(ticket), joost.page(ticket), samira.opens(f"{samira.begins_a_change()}/check"))
    for page in pages:
        assert "Staan er namen of nummers van mensen in? Maak die eerst zwart." in page


def test_what_could_not_be_removed_at_once_is_swept(bram, app, later, monkeypatch):
    def unreachable(*_asked: object) -> list[str]:
        raise Unreachable("the disk is away")

    content = png(644, 404)
    file = staged(bram, content)
    monkeypatch.setattr(blacking_views, "remove_bytes", unreachable)
    assert blackens(bram, file, "1-1").status == 303
    assert seen_by(bram, file).getpixel((0, 0)) == (0, 0, 0)
    assert holds(app, content)

    with app.app_context(), later(hours=3):
        sweep_bytes()
    assert not holds(app, content)
