"""Two machines do the work of one: what one keeps the other shows, nothing is done twice, and parts may go away."""

import re
import threading
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from redis import Redis as RedisClient
from sqlalchemy import func, select

from portal.outbox.models import Mail
from tenants.database import db
from tests.machines.conftest import House, until
from tests.servers import Browser

pytestmark = pytest.mark.machines
FORM = "/linde/new/question/planning"
MARKER = "zilvervis"
LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 24_000  # 6 MB: it goes up in parts
SORRY = "We kunnen nu niet bij de bestanden"


def files(who: Browser, subject: str, content: bytes = b"") -> tuple[int, str, str]:
    """File a question, perhaps with a document; return status, location and page."""
    fields = who.fields_of(FORM) | {"subject": f"{subject} {MARKER}", "note": f"Verhaal {MARKER}", "client_number": ""}
    if not content:
        return who.request("POST", FORM, fields)
    return who.sends_files(FORM, fields, files=(content, f"{MARKER}.pdf"))


def document(who: Browser, sent_to: str) -> str:
    """Return the address of the document of a request that was just filed."""
    _status, _location, page = who.request("GET", sent_to.removesuffix("/sent"))
    return re.findall(rf'href="([^"]*/files/[^"]*{MARKER}\.pdf)"', page)[0]


@pytest.fixture(autouse=True)
def _everybody_leaves(house: House) -> Iterator[None]:
    yield
    house.all_leave()


class Readers:
    """People who go on reading at both machines; what they were answered."""

    def __init__(self, house: House, paths: tuple[str, ...]) -> None:
        first = house.comes()
        self.browsers = [first, house.at_the_other(first)]
        self.paths, self.statuses, self.stop = paths, Tally[int](), threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(one,), daemon=True) for one in self.browsers]

    def _read(self, browser: Browser) -> None:
        while not self.stop.is_set():
            for path in self.paths:
                self.statuses[browser.exchange("GET", path)[0]] += 1

    @contextmanager
    def reading(self) -> Iterator["Readers"]:
        for thread in self.threads:
            thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            for thread in self.threads:
                thread.join()


def test_a_file_kept_by_one_machine_is_sent_by_the_other(house: House) -> None:
    bram = house.comes()
    status, location, _page = files(bram, "Met bijlage", LARGE)
    assert status == 303
    path = document(bram, location)

    other = house.at_the_other(bram)
    assert other.exchange("GET", path) == (200, "", LARGE)
    stranger = house.at_the_other(house.comes("karim"))
    assert stranger.exchange("GET", path)[0] == 404
    for number in (1, 2):
        assert not (house.folder / f"machine-{number}" / "files").exists()


def test_limits_are_counted_for_both_machines_together(house: House) -> None:
    # Ten a minute, and no password to hash: however slow the machine, they are all within the minute.
    one = house.stranger()
    fields = one.fields_of("/forgot") | {"email": "nobody@linde.example"}
    statuses = Tally[int]()
    for turn in range(12):
        at = one if turn % 2 else house.at_the_other(one)
        statuses[at.request("POST", "/forgot", fields)[0]] += 1
    assert statuses == {303: 10, 429: 2}


def test_each_mail_leaves_once(furnished_app, house: House) -> None:
    bram = house.comes()
    browsers = [bram, house.at_the_other(bram)]
    for turn in range(20):
        assert files(browsers[turn % 2], f"Vraag {turn}")[0] == 303

    def all_left() -> bool:
        with furnished_app.app_context():
            return not db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None)))

    until(all_left, 30)
    with furnished_app.app_context():
        tries = Tally(db.session.scalars(select(Mail.tries)))
        written = sum(tries.values())
    assert written >= 20
    assert len(house.mailbox.ids) == len(set(house.mailbox.ids)) == written
    assert set(tries) == {1}


def test_while_redis_is_gone_people_go_on_and_when_it_is_back_all_is_shared_again(house: House) -> None:
    with Readers(house, ("/linde/", "/linde/requests")).reading() as readers:
        house.redis.kill()
        assert house.doctor()[0] == 1
        bram = house.comes()
        assert files(bram, "Zonder Redis")[0] == 303
        stranger = house.stranger()
        fields = stranger.fields_of("/signin") | {"email": "nobody@linde.example"}
        assert Tally(stranger.request("POST", "/signin", fields)[0] for _ in range(61)) == {200: 60, 429: 1}
        before = len(house.mailbox.ids)
        files(bram, "Gaat er nog post?")
        until(lambda: len(house.mailbox.ids) > before, 20)
        house.redis.start()
        client = RedisClient.from_url(house.redis.url)
        clocks = until(lambda: _waiting(client) >= 2, 30)

        asked: set[str] = set()

        def both_count() -> bool:
            asked.clear()
            for web in (0, 1):
                one = house.stranger(web)
                asked.add(one.address)
                one.request("POST", "/signin", one.fields_of("/signin") | {"email": "nobody@linde.example"})
            counted = {key for key in client.scan_iter("LIMITS*signin*") if asked & set(key.decode().split("/"))}
            return len(counted) >= 2

        limits = until(both_count, 45)
        client.close()
    assert set(readers.statuses) == {200}
    for number in (1, 2):
        said = (house.folder / f"worker-{number}.log").read_text()
        assert "Error reading from queue" in said
        assert said.count("Error reading from queue") <= 2
    print(f"\nRedis gone: {sum(readers.statuses.values())} pages, all 200; clocks back after {clocks:.1f} s, ", end="")
    print(f"limits after {limits:.1f} s")


def test_while_the_store_is_gone_pages_go_on_and_when_it_is_back_files_do(house: House) -> None:
    bram = house.comes()
    path = document(bram, files(bram, "Voor het gat", LARGE)[1])
    with Readers(house, ("/linde/", "/linde/requests")).reading() as readers:
        house.files.line.cut()
        for at in (bram, house.at_the_other(bram)):
            status, _location, page = at.request("GET", path)
            assert (status, SORRY in page) == (503, True)
            status, _location, page = files(at, "In het gat", b"%PDF-1.7\n" + MARKER.encode())
            assert (status, f"Verhaal {MARKER}" in page) == (503, True)
            assert files(at, "Zonder bijlage")[0] == 303
        assert house.doctor()[0] == 1
        house.files.line.mend()
        both = (bram, house.at_the_other(bram))
        back = until(lambda: all(one.exchange("GET", path) == (200, "", LARGE) for one in both), 30)
        assert files(bram, "Na het gat", LARGE)[0] == 303
    assert set(readers.statuses) == {200}
    print(f"\nstore gone: {sum(readers.statuses.values())} pages, all 200; files back after {back:.1f} s")


def test_a_store_that_hangs_holds_nobody_up_for_long(house: House) -> None:
    bram = house.comes()
    path = document(bram, files(bram, "Voor het hangen", LARGE)[1])
    house.files.hangs()
    try:
        assert bram.request("GET", path)[0] == 503
        waited = until(lambda: bram.request("GET", "/linde/requests")[0] == 200, 1)
        assert waited < 1
    finally:
        house.files.goes_on()
    until(lambda: bram.exchange("GET", path)[0] == 200, 30)


def test_the_doctor_of_a_machine_finds_nothing_wrong_with_what_they_share(house: House) -> None:
    status, said = house.doctor()
    assert (status, "NOT WELL" in said) == (0, False), said


def test_what_people_write_is_in_no_log_of_any_machine(house: House) -> None:
    bram = house.comes()
    files(bram, "Wie leest dit?", LARGE)
    bram.request("GET", f"/linde/requests?q={MARKER}")

    assert MARKER not in house.logs()


def _waiting(client: RedisClient) -> int:
    """How many workers wait for their next task."""
    return sum(one["cmd"] == "brpop" for one in client.client_list())
