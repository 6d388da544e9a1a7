"""What a file is, by its content: the name somebody gave it says nothing."""

import struct
import zipfile
from typing import BinaryIO

import filetype

from .rules import MOST_LISTED, MOST_UNPACKED, looks_like_text

HEAD = 65_536  # bytes that are looked at

KNOWN = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "video/mp4": "mp4",
    "video/x-m4v": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (
    (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "doc"),
    (b"W\0o\0r\0k\0b\0o\0o\0k\0", "xls"),
    (b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", "ppt"),
    (b"_\0_\0n\0a\0m\0e\0i\0d\0", "msg"),
)
ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_NAMED_IN_UTF_8 = 0x800
DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError)
"""What `zipfile` says of a list of parts that it cannot read, or that is too new for it: no one error of its own."""
OOXML = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
MAIL_HEADS = (b"received:", b"from:", b"return-path:", b"delivered-to:", b"message-id:", b"mime-version:")


class Bomb(ValueError):
    """A package that holds far more than it seems."""


class Damaged(ValueError):
    """A package whose list of contents cannot be read: nobody could open it, and nobody can say what is in it."""


def kind_of(stream: BinaryIO, name: str) -> str:
    """Return the key in `rules.TYPES` of what a seekable stream holds; "" for what nobody knows.

    Raises Bomb for a package that would unpack to a hundred times its size, Damaged for one that nobody can open.
    Nothing is ever unpacked; a package that asks for a password is one like any other.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(stream)
    if head.startswith(OLE):
        return _ole(stream)
    guessed = filetype.guess(head)
    if guessed is not None and guessed.mime in KNOWN:
        return KNOWN[guessed.mime]
    if not looks_like_text(head):
        return ""
    suffix = name.rpartition(".")[2].lower()
    if suffix == "eml" and head.lstrip().lower().startswith(MAIL_HEADS):
        return "eml"
    return "csv" if suffix in ("csv", "tsv") else "txt"


def _package(stream: BinaryIO) -> str:
    """Tell what a zip is from its list of contents, which says how large they are without unpacking them."""
    size = stream.seek(0, 2)
    if _listed(stream, size) > MOST_LISTED:
        raise Bomb
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            names = {part.filename for part in parts}
            first = package.read("mimetype") if "mimetype" in names and _plain(package) else b""
    except DAMAGED as fault:
        raise Damaged from fault
    if unpacked > 10_000_000 and unpacked > size * MOST_UNPACKED:
        raise Bomb
    if first in ODF:
        return ODF[first]
    if "[Content_Types].xml" in names:
        return next((which for folder, which in OOXML.items() if any(one.startswith(folder) for one in names)), "zip")
    return "zip"


def _plain(package: zipfile.ZipFile) -> bool:
    """Say whether the part that names the type can be read as it stands: short, not packed, without a password."""
    part = package.getinfo("mimetype")
    stored = part.compress_type == zipfile.ZIP_STORED and part.flag_bits & ~_NAMED_IN_UTF_8 == 0
    return stored and part.file_size <= 100 and part.header_offset >= 0


def _listed(stream: BinaryIO, size: int) -> int:
    """Return how many bytes a zip says its list of parts takes: all of it would be read, however many it says it has.

    The record at the end says so, or the larger one that stands before it.
    """
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if not 0 <= at <= len(tail) - 22:
        return 0
    larger = tail[at - 76 : at - 20] if at >= 76 and tail[at - 20 :].startswith(b"PK\x06\x07") else b""
    if larger.startswith(b"PK\x06\x06"):
        return struct.unpack_from("<Q", larger, 40)[0]
    return struct.unpack_from("<I", tail, at + 12)[0]


def _ole(stream: BinaryIO) -> str:
    """Tell an old Office file by the names of the streams in it, which may stand anywhere."""
    stream.seek(0)
    before = b""
    while portion := stream.read(1 << 20):
        for mark, which in OLE_STREAMS:
            if mark in before + portion:
                return which
        before = portion[-64:]
    return ""
