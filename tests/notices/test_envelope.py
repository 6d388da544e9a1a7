"""Headers hold what people typed, and nothing else gets in through it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.notices.envelope import envelope
from portal.notices.letters import Letter, Recipient
from portal.outbox.verbs import Due
from portal.web.text import one_line

DUE = Due(1, 1, "reply", 1, 1, 1, "seed", "message-id", datetime(2026, 11, 17, 11, 0, tzinfo=UTC), 1)
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "List-Id",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}
NASTY = [
    "a\r\nBcc: vreemd@elders.example",
    "a\nBcc: vreemd@elders.example\n\nhallo",
    "a\u2028Bcc: vreemd@elders.example",
    "a\u2029Bcc: vreemd@elders.example",
    "a\x85Bcc: vreemd@elders.example",
    "a\x0bBcc:\x0c vreemd@elders.example\x1c\x1d\x1e",
    "=?utf-8?q?a=0D=0ABcc:_vreemd@elders.example?=",
    "=?utf-8?b?YQ0KQmNjOiB2cmVlbWRAZWxkZXJzLmV4YW1wbGU=?=",
    "\x00a\ud800",
]


def sent(subject: str = "Onderwerp", name: str = "Bram Kuipers", reader: Any = default) -> Any:
    """The message as the other side reads it after the journey."""
    recipient = Recipient(1, name, "bram@linde.example", "nl", 1, "LINDE")
    message: EmailMessage = envelope(DUE, recipient, Letter(subject, "Dag", "<p>Dag</p>", "linde-1"))
    raw = message.as_bytes()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    return message_from_bytes(raw, policy=reader)


@pytest.mark.parametrize("subject", NASTY)
@pytest.mark.usefixtures("inside_app")
def test_a_subject_adds_no_header(subject):
    message = sent(subject=subject)

    assert set(message.keys()) == HEADERS
    assert str(message["Subject"]).split() == one_line(subject).split()


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.usefixtures("inside_app")
def test_a_name_adds_no_header_and_no_recipient(name):
    message = sent(name=name)

    assert set(message.keys()) == HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["bram@linde.example"]


@pytest.mark.parametrize(
    "name",
    [
        'Smit, "Ria"',
        "Fatma Yıldız",
        "Ünal, Çağla (planning) <roosters>",
        "O'Neill; Zoë: a@b.example,",
        "Søren Kierkegård van de Heuvel-Rijnders tot aan de Overkant der Zuidelijke Vecht",
        "李小龙 🙂",
    ],
)
@pytest.mark.usefixtures("inside_app")
def test_a_name_arrives_as_it_is_written(name):
    # Read by the older part of the library: the newer one adds a space where a long name was broken.
    display_name, address = parseaddr(sent(name=name, reader=compat32)["To"])

    assert str(make_header(decode_header(display_name))) == name
    assert address == "bram@linde.example"


@pytest.mark.usefixtures("inside_app")
def test_any_subject_arrives_as_it_was_typed():
    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
    def arrives(typed: str) -> None:
        subject = f"Ontvangen: {one_line(typed)} (LINDE-1)"
        message = sent(subject=subject)
        assert str(message["Subject"]) == one_line(subject)
        assert set(message.keys()) == HEADERS

    arrives()


@pytest.mark.usefixtures("inside_app")
def test_a_mail_says_that_a_machine_wrote_it_and_to_which_conversation_it_belongs():
    message = sent()

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<message-id@localhost>"
    assert message["References"] == message["In-Reply-To"] == "<linde-1@localhost>"
    assert message["Date"].datetime == DUE.created_at
    assert message["From"].addresses[0].display_name == "Nova Zorgsoftware"
