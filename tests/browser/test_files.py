"""Files and drafts at a real browser: pasted, dropped, enlarged, saved by itself; and all of it without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import barriers, sideways
from tests.browser.people import Person
from tests.browser.stage import Scene, Window
from tests.files.pictures import PDF, png

pytestmark = pytest.mark.browser

FORM = "/linde/new/question/planning"

COPY = """async (bytes) => navigator.clipboard.write(
    [new ClipboardItem({ "image/png": new Blob([new Uint8Array(bytes)], { type: "image/png" }) })])"""

DROP = """([bytes, name, type]) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(bytes)], name, { type }))
    const zone = document.querySelector(".drop")
    for (const kind of ["dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
    }
}"""


RECORD = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 })
    const pen = canvas.getContext("2d"), parts = []
    const film = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" })
    film.ondataavailable = ({ data }) => parts.push(data)
    const over = new Promise((resolve) => { film.onstop = resolve })
    film.start()
    for (let frame = 0; frame < 20; frame++) {
        pen.fillStyle = frame % 2 ? "red" : "blue"
        pen.fillRect(0, 0, 64, 48)
        await new Promise((resolve) => setTimeout(resolve, 50))
    }
    film.stop()
    await over
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
}"""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "scherm.png"
    path.write_bytes(png())
    return path


def copies(page: Page) -> None:
    """Put a screenshot on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, list(png()))


def test_a_pasted_picture_stands_at_its_place_and_enlarges_by_enter(scene: Scene) -> None:
    bram = scene.comes("bram").opens(FORM)
    bram.fills("Subject", "Rode balk")
    note = bram.field("Explanation")
    note.fill("Voor.")
    copies(bram.page)
    note.focus()
    bram.page.keyboard.press("Control+V")
    expect(note).to_have_value(re.compile(r"^Voor\.!\[image\.png\]\(files/[0-9a-f]{24}\)$"))
    bram.page.keyboard.type(" Na.")
    assert barriers(bram.page) + sideways(bram.page) == []

    bram.presses("Send")
    bram.presses("View your request")

    placed = bram.page.locator(".tx a.placed")
    expect(bram.page.locator(".tx p").filter(has=bram.page.locator("a.placed"))).to_have_text(
        re.compile(r"Voor\.\s*Na\.")
    )
    placed.focus()
    bram.page.keyboard.press("Enter")
    viewer = bram.page.get_by_role("dialog")
    expect(viewer).to_be_visible()
    assert viewer.locator("img").evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 640
    assert barriers(bram.page) == []
    bram.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(placed).to_be_focused()
    placed.click()
    bram.presses("Close", within="dialog")
    expect(viewer).to_be_hidden()


def test_a_dropped_file_is_added_and_taken_away_again(scene: Scene) -> None:
    bram = scene.comes("bram").opens(FORM)

    bram.page.evaluate(DROP, [list(PDF), "brief.pdf", "application/pdf"])

    row = bram.page.locator(".kept", has_text="brief.pdf")
    expect(row).to_be_visible()
    row.get_by_role("button", name=bram.words("Remove")).click()
    expect(row).to_have_count(0)


def test_a_file_that_is_chosen_before_the_script_is_there_is_added_too(scene: Scene) -> None:
    bram = scene.comes("bram")
    held: list[Route] = []
    bram.page.route("**/files.js", lambda route: held.append(route), times=1)  # later pages ask for it too
    bram.page.goto(FORM, wait_until="commit")
    bram.page.set_input_files("input[type=file]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(bram.page.locator(".kept")).to_have_count(0)

    held[0].continue_()

    expect(bram.page.locator(".kept")).to_contain_text("plan.pdf")
    bram.fills("Subject", "Met een plan")
    bram.fills("Explanation", "Zie het plan.")
    bram.presses("Send")
    bram.presses("View your request")
    sent = bram.page.get_by_role("link", name="plan.pdf")
    sent.first.wait_for()
    assert len({link.get_attribute("href") for link in sent.all()}) == 1


def test_a_file_that_is_no_good_says_so_in_its_row(scene: Scene, tmp_path: Path) -> None:
    page = tmp_path / "foto.png"
    page.write_text("<html>")
    bram = scene.comes("bram").opens(FORM)

    with bram.page.expect_response(lambda answer: answer.status == 422):
        bram.page.set_input_files("input[type=file]", page)

    expect(bram.page.locator(".file.bad")).to_contain_text("foto.png kunnen we niet openen")
    assert barriers(bram.page) == []


def test_a_form_saves_itself_and_comes_back(scene: Scene, picture: Path) -> None:
    bram = scene.comes("bram").opens(FORM)
    bram.page.set_input_files("input[type=file]", picture)
    expect(bram.page.locator(".kept")).to_have_count(1)
    bram.field("Explanation").press_sequentially("Nog niet af")

    expect(bram.page.locator(".saved")).to_have_text("Bewaard als concept om 12.00 uur")
    expect(bram.page).to_have_url(re.compile(r"\?draft="))
    expect(bram.page.locator("[name=draft]")).not_to_have_value("")
    expect(bram.page.locator("form[data-draft]")).not_to_have_attribute("aria-busy", "true")

    bram.opens("/linde/")
    bram.follows("Je hebt 1 concept")
    assert barriers(bram.page) + sideways(bram.page) == []
    bram.follows("Nog geen onderwerp")
    expect(bram.field("Explanation")).to_have_value("Nog niet af")
    expect(bram.page.locator(".kept")).to_contain_text("scherm.png")

    bram.opens("/linde/drafts")
    bram.page.get_by_role("button", name="Concept weggooien").click()
    bram.presses("Undo")
    expect(bram.page.get_by_role("link", name="Nog geen onderwerp")).to_be_visible()


def test_what_is_typed_while_a_form_is_being_saved_is_saved_too(scene: Scene) -> None:
    bram = scene.comes("bram").opens(FORM)
    words, held = bram.field("Explanation"), []
    address = f"**{bram.page.locator('form[data-draft]').get_attribute('data-draft')}"
    bram.page.route(address, lambda route: held.append(route), times=1)
    with bram.page.expect_request(address):
        words.press_sequentially("Eerst dit")
    words.press_sequentially(" en dan dat")
    bram.page.wait_for_timeout(2500)  # when typing stops so long it is saved, were it not being saved already

    with bram.page.expect_response(address), bram.page.expect_request(address):
        held[0].continue_()

    expect(bram.page.locator(".saved")).to_have_text("Bewaard als concept om 12.00 uur")
    bram.opens("/linde/drafts").follows("Nog geen onderwerp")
    expect(bram.field("Explanation")).to_have_value("Eerst dit en dan dat")


def test_without_scripts_files_and_drafts_work_by_buttons(window: Window, picture: Path) -> None:
    bram = Person(window("bram", width=390, scripts=False)).opens(FORM)
    bram.fills("Subject", "Zonder scripts")
    bram.page.set_input_files("input[type=file]", picture)
    bram.presses("Add these files")
    expect(bram.page.locator(".kept")).to_contain_text("scherm.png")
    expect(bram.field("Subject")).to_have_value("Zonder scripts")

    bram.presses("Save as draft")
    bram.reads("Saved as draft at %(time)s", time="12.00")
    expect(bram.page.locator(".kept")).to_contain_text("scherm.png")
    bram.fills("Explanation", "Met een plaatje")
    bram.page.locator("[name=subject]").press("Enter")  # sends, and takes no file away

    bram.presses("View your request")
    expect(bram.page.locator(".thumbs img")).to_have_attribute("alt", "scherm.png")
    expect(bram.page.locator(".thumbs a")).to_have_attribute("href", re.compile(r"/files/[0-9a-f]{24}/scherm\.png$"))


def test_an_agent_sends_a_screenshot_with_an_answer(window: Window) -> None:
    joost = Person(window("joost")).opens("/desk/inbox/unassigned")
    joost.page.locator(".tk a").first.click()
    copies(joost.page)
    joost.page.locator("#body").focus()
    joost.page.keyboard.press("Control+V")
    expect(joost.page.locator("#body")).to_have_value(re.compile(r"files/[0-9a-f]{24}"))
    expect(joost.page.locator(".attach .kept")).to_be_visible()
    assert barriers(joost.page) == []

    joost.presses("Send and wait for customer")

    expect(joost.page.locator(".tx a.placed").last).to_be_visible()


def test_a_reply_has_nothing_to_throw_away_before_something_is_kept(scene: Scene) -> None:
    page = scene.comes("samira").opens("/linde/requests/24").page
    away = page.locator("[data-discard]")
    expect(away).to_be_hidden()

    page.get_by_label("Jouw reactie").fill("Ik kijk het na.")
    expect(away).to_be_visible()


def test_a_picture_keeps_its_room_until_it_is_fetched(scene: Scene) -> None:
    pictures = scene.comes("samira").opens("/linde/requests/24").page.locator(".shot img")

    heights = pictures.evaluate_all("all => all.filter((one) => !one.complete).map((one) => one.offsetHeight)")
    assert min(heights) > 75


def test_a_film_that_was_sent_along_is_played_on_the_page(window: Window) -> None:
    bram = Person(window("bram")).opens(FORM)
    recorded = bytes(bram.page.evaluate(RECORD))
    bram.fills("Subject", "Zo gaat het mis")
    bram.fills("Explanation", "Kijk maar.")
    bram.page.locator("input[type=file]").set_input_files(
        {"name": "scherm.webm", "mimeType": "video/webm", "buffer": recorded}
    )
    expect(bram.page.get_by_text("scherm.webm").first).to_be_visible()
    bram.presses("Send")
    bram.presses("View your request")

    film = bram.page.locator("video")
    expect(film).to_be_visible()
    assert barriers(bram.page) + sideways(bram.page) == []
    film.evaluate("film => { film.muted = true; return film.play() }")
    bram.page.wait_for_function("() => document.querySelector('video').currentTime > 0.1")
    assert film.evaluate("film => [film.videoWidth, film.error]") == [64, None]
