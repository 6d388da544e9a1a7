"""A worded mail as the message that goes out, safe from whatever people typed in its headers."""

import textwrap
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
from typing import Any

from flask import current_app

from portal.outbox.verbs import Due
from portal.web.text import one_line

from .letters import Letter, Recipient

LINE = 76  # columns of a line of a header
LONGEST_WORD = 60  # characters that fit on its first line; a word beyond that is encoded, in pieces


class Ready(BaseHeader):
    """A header that goes out as it was given, already encoded.

    The library's own reads a subject or name before it writes it: an encoding that somebody typed
    (`=?utf-8?q?...=0D=0ABcc:...?=`) becomes a header, and a comma in a name another recipient.
    """

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Keep the value; called by the library."""
        kwds.update(parse_tree=None, decoded=value)

    def fold(self, *, policy: Any) -> str:
        """Return the line, broken between words."""
        lines = textwrap.wrap(
            f"{self.name}: {self}", LINE, subsequent_indent=" ", break_long_words=False, break_on_hyphens=False
        )
        return policy.linesep.join(lines) + policy.linesep


HEADERS = HeaderRegistry()
for name in ("from", "to", "subject"):
    HEADERS.map_to_type(name, Ready)
WIRE = EmailPolicy(linesep="\r\n", cte_type="7bit", header_factory=HEADERS)  # 7bit passes every server unharmed


def envelope(due: Due, recipient: Recipient, letter: Letter) -> EmailMessage:
    """Return the message. Its Message-ID and date were fixed when the mail was written."""
    config = current_app.config
    message = EmailMessage(policy=WIRE)
    message["From"] = _address(config["SERVICE_NAME"], config["MAIL_FROM"])
    message["To"] = _address(recipient.name, recipient.email)
    message["Subject"] = _encoded(one_line(letter.subject))
    message["Date"] = format_datetime(due.created_at)
    message["Message-ID"] = f"<{due.message_id}@{config['MAIL_HOST']}>"
    if letter.thread:
        thread = f"<{letter.thread}@{config['MAIL_HOST']}>"
        message["In-Reply-To"] = message["References"] = thread
    if letter.answers:
        message["In-Reply-To"] = message["References"] = letter.answers
    message["Auto-Submitted"] = "auto-replied" if letter.answers else "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # the same, for Exchange
    message["List-Id"] = f"<{recipient.organisation_key.lower()}.{config['MAIL_HOST']}>"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = recipient.language  # last: setting the content takes all of Content- away
    return message


def _address(name: str, email: str) -> str:
    name = one_line(name)
    return formataddr((name, email)) if _is_plain(name) else f"{_encoded(name)} <{email}>"


def _encoded(text: str) -> str:
    """Return one line as it may stand in a header; the other side decodes it to exactly this text."""
    return text if _is_plain(text) else Header(text, "utf-8", LINE, "Subject").encode(linesep="")


def _is_plain(text: str) -> bool:
    if not text.isascii() or not text.isprintable() or "=?" in text:
        return False
    return all(len(word) < LONGEST_WORD for word in text.split())
