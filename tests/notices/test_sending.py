"""Each mail leaves: once when all goes well, again with the same Message-ID when it does not, and never lost."""

import itertools
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from portal.notices import sending
from portal.notices.posting import mail_folder
from portal.notices.sending import send_due
from portal.outbox.models import Mail
from portal.outbox.verbs import GIVE_UP_AFTER, LEASE, post
from tenants.clock import at, now
from tenants.database import db, write_transaction
from tenants.scope import inside
from tests.notices.reading import house_id, person_id
from tests.servers import free_port

TAKEN = "250 taken"


class MailServer:
    """A mail server of which the next answers are set; then it takes everything."""

    def __init__(self) -> None:
        self.offered: list[Any] = []
        self.taken: list[Any] = []
        self.answers: list[str] = []
        self.goodbye = "221 bye"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        answer = self.answers.pop(0) if self.answers else TAKEN
        self.offered.append(message)
        if answer == "cut":
            server.transport.abort()
        elif answer.startswith("250"):
            self.taken.append(message)
        return answer

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        if self.goodbye == "cut":
            server.transport.abort()
        return self.goodbye

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.offered]


@pytest.fixture
def server(app, monkeypatch) -> Iterator[MailServer]:
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), ready_timeout=10)
    controller.start()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{controller.port}")
    yield handler
    controller.stop()


@pytest.fixture
def minutes_later() -> Callable[..., Any]:
    return lambda minutes: at(now() + timedelta(minutes=minutes))


def rows() -> list[Any]:
    mails = db.session.execute(select(*Mail.__table__.c).order_by(Mail.id)).all()
    db.session.rollback()
    return list(mails)


def row() -> Any:
    [mail] = rows()
    return mail


# At least once.


def test_a_mail_that_was_refused_goes_again_after_a_minute_with_the_same_message_id(
    app, bram, server, noon, minutes_later
):
    bram.files("Hoe ruil ik een dienst?")
    server.answers = ["451 later please"]

    with app.app_context():
        assert send_due() == 0
        assert row().sent_at is None
        with minutes_later(0.9):
            assert send_due() == 0
        with minutes_later(1):
            assert send_due() == 1
            assert row().sent_at == now()
        with minutes_later(60):
            assert send_due() == 0

    assert len(server.offered) == 2
    assert len(set(server.ids())) == 1
    assert server.offered[0].get_body(("plain",)).get_content() == server.offered[1].get_body(("plain",)).get_content()


def test_the_pauses_grow_and_after_three_days_the_mail_is_given_up(app, bram, server, noon):
    bram.files()
    server.answers = ["451 no"] * 1000
    tried = []

    with app.app_context():
        while row().failed_at is None:
            moment = row().due_at
            tried.append(moment)
            with at(moment - timedelta(seconds=1)):
                send_due()
            assert len(server.offered) == len(tried) - 1, "tried too early"
            with at(moment):
                send_due()
            assert len(server.offered) == len(tried)
        assert row().outcome == "smtp 451"
        with at(noon + timedelta(days=30)):
            assert send_due() == 0

    pauses = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert pauses[0] == timedelta(minutes=1)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=4)
    assert GIVE_UP_AFTER <= tried[-1] - noon <= GIVE_UP_AFTER + timedelta(hours=4)
    assert len(server.offered) == len(tried)


def test_a_mail_for_later_gets_its_three_days_from_then(app, bram, server, noon):
    bram.files()
    with app.app_context():
        send_due()
        with inside(house_id("linde")):
            house, person = house_id("linde"), person_id("bram")
        known = row()
        with write_transaction():
            post("confirmation", house, person, known.ticket_id, known.entry_id, due_at=noon + timedelta(days=5))
        server.answers = ["451 no"]
        with at(noon + timedelta(days=5)):
            assert send_due() == 0
            assert rows()[-1].failed_at is None
        with at(noon + timedelta(days=5, minutes=1)):
            assert send_due() == 1


def test_a_mail_cut_off_after_its_text_goes_again(app, bram, server, noon, minutes_later):
    bram.files()
    server.answers = ["cut"]

    with app.app_context():
        assert send_due() == 0
        with minutes_later(1):
            assert send_due() == 1

    assert len(server.offered) == 2
    assert len(set(server.ids())) == 1


@pytest.mark.parametrize("goodbye", ["421 I am leaving anyhow", "cut"])
def test_a_mail_that_was_taken_is_sent_however_the_server_says_goodbye(app, bram, server, noon, minutes_later, goodbye):
    bram.files()
    server.goodbye = goodbye

    with app.app_context():
        assert send_due() == 1
        with minutes_later(60):
            assert send_due() == 0

    assert len(server.taken) == 1


def test_a_worker_killed_after_the_server_took_it_leads_to_a_repeat_with_the_same_message_id(
    app, bram, server, noon, monkeypatch
):
    class Killed(BaseException):
        """kill -9, as far as Python can."""

    def killed(*_: object) -> None:
        raise Killed

    bram.files()
    with app.app_context():
        with monkeypatch.context() as patch:
            patch.setattr(sending, "sent", killed)
            with pytest.raises(Killed):
                send_due()
        assert len(server.taken) == 1
        with at(noon + LEASE - timedelta(seconds=1)):
            assert send_due() == 0
        with at(noon + LEASE):
            assert send_due() == 1

    assert len(server.taken) == 2
    assert len(set(server.ids())) == 1


def test_while_the_server_is_gone_one_is_tried_the_rest_waits_and_all_arrive(app, bram, server, noon, monkeypatch):
    for count in range(5):
        bram.files(f"Vraag {count}")
    address = app.config["SMTP_URL"]
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:9")

    with app.app_context():
        assert send_due() == 0
        assert sorted(mail.tries for mail in rows()) == [0, 0, 0, 0, 1]
        monkeypatch.setitem(app.config, "SMTP_URL", address)
        with at(noon + timedelta(minutes=1)):
            assert send_due() == 5

    assert len(set(server.ids())) == 5


def test_an_address_that_does_not_exist_stops_nobody_else(app, bram, karim, server, noon):
    bram.files()
    karim.files()
    server.answers = ["550 no such person"]

    with app.app_context():
        assert send_due() == 1
        assert [mail.outcome for mail in rows()] == ["smtp 550", "sent"]


def test_a_mail_we_cannot_word_stops_nobody_else_and_waits_for_the_mend(
    app, bram, karim, server, noon, monkeypatch, minutes_later
):
    bram.files()
    karim.files()
    compose, wrong = sending.compose, person_of(app, "bram")

    def broken(due, recipient):
        if due.person_id == wrong:
            raise ZeroDivisionError
        return compose(due, recipient)

    with app.app_context():
        with monkeypatch.context() as patch:
            patch.setattr(sending, "compose", broken)
            assert send_due() == 1
        assert [mail.outcome for mail in rows()] == ["fault ZeroDivisionError", "sent"]
        with minutes_later(1):
            assert send_due() == 1


def test_a_password_never_goes_over_an_open_line(app, bram, server, noon, monkeypatch):
    bram.files()
    monkeypatch.setitem(app.config, "SMTP_URL", app.config["SMTP_URL"].replace("//", "//balie:geheim@"))

    with app.app_context():
        assert send_due() == 0
        assert row().outcome == "no TLS for the password"

    assert server.offered == []


# Not more than once.


def test_what_two_workers_reach_for_at_once_is_sent_once(app, bram, server):
    for count in range(8):
        bram.files(f"Vraag {count}")
    start = threading.Barrier(2)
    counts: list[int] = []

    def work() -> None:
        with app.app_context():
            start.wait()
            counts.append(send_due())

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 8
    assert len(server.ids()) == len(set(server.ids())) == 8


# As files, in the demo.


def test_the_mails_of_the_demo_are_whole_files_named_in_the_order_in_which_they_left(app, bram, post_office, later):
    for count in range(11):
        with later(seconds=count):
            bram.files(f"Vraag {count}")
    with later(minutes=1):
        subjects = post_office.subjects("bram")

    with app.app_context():
        names = sorted(path.name for path in mail_folder().iterdir())
    assert [f"Vraag {count} " in subject for count, subject in enumerate(subjects)] == [True] * 11
    assert [name[:7] for name in names] == [f"{count:06}-" for count in range(1, 12)]
    assert all(name.endswith(".eml") for name in names)


def test_a_repeat_takes_the_place_of_its_first_copy_and_a_name_is_not_used_again(app, bram, noon, monkeypatch):
    bram.files("Eerste")
    bram.files("Tweede")
    with app.app_context():
        with monkeypatch.context() as patch:
            patch.setattr(sending, "sent", lambda *_: None)  # the note is lost, twice
            send_due()
        with at(noon + LEASE):
            send_due()
        names = sorted(path.name for path in mail_folder().iterdir())
        assert len(names) == 2
        (mail_folder() / names[0]).unlink()
        bram.files("Derde")
        send_due()
        assert len(list(mail_folder().glob("000003-*.eml"))) == 1


def person_of(app, first_name: str) -> int:
    with app.app_context(), inside(house_id("linde")):
        return person_id(first_name)
