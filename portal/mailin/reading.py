"""Read a mail: who it says it is from, what it says, what came with it. The library reads; here it is never trusted.

A header or part that the library cannot make out is taken as it stands, so that no mail is lost for it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32, default
from email.utils import getaddresses
from typing import Any

from portal.signin.addresses import folded_address
from portal.web.text import clean, one_line

from .folding import as_text
from .rules import DEEPEST, LONGEST_HEAD, LONGEST_TEXT, MOST_PARTS

LYING = {"gb2312": "gb18030", "gbk": "gb18030", "us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252"}
"""Names of encodings, and what those who write them mean: each holds all of the other."""
SILENT = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
"""Parts that sign a mail: nobody reads them."""
SHOWN = ("From", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID", "Authentication-Results")
LONGEST_SHOWN = 500  # characters of a header


_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')


class TooMuch(ValueError):
    """A mail made to keep who reads it busy: endless headers, parts in parts in parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that came with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that was read. `sender` is as accounts write addresses, "" when it names none or several."""

    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    references: tuple[str, ...]
    content_type: str
    headers: dict[str, list[str]]
    body_hash: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def heads(self) -> list[list[str]]:
        """Return the headers that somebody wants to see who decides on it."""
        found = ((name, self.headers.get(name.lower(), [])[:3]) for name in SHOWN)
        return [[name, one_line(value)[:LONGEST_SHOWN]] for name, values in found for value in values]


def read(raw: bytes) -> Read:
    """Read a mail. Raises TooMuch; anything else it raises is a fault of ours or the library's."""
    head, body = _parted(raw)
    if len(head) > LONGEST_HEAD:
        raise TooMuch("headers")
    message = _parsed(raw)
    headers = _headers(message)
    sender_name, sender = _sender(message, headers)
    texts, pages, parts = _contents(message)
    plain = "\n\n".join(text for text in texts if text.strip())
    said = plain or "\n\n".join(text for page in pages if (text := as_text(page[: 5 * LONGEST_TEXT])))
    received = [name for name in ("to", "cc", "delivered-to", "x-original-to") if name in headers]
    return Read(
        sender=sender,
        sender_name=one_line(sender_name)[:100],
        to=tuple(address for name in received for _name, address in _addresses(headers[name])),
        subject=one_line(next(iter(headers.get("subject", [])), "")),
        text=clean(said[:LONGEST_TEXT]),
        message_id=next(iter(_ids(headers.get("message-id", []))), ""),
        references=tuple(dict.fromkeys(_ids([*headers.get("in-reply-to", []), *headers.get("references", [])])))[:50],
        content_type=_kind(message),
        headers=headers,
        body_hash=hashlib.sha256(body).hexdigest(),
        parts=tuple(parts),
    )


def as_it_stands(raw: bytes) -> str:
    """Return the beginning of a mail that could not be read, for who decides on it."""
    return clean(_decoded(raw[:20_000], ""))


def _parted(raw: bytes) -> tuple[bytes, bytes]:
    ends = [at for end in (b"\r\n\r\n", b"\n\n") if (at := raw.find(end)) >= 0]
    return (raw[: min(ends)], raw[min(ends) :]) if ends else (raw, b"")


def _parsed(raw: bytes) -> Message:
    try:
        return message_from_bytes(raw, policy=default)
    except Exception:  # the newer way of reading trips over some headers; the older one knows less and takes all
        return message_from_bytes(raw, policy=compat32)


def _headers(message: Message) -> dict[str, list[str]]:
    """Return all headers by name in lower case, decoded; one that the library cannot decode as it stands."""
    found: dict[str, list[str]] = {}
    for name, raw in message.raw_items():
        found.setdefault(name.lower(), []).append(clean(_header(message, name, raw)))
    return found


def _header(message: Any, name: str, raw: Any) -> str:
    try:
        said = str(message.policy.header_fetch_parse(name, raw))
    except Exception:  # the library reads what was made to break it; the header stays as it was written
        said = str(raw)
    return _unsmuggled(said)


def _unsmuggled(said: str) -> str:
    """Return a text whose bytes beyond ASCII the library smuggled as surrogates, because nothing said what they are."""
    if not any("\ud800" <= letter <= "\udfff" for letter in said):
        return said
    try:
        return _decoded(said.encode("utf-8", "surrogateescape"), "")
    except UnicodeEncodeError:
        return said.encode("utf-8", "replace").decode()


def _sender(message: Message, headers: dict[str, list[str]]) -> tuple[str, str]:
    """Return (name, address) of who sent a mail; "" when that is not one address, whatever way one reads it.

    A library that mends a broken header may find another sender than the mail server that vouches for it.
    """
    found = _addresses(headers.get("from", []))
    written = [str(raw) for name, raw in message.raw_items() if name.lower() == "from"]
    plain = _QUOTED.sub(" ", written[0]) if len(written) == 1 else ""
    if len(found) != 1 or plain.count("@") != 1 or found[0][1].partition("@")[0] not in plain.casefold():
        return "", ""
    return found[0]


def _addresses(values: list[str]) -> list[tuple[str, str]]:
    """Return (name, address) of each address that can be one; the same twice is one."""
    pairs = ((name, folded_address(address)) for name, address in getaddresses(values))
    return list({address: (name, address) for name, address in pairs if address}.values())


def _ids(values: list[str]) -> Iterator[str]:
    for value in values:
        for word in value.replace(">", "> ").split():
            if word.startswith("<") and word.endswith(">") and 4 < len(word) < 500 and word.isascii():
                yield word


def _contents(message: Any) -> tuple[list[str], list[str], list[Part]]:
    texts, pages, parts = [], [], []
    for part in _leaves(message):
        kind, name = _kind(part), _filename(part)
        if kind in SILENT:
            continue
        inline = _safely(part.get_content_disposition, None) != "attachment" and not name
        if inline and kind == "text/plain":
            texts.append(_text(part))
        elif inline and kind == "text/html":
            pages.append(_text(part))
        elif kind == "message/rfc822":
            parts.append(_enclosed(part))
        elif content := _bytes(part):
            parts.append(Part(name or _unnamed(kind, len(parts) + 1), content))
    return texts, pages, parts


def _leaves(message: Any, depth: int = 0, seen: list[int] | None = None) -> Iterator[Any]:
    """Yield the parts that hold something; a mail within a mail is one of them. Raises TooMuch."""
    seen = [0] if seen is None else seen
    seen[0] += 1
    if depth > DEEPEST or seen[0] > MOST_PARTS:
        raise TooMuch("parts")
    if _kind(message).startswith("message/") or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        yield from _leaves(part, depth + 1, seen)


def _kind(part: Any) -> str:
    return _safely(part.get_content_type, "application/octet-stream")


def _filename(part: Any) -> str:
    name = _safely(part.get_filename, None)
    return one_line(_unsmuggled(name)) if isinstance(name, str) else ""


def _unnamed(kind: str, number: int) -> str:
    main, _slash, sub = kind.partition("/")
    return f"{main}-{number}.{'txt' if main == 'text' else sub}"


def _enclosed(part: Any) -> Part:
    """Return a mail within a mail, named after its subject."""
    inner = part.get_payload()
    inner = inner[0] if isinstance(inner, list) and inner else None
    content = _safely(inner.as_bytes, b"") if inner is not None else b""
    subject = next(iter(_headers(inner).get("subject", [])), "") if inner is not None else ""
    return Part(f"{one_line(subject) or 'mail'}.eml", content)


def _text(part: Any) -> str:
    charset = _safely(part.get_content_charset, None)
    return clean(_decoded(_bytes(part), str(charset or "")))


def _bytes(part: Any) -> bytes:
    content = _safely(lambda: part.get_payload(decode=True), None)
    if isinstance(content, bytes):
        return content
    said = part.get_payload()
    return _unsmuggled(said).encode() if isinstance(said, str) else b""


def _decoded(content: bytes, charset: str) -> str:
    """Return bytes as text: by the encoding they say they have, else as UTF-8, else as what they look like."""
    for name in (LYING.get(charset.lower(), charset), "utf-8"):
        try:
            if name:
                return content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    from charset_normalizer import from_bytes

    guessed = from_bytes(content[:100_000]).best()
    encoding = guessed.encoding if guessed is not None else "cp1252"
    return content.decode(encoding, "replace")


def _safely(ask: Callable[[], Any], otherwise: Any) -> Any:
    """Ask the library for what stands in a part; what it cannot make out is as good as not there."""
    try:
        return ask()
    except Exception:
        return otherwise
