"""Which passwords are refused: too short, too long, known to everybody, or made of what everybody here knows.

No rules of composition. Source: NIST SP 800-63B 3.1.1.2 and OWASP ASVS 5.0 chapter 6; 15 characters because the
password is the only factor. `common_passwords.txt` holds whole passwords; a password that says one of them twice,
or only adds digits and signs at the end, counts as that one.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _

from .errors import Invalid

SHORTEST = 15
LONGEST = 128
OWN_WORDS = 8  # letters that must be left when the words of the context are taken out

ROWS = (
    "1234567890", "0987654321", "qwertyuiop", "poiuytrewq", "asdfghjkl", "lkjhgfdsa", "zxcvbnm", "mnbvcxz",
    "azertyuiop", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)  # fmt: skip
"""What fingers type without thinking: rows of keys, the alphabet, and columns of keys."""


def accept_password(password: str, context: Iterable[str] = (), field: str = "password") -> None:
    """Raise Invalid, at `field`, for a password that is refused; `context` are names and addresses around it."""
    length = len(unicodedata.normalize("NFKC", password))
    if length < SHORTEST:
        raise Invalid(field, _("Use at least 15 characters. A sentence is easy to remember"))
    if length > LONGEST:
        raise Invalid(field, _("Make this shorter: now %(n)s characters, %(max)s at most", n=length, max=LONGEST))
    plain = _plain(password)
    if is_common(plain):
        raise Invalid(field, _("Many people use this password. Choose another, for instance a sentence of your own"))
    if _without(plain, context) < OWN_WORDS:
        raise Invalid(field, _("This is too close to your name, your address or ours. Add words of your own"))


def is_common(plain: str) -> bool:
    """Say whether a folded password is one of the common ones, whole, repeated, or with digits and signs behind it."""
    unit = _repeated(plain)
    shorter = _repeated(re.sub(r"[\W\d_]+$", "", unit))
    if len(set(plain)) < 5 or len(unit) < 5:
        return True
    return not _common().isdisjoint((plain, unit, shorter)) or any(unit in row * 4 or plain in row * 4 for row in ROWS)


def _plain(password: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", password)).casefold()
    return "".join(letter for letter in folded if not unicodedata.combining(letter) and not letter.isspace())


def _repeated(text: str) -> str:
    """Return the piece that a text repeats from beginning to end; the text itself when it repeats nothing."""
    place = (text + text).find(text, 1)
    return text[:place]


def _without(plain: str, context: Iterable[str]) -> int:
    """Return how many characters are left of a password without the words of its context."""
    words = {word for text in context for word in re.split(r"[\W_]+", _spaced(text)) if len(word) > 2}
    left = plain
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left)


def _spaced(text: str) -> str:
    return " ".join(_plain(part) for part in text.split())


@cache
def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line and not line.startswith("#"))
