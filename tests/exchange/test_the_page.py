"""An admin takes everything along: asks on a page, the worker makes it, every admin is told and may fetch it."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.exchange import duties
from portal.exchange.duties import make_takeouts, sweep_takeouts
from portal.exchange.models import Takeout
from portal.exchange.moving import bring_in
from portal.files import made, storage
from tenants.clock import at, now
from tests.conftest import Come, Later, PostOffice
from tests.players import Page, Player

PAGE = "/linde/org/export"


@pytest.fixture(autouse=True)
def _no_files_of_others(app: Flask) -> Iterator[None]:
    yield
    with app.app_context():
        for listed in list(storage.place().listed(Takeout.FOLDER)):
            storage.place().remove(listed.name)


def asks(player: Player) -> Page:
    return player.posts(PAGE, {}, on=PAGE)


def link_on(player: Player) -> str:
    (link,) = [link for link in player.opens(PAGE).links if link.startswith(f"{PAGE}/")]
    return link


def fetches(player: Player, path: str, method: str = "GET", **headers: str) -> Any:
    return player.browser.open(path, method=method, headers=headers)


def works(app: Flask) -> None:
    with app.app_context():
        make_takeouts()


def test_an_admin_asks_the_worker_makes_it_and_the_zip_can_be_brought_in(
    app: Flask, henk: Player, samira: Player, empty: Flask, post_office: PostOffice, tmp_path: Path
) -> None:
    samira.files("Een vraag om mee te nemen", confidential="y")
    assert asks(henk).location == PAGE
    assert "We maken het nu" in henk.opens(PAGE)
    assert "Bestand maken" not in henk.opens(PAGE).buttons

    works(app)
    with fetches(henk, link_on(henk)) as answer:
        assert (answer.status_code, answer.content_type) == (200, "application/zip")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=linde-")
        content = answer.data
    (tmp_path / "linde.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        manifest = json.loads(package.read("manifest.json"))
        assert "Een vraag om mee te nemen" in package.read("data/ticket.jsonl").decode()
    assert manifest["notes_of_the_desk"] is False
    assert manifest["digest"] in henk.opens(PAGE)
    log = henk.opens("/linde/org/audit").text
    assert log.count("Henk Visser haalde een bestand op met alles van de organisatie.") == 1
    with empty.app_context():
        _manifest, brought = bring_in(tmp_path / "linde.zip")
    assert brought.digest == manifest["digest"]


def test_every_admin_is_told_and_the_log_says_who_asked(app: Flask, henk: Player, post_office: PostOffice) -> None:
    asks(henk)
    assert post_office.subjects("henk") == [
        "Iemand neemt alles van je organisatie mee",
        "Het bestand met alles is klaar",
    ]
    said = post_office.mails("henk")[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Henk Visser" in said
    assert f"http://localhost{PAGE}" in said
    assert post_office.subjects("samira") == []
    assert "Henk Visser vroeg een bestand met alles van de organisatie aan." in henk.opens("/linde/org/audit")


@pytest.mark.parametrize("name", ["samira", "noor", "anneke", "bram"])
def test_who_is_no_admin_cannot_see_ask_or_fetch(app: Flask, henk: Player, come: Come, name: str) -> None:
    asks(henk)
    works(app)
    other, link = come(name), link_on(henk)
    assert other.opens(PAGE).status == 403
    assert other.sends(PAGE, {}).status == 403
    assert other.opens(link).status == 403


def test_an_admin_of_another_organisation_finds_nothing(app: Flask, henk: Player, ilse: Player) -> None:
    asks(henk)
    works(app)
    link = link_on(henk)
    assert ilse.opens(PAGE).status == 404
    assert ilse.opens(link).status == 404
    assert ilse.opens(link.replace("/linde/", "/vechtdal/")).status == 404
    assert ilse.opens("/vechtdal/org/export").status == 200
    assert henk.opens(f"{PAGE}/0123456789ab").status == 404


def test_the_desk_does_not_take_a_customer_along(app: Flask, henk: Player, ruud: Player) -> None:
    asks(henk)
    works(app)
    assert ruud.opens(PAGE).status == 404
    assert ruud.opens(link_on(henk)).status == 404


def test_there_is_one_at_a_time_and_three_a_day(app: Flask, henk: Player, later: Later) -> None:
    for _turn in range(3):
        asks(henk)
        henk.sends(PAGE, {})
        assert "Dat kan er maar één tegelijk zijn" in henk.opens(PAGE).html
        works(app)
    assert len([link for link in henk.opens(PAGE).links if link.startswith(f"{PAGE}/")]) == 3
    asks(henk)
    assert "al drie bestanden aangevraagd" in henk.opens(PAGE).html
    with later(days=1, minutes=1):
        henk.signs_in()
        asks(henk)
        assert "We maken het nu" in henk.opens(PAGE)


def test_twenty_presses_at_once_are_one_file(app: Flask, henk: Player) -> None:
    form = henk.opens(PAGE).form(PAGE)

    def press(_turn: int) -> int:
        browser = app.test_client()
        for one in henk.browser._cookies.values():
            browser.set_cookie(one.key, one.value)
        return browser.post(PAGE, data=form).status_code

    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(press, range(20)))
    assert set(answers) == {303}
    works(app)
    assert len([link for link in henk.opens(PAGE).links if link.startswith(f"{PAGE}/")]) == 1


def test_a_download_that_broke_off_goes_on_where_it_was(app: Flask, henk: Player) -> None:
    asks(henk)
    works(app)
    link = link_on(henk)
    with fetches(henk, link) as whole, fetches(henk, link, "HEAD") as head:
        content = whole.data
        assert (head.status_code, head.data, head.content_length) == (200, b"", len(content))
    with fetches(henk, link, Range="bytes=1000-") as rest:
        assert (rest.status_code, rest.data) == (206, content[1000:])
    with fetches(henk, link, Range=f"bytes={len(content)}-") as beyond:
        assert beyond.status_code == 416


def test_after_seven_days_it_is_gone_with_its_bytes(app: Flask, henk: Player, later: Later) -> None:
    asks(henk)
    works(app)
    link = link_on(henk)
    with later(days=6, hours=23):
        henk.signs_in()
        with fetches(henk, link) as answer:
            assert answer.status_code == 200
    with later(days=7, minutes=1):
        henk.signs_in()
        assert henk.opens(link).status == 404
        assert [one for one in henk.opens(PAGE).links if one.startswith(f"{PAGE}/")] == []
        with app.app_context():
            assert sweep_takeouts() == 1
            assert list(storage.place().listed(Takeout.FOLDER)) == []


def test_a_worker_that_dies_is_followed_by_another(
    app: Flask, henk: Player, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    asks(henk)
    with monkeypatch.context() as dying, app.app_context():
        dying.setattr(duties.asking, "made", _dies)  # the bytes are there by then
        assert make_takeouts() == 0
        assert len(list(storage.place().listed(Takeout.FOLDER))) == 1
    works(app)
    assert "We maken het nu" in henk.opens(PAGE), "another worker did not wait"
    with later(minutes=16):
        works(app)
        link_on(henk)
    with app.app_context(), at(now() + made.ORPHANED * 2):
        sweep_takeouts()
        assert len(list(storage.place().listed(Takeout.FOLDER))) == 1, "the bytes of the first try stay"


def _dies(*_anything: object) -> None:
    raise RuntimeError("killed")


def test_what_fails_three_times_is_said_to_fail(
    app: Flask, henk: Player, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    asks(henk)
    monkeypatch.setattr(duties, "pack", _dies)
    for turn in range(4):
        with later(minutes=16 * turn):
            works(app)
    assert "maken is niet gelukt" in henk.opens(PAGE)
    assert "Bestand maken" in henk.opens(PAGE).buttons


def test_how_far_it_is_stands_on_the_page(app: Flask, henk: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    asks(henk)
    seen = []
    pack = duties.pack

    def tell(out: Any, organisation_id: int, notes: bool, told: Any) -> Any:
        told(500)
        seen.append(henk.opens(PAGE).text)
        return pack(out, organisation_id, notes, told)

    monkeypatch.setattr(duties, "pack", tell)
    works(app)
    assert "Er zitten 500 gegevens in." in seen[0]


def test_the_page_reads_in_english_too(app: Flask, henk: Player) -> None:
    page = henk.opens(PAGE, **{"Accept-Language": "en"})
    assert page.title in ("Take everything with you", "Alles meenemen")
    assert "Alles meenemen" in henk.opens("/linde/org")
