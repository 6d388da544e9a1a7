"""Who sends a file, or the desk, says that it holds data of persons; all who read the file see so."""

import pytest
from sqlalchemy import select

from portal.trail.models import Trail
from tenants.database import db
from tests.files.pictures import PDF, png
from tests.files.test_sending_files import FORM, upload
from tests.guards.acting import Acts
from tests.players import Page

MARKED = "Bevat persoonsgegevens"


@pytest.fixture
def sent(bram):
    """A request with a picture."""
    return bram.files("Lijst klopt niet", files=[upload(png(), "lijst.png")])


def mark_address(player, ticket, name: str = "lijst.png") -> str:
    forms = player.page(ticket).soup.select(".holding form")
    return next(str(form["action"]) for form in forms if name in form.get_text())


def marks(player, ticket) -> list[str]:
    return [one.get_text(" ", strip=True) for one in player.page(ticket).soup.select(".holding .personal")]


def test_a_file_is_marked_before_it_is_sent_and_all_who_read_it_see_so(bram, samira, joost):
    page = bram.tries_to_file("", "Mijn verhaal", files=[upload(PDF, "lijst.pdf"), upload(png(), "scherm.png")])
    for told in ("mark", "unmark", "mark"):
        (button, *_others) = page.soup.select("button[data-mark]")
        assert f"arrange={told}-" in button["formaction"]
        filled = page.form(FORM if page.soup.select_one(f"form[action='{FORM}']") else "")
        page = Page(bram.browser.post(button["formaction"].partition("#")[0], data=filled))
        assert page.status == 200
        assert len(page.soup.select(".kept .personal")) == (told == "mark")
        assert page.form(FORM)["note"] == "Mijn verhaal"

    fields = page.form(FORM) | {"subject": "Een lijst"}
    to = Page(bram.browser.post(FORM, data=fields)).location.removesuffix("/sent")
    desk = "/desk/requests/LINDE-" + to.rpartition("/")[2]
    for reader, path in ((bram, to), (samira, to), (joost, desk)):
        (said,) = reader.opens(path).soup.select(".holding .personal")
        assert said.get_text(" ", strip=True) == f"lijst.pdf: {MARKED}"


def test_who_sent_it_and_the_desk_mark_a_file_later_and_others_do_not(bram, samira, henk, tom, joost, sent, app):
    mine, desk = mark_address(bram, sent), mark_address(joost, sent)
    assert marks(samira, sent) == []

    assert bram.sends(mine, {"personal": "yes"}).location == sent.path
    assert bram.sends(mine, {"personal": "yes"}).status == 303
    assert marks(samira, sent) == marks(joost, sent) == [f"lijst.png: {MARKED}"]
    assert joost.sends(desk, {"personal": "no"}).location == f"/desk/requests/{sent.reference}"
    assert marks(bram, sent) == []

    for other in (samira, henk, tom):
        assert other.sends(mine, {"personal": "yes"}).status == 404
        assert not (other.sees(sent) and other.page(sent).soup.select(".holding form"))
    assert bram.sends(desk, {"personal": "yes"}).status == 404
    with app.app_context():
        acts = Acts("linde")
        acts.comes("bram")
        rows = db.session.execute(select(Trail.action, Trail.detail).where(Trail.subject == "attachment"))
        told = [(row.action, row.detail) for row in rows]
        acts.leaves()
    assert told[-2:] == [("ticket.file_marked", {}), ("ticket.file_unmarked", {})]


@pytest.mark.parametrize("odd", ["", "misschien", "y" * 5000, "ja\x00"])
def test_what_says_neither_yes_nor_no_is_refused(bram, sent, odd):
    assert bram.sends(mark_address(bram, sent), {"personal": odd}).status == 422
    assert marks(bram, sent) == []


def test_a_file_that_waits_may_be_marked_by_its_uploader_alone(bram, samira):
    page = bram.tries_to_file("", "Mijn verhaal", files=[upload(PDF, "lijst.pdf")])
    file = page.form("")["files"]
    theirs = samira.opens(FORM).form("") | {"files": file}

    Page(samira.browser.post(f"{FORM}?arrange=mark-{file}", data=theirs))

    assert samira.sends(f"/linde/files/{file}/mark", {"personal": "yes"}).status == 404
    again = Page(bram.browser.post("/linde/new/question/planning?arrange=add", data=page.form("")))
    assert not again.soup.select(".kept .personal")


def test_who_opens_such_a_file_of_others_is_logged_once_a_day(bram, samira, joost, henk, sent, post_office):
    said = f"opende een bestand met persoonsgegevens bij aanvraag {sent.number}"
    desk = next(link for link in joost.page(sent).links if link.endswith("lijst.png"))
    own = next(link for link in bram.page(sent).links if link.endswith("lijst.png"))
    fetched(joost, desk)
    post_office.works()
    assert said not in henk.opens("/linde/org/audit?kind=privacy")

    bram.sends(mark_address(bram, sent), {"personal": "yes"})
    for player, link in ((bram, own), (joost, desk), (joost, desk), (samira, own)):
        fetched(player, link)
    post_office.works()

    log = henk.opens("/linde/org/audit?kind=privacy").text
    assert (log.count(said), log.count(f"Bram Kuipers {said}"), log.count(f"Samira El Amrani {said}")) == (2, 0, 1)


def fetched(player, link: str) -> None:
    with player.browser.get(link) as answer:
        assert answer.status_code == 200
