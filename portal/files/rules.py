"""What a file may be called, what it is by its content, and what is too much. Plain Python."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

STAGED = timedelta(days=1)
"""How long a file that was chosen waits for the form to be sent."""

LONGEST_NAME = 120  # characters
MOST_PIXELS = 50_000_000
WIDEST = 30_000  # pixels on one side
PREVIEW = 1_200  # pixels on the longest side

MOST_UNPACKED = 100  # times the packed size
MOST_LISTED = 1_000_000  # bytes of the list of parts of one package: some ten thousand of them

PUBLIC_ID = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class FileType:
    """One type that is accepted: its media type, the group that settings name, and the ends its name may have."""

    media_type: str
    group: str
    suffixes: tuple[str, ...]


# fmt: off
TYPES = {
    "png":  FileType("image/png",       "picture", ("png",)),
    "jpg":  FileType("image/jpeg",      "picture", ("jpg", "jpeg", "jpe", "jfif")),
    "gif":  FileType("image/gif",       "picture", ("gif",)),
    "webp": FileType("image/webp",      "picture", ("webp",)),
    "heic": FileType("image/heic",      "picture", ("heic", "heif")),
    "pdf":  FileType("application/pdf", "pdf",     ("pdf",)),
    "doc":  FileType("application/msword",            "office", ("doc", "dot")),
    "xls":  FileType("application/vnd.ms-excel",      "office", ("xls", "xlt")),
    "ppt":  FileType("application/vnd.ms-powerpoint", "office", ("ppt", "pps")),
    "docx": FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document",   "office",
                     ("docx", "docm", "dotx")),
    "xlsx": FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",         "office",
                     ("xlsx", "xlsm", "xltx")),
    "pptx": FileType("application/vnd.openxmlformats-officedocument.presentationml.presentation", "office",
                     ("pptx", "pptm", "ppsx")),
    "odt":  FileType("application/vnd.oasis.opendocument.text",         "office", ("odt",)),
    "ods":  FileType("application/vnd.oasis.opendocument.spreadsheet",  "office", ("ods",)),
    "odp":  FileType("application/vnd.oasis.opendocument.presentation", "office", ("odp",)),
    "rtf":  FileType("application/rtf", "office",  ("rtf",)),
    "csv":  FileType("text/csv",        "text",    ("csv", "tsv")),
    "txt":  FileType("text/plain",      "text",    ("txt", "log", "md", "ics", "json")),
    "mp4":  FileType("video/mp4",       "video",   ("mp4", "m4v")),
    "mov":  FileType("video/quicktime", "video",   ("mov", "qt")),
    "webm": FileType("video/webm",      "video",   ("webm",)),
    "msg":  FileType("application/vnd.ms-outlook", "mail", ("msg",)),
    "eml":  FileType("message/rfc822",  "mail",    ("eml",)),
    "zip":  FileType("application/zip", "zip",     ("zip",)),
}
# fmt: on

DRAWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that browsers draw without running anything: the only ones that are shown rather than downloaded."""

PLAYED = frozenset({"video/mp4", "video/webm", "video/quicktime"})
"""Films, which a page plays where they stand; opened by themselves they are downloads like all else."""

ZWJ, ZWNJ = "\u200d", "\u200c"
JOINERS = frozenset((ZWJ, ZWNJ))
"""Say whether letters join: families of emoji and some scripts need them; anywhere else they only hide."""

DRESSED = frozenset("\ufe0f" + "".join(map(chr, range(0x1F3FB, 0x1F400))))
"""What may stand behind an emoji: drawn in colour, and the tones of skin."""

JOINING = frozenset(
    "ARABIC SYRIAC MANDAIC NKO MONGOLIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM "
    "SINHALA KHMER MYANMAR TIBETAN BALINESE JAVANESE".split()
)
"""Scripts whose words are spelled with joiners, as Unicode begins the names of their letters."""

RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})


def clean_name(given: str) -> str:
    """Return a name that is safe to show, to send in a header and to save: one line, no folders, nothing hidden.

    Control and direction marks, characters that no file system takes, and names of devices are left out, and what
    joins letters where there is nothing to join; a long name loses its middle, never its end.
    """
    name = given.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in name if _is_kept(letter))
    name = unicodedata.normalize("NFC", joined_rightly(unicodedata.normalize("NFC", kept)))
    name = " ".join(name.split()).strip(". ")
    stem, _dot, suffix = name.rpartition(".")
    if (stem or suffix).partition(".")[0].lower() in RESERVED:
        name = f"_{name}"
    if len(name) > LONGEST_NAME:
        end = f".{suffix}" if stem and len(suffix) <= 10 else name[-10:]
        name = joined_rightly(f"{name[: LONGEST_NAME - len(end) - 1]}…{end}")
    return name or "bestand"


def _is_kept(letter: str) -> bool:
    return letter in JOINERS or (unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*')


def joined_rightly(text: str) -> str:
    """Leave out each joiner but between two signs of a picture script, or two letters of a script that joins."""
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    return "".join(here for before, here, after in around if here not in JOINERS or _joins(before, here, after))


def _joins(before: str, joiner: str, after: str) -> bool:
    if joiner == ZWJ and unicodedata.category(after) == "So":
        return unicodedata.category(before) == "So" or before in DRESSED
    return _script(before) in JOINING and _script(before) == _script(after)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if unicodedata.category(letter)[0] in "LM" else ""


def named_as(name: str, which: str) -> str:
    """Return a name that ends as files of this type do, so that nobody's computer takes it for something else."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return name if suffix in TYPES[which].suffixes else f"{name}.{TYPES[which].suffixes[0]}"


def looks_like_text(head: bytes) -> bool:
    """Say whether bytes are plain text: no control characters, and no markup that a browser would run."""
    if not head or b"\x00" in head:
        return False
    if any(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head):
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith(b"<") and not re.search(rb"<(?:!doctype|html|script|svg|iframe|body|\?xml)\b", start)


def too_many_pixels(width: int, height: int) -> bool:
    """Say whether a picture is too large to be drawn; told by its header, before anything is decoded."""
    return width * height > MOST_PIXELS or max(width, height) > WIDEST
