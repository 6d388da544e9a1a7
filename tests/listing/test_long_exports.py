"""A long list is made by the worker: once, for one person, whole or not at all, and only while they may see it."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest

from portal.files import storage
from portal.files.made import TRIES
from portal.listing import duties, export_views, exporting
from portal.listing.duties import make_exports, sweep_exports
from portal.listing.export_files import KEPT
from portal.listing.models import ExportFile
from tests.guards.behind import Behind
from tests.people.inviting import presses

FILES = "/linde/requests/exports"


@pytest.fixture(autouse=True)
def long_from_three(monkeypatch, app):
    monkeypatch.setattr(export_views, "WHILE_ONE_WAITS", 2)
    with app.app_context():
        for name in kept(app):  # of tests before
            storage.place().remove(name)


@pytest.fixture
def three(bram):
    return [bram.files(f"Vraag {count}") for count in range(3)]


def asks(player, query="scope=mine", form="csv"):
    return player.sends(f"/{player.house}/requests/export", {"query": query, "format": form})


def links(player):
    return [link["href"] for link in player.opens(f"/{player.house}/requests/exports").soup.select("a[data-file]")]


def lines(answer):
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))


def fetched(player, link):
    """Return the answer with its bytes, and let go of the file."""
    answer = player.browser.get(link)
    answer.get_data()
    answer.close()
    return answer


def kept(app):
    with app.app_context():
        return [name for name in storage.everything() if name.startswith("exports/")]


def works(app):
    with app.app_context():
        return make_exports()


def test_a_long_list_is_made_by_the_worker_and_fetched_by_who_asked(bram, three, post_office):
    page = asks(bram)
    assert (page.status, page.location) == (303, FILES)
    waiting = bram.opens(FILES)
    assert "Je krijgt een mail als hij klaar is" in waiting
    assert links(bram) == []

    (mail,) = [mail for mail in post_office.mails("bram@") if "bestand" in str(mail["Subject"])]
    text = mail.get_body(("plain",)).get_content()
    assert str(mail["Subject"]) == "Je bestand met aanvragen staat klaar"
    assert f"http://localhost{FILES}" in text
    assert "3 aanvragen" in text
    assert not list(mail.iter_attachments())
    file = fetched(bram, links(bram)[0])
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"].startswith("attachment; filename=aanvragen-")
    assert file.headers["Cache-Control"] == "private, no-store"
    assert [row[1] for row in lines(file)[1:]] == bram.lists(scope="mine") == ["Vraag 2", "Vraag 1", "Vraag 0"]


def test_a_workbook_is_made_too_and_holds_no_formula(bram, three, app):
    bram.files('=HYPERLINK("http://x","y")')
    asks(bram, form="xlsx")
    assert works(app) == 1

    file = fetched(bram, links(bram)[0])
    assert file.headers["Content-Type"].endswith("spreadsheetml.sheet")
    sheet = zipfile.ZipFile(io.BytesIO(file.get_data())).read("xl/worksheets/sheet1.xml").decode()
    assert "HYPERLINK" in sheet
    assert "<f>" not in sheet


def test_that_a_long_list_was_fetched_stands_in_the_log(bram, henk, three, post_office):
    asks(bram)
    post_office.works()
    assert fetched(bram, links(bram)[0]).status_code == 200
    assert fetched(henk, links(bram)[0]).status_code == 404

    log = henk.opens("/linde/org/audit").text

    assert log.count("Bram Kuipers haalde een lijst van aanvragen op die als bestand is gemaakt: 3 regels.") == 1


def test_a_short_list_comes_at_once(bram):
    bram.files()

    assert asks(bram).response.headers["Content-Type"].startswith("text/csv")
    assert "Er zijn geen bestanden" in bram.opens(FILES)


def test_a_second_press_does_not_make_two(bram, samira, three, app, post_office):
    for _press in range(3):
        assert asks(bram).status == 303
    asks(bram, form="xlsx")
    assert "We maken al een bestand voor je" in bram.opens(FILES)
    asks(samira, "scope=organisation")

    assert works(app) == 2
    assert works(app) == 0
    assert [len(links(player)) for player in (bram, samira)] == [1, 1]
    assert len([one for one in post_office.subjects("bram@") if "bestand" in one]) == 1
    asks(bram)
    assert works(app) == 1
    assert len(links(bram)) == 2


def test_nobody_else_fetches_it(bram, samira, henk, tom, joost, nobody, three, app):
    asks(bram)
    works(app)
    (link,) = links(bram)

    for player in (samira, henk, tom):
        assert player.opens(link.replace("linde", player.house)).status == 404
        assert links(player) == []
    assert tom.opens(link).status == joost.opens(link).status == 404
    assert nobody.opens(link).location.startswith("/signin")
    assert bram.opens(f"{FILES}/{'0' * 12}").status == bram.opens(f"{FILES}/..%2fx").status == 404


def test_who_asked_is_asked_again_what_they_may_see(bram, noor, three, app):
    asks(noor, "scope=organisation")
    works(app)
    (link,) = links(noor)
    assert len(lines(fetched(noor, link))) == 4

    assert bram.acts(three[1], "secrecy", confidential="yes").status == 303

    page = noor.opens(link)
    assert page.status == 403
    assert "Je kunt dit bestand niet meer downloaden" in page


def test_who_was_put_out_before_it_was_made_gets_nothing(bram, henk, three, app, post_office):
    asks(bram)
    assert presses(henk, "Bram Kuipers", "deactivation", successor="").status == 303

    assert works(app) == 0
    assert kept(app) == []
    assert not [one for one in post_office.subjects("bram@") if "bestand" in one]


def test_a_file_is_gone_after_three_days_with_its_bytes(bram, three, app, later):
    asks(bram)
    works(app)
    (link,) = links(bram)
    assert len(kept(app)) == 1

    with later(days=2, hours=23), app.app_context():
        assert sweep_exports() == 0
    with later(days=3, minutes=1):
        bram.signs_in()
        assert bram.opens(link).status == 404
        assert links(bram) == []
        with app.app_context():
            assert sweep_exports() == 1
        assert kept(app) == []
    assert timedelta(days=3) == KEPT


class Killed(BaseException):
    """The worker dies at this very place."""


@pytest.mark.parametrize("place", ["while it writes", "before its row tells of it"])
def test_a_worker_that_dies_leaves_nothing_half_and_the_next_one_makes_it(
    bram, three, app, later, monkeypatch, post_office, place
):
    def dies(*_given):
        raise Killed

    asks(bram)
    with monkeypatch.context() as fault:
        if place == "while it writes":
            fault.setattr(exporting, "cells", dies)
        else:
            fault.setattr(duties.export_files, "made", dies)
        with pytest.raises(Killed):
            works(app)
    assert links(bram) == []
    assert works(app) == 0  # its claim still runs

    with later(seconds=ExportFile.LEASE.total_seconds() + 1):
        assert works(app) == 1
        assert len(lines(fetched(bram, links(bram)[0]))) == 4
        assert len([one for one in post_office.subjects("bram@") if "bestand" in one]) == 1
    with later(hours=2), app.app_context():
        sweep_exports()
    assert len(kept(app)) == 1  # what the dead one left is gone


def test_what_fails_every_time_is_given_up_and_said(bram, three, app, later, monkeypatch):
    def fails(*_given):
        raise ValueError("no such cell")

    asks(bram)
    monkeypatch.setattr(exporting, "cells", fails)
    for time in range(TRIES + 1):
        with later(hours=time):
            assert works(app) == 0

    with later(hours=TRIES + 1):
        assert "Dit bestand konden we niet maken" in bram.opens(FILES)
        monkeypatch.undo()
        monkeypatch.setattr(export_views, "WHILE_ONE_WAITS", 2)
        asks(bram)
        assert works(app) == 1


def test_one_that_fails_does_not_stop_the_others(bram, samira, three, app, monkeypatch):
    whole = exporting.cells

    def fails_for_bram(member, row):
        if member.name.startswith("Bram"):
            raise ValueError("no such cell")
        return whole(member, row)

    asks(bram)
    asks(samira, "scope=organisation")
    monkeypatch.setattr(exporting, "cells", fails_for_bram)

    assert works(app) == 1
    assert len(links(samira)) == 1


def test_it_is_on_the_trail_when_it_is_made_without_words(bram, three, app, engine):
    asks(bram, "scope=mine&q=vraag")
    works(app)
    trail = Behind(engine).rows("select action, detail, subject from trail where action = 'requests.exported'")

    assert len(trail) == 1
    assert "vraag" not in re.sub("aanvragen", "", str(trail))


def test_there_is_an_end_to_what_a_file_holds(bram, three, monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 2)
    page = asks(bram)

    assert page.status == 422
    assert page.errors == ["Dit zijn meer dan 100.000 aanvragen. Kies een periode en exporteer dan opnieuw."]
    assert page.soup.select_one("#since")
