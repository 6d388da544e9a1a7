"""Somebody makes names in a screenshot black at a browser: drawing, by keyboard, by finger, and without scripts."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.looking import barriers, sideways, unfit
from tests.browser.people import Person
from tests.browser.stage import LOOKS, PICTURES, Scene, Window

pytestmark = pytest.mark.browser

FORM = "/linde/new/question/planning"
DONE = "It is black now. What was under it is gone."


def screen(width: int = 1280, height: int = 720) -> bytes:
    """A screenshot of a list of people."""
    picture = Image.new("RGB", (width, height), "#f4f6fa")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width, 56), "#1d4f8f")
    pen.text((24, 16), "Rooster week 48", "#ffffff", font_size=22)
    for place, name in enumerate(("Mevrouw A. Voorbeeld", "De heer B. Verzonnen", "Mevrouw C. Nergens")):
        top = 90 + place * 60
        pen.rectangle((24, top, width - 24, top + 50), "#ffffff", "#c9cfda")
        pen.text((40, top + 14), f"{name}    99900{place}    nachtdienst", "#191d27", font_size=20)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def chooses(person: Person, content: bytes | None = None) -> None:
    """Choose a screenshot on the form, and go to the page where it is made black."""
    person.page.set_input_files(
        "input[type=file]", {"name": "scherm.png", "mimeType": "image/png", "buffer": content or screen()}
    )
    if not person.page.evaluate("matchMedia('(scripting: enabled)').matches"):
        person.presses("Add these files")
    expect(person.page.locator(".kept")).to_have_count(1)


def goes(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.locator("[data-black]").click()
    expect(person.page.locator("h1")).to_have_text(person.words("Black out parts of this picture"))


def box(person: Person, row: int, column: int) -> tuple[float, float]:
    person.page.locator(f"[name=box][value='{row}-{column}']").scroll_into_view_if_needed()
    around = person.page.locator(f"[name=box][value='{row}-{column}']").bounding_box()
    assert around
    return around["x"] + around["width"] / 2, around["y"] + around["height"] / 2


def blacked(person: Person) -> None:
    with person.page.expect_navigation():
        person.presses("Black out")
    person.reads(DONE)


def pixel(person: Person, x: int, y: int) -> list[int]:
    """Read the colour of a pixel of the picture that is shown."""
    return person.page.evaluate(
        """async ([x, y]) => {
            const img = document.querySelector(".sheet img")
            await img.decode()
            const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 })
            canvas.getContext("2d").drawImage(img, 0, 0)
            return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data]
        }""",
        [x, y],
    )


def ticked(person: Person) -> list[str]:
    return person.page.locator(".rows :checked").evaluate_all("all => all.map((one) => one.value)")


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_names_are_drawn_over_and_the_text_is_still_there(window: Window, width: int, theme: str) -> None:
    bram = Person(window("bram", width=width, theme=theme), pictures=PICTURES / "blacking-out" / f"{width}-{theme}")
    bram.opens(FORM)
    bram.fills("Subject", "Rooster klopt niet")
    bram.page.fill("#note", "De nachtdienst staat er dubbel in.")
    chooses(bram)
    bram.takes_picture("form")
    goes(bram)
    assert barriers(bram.page) + sideways(bram.page) == []
    expect(bram.page.locator(".counted")).to_have_text(bram.words("Nothing is ticked yet."))

    mouse = bram.page.mouse
    mouse.move(*box(bram, 4, 1))
    mouse.down()
    for column in (2, 3, 4, 5):
        mouse.move(*box(bram, 4, column), steps=4)
    mouse.up()
    bram.page.locator("[name=row][value='7']").check()
    count = len(bram.page.locator(".rows > div").first.locator("[name=box]").all())
    expect(bram.page.locator(".counted")).to_have_text(bram.words("%(n)s boxes will be black.", n=5 + count))
    assert ticked(bram) == ["4-1", "4-2", "4-3", "4-4", "4-5", "7"]
    assert bram.page.locator("[value='4-3']").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(0, 0, 0)"
    bram.takes_picture("ticked")
    assert barriers(bram.page) == []
    blacked(bram)
    bram.takes_picture("done")
    assert pixel(bram, 100, 95)[:3] == [0, 0, 0]
    assert pixel(bram, 1200, 110)[:3] == [255, 255, 255]
    bram.presses("Ready, back to what I was writing")
    expect(bram.field("Subject")).to_have_value("Rooster klopt niet")
    expect(bram.page.locator(".kept")).to_contain_text("scherm.png")
    bram.presses("Send")
    bram.is_at(r"/linde/requests/\d+/sent(#files)?")  # where the picture was left


@pytest.mark.parametrize("language", ["nl", "en"])
def test_boxes_are_walked_and_ticked_by_the_keys(scene: Scene, language: str) -> None:
    bram = scene.comes("bram")
    bram.opens("/linde/").chooses_language(language)
    bram.opens(FORM)
    chooses(bram)
    goes(bram)
    keys = bram.page.keyboard
    bram.page.locator("#box").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Space", "ArrowRight", "Space", "ArrowLeft", "Space"):
        keys.press(key)
    assert ticked(bram) == ["3-3"]
    said = bram.words("Row %(row)s, box %(box)s", row=3, box=2)
    expect(bram.page.get_by_role("checkbox", name=said, exact=True)).to_be_focused()
    expect(bram.page.locator(".counted")).to_have_text(bram.words("1 box will be black."))
    bram.presses("Clear the ticks")
    expect(bram.page.locator(".counted")).to_have_text(bram.words("Nothing is ticked yet."))
    with bram.page.expect_navigation():
        bram.presses("Black out")
    expect(bram.page.locator(".errsum")).to_contain_text(bram.words("Choose first what has to be black"))


def test_a_finger_ticks_a_box_and_draws_when_it_is_asked_to(window: Window) -> None:
    bram = Person(window("bram", width=390, has_touch=True))
    bram.opens(FORM)
    chooses(bram)
    goes(bram)
    for row, column in ((2, 2), (4, 3)):
        around = bram.page.locator(f"[value='{row}-{column}']").bounding_box()
        assert around
        assert min(around["width"], around["height"]) >= 24
    bram.page.locator("[value='2-2']").tap()
    assert ticked(bram) == ["2-2"]
    pen = bram.button("Draw with my finger")
    pen.tap()
    expect(pen).to_have_attribute("aria-pressed", "true")
    bram.page.locator("[value='3-3']").tap()
    assert ticked(bram) == ["2-2", "3-3"]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_without_scripts_it_works_as_well(window: Window, width: int, theme: str) -> None:
    bram = Person(window("bram", width=width, theme=theme, scripts=False))
    bram.opens(FORM)
    bram.fills("Subject", "Rooster klopt niet")
    chooses(bram)
    goes(bram)
    assert unfit(bram.page, scripts=False) == []
    bram.page.locator("[value='4-2']").check()
    assert bram.page.locator("[value='4-2']").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(0, 0, 0)"
    blacked(bram)
    bram.presses("Ready, back to what I was writing")
    expect(bram.field("Subject")).to_have_value("Rooster klopt niet")
    expect(bram.page.locator(".kept")).to_contain_text("scherm.png")
